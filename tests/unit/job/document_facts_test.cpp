// SPDX-License-Identifier: Apache-2.0
// What a page says is what the shipment says: every fact of the shipment document stands on the
// paper it belongs to. The expected values are the shipment's own members, not what a page made.
#include "papers.hpp"

#include "common/text.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace papers;

namespace {

// Line ends fall anywhere, so blanks do not count.
std::string squeezed(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

std::string page_text(std::string_view kind, shipment::Shipment const& shipment,
                      documents::Paper paper) {
    job::DocumentRequest request{shipment, data, fonts()};
    request.paper = paper;
    request.formats = {"pdf"};
    request.shared = &shared();
    auto const made = job::make_document(kind, request);
    INFO((made ? std::string() : describe(made.error())));
    REQUIRE(made);
    REQUIRE(made->released);
    return squeezed(made->text);
}

void has(std::string const& page, std::string const& fact) {
    INFO(fact);
    CHECK(page.find(squeezed(fact)) != std::string::npos);
}

void has_time(std::string const& page, std::optional<ZonedTime> const& time) {
    if (!time)
        return;
    has(page, to_people(*time));
    has(page, to_rfc3339(time->instant));
}

void has_party(std::string const& page, shipment::Party const& party) {
    has(page, party.name);
    for (auto const& line : party.address)
        has(page, line);
    has(page, party.phone);
}

auto any_example() {
    return GENERATE("a-car-t-dry-shipper", "b-samples-on-dry-ice-fixed", "c-leukapheresis-2-8",
                    "d-culture-by-cargo-aircraft");
}

} // namespace

TEST_CASE("facts: the manifest says everything a receiver compares", "[job][documents]") {
    auto const shipment = example(any_example());
    auto const paper = GENERATE(documents::Paper::a4, documents::Paper::letter);
    auto const page = page_text("manifest", shipment, paper);
    has(page, shipment.id);
    has(page, shipment.order);
    has_time(page, shipment.ship_at);
    has_time(page, shipment.planned_arrival);
    has_party(page, shipment.shipper);
    has_party(page, shipment.consignee);
    has(page, shipment.waybill->number);
    has(page, shipment.emergency_contact->phone);
    has(page, shipment.responsible_person->phone);
    for (auto const& product : shipment.products) {
        has(page, product.id);
        has(page, product.donation_identification_number);
        has(page, product.description);
        has(page, product.chain_of_identity);
        has(page, product.recipient.id);
        has(page, product.lot);
        has(page, to_text(*product.storage));
        has_time(page, product.expires_at);
        has_time(page, product.collected_at);
    }
    for (auto const& package : shipment.packages) {
        has(page, package.id);
        has(page, package.asset);
        has(page, to_text(*package.gross_mass));
        for (auto const& seal : package.seals)
            has(page, seal);
        if (package.dry_ice)
            has(page, to_text(*package.dry_ice->net));
    }
    for (auto const& logger : shipment.loggers)
        has(page, logger.serial);
    if (shipment.custody.packed) {
        has(page, shipment.custody.packed->by);
        has(page, shipment.custody.packed->verified_by);
    }
}

TEST_CASE("facts: the custody form says who had the box", "[job][documents]") {
    auto const shipment = example(any_example());
    auto const page = page_text("custody", shipment, documents::Paper::a4);
    for (auto const& product : shipment.products) {
        has(page, product.donation_identification_number);
        has(page, product.chain_of_identity);
        has(page, product.recipient.id);
    }
    for (auto const& handover : shipment.custody.handovers) {
        has_time(page, handover.at);
        has(page, handover.from);
        has(page, handover.to);
        has(page, handover.place);
        has(page, text::join(handover.seals.value_or(std::vector<std::string>{}), ", "));
        if (handover.reading)
            has(page, to_text(*handover.reading));
    }
}

TEST_CASE("facts: the declaration says both parties, the goods and whom to call",
          "[job][documents]") {
    auto const shipment = example("d-culture-by-cargo-aircraft");
    auto const paper = GENERATE(documents::Paper::a4, documents::Paper::letter);
    auto const page = page_text("declaration", shipment, paper);
    has_party(page, shipment.shipper);
    has_party(page, shipment.consignee);
    has(page, shipment.waybill->number);
    has(page, shipment.departure_airport);
    has(page, shipment.destination_airport);
    has(page, "UN 2814");
    has(page, "Infectious substance, affecting humans (Dengue virus)");
    has(page, "120 mL");
    has(page, "UN 1845");
    has(page, "10 kg");
    has(page, shipment.responsible_person->name);
    has(page, shipment.responsible_person->phone);
    has(page, shipment.emergency_contact->phone);
    // 49 CFR 172.204(a)(2), edition 2003-10-01, word for word; then the sentence that is recalled
    // to be (c)(3)
    has(page, "I hereby declare that the contents of this consignment are fully and accurately "
              "described above by the proper shipping name, and are classified, packaged, marked "
              "and labelled/placarded, and are in all respects in proper condition for transport "
              "according to applicable international and national governmental regulations.");
    has(page, "I declare that all of the applicable air transport requirements have been met.");
}

TEST_CASE("facts: no paper says a recipient's name", "[job][documents]") {
    auto shipment = example("a-car-t-dry-shipper");
    shipment.products[0].recipient.name = "Maria Invented";
    auto const kind = GENERATE("manifest", "custody", "waybill");
    CHECK(page_text(kind, shipment, documents::Paper::a4).find("Invented") == std::string::npos);
}
