// SPDX-License-Identifier: Apache-2.0
#include "packaging/requirements.hpp"

#include "common/text.hpp"
#include "packaging/facts.hpp"
#include "packaging/written.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::packaging {

namespace {

bool is_mark(Needed const& needed) {
    return needed.kind == "mark" || needed.kind == "label" || needed.kind == "overpack";
}

void add_once(std::vector<std::string>& list, std::string const& item) {
    if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
        list.push_back(item);
}

void add_mark(std::vector<RequiredMark>& marks, Needed const& needed) {
    bool const on_overpack = needed.kind == "overpack";
    auto const same = std::find_if(marks.begin(), marks.end(), [&](auto const& mark) {
        return mark.holder == needed.package && mark.on_overpack == on_overpack &&
               mark.code == needed.code && mark.text == needed.text;
    });
    if (same != marks.end()) {
        add_once(same->rules, needed.rule);
        same->met = same->met && needed.met;
        return;
    }
    marks.push_back({needed.package,
                     on_overpack,
                     on_overpack ? "mark" : needed.kind,
                     needed.code,
                     needed.text,
                     needed.size,
                     {needed.rule},
                     needed.met});
}

// The place of a package or overpack in the shipment, packages first.
std::size_t place_of(std::string const& id, config::Object const& facts) {
    std::size_t place = 0;
    for (auto const* list : {"package", "overpack"}) {
        for (auto const& holder : facts.tables(list)) {
            if (holder.text("id") == id)
                return place;
            ++place;
        }
    }
    return place;
}

void add_line(std::vector<RequiredLine>& lines, Needed const& needed) {
    auto const same = std::find_if(lines.begin(), lines.end(), [&](auto const& line) {
        return line.paper == needed.kind && line.text == needed.text;
    });
    if (same != lines.end()) {
        add_once(same->rules, needed.rule);
        add_once(same->packages, needed.package);
        same->met = same->met && needed.met;
        return;
    }
    RequiredLine line{needed.kind, needed.text, {needed.rule}, {}, needed.met};
    add_once(line.packages, needed.package);
    lines.push_back(std::move(line));
}

// "1 x 6 kg" of two packages is "2 x 6 kg".
void count_packages(RequiredLine& line) {
    std::size_t const number = line.packages.size();
    if (number < 2)
        return;
    line.text = text::replace_all(line.text, ", 1 x ", text::cat(", ", number, " x "));
    line.text = text::replace_all(line.text, ", 1 package", text::cat(", ", number, " packages"));
}

bool same_goods(WrittenLine const& a, WrittenLine const& b) {
    bool const net =
        a.net.has_value() == b.net.has_value() && (!a.net || compare(*a.net, *b.net) == 0);
    return !a.un.empty() && a.un == b.un && net;
}

// A line with the class does for a rule that asks for one without.
void keep_fuller(std::vector<RequiredLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const shorter = parse_line(lines[i].text);
        auto const fuller =
            std::find_if(lines.begin(), lines.end(), [&](RequiredLine const& other) {
                auto const written = parse_line(other.text);
                return &other != &lines[i] && other.paper == lines[i].paper &&
                       other.packages == lines[i].packages && same_goods(written, shorter) &&
                       !written.hazard_class.empty() && shorter.hazard_class.empty();
            });
        if (fuller == lines.end())
            continue;
        for (auto const& rule : lines[i].rules)
            add_once(fuller->rules, rule);
        fuller->met = fuller->met && lines[i].met;
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        --i;
    }
}

std::size_t rank_of(std::string const& paper) {
    static constexpr std::array<std::string_view, 3> order{"waybill", "handling", "declaration"};
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), paper) - order.begin());
}

bool needs_declaration(Verdict const& verdict) {
    auto const expression =
        rules::Expression::compile("needs_declaration", "package", *verdict.book->dictionary);
    if (!expression || expression->type() != rules::Type::flag)
        return false; // packs without that word ask for none
    bool needed = false;
    rules::for_each_element(
        rules::root_element(vocabulary(), verdict.facts), "package",
        [&](auto const& element) { needed = needed || expression->evaluate(element).is(true); });
    return needed;
}

} // namespace

Requirements requirements(Verdict const& verdict) {
    Requirements result;
    for (auto const& needed : verdict.needed) {
        if (is_mark(needed))
            add_mark(result.marks, needed);
        else
            add_line(result.lines, needed);
    }
    std::stable_sort(result.marks.begin(), result.marks.end(), [&](auto const& a, auto const& b) {
        auto const key = [&](RequiredMark const& mark) {
            return std::pair(place_of(mark.holder, verdict.facts), mark.kind == "label");
        };
        return key(a) < key(b);
    });
    for (auto& line : result.lines)
        count_packages(line);
    keep_fuller(result.lines);
    std::stable_sort(result.lines.begin(), result.lines.end(), [](auto const& a, auto const& b) {
        return rank_of(a.paper) < rank_of(b.paper);
    });
    result.declaration_needed = needs_declaration(verdict);
    return result;
}

} // namespace coldchain::packaging
