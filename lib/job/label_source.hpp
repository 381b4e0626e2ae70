// SPDX-License-Identifier: Apache-2.0
// Label orders one after another: from documents that were read whole, and from tables and JSON
// Lines as they come in, so that their number does not matter.
#pragma once

#include "common/result.hpp"
#include "job/label_input.hpp"
#include "label/columns.hpp"
#include "label/fields.hpp"
#include "label/layout.hpp"

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace coldchain::job {

/// One order before it is understood: the text of a row with its line, or an order read already.
struct RawOrder {
    std::string file;
    int line = 0; ///< 0: from a document
    std::variant<std::string, label::Order const*, label::PackageOrder const*> content;
};

class OrderSource {
public:
    virtual ~OrderSource() = default;
    /// The next order; nothing at the end. An Error ends the source: the rest cannot be read.
    virtual Result<std::optional<RawOrder>> next() = 0;
    /// Understands a raw order; may be called from several threads.
    virtual Result<label::Order> parse(RawOrder const& raw) const = 0;
    /// How much of the input next() has taken, 0 to 1; nothing where its length is not known.
    virtual std::optional<double> share() const = 0;
};

enum class OrderForm { document, csv, json_lines };

/// What the beginning of an input looks like: a table, JSON Lines, or a document.
OrderForm guess_form(std::string_view beginning);

/// Orders and packages of documents; `input` outlives the source.
std::unique_ptr<OrderSource> orders_from(LabelInput const& input, label::Subject subject);

/// A table with headings, or JSON Lines with the keys of [[product]]; `in` outlives the source.
/// `reference` is noted as where the orders come from.
std::unique_ptr<OrderSource> orders_from_csv(std::istream& in, std::string file,
                                             label::Columns columns);
std::unique_ptr<OrderSource> orders_from_json_lines(std::istream& in, std::string file,
                                                    label::Columns columns);

/// The longest row that is read, in bytes.
inline constexpr std::size_t longest_row = std::size_t{1} << 20U;

} // namespace coldchain::job
