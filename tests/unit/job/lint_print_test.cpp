// SPDX-License-Identifier: Apache-2.0
// A page whose print was changed and whose symbols were not: drawn as the shipment makes it, one
// digit of one text replaced, and compared with the shipment again.
#include "papers.hpp"

#include "common/text.hpp"
#include "documents/manifest.hpp"
#include "documents/printed_facts.hpp"
#include "documents/waybill.hpp"
#include "job/document_set.hpp"
#include "job/label_press.hpp"
#include "job/pdf_pages.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace papers;

namespace {

bool has_programs() {
    if (job::text_of_pdf("%PDF-").error().kind != ErrorKind::unsupported)
        return true;
    WARN("skipped: pdftotext is not installed");
    return false;
}

draw::Drawing manifest_of(shipment::Shipment const& shipment) {
    auto const digest = seal::sha256(xml::write_canonical(documents::manifest_data(shipment)));
    auto drawing = documents::manifest_pages(shipment, {documents::Paper::a4, {}, digest}, fonts());
    REQUIRE(drawing);
    return *drawing;
}

draw::Drawing label_of(shipment::Shipment const& shipment) {
    auto const press = job::LabelPress::load({data, fonts(), {2026, 11, 23}});
    REQUIRE(press);
    draw::Drawing drawing{press->printer().grid, "Label", {}};
    drawing.pages.push_back(
        press->compose(label::Order{shipment.products[0], shipment.shipper, shipment.id}).page);
    return drawing;
}

draw::Drawing waybill_of(shipment::Shipment const& shipment) {
    documents::WaybillData words;
    words.nature_and_quantity = {"UN3373 Biological substance, Category B, 1 package",
                                 "UN1845, Dry ice, 9, 1 x 6 kg"};
    auto drawing = documents::waybill_pages(shipment, words, {documents::Paper::a4, {}}, fonts());
    REQUIRE(drawing);
    return *drawing;
}

/// Replaces `from` by `to` in the one text that holds it; the symbols stay.
draw::Drawing changed(draw::Drawing drawing, std::string const& from, std::string const& to) {
    int count = 0;
    for (auto& page : drawing.pages) {
        for (auto& item : page.items) {
            auto* text = std::get_if<draw::Text>(&item.primitive);
            auto const at = text == nullptr ? std::string::npos : text->text.find(from);
            if (at == std::string::npos || count > 0)
                continue;
            text->text.replace(at, from.size(), to);
            ++count;
        }
    }
    INFO(from);
    REQUIRE(count == 1);
    return drawing;
}

std::string lint(shipment::Shipment const& shipment, draw::Drawing const& drawing) {
    auto const pdf = render::make_pdf_renderer(fonts(), {})->render(drawing);
    REQUIRE(pdf);
    job::DocumentRequest request{shipment, data, fonts()};
    request.shared = &shared();
    auto const findings = job::lint_papers(request, {{"page.pdf", *pdf}});
    if (!findings)
        FAIL(describe(findings.error()));
    std::string out;
    for (auto const& finding : *findings)
        out += text::cat(out.empty() ? "" : "; ", finding.rule, " ", finding.field, " ",
                         finding.value);
    return out;
}

} // namespace

TEST_CASE("lint: what the shipment makes is found without a difference", "[job][documents]") {
    if (!has_programs())
        return;
    auto const shipment = example("b-samples-on-dry-ice-fixed");
    CHECK(lint(shipment, manifest_of(shipment)) == "");
    CHECK(lint(shipment, label_of(shipment)) == "");
    CHECK(lint(shipment, waybill_of(shipment)) == "");
}

TEST_CASE("lint: one printed digit is caught though every symbol is right", "[job][documents]") {
    if (!has_programs())
        return;
    auto const shipment = example("b-samples-on-dry-ice-fixed");
    CHECK(lint(shipment, changed(manifest_of(shipment), "9.2 kg", "9.3 kg")) ==
          "LNT-02 amount 9.3 kg");
    CHECK(lint(shipment, changed(label_of(shipment), "000125", "000126")) ==
          "LNT-01 donation identification number A9999 26 000126");
    CHECK(lint(shipment, changed(waybill_of(shipment), "1 x 6 kg", "1 x 5 kg"))
              .starts_with("LNT-02 dry ice 5 kg"));
}

TEST_CASE("lint: a recipient's name is found on a page, and allowed on a label",
          "[job][documents]") {
    if (!has_programs())
        return;
    auto shipment = example("a-car-t-dry-shipper");
    shipment.products[0].recipient.name = "Maria Invented";
    CHECK(lint(shipment, changed(manifest_of(shipment), "Alex Example", "Maria Invented"))
              .starts_with("LNT-03 P1 (the name)"));
    auto const label = label_of(shipment);
    CHECK(lint(shipment, label).find("LNT-03") == std::string::npos);
}

TEST_CASE("lint: a PDF that is a picture is said not to be compared", "[job][documents]") {
    if (!has_programs())
        return;
    auto const shipment = example("a-car-t-dry-shipper");
    draw::Drawing blank{documents::page_grid, "blank", {}};
    blank.pages.push_back({2000, 2000, {}});
    blank.pages[0].items.push_back({"box", draw::Box{{100, 100, 500, 500}, 0, true}});
    CHECK(lint(shipment, blank) == "LNT-08 text ");
}

// Every digit that a paper prints, one after another, made another one. The words of a page are
// those of the drawing here, which costs no PDF; that a PDF yields them is seen above.
TEST_CASE("lint: no digit of manifest, waybill, label or custody form can change unseen",
          "[job][documents]") {
    auto const name = GENERATE("a-car-t-dry-shipper", "b-samples-on-dry-ice-fixed",
                               "c-leukapheresis-2-8", "d-culture-by-cargo-aircraft");
    auto const shipment = example(name);
    job::DocumentRequest request{shipment, data, fonts()};
    request.shared = &shared();
    request.formats = {"pdf"};
    documents::PrintedFacts facts(shipment);
    std::vector<std::string> pages;
    for (auto const* kind : {"manifest", "waybill", "custody", "declaration", "container-label"}) {
        auto const made = job::make_document(kind, request);
        REQUIRE(made);
        facts.add_paper(made->text);
        if (made->released)
            pages.push_back(made->text);
    }
    int unseen = 0;
    std::string where;
    for (auto const& page : pages) {
        CHECK(facts.compare(page, "page").empty());
        std::size_t begin = 0;
        for (auto const line : text::split(page, '\n')) {
            bool const about = text::lower(line).starts_with("page ") || line.starts_with("Issued");
            for (std::size_t at = 0; at < line.size() && !about; ++at) {
                if (line[at] < '0' || line[at] > '9')
                    continue;
                std::string other = page;
                other[begin + at] = line[at] == '9' ? '8' : static_cast<char>(line[at] + 1);
                if (!facts.compare(other, "page").empty())
                    continue;
                ++unseen;
                where += text::cat(line, " [", at, "]\n");
            }
            begin += line.size() + 1;
        }
    }
    INFO(where);
    CHECK(unseen == 0);
}
