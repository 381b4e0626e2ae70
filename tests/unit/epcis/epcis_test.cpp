// SPDX-License-Identifier: Apache-2.0
#include "../places.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "epcis/event.hpp"
#include "epcis/identifiers.hpp"
#include "epcis/shipment_events.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace coldchain;
namespace fs = std::filesystem;

namespace {

std::string example(std::string const& name) {
    return std::string(places::source_folder) + "/examples/" + name + "/shipment.toml";
}

std::string events_xml(std::string const& rest) {
    return "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\" schemaVersion=\"2.0\" "
           "creationDate=\"2026-03-02T18:00:00Z\"><EPCISBody><EventList>" +
           rest + "</EventList></EPCISBody></epcis:EPCISDocument>";
}

std::string object_event(std::string const& offset, std::string const& step) {
    return "<ObjectEvent><eventTime>2026-03-01T08:00:00Z</eventTime><eventTimeZoneOffset>" +
           offset +
           "</eventTimeZoneOffset><epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action>"
           "<bizStep>" +
           step + "</bizStep></ObjectEvent>";
}

std::vector<std::string> rules_of(std::vector<Finding> const& findings) {
    std::vector<std::string> rules;
    for (auto const& finding : findings)
        rules.push_back(finding.rule);
    return rules;
}

fs::path samples() {
    char const* named = std::getenv("COLDCHAIN_SHARED");
    fs::path const root =
        named != nullptr ? named : std::string(places::source_folder) + "/../shared";
    return root / "samples" / "epcis";
}

} // namespace

TEST_CASE("EPCIS: what the schema lets through is found", "[epcis]") {
    // the three nonsense variants that the published XML schema accepts
    auto const banana = epcis::read(
        events_xml(object_event("banana", "urn:epcglobal:cbv:bizstep:packing")), "f.xml");
    REQUIRE(banana);
    CHECK(rules_of(epcis::check(*banana)) == std::vector<std::string>{"EPC-01"});

    auto const step = epcis::read(events_xml(object_event("+00:00", "not-a-step")), "f.xml");
    REQUIRE(step);
    CHECK(rules_of(epcis::check(*step)) == std::vector<std::string>{"EPC-02"});

    auto const lonely = epcis::read(
        events_xml("<AggregationEvent><eventTime>2026-03-01T08:00:00Z</eventTime>"
                   "<eventTimeZoneOffset>+00:00</eventTimeZoneOffset><action>ADD</action>"
                   "</AggregationEvent>"),
        "f.xml");
    REQUIRE(lonely);
    CHECK(rules_of(epcis::check(*lonely)) == std::vector<std::string>{"EPC-04", "EPC-05"});
}

TEST_CASE("EPCIS: offsets", "[epcis]") {
    auto const [offset, good] = GENERATE(table<std::string, bool>({{"+00:00", true},
                                                                   {"-08:00", true},
                                                                   {"+14:00", true},
                                                                   {"+05:45", true},
                                                                   {"+14:01", false},
                                                                   {"+15:00", false},
                                                                   {"+05:60", false},
                                                                   {"Z", false},
                                                                   {"08:00", false},
                                                                   {"-8:00", false}}));
    auto const document =
        epcis::read(events_xml(object_event(offset, "urn:epcglobal:cbv:bizstep:packing")), "f.xml");
    REQUIRE(document);
    CHECK(epcis::check(*document).empty() == good);
}

