// SPDX-License-Identifier: Apache-2.0
// What the published schemas let through although it is nonsense: an offset that is none, a step
// nobody defined, a packing without box or content, a receipt before the dispatch.
#include "epcis/event.hpp"

#include "common/text.hpp"
#include "epcis/fields.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::epcis {

namespace {

constexpr std::string_view source = "GS1 EPCIS 2.0 and CBV 2.0";

constexpr std::array rows{
    CodeRow{"EPC-01", "the time zone offset is none",
            "eventTimeZoneOffset is not +hh:mm or -hh:mm up to 14:00", "banana",
            "write the offset the place's clock had: -08:00", source},
    CodeRow{"EPC-02", "the business step is not known",
            "bizStep is neither a word of the core business vocabulary nor a URI of somebody's own",
            "not-a-step", "use a standard word: packing, shipping, receiving, sensor_reporting",
            source},
    CodeRow{"EPC-03", "the disposition is not known",
            "a disposition is neither a word of the core business vocabulary nor a URI", "on_board",
            "use a standard word: in_transit, container_closed, in_progress", source},
    CodeRow{"EPC-04", "an aggregation without its parent",
            "ADD or DELETE says that something enters or leaves a container, and none is named",
            "a packing event without parentID", "name the container as parentID", source},
    CodeRow{"EPC-05", "an aggregation without children",
            "ADD or OBSERVE says that something is in a container, and nothing is named",
            "a packing event without childEPCs and childQuantityList", "name what was packed",
            source},
    CodeRow{"EPC-06", "the event is about nothing",
            "no identifier, no quantity, and no sensor report with its place", "an empty epcList",
            "name what was observed", source},
    CodeRow{"EPC-07", "master data without ADD",
            "ilmd belongs to the moment something comes into being", "ilmd with action OBSERVE",
            "leave ilmd out or use ADD", source},
    CodeRow{"EPC-08", "a sensor report without type",
            "a value whose quantity nobody named cannot be judged", "value 26.0 without type",
            "write the type: Temperature", source},
    CodeRow{"EPC-09", "times run backwards",
            "something is received before it was shipped, shipped before it was packed, recorded "
            "before it happened, or a series ends before it begins",
            "receiving at 08:00, shipping at 15:30 of the same day", "mend the wrong time", source},
    CodeRow{"EPC-10", "more than one shipment in one document",
            "the events name different despatch advices (manifests)",
            "desadv SHP-1 in one event and SHP-2 in the next",
            "one document for one shipment, unless it is meant", "coldchain"},
    CodeRow{"EPC-11", "a type is not known",
            "a business transaction, source, destination or error reason is of no standard type",
            "bizTransaction type \"manifest\"", "use desadv, po, bol, recadv, cert", source},
    CodeRow{"EPC-12", "the unit is no code",
            "units are two or three capitals or digits of UN/CEFACT recommendation 20", "celsius",
            "write CEL, KGM, MLT", source},
    CodeRow{"EPC-13", "an identifier is no URI", "EPCIS identifies everything by absolute URIs",
            "DEWAR-017",
            "write it under your own base: https://yours.example/obj/shipper/DEWAR-017", source},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return false;
    for (std::size_t const at : {1U, 2U, 4U, 5U}) {
        if (!is_digit(text[at]))
            return false;
    }
    int const hours = (text[1] - '0') * 10 + (text[2] - '0');
    int const minutes = (text[4] - '0') * 10 + (text[5] - '0');
    return minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0));
}

bool is_absolute_uri(std::string_view text) {
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size())
        return false;
    auto const scheme = text.substr(0, colon);
    auto const is_scheme_character = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '+' ||
               c == '-' || c == '.';
    };
    return std::all_of(scheme.begin(), scheme.end(), is_scheme_character) &&
           text.find_first_of(" \t<>\"") == std::string_view::npos;
}

