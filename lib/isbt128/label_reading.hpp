// SPDX-License-Identifier: Apache-2.0
// All structures of one label, whatever symbols they stand in: single ones, concatenated reads and
// compound messages are taken apart.
#pragma once

#include "isbt128/decode.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

/// A structure and the reading it stands in; both live as long as their LabelReading.
struct FoundStructure {
    Reading const* reading = nullptr;
    Structure const* structure = nullptr;

    explicit operator bool() const { return structure != nullptr; }
    /// Empty when nothing was found or it has no such field.
    std::string_view value(std::string_view field) const {
        return structure == nullptr ? std::string_view() : reading->value(*structure, field);
    }
};

class LabelReading {
public:
    /// `symbols` are the contents of the label's symbols. `tables`, when given, must outlive this.
    explicit LabelReading(std::span<std::string const> symbols, Tables const* tables = nullptr);

    std::span<Reading const> readings() const { return m_readings; }
    /// The first valid structure of that kind, or nothing.
    FoundStructure find(Kind kind) const;
    /// The first of either.
    FoundStructure find(Kind kind, Kind otherwise) const;

private:
    std::vector<Reading> m_readings;
};

} // namespace coldchain::isbt128