TEST_CASE("EPCIS: the schemas' refusals come with place and reason", "[epcis]") {
    auto const [bytes, reason] = GENERATE(table<std::string, std::string>(
        {{events_xml("<ObjectEvent><action>ADD</action><eventTime>2026-03-01T08:00:00Z</eventTime>"
                     "<eventTimeZoneOffset>+00:00</eventTimeZoneOffset></ObjectEvent>"),
          "element eventTime stands after action"},
         {events_xml("<ObjectEvent><eventTime>2026-03-01T08:00:00Z</eventTime>"
                     "<eventTimeZoneOffset>+00:00</eventTimeZoneOffset></ObjectEvent>"),
          "element action is missing"},
         {events_xml("<ObjectEvent><eventTime>yesterday</eventTime>"
                     "<eventTimeZoneOffset>+00:00</eventTimeZoneOffset><action>ADD</action>"
                     "</ObjectEvent>"),
          "is not date, time with seconds, and zone"},
         {events_xml("<ObjectEvent><eventTime>2026-03-01T08:00:00Z</eventTime>"
                     "<eventTimeZoneOffset>+00:00</eventTimeZoneOffset><action>TAKE</action>"
                     "</ObjectEvent>"),
          "action \"TAKE\" is not known"},
         {events_xml("<PackingEvent/>"), "is no event"},
         {"<EPCISDocument/>", "an EPCIS document starts with epcis:EPCISDocument"},
         {"<e:EPCISDocument xmlns:e=\"urn:epcglobal:epcis:xsd:1\"/>", "not that of EPCIS 2.0"},
         {R"({"type":"EPCISDocument","schemaVersion":"2.0",)"
          R"("creationDate":"2026-03-02T18:00:00Z","epcisBody":{"eventList":[]}})",
          "@context is missing"},
         {R"({"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],)"
          R"("type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-02T18:00:00Z",)"
          R"("epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"noon"}]}})",
          "is not date, time with seconds, and zone"},
         {R"({"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],)"
          R"("type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-02T18:00:00Z",)"
          R"("epcisBody":{"eventList":[{"type":"ObjectEvent","sealNumber":"1"}]}})",
          "\"sealNumber\" is not known in ObjectEvent"}}));
    auto const document = epcis::read(bytes, "given.file");
    REQUIRE_FALSE(document);
    CHECK_THAT(describe(document.error()), Catch::Contains(reason));
    CHECK_THAT(describe(document.error()), Catch::StartsWith("given.file:"));
}

TEST_CASE("EPCIS: times that run backwards", "[epcis]") {
    auto const event = [](std::string const& time, std::string const& step) {
        return "<ObjectEvent><eventTime>" + time +
               "</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset><epcList>"
               "<epc>urn:x:1</epc></epcList><action>OBSERVE</action><bizStep>"
               "urn:epcglobal:cbv:bizstep:" +
               step + "</bizStep></ObjectEvent>";
    };
    auto const right = epcis::read(events_xml(event("2026-03-01T08:00:00Z", "shipping") +
                                              event("2026-03-02T08:00:00Z", "receiving")),
                                   "f");
    REQUIRE(right);
    CHECK(epcis::check(*right).empty());
    auto const wrong = epcis::read(events_xml(event("2026-03-03T08:00:00Z", "shipping") +
                                              event("2026-03-02T08:00:00Z", "receiving")),
                                   "f");
    REQUIRE(wrong);
    CHECK(rules_of(epcis::check(*wrong)) == std::vector<std::string>{"EPC-09"});
}

TEST_CASE("EPCIS: every sample is read, the invalid ones are refused", "[epcis]") {
    if (!fs::is_directory(samples())) {
        WARN("skipped: no samples beside the source tree");
        return;
    }
    std::size_t read = 0;
    std::size_t refused = 0;
    for (auto const& entry : fs::recursive_directory_iterator(samples())) {
        auto const extension = entry.path().extension();
        if (extension != ".xml" && extension != ".json" && extension != ".jsonld")
            continue;
        auto const bytes = read_file(entry.path());
        REQUIRE(bytes);
        auto const document = epcis::read(*bytes, entry.path().filename().string());
        INFO(entry.path().filename().string());
        if (entry.path().string().find("INVALID") != std::string::npos) {
            REQUIRE_FALSE(document);
            ++refused;
            continue;
        }
        INFO((document ? std::string() : describe(document.error())));
        REQUIRE(document);
        CHECK_FALSE(document->events.empty());
        for (auto const& finding : epcis::check(*document))
            FAIL_CHECK(finding.rule << " " << finding.scope << " " << finding.message);
        ++read;
        // what was read is written and read again alike, in both forms
        auto const xml = epcis::read(epcis::write_xml(*document), "again.xml");
        INFO((xml ? std::string() : describe(xml.error())));
        REQUIRE(xml);
        auto const json = epcis::read(epcis::write_json(*document), "again.json");
        INFO((json ? std::string() : describe(json.error())));
        REQUIRE(json);
        CHECK(epcis::write_xml(*xml) == epcis::write_xml(*document));
        CHECK(json->events.size() == document->events.size());
        for (std::size_t i = 0; i < json->events.size(); ++i) {
            CHECK(json->events[i].epcs == document->events[i].epcs);
            CHECK(json->events[i].quantities.size() == document->events[i].quantities.size());
            CHECK(json->events[i].sensors.size() == document->events[i].sensors.size());
            CHECK(json->events[i].business_step == document->events[i].business_step);
        }
    }
    // the INDEX lists 14 files, of which two are meant to be invalid
    CHECK(read == 12);
    CHECK(refused == 2);
}

