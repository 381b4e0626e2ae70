// SPDX-License-Identifier: Apache-2.0
// What arrives from elsewhere: a manifest's XML, and the lines of a scanner beside it. Every product
// that was sent has its row in the receipt, whatever was scanned.
#include "fuzz.hpp"

#include "job/receive_job.hpp"
#include "shipment/read.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const text = fuzz::text_of(data, size);
    (void)job::read_sent(text, "f");
    static auto const shipment = shipment::read_shipment_file(
        std::string(places::source_folder) + "/examples/a-car-t-dry-shipper/shipment.toml");
    fuzz::hold(shipment.has_value());
    auto const scans = documents::read_scans(text, documents::plain_codes_of(*shipment));
    auto const lines = 1 + std::count(text.begin(), text.end(), '\n');
    for (auto const& odd : scans.odd)
        fuzz::hold(odd.line > 0 && odd.line <= lines && !odd.reason.empty());
    auto const receipt = documents::reconcile(*shipment, "", scans, {});
    fuzz::hold(receipt.rows.size() == shipment->products.size());
    return 0;
}
