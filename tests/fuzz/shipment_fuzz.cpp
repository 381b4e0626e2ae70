// SPDX-License-Identifier: Apache-2.0
// A shipment or order file: refused with a place, or judged by every packaging rule in force.
#include "fuzz.hpp"

#include "label/order.hpp"
#include "packaging/evaluate.hpp"
#include "shipment/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    static auto library = packaging::RuleLibrary::load(fuzz::data_folders());
    fuzz::hold(library.has_value());
    auto const document = config::parse_document(fuzz::text_of(data, size), "f.toml");
    if (!document)
        return 0;
    if (label::is_orders(*document)) {
        (void)label::read_orders(*document);
        return 0;
    }
    auto const shipment = shipment::read_shipment(*document);
    if (!shipment)
        return 0;
    auto const verdict = packaging::evaluate(*shipment, *library);
    if (verdict)
        fuzz::hold(verdict->verdict == "acceptable" || verdict->verdict == "unknown" ||
                   verdict->verdict == "not_acceptable");
    return 0;
}
