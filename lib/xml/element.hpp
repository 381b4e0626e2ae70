// SPDX-License-Identifier: Apache-2.0
// XML as a tree of elements, in and out. Namespaces stay as written ("epcis:ObjectEvent");
// comments, processing instructions and document types are passed over, external entities never
// loaded.
#pragma once

#include "common/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coldchain::xml {

struct Element {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes; ///< in the order written
    std::string text; ///< character data of this element alone, joined, blanks at the ends dropped
    std::vector<Element> children;
    int line = 0; ///< of the start tag, from 1; 0 in elements that were made, not read
    int column = 0;

    /// The first child of that name, or null.
    Element const* find(std::string_view child) const;
    /// The attribute's value, or null.
    std::string const* attribute(std::string_view key) const;
    /// Adds a child and gives it back, for building.
    Element& add(std::string child_name, std::string child_text = {});
};

/// What a document may be at most.
struct Limits {
    std::size_t bytes = std::size_t{64} << 20U;
    int depth = 64;
    std::size_t elements = 5'000'000;
};

/// Parses UTF-8 (convert other encodings first). Refuses, with line and column: what is not well
/// formed, is no XML, or goes beyond the limits.
Result<Element> parse(std::string_view bytes, std::string const& file, Limits const& limits = {});

/// The document as UTF-8: declaration, two blanks a level, attributes in their order, LF. The same
/// tree gives the same bytes. Characters that XML cannot hold become U+FFFD.
std::string write(Element const& root);

/// One line without declaration or blanks between elements, for digests: equal trees, and only
/// those, give equal bytes.
std::string write_canonical(Element const& root);

} // namespace coldchain::xml
