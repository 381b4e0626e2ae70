// SPDX-License-Identifier: Apache-2.0
// Acceptance checklists filled in from shipments whose answers are plain.
#include "../tree.hpp"
#include "cases.hpp"
#include "packaging/checklist.hpp"

using namespace coldchain;
using namespace coldchain::packaging_cases;
using packaging::Answer;
using packaging::Basis;

namespace {

using tree::folders;

packaging::Checklist filled(std::string_view kind, std::string_view sample,
                            std::vector<std::pair<std::string, std::string>> const& changes = {},
                            std::vector<std::string> const& removed = {}) {
    auto library = load_library();
    auto document = book_of(library).find_sample(sample)->document;
    for (auto const& path : removed)
        must(rules::remove_at(document, path), path);
    for (auto const& [path, value] : changes) {
        config::Node node;
        node.kind = config::NodeKind::text;
        node.text = value;
        must(rules::set_at(document, path, node), path);
    }
    auto list = packaging::fill_checklist(kind, judged(document, library), folders);
    if (!list)
        FAIL(describe(list.error()));
    return std::move(*list);
}

packaging::ChecklistItem const& item(packaging::Checklist const& list, std::string_view number) {
    auto const at = std::find_if(list.items.begin(), list.items.end(),
                                 [&](auto const& one) { return one.number == number; });
    REQUIRE(at != list.items.end());
    return *at;
}

} // namespace

TEST_CASE("checklist: dry ice has eighteen questions, every one is listed", "[packaging]") {
    auto const list = filled("dry-ice", "specimens on dry ice");
    REQUIRE(list.items.size() == 18);
    for (std::size_t i = 0; i < list.items.size(); ++i)
        CHECK(list.items[i].number == text::cat(i + 1));
    CHECK(list.concerned);
    CHECK(list.verdict() == "acceptable");
    CHECK(list.no == 0);
    CHECK(list.open_facts == 0);
    // no overpack: 15 to 17; damage is for the eye, and so are an unknown operator's variations
    CHECK(list.not_applicable == 3);
    CHECK(list.for_the_eye == 2);
    CHECK(list.yes + list.not_applicable + list.for_the_eye == 18);
    CHECK(item(list, "7").basis == Basis::human);
    CHECK(item(list, "7").answer == Answer::open);
    CHECK(item(list, "5").value == "6 kg");
    CHECK(item(list, "5").field == "package.dry_ice.net");
    CHECK(item(list, "8").basis == Basis::confirm);
    CHECK(item(list, "1").basis == Basis::automatic);
    CHECK(item(list, "1").value == "UN 1845, Dry ice, 9, 1 x 6 kg");
}

TEST_CASE("checklist: a missing label, a missing fact and another count are seen", "[packaging]") {
    auto const label = filled("dry-ice", "specimens on dry ice", {}, {"package[0].label[1]"});
    CHECK(label.verdict() == "not_acceptable");
    CHECK(item(label, "13").answer == Answer::no);
    CHECK(item(label, "13").rules == std::vector<std::string>{"DI-08"});
    CHECK_FALSE(item(label, "13").remedy.empty());
    CHECK(label.no == 1);

    auto const fact = filled("dry-ice", "specimens on dry ice", {}, {"package[0].outer.vented"});
    CHECK(fact.verdict() == "unknown");
    CHECK(item(fact, "8").answer == Answer::open);
    CHECK(item(fact, "8").field == "package[0].outer.vented");

    auto const waybill = filled("dry-ice", "specimens on dry ice", {}, {"waybill"});
    CHECK(item(waybill, "1").answer == Answer::open);
    CHECK(item(waybill, "1").field == "waybill.nature_and_quantity");

    auto const heavy =
        filled("dry-ice", "specimens on dry ice", {{"package[0].dry_ice.net", "201 kg"}});
    CHECK(item(heavy, "5").answer == Answer::no);
    CHECK(item(heavy, "4").answer == Answer::no);
}

TEST_CASE("checklist: variations are judged for an operator the packs hold", "[packaging]") {
    auto const held =
        filled("dry-ice", "specimens on dry ice", {{"carrier", "DL"}, {"service", "Delta Cargo"}});
    CHECK(item(held, "18").answer == Answer::yes);
    auto const refused = filled("dry-ice", "specimens on dry ice",
                                {{"carrier", "6E"}, {"package[0].dry_ice.net", "31 kg"}});
    CHECK(item(refused, "18").answer == Answer::no);
    auto const other = filled("dry-ice", "specimens on dry ice", {{"carrier", "ZZ"}});
    CHECK(item(other, "18").answer == Answer::open);
    CHECK(item(other, "18").basis == Basis::human);
}

TEST_CASE("checklist: Category A has twenty-eight questions", "[packaging]") {
    auto const list = filled("non-radioactive", "category A culture");
    REQUIRE(list.items.size() == 28);
    CHECK(list.no == 0);
    CHECK(item(list, "23").answer == Answer::yes);
    CHECK(item(list, "11").answer == Answer::not_applicable);
    CHECK(item(list, "25").answer == Answer::not_applicable); // no dry ice
    CHECK(item(list, "3").answer == Answer::open);            // no waybill number given
    auto const bad =
        filled("non-radioactive", "category A culture", {{"package[0].outer.un_mark", "4G/X20"}});
    CHECK(item(bad, "23").answer == Answer::no);
}

TEST_CASE("checklist: UN3373, and a checklist that is for something else", "[packaging]") {
    auto const list = filled("un3373", "specimens on dry ice");
    CHECK(list.verdict() == "acceptable");
    CHECK(item(list, "16").answer == Answer::not_applicable);
    auto const small =
        filled("un3373", "specimens on dry ice", {{"package[0].label[0].side", "45 mm"}});
    CHECK(item(small, "10").answer == Answer::no);
    CHECK_FALSE(filled("non-radioactive", "specimens on dry ice").concerned);
    CHECK_FALSE(filled("dry-ice", "cells in a dry shipper").concerned);
}

TEST_CASE("checklist: every rule and pack that a question names is there", "[packaging]") {
    auto library = load_library();
    auto const& book = book_of(library);
    for (auto const& kind : packaging::checklist_kinds(folders)) {
        auto const document = config::read_data(folders, "rules/checklists", kind);
        REQUIRE(document);
        for (auto const& question : member(document->root, "question")->items) {
            for (auto const& rule : texts_at(question, "rules")) {
                INFO(kind << " " << text_at(question, "number") << ": " << rule);
                bool const dated = rule == "OP-05-2023";
                CHECK((dated || book.find(rule) != nullptr));
            }
        }
    }
    CHECK(packaging::checklist_kinds(folders) ==
          std::vector<std::string>{"dry-ice", "non-radioactive", "un3373"});
    auto const verdict = judged(book.find_sample("specimens on dry ice")->document, library);
    CHECK_FALSE(packaging::fill_checklist("lithium", verdict, folders));
}
