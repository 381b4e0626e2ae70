// SPDX-License-Identifier: Apache-2.0
// The data-driven cases of tests/data/packaging: shipments made from the samples of the rule packs,
// with the findings they must give.
#pragma once

#include "../places.hpp"
#include "common/text.hpp"
#include "packaging/evaluate.hpp"
#include "rules/change.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace coldchain::packaging_cases {

inline packaging::RuleLibrary load_library() {
    auto loaded = packaging::RuleLibrary::load({places::source_folder});
    if (!loaded)
        FAIL(describe(loaded.error()));
    return std::move(*loaded);
}

inline rules::Book const& book_of(packaging::RuleLibrary& library) {
    auto const book = library.book_for({2026, 11, 23});
    if (!book)
        FAIL(describe(book.error()));
    return **book; // kept by the library
}

struct Case {
    std::string id;
    std::string source;
    config::Object document;
    std::vector<std::string> expect; ///< "error DI-08"
    std::vector<std::string> absent;
    std::vector<std::string> passes;
    std::string verdict;            ///< empty: not stated
    std::vector<std::string> exact; ///< "error DI-08 PKG1": all of severity error or forbid
};

inline config::Node const* member(config::Node const& table, std::string_view key) {
    for (auto const& one : table.members) {
        if (one.key == key)
            return &one.value;
    }
    return nullptr;
}

inline std::string text_at(config::Node const& table, std::string_view key) {
    auto const* const node = member(table, key);
    return node == nullptr ? std::string() : node->text;
}

inline std::vector<std::string> texts_at(config::Node const& table, std::string_view key) {
    std::vector<std::string> texts;
    auto const* const node = member(table, key);
    if (node != nullptr) {
        for (auto const& item : node->items)
            texts.push_back(item.text);
    }
    return texts;
}

inline void must(Result<void> const& result, std::string const& what) {
    if (!result)
        FAIL(what << ": " << describe(result.error()));
}

inline config::Object document_of(config::Node const& one, rules::Book const& book,
                                  std::string const& id) {
    auto const* const sample = book.find_sample(text_at(one, "from"));
    if (sample == nullptr)
        FAIL(id << ": no sample " << text_at(one, "from"));
    config::Object document = sample->document;
    for (auto const& path : texts_at(one, "remove"))
        must(rules::remove_at(document, path), id);
    if (auto const* const set = member(one, "set")) {
        for (auto const& change : set->members)
            must(rules::set_at(document, change.key, change.value), id);
    }
    return document;
}

inline std::vector<Case> read_cases(std::string const& file, rules::Book const& book) {
    auto const document =
        config::read_document(std::string(places::source_folder) + "/tests/data/packaging/" + file);
    if (!document)
        FAIL(describe(document.error()));
    std::vector<Case> cases;
    auto const* const list = member(document->root, "case");
    REQUIRE(list != nullptr);
    for (auto const& one : list->items) {
        std::string const id = text_at(one, "id");
        cases.push_back({id, text_at(one, "source"), document_of(one, book, id),
                         texts_at(one, "expect"), texts_at(one, "absent"), texts_at(one, "passes"),
                         text_at(one, "verdict"), texts_at(one, "exact")});
    }
    return cases;
}

inline packaging::Verdict judged(config::Object const& document, packaging::RuleLibrary& library) {
    auto verdict = packaging::evaluate(document, library);
    if (!verdict)
        FAIL(describe(verdict.error()));
    return std::move(*verdict);
}

/// "error DI-08", sorted.
inline std::vector<std::string> findings_of(packaging::Verdict const& verdict) {
    std::vector<std::string> list;
    for (auto const& finding : verdict.findings)
        list.push_back(text::cat(to_word(finding.severity), ' ', finding.rule));
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace coldchain::packaging_cases
