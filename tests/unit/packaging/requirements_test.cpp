// SPDX-License-Identifier: Apache-2.0
// Marks, labels and lines that a shipment needs, and lines as they were written.
#include "cases.hpp"
#include "packaging/requirements.hpp"
#include "packaging/written.hpp"

using namespace coldchain;
using namespace coldchain::packaging_cases;

namespace {

packaging::Requirements of(std::string_view sample, std::vector<std::string> const& removed = {}) {
    auto library = load_library();
    auto document = book_of(library).find_sample(sample)->document;
    for (auto const& path : removed)
        must(rules::remove_at(document, path), path);
    return packaging::requirements(judged(document, library));
}

bool has_line(packaging::Requirements const& required, std::string const& text) {
    return std::any_of(required.lines.begin(), required.lines.end(),
                       [&](auto const& line) { return line.text == text; });
}

packaging::RequiredMark const* find(packaging::Requirements const& required,
                                    std::string const& text) {
    auto const at = std::find_if(required.marks.begin(), required.marks.end(),
                                 [&](auto const& mark) { return mark.text == text; });
    return at == required.marks.end() ? nullptr : &*at;
}

} // namespace

TEST_CASE("requirements: marks and labels of UN3373 on dry ice with their sizes", "[packaging]") {
    auto const required = of("specimens on dry ice");
    auto const* const ice = find(required, "UN1845 Dry ice, net 6 kg");
    REQUIRE(ice != nullptr);
    CHECK(ice->holder == "PKG1");
    CHECK(ice->kind == "mark");
    CHECK(ice->size == "letters of 6 mm at least"); // the box takes 20 kg, so 6 mm do
    CHECK(ice->met);
    auto const* const diamond = find(required, "UN3373 in a diamond");
    REQUIRE(diamond != nullptr);
    CHECK(diamond->code == "un3373_diamond");
    CHECK(diamond->size == "side 50 mm, line 2 mm, letters 6 mm at least");
    auto const* const label = find(required, "Class 9, on the face of the shipping name");
    REQUIRE(label != nullptr);
    CHECK(label->kind == "label");
    CHECK(label->code == "class_9");
    CHECK_FALSE(required.declaration_needed);

    auto const without = of("specimens on dry ice", {"package[0].label[1]"});
    CHECK_FALSE(find(without, "Class 9, on the face of the shipping name")->met);
}

TEST_CASE("requirements: packages that are alike share a waybill line", "[packaging]") {
    auto library = load_library();
    auto document = book_of(library).find_sample("three boxes in an overpack")->document;
    config::Node six;
    six.kind = config::NodeKind::text;
    six.text = "6 kg";
    for (auto const* path : {"package[0].dry_ice.net", "package[2].dry_ice.net"})
        must(rules::set_at(document, path, six), path);
    auto const required = packaging::requirements(judged(document, library));
    CHECK(has_line(required, "UN1845, Dry ice, 3 x 6 kg"));
    CHECK(has_line(required, "UN3373 Biological substance, Category B, 3 packages"));

    auto const mixed = of("three boxes in an overpack");
    CHECK(has_line(mixed, "UN1845, Dry ice, 1 x 4 kg"));
    CHECK(has_line(mixed, "UN1845, Dry ice, 1 x 6 kg"));
    auto const* const total = find(mixed, "Dry ice, total net 15 kg");
    REQUIRE(total != nullptr);
    CHECK(total->on_overpack);
    CHECK(total->holder == "OP1");
}

TEST_CASE("requirements: a line with the class does for both regimes", "[packaging]") {
    // without the mark for medical use 49 CFR asks for its document line too, with the class
    auto const required = of("specimens on dry ice", {"package[0].mark[2]"});
    CHECK(has_line(required, "UN1845, Dry ice, 9, 1 x 6 kg"));
    CHECK_FALSE(has_line(required, "UN1845, Dry ice, 1 x 6 kg"));
}

TEST_CASE("requirements: Category A needs a declaration and its words", "[packaging]") {
    auto const required = of("category A culture");
    CHECK(required.declaration_needed);
    CHECK(has_line(required, "UN2814, Infectious substance, affecting humans (Dengue virus), 6.2, "
                             "1 x 4 mL, PI 620"));
    CHECK(has_line(required, "Dangerous Goods as per associated DGD"));
    CHECK(find(required, "UN2814 Infectious substance, affecting humans") != nullptr);
}

TEST_CASE("written: temperature ranges and overpack identifiers", "[packaging]") {
    // the spellings of waybills and time and temperature labels
    for (auto const* text : {"+2 C to +8 C", "2-8 C", "Keep between 2 to 8 C", "2 C - 8 C",
                             "+2\xC2\xB0"
                             "C to +8\xC2\xB0"
                             "C"}) {
        INFO(text);
        CHECK(packaging::temperature_range(text) == "2 to 8 C");
    }
    CHECK(packaging::temperature_range("-25 to -15 C") == "-25 to -15 C");
    CHECK_FALSE(packaging::temperature_range("Keep frozen"));
    CHECK_FALSE(packaging::temperature_range("Call 555 0100"));
    CHECK_FALSE(packaging::temperature_range(std::string(5000, '1')));

    CHECK(packaging::overpack_identifier("OVERPACK #1") == "1");
    CHECK(packaging::overpack_identifier("Overpack X 12") == "12");
    CHECK(packaging::overpack_identifier("OVERPACK A") == "a");
    CHECK(packaging::overpack_identifier("#1") == "1");
    CHECK(packaging::overpack_identifier("ID OP-7") == "op-7");
    CHECK(packaging::overpack_identifier("Overpack OP 7") == "op-7");
    CHECK_FALSE(packaging::overpack_identifier("OVERPACK UN3373"));
    CHECK_FALSE(packaging::overpack_identifier("OVERPACK"));
    CHECK_FALSE(packaging::overpack_identifier("UN1845 Dry ice"));
}

TEST_CASE("written: waybill lines are read leniently, and nothing is guessed", "[packaging]") {
    auto const full = packaging::parse_line("UN1845, Carbon dioxide, solid, 9, 2 x 10 kg");
    CHECK(full.un == "UN1845");
    CHECK(full.name == "Carbon dioxide, solid");
    CHECK(full.hazard_class == "9");
    CHECK(full.packages == 2);
    CHECK(full.in_order);
    auto const pounds = packaging::parse_line("UN 1845 Dry ice 1 x 13 lb");
    CHECK(pounds.pounds_only);
    CHECK_FALSE(pounds.net);
    auto const both = packaging::parse_line("UN1845 Dry ice 1 x 6 kg (13 lb)");
    CHECK_FALSE(both.pounds_only);
    CHECK(packaging::parse_line("UN1845 Dry ice 9 III 1 x 6 kg").packing_group == "III");
    CHECK_FALSE(packaging::parse_line("1 x 6 kg Dry ice UN1845").in_order);
}