TEST_CASE("EPCIS: own URIs give back the ISBT 128 identifiers they were made of", "[epcis]") {
    auto const shipment = shipment::read_shipment_file(example("a-car-t-dry-shipper"));
    REQUIRE(shipment);
    auto const mpho = epcis::mpho_of(shipment->products[0], "A9999");
    REQUIRE(mpho);
    // facility 00000 as for codes that are the same everywhere, S1128, the number, division 00
    CHECK(*mpho == "00000S1128A999926000123000000");
    auto const uri = epcis::make_uri("https://cells.example/", epcis::mpho_path, *mpho);
    CHECK(uri == "https://cells.example/obj/mpho/00000S1128A999926000123000000");
    auto const back = epcis::value_of(uri, epcis::mpho_path);
    REQUIRE(back);
    auto const parts = epcis::parts_of_mpho(*back);
    REQUIRE(parts);
    CHECK(parts->din == "A999926000123");
    CHECK(parts->pdc == "S1128");
    CHECK(parts->division == "000000");
    CHECK_FALSE(epcis::parts_of_mpho("00000S1128A99992600012300000"));
    CHECK_FALSE(epcis::parts_of_mpho("00000S1128O999926000123000000"));
}

TEST_CASE("EPCIS: a name in a URI is escaped and comes back", "[epcis]") {
    auto const name = GENERATE("Klinika \xC5\x81\xC3\xB3"
                               "d\xC5\xBA / 2",
                               "a%2Fb", "plain-1_2~3.4");
    auto const uri = epcis::make_uri("urn:cells:", epcis::location_path, name);
    CHECK(uri.find(' ') == std::string::npos);
    CHECK(epcis::value_of(uri, epcis::location_path) == std::optional<std::string>(name));
}

TEST_CASE("EPCIS: a base that is no URI is refused", "[epcis]") {
    CHECK(epcis::parse_base("https://a.example"));
    CHECK(*epcis::parse_base("https://a.example") == "https://a.example/");
    CHECK(*epcis::parse_base("urn:cells:x") == "urn:cells:x:");
    CHECK_FALSE(epcis::parse_base("a.example"));
    CHECK_FALSE(epcis::parse_base("https://a.example/?q"));
}

TEST_CASE("EPCIS: the events of a shipment hold together", "[epcis]") {
    auto const name =
        GENERATE("a-car-t-dry-shipper", "b-samples-on-dry-ice", "c-leukapheresis-2-8");
    auto const shipment = shipment::read_shipment_file(example(name));
    REQUIRE(shipment);
    epcis::EventOptions options;
    options.base = "https://cells.example/";
    auto const document = epcis::events_of(*shipment, options);
    REQUIRE(document);
    for (auto const& finding : epcis::check(*document))
        FAIL_CHECK(finding.rule << " " << finding.message);
    std::vector<std::string> steps;
    for (auto const& event : document->events)
        steps.push_back(event.business_step);
    CHECK(std::find(steps.begin(), steps.end(), "shipping") != steps.end());
    auto const xml = epcis::write_xml(*document);
    auto const json = epcis::write_json(*document);
    auto const again = epcis::read(xml, "x");
    REQUIRE(again);
    CHECK(epcis::write_xml(*again) == xml);
    CHECK(epcis::write_json(*again) == json);
    auto const from_json = epcis::read(json, "j");
    REQUIRE(from_json);
    CHECK(epcis::write_xml(*from_json) == xml);
    // recipients never stand in an event, not even by number
    for (auto const& product : shipment->products) {
        if (product.recipient.id.empty())
            continue;
        CHECK(xml.find(product.recipient.id) == std::string::npos);
        CHECK(json.find(product.recipient.id) == std::string::npos);
    }
}