bool is_unit_code(std::string_view text) {
    return (text.size() == 2 || text.size() == 3) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

class Checker {
public:
    void run(Document const& document) {
        for (std::size_t index = 0; index < document.events.size(); ++index) {
            auto const& event = document.events[index];
            m_scope = event.event_id.empty() ? text::cat("event ", index + 1) : event.event_id;
            check_words(event);
            check_members(event);
            check_sensors(event);
            check_identifiers(event);
            check_clock(event);
        }
        check_life(document);
        check_one_shipment(document);
    }

    std::vector<Finding> take() { return std::move(m_findings); }

private:
    void find(std::string_view code, Severity severity, std::string field, std::string value,
              std::string message, std::string fix) {
        Finding finding;
        finding.rule = code;
        finding.severity = severity;
        finding.scope = m_scope;
        finding.field = std::move(field);
        finding.value = std::move(value);
        finding.message = std::move(message);
        finding.fix = std::move(fix);
        m_findings.push_back(std::move(finding));
    }

    void check_word(std::string_view code, Vocabulary vocabulary, std::string const& field,
                    std::string const& word) {
        if (word.empty() || is_standard(vocabulary, word))
            return;
        if (is_absolute_uri(word) && !word.starts_with("urn:epcglobal:cbv:"))
            return; // a vocabulary of somebody's own, which the standard allows
        find(code, Severity::error, field, word,
             text::cat(field, " ", text::quoted(word), " is no word of the standard vocabulary"),
             "use a standard word, or a URI of your own");
    }

    void check_words(Event const& event) {
        if (!is_offset(event.offset))
            find("EPC-01", Severity::error, "eventTimeZoneOffset", event.offset,
                 text::cat("eventTimeZoneOffset ", text::quoted(event.offset), " is no offset"),
                 "write +hh:mm or -hh:mm");
        check_word("EPC-02", Vocabulary::business_step, "bizStep", event.business_step);
        check_word("EPC-03", Vocabulary::disposition, "disposition", event.disposition);
        for (auto const& word : event.persistent_set)
            check_word("EPC-03", Vocabulary::disposition, "persistentDisposition", word);
        for (auto const& word : event.persistent_unset)
            check_word("EPC-03", Vocabulary::disposition, "persistentDisposition", word);
        for (auto const& entry : event.transactions)
            check_word("EPC-11", Vocabulary::transaction_type, "bizTransaction", entry.type);
        for (auto const& entry : event.sources)
            check_word("EPC-11", Vocabulary::party_type, "source", entry.type);
        for (auto const& entry : event.destinations)
            check_word("EPC-11", Vocabulary::party_type, "destination", entry.type);
        if (event.error_declaration)
            check_word("EPC-11", Vocabulary::error_reason, "errorDeclaration",
                       event.error_declaration->reason);
    }

    void check_members(Event const& event) {
        bool const nothing = event.epcs.empty() && event.quantities.empty();
        switch (event.kind) {
        case EventKind::aggregation:
        case EventKind::association:
            if (event.parent.empty() && event.action != "OBSERVE")
                find("EPC-04", Severity::error, "parentID", "",
                     text::cat(to_word(event.kind), " ", event.action, " names no parent"),
                     "name the container as parentID");
            if (nothing && event.action != "DELETE")
                find("EPC-05", Severity::error, "childEPCs", "",
                     text::cat(to_word(event.kind), " ", event.action, " names no children"),
                     "name what is in the container");
            break;
        case EventKind::object:
            if (nothing && (event.sensors.empty() || event.read_point.empty()))
                find("EPC-06", Severity::error, "epcList", "", "the event names nothing",
                     "name what was observed");
            break;
        case EventKind::transformation:
            if (nothing || (event.output_epcs.empty() && event.output_quantities.empty()))
                if (event.transformation_id.empty())
                    find("EPC-06", Severity::error, "inputEPCList", "",
                         "a transformation needs inputs and outputs, or a transformationID",
                         "name what went in and what came out");
            break;
        case EventKind::transaction:
            break;
        }
        if (!event.master_data.empty() && event.kind == EventKind::object && event.action != "ADD")
            find("EPC-07", Severity::error, "ilmd", event.action,
                 text::cat("master data with action ", event.action), "leave ilmd out, or use ADD");
    }

    static std::string const* value_of(Attributes const& attributes, std::string_view key) {
        for (auto const& [name, value] : attributes) {
            if (name == key)
                return &value;
        }
        return nullptr;
    }

    void check_sensors(Event const& event) {
        for (auto const& sensor : event.sensors) {
            auto const* start = value_of(sensor.metadata, "startTime");
            auto const* end = value_of(sensor.metadata, "endTime");
            if (start != nullptr && end != nullptr) {
                auto const from = parse_time(*start);
                auto const to = parse_time(*end);
                if (from && to && to->instant < from->instant)
                    find("EPC-09", Severity::error, "sensorMetadata", *end,
                         text::cat("the series ends ", *end, ", before it begins ", *start),
                         "mend startTime or endTime");
            }
            for (auto const& report : sensor.reports) {
                bool const measured =
                    std::any_of(report.begin(), report.end(),
                                [](auto const& entry) { return is_sensor_number(entry.first); });
                if (measured && value_of(report, "type") == nullptr)
                    find("EPC-08", Severity::error, "sensorReport", "",
                         "a measured value has no type", "write the type: Temperature");
                if (auto const* uom = value_of(report, "uom"))
                    check_unit(*uom);
            }
        }
        for (auto const& element : event.quantities) {
            if (!element.uom.empty())
                check_unit(element.uom);
        }
    }

    void check_unit(std::string const& uom) {
        if (!is_unit_code(uom))
            find("EPC-12", Severity::error, "uom", uom,
                 text::cat("unit ", text::quoted(uom), " is no code of recommendation 20"),
                 "write CEL for degrees Celsius, KGM for kilograms");
    }

    void check_identifier(std::string field, std::string const& id) {
        if (!id.empty() && !is_absolute_uri(id))
            find("EPC-13", Severity::error, std::move(field), id,
                 text::cat("identifier ", text::quoted(id), " is no absolute URI"),
                 "write it under a base of your own");
    }

    void check_identifiers(Event const& event) {
        check_identifier("parentID", event.parent);
        for (auto const& id : event.epcs)
            check_identifier("epc", id);
        for (auto const& element : event.quantities)
            check_identifier("epcClass", element.epc_class);
        check_identifier("readPoint", event.read_point);
        check_identifier("bizLocation", event.business_location);
        for (auto const& entry : event.transactions)
            check_identifier("bizTransaction", entry.id);
    }

    void check_clock(Event const& event) {
        if (event.record_time.empty())
            return;
        auto const recorded = parse_time(event.record_time);
        if (recorded && recorded->instant < event.instant)
            find("EPC-09", Severity::error, "recordTime", event.record_time,
                 text::cat("recorded ", event.record_time, ", before it happened ",
                           event.event_time),
                 "mend eventTime or recordTime");
    }

    static int rank_of(std::string_view step) {
        if (step == "packing")
            return 1;
        if (step == "shipping")
            return 2;
        if (step == "receiving")
            return 3;
        return 0;
    }

    // For each thing: packed, then shipped, then received.
    void check_life(Document const& document) {
        struct Seen {
            Event const* event;
            int rank;
        };
        std::map<std::string, std::vector<Seen>> lives;
        for (auto const& event : document.events) {
            int const rank = rank_of(event.business_step);
            if (rank == 0)
                continue;
            if (!event.parent.empty())
                lives[event.parent].push_back({&event, rank});
            for (auto const& id : event.epcs)
                lives[id].push_back({&event, rank});
        }
        for (auto const& [id, seen] : lives) {
            for (auto const& later : seen) {
                for (auto const& earlier : seen) {
                    if (earlier.rank >= later.rank ||
                        later.event->instant >= earlier.event->instant)
                        continue;
                    m_scope = id;
                    find("EPC-09", Severity::error, "eventTime", later.event->event_time,
                         text::cat(later.event->business_step, " at ", later.event->event_time,
                                   " is before ", earlier.event->business_step, " at ",
                                   earlier.event->event_time),
                         "mend the wrong time");
                }
            }
        }
    }

    void check_one_shipment(Document const& document) {
        std::string known;
        m_scope.clear();
        for (auto const& event : document.events) {
            for (auto const& entry : event.transactions) {
                if (entry.type != "desadv")
                    continue;
                if (known.empty())
                    known = entry.id;
                if (known == entry.id)
                    continue;
                find("EPC-10", Severity::warn, "bizTransaction", entry.id,
                     text::cat("the document names ", known, " and ", entry.id),
                     "one document for one shipment, unless it is meant");
                return;
            }
        }
    }

    std::string m_scope;
    std::vector<Finding> m_findings;
};

} // namespace

std::vector<Finding> check(Document const& document) {
    Checker checker;
    checker.run(document);
    return checker.take();
}

std::span<CodeRow const> codes() {
    return rows;
}

} // namespace coldchain::epcis
