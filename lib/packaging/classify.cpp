// SPDX-License-Identifier: Apache-2.0
#include "packaging/classify.hpp"

#include "common/text.hpp"
#include "packaging/facts.hpp"

#include <array>

namespace coldchain::packaging {

namespace {

struct Table {
    std::string_view definition;
    std::string_view scope;
    std::string_view what;
    bool numbered;
};

constexpr std::array decision_tables{
    Table{"content_class", "package.content", "content", true},
    Table{"dry_ice_class", "package", "dry ice", false},
    Table{"nitrogen_class", "package", "liquid nitrogen", false},
    Table{"battery_class", "package.battery", "battery", true},
};

std::string package_of(rules::Element const& element) {
    for (auto const* at = &element; at != nullptr; at = at->parent) {
        if (at->name == "package")
            return at->object->text("id").value_or(at->place);
    }
    return {};
}

std::string number_in(std::string const& place) {
    auto const open = place.rfind('[');
    auto const index = text::parse_int(place.substr(open + 1, place.size() - open - 2));
    return text::cat(index.value_or(0) + 1);
}

} // namespace

std::vector<Classified> classify(rules::Book const& book, config::Object const& facts) {
    std::vector<Classified> rows;
    auto const root = rules::root_element(vocabulary(), facts);
    for (auto const& table : decision_tables) {
        auto const expression =
            rules::Expression::compile(table.definition, table.scope, *book.dictionary);
        if (!expression || expression->type() != rules::Type::text)
            continue; // packs without that table classify nothing of the kind
        rules::for_each_element(root, table.scope, [&](rules::Element const& element) {
            rules::Value const value = expression->evaluate(element);
            std::string const is = value.is_unknown() ? std::string() : rules::to_text(value);
            if (is == "absent")
                return;
            rows.push_back({package_of(element), element.place,
                            table.numbered ? text::cat(table.what, ' ', number_in(element.place))
                                           : std::string(table.what),
                            is, element.object->text("un").value_or(std::string()), value.missing});
        });
    }
    return rows;
}

} // namespace coldchain::packaging
