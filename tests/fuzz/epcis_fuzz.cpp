// SPDX-License-Identifier: Apache-2.0
// Supply-chain events of another system: what was read and written, in either form, reads again
// with as many events.
#include "fuzz.hpp"

#include "epcis/event.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const document = epcis::read(fuzz::text_of(data, size), "f");
    if (!document)
        return 0;
    (void)epcis::check(*document);
    auto const xml = epcis::read_xml(epcis::write_xml(*document), "again.xml");
    fuzz::hold(xml && xml->events.size() == document->events.size());
    auto const json = epcis::read_json(epcis::write_json(*document), "again.jsonld");
    fuzz::hold(json && json->events.size() == document->events.size());
    return 0;
}
