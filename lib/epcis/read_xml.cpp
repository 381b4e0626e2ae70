// SPDX-License-Identifier: Apache-2.0
// EPCIS 2.0 XML in. The published schema is a set of strict sequences; the tables below are those
// sequences, so that a wrong order is refused with the place and what should have stood there.
#include "epcis/event.hpp"

#include "common/text.hpp"
#include "epcis/fields.hpp"

#include <algorithm>

namespace coldchain::epcis {

namespace {

using xml::Element;

constexpr std::string_view name_space = "urn:epcglobal:epcis:xsd:2";

struct Slot {
    std::string_view name;
    bool required = false;
};
using Sequence = std::vector<Slot>;

Sequence operator+(Sequence left, Sequence const& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

// EPCIS 2.0 schema, complex types of the five events: what they share, and where they differ.
Sequence sequence_of(EventKind kind) {
    Sequence const head{{"eventTime", true}, {"recordTime"},       {"eventTimeZoneOffset", true},
                        {"eventID"},         {"errorDeclaration"}, {"certificationInfo"},
                        {"baseExtension"}};
    Sequence const action{{"action", true}};
    Sequence const where{{"bizStep"}, {"disposition"}, {"readPoint"}, {"bizLocation"}};
    Sequence const papers{{"bizTransactionList"}};
    Sequence const parties{
        {"sourceList"}, {"destinationList"}, {"sensorElementList"}, {"persistentDisposition"}};
    Sequence const end{{"extension"}};
    Sequence const end_with_master_data{{"ilmd"}, {"extension"}};
    switch (kind) {
    case EventKind::object:
        return head + Sequence{{"epcList"}} + action + where + papers + Sequence{{"quantityList"}} +
               parties + end_with_master_data;
    case EventKind::aggregation:
        return head + Sequence{{"parentID"}, {"childEPCs"}} + action + where + papers +
               Sequence{{"childQuantityList"}} + parties + end;
    case EventKind::association:
        return head + Sequence{{"parentID", true}, {"childEPCs"}, {"childQuantityList"}} + action +
               where + papers + parties + end;
    case EventKind::transaction:
        return head + Sequence{{"bizTransactionList", true}, {"parentID"}, {"epcList"}} + action +
               where + Sequence{{"quantityList"}} + parties + end;
    case EventKind::transformation:
        return head +
               Sequence{{"inputEPCList"},
                        {"inputQuantityList"},
                        {"outputEPCList"},
                        {"outputQuantityList"},
                        {"transformationID"}} +
               where + papers + parties + end_with_master_data;
    }
    return {};
}

bool is_foreign(Element const& element) {
    return element.name.find(':') != std::string::npos;
}

class Reader {
public:
    explicit Reader(std::string const& file) : m_file(file) {}

    Result<Document> document(Element const& root) {
        CC_TRY(check_root(root));
        Document document;
        for (auto const& [key, value] : root.attributes) {
            if (key == "creationDate")
                document.created = value;
        }
        collect_namespaces(root, document);
        CC_TRY(in_sequence(root, {{"EPCISHeader"}, {"EPCISBody", true}, {"extension"}}));
        auto const* body = root.find("EPCISBody");
        CC_TRY(in_sequence(*body, {{"EventList", true}, {"extension"}}));
        for (auto const& element : body->find("EventList")->children) {
            auto const kind = event_kind_of(element.name);
            if (!kind)
                return wrong(element, text::cat("element ", text::quoted(element.name),
                                                " is no event; write ObjectEvent, "
                                                "AggregationEvent, AssociationEvent, "
                                                "TransactionEvent or TransformationEvent"));
            collect_namespaces(element, document);
            CC_TRY_ASSIGN(auto event, read_event(element, *kind));
            document.events.push_back(std::move(event));
        }
        return document;
    }

private:
    Error wrong(Element const& at, std::string text) const {
        return input_error({m_file, at.line, at.column, at.name}, std::move(text));
    }

    static void collect_namespaces(Element const& element, Document& document) {
        for (auto const& [key, value] : element.attributes) {
            if (!key.starts_with("xmlns:") || value == name_space)
                continue;
            std::pair<std::string, std::string> const entry{key.substr(6), value};
            auto const& known = document.namespaces;
            if (std::find(known.begin(), known.end(), entry) == known.end())
                document.namespaces.push_back(entry);
        }
    }

    Result<void> check_root(Element const& root) const {
        auto const colon = root.name.find(':');
        std::string const prefix = colon == std::string::npos ? "" : root.name.substr(0, colon);
        std::string const local =
            colon == std::string::npos ? root.name : root.name.substr(colon + 1);
        auto const* uri = root.attribute(prefix.empty() ? "xmlns" : "xmlns:" + prefix);
        if (local != "EPCISDocument" || uri == nullptr)
            return wrong(root, text::cat("the document's root is ", text::quoted(root.name),
                                         "; an EPCIS document starts with epcis:EPCISDocument"));
        if (*uri != name_space)
            return wrong(root, text::cat("namespace ", text::quoted(*uri),
                                         " is not that of EPCIS 2.0, ", name_space));
        if (prefix.empty())
            return wrong(root, "the root has the namespace without a prefix, which puts its "
                               "children into it; write xmlns:epcis=... and epcis:EPCISDocument");
        auto const* version = root.attribute("schemaVersion");
        if (version == nullptr || !version->starts_with("2."))
            return wrong(root, text::cat("schemaVersion ",
                                         version ? text::quoted(*version) : "is missing",
                                         version ? " is not read; write 2.0" : "; write 2.0"));
        auto const* created = root.attribute("creationDate");
        if (created == nullptr)
            return wrong(root, "creationDate is missing; write a time with zone");
        return time_text(*created, root);
    }

    Result<void> time_text(std::string const& text, Element const& at) const {
        if (auto const time = parse_time(text); !time)
            return wrong(at, time.error().text);
        return {};
    }

    // Every child in the order of the sequence; elements of other namespaces only at the end.
    Result<void> in_sequence(Element const& parent, Sequence const& sequence) const {
        std::size_t place = 0;
        std::string_view before;
        for (auto const& child : parent.children) {
            if (is_foreign(child)) {
                place = sequence.size();
                before = child.name;
                continue;
            }
            auto const named = [&](Slot const& slot) { return slot.name == child.name; };
            auto const found = std::find_if(sequence.begin(), sequence.end(), named);
            if (found == sequence.end())
                return wrong(child, text::cat("element ", text::quoted(child.name),
                                              " is not known in ", parent.name));
            auto const index = static_cast<std::size_t>(found - sequence.begin());
            if (index < place)
                return wrong(child, text::cat("element ", child.name, " stands after ", before,
                                              "; the order of ", parent.name, " puts it before"));
            for (std::size_t skipped = place; skipped < index; ++skipped) {
                if (sequence[skipped].required && parent.find(sequence[skipped].name) == nullptr)
                    return missing(parent, sequence[skipped].name);
            }
            place = index;
            before = child.name;
        }
        for (auto const& slot : sequence) {
            if (slot.required && parent.find(slot.name) == nullptr)
                return missing(parent, slot.name);
        }
        return {};
    }

    Error missing(Element const& parent, std::string_view name) const {
        return wrong(parent, text::cat("element ", name, " is missing in ", parent.name));
    }

    Result<Event> read_event(Element const& element, EventKind kind) const {
        CC_TRY(in_sequence(element, sequence_of(kind)));
        Event event;
        event.kind = kind;
        event.line = element.line;
        for (auto const& child : element.children)
            CC_TRY(read_part(event, child));
        return event;
    }

    Result<void> read_part(Event& event, Element const& part) const {
        if (is_foreign(part)) {
            event.extensions.push_back(part);
            return {};
        }
        std::string_view const name = part.name;
        if (name == "eventTime") {
            CC_TRY(time_text(part.text, part));
            event.event_time = part.text;
            event.instant = parse_time(part.text)->instant;
            return {};
        }
        if (name == "recordTime") {
            CC_TRY(time_text(part.text, part));
            event.record_time = part.text;
            return {};
        }
        if (name == "action") {
            if (part.text != "ADD" && part.text != "OBSERVE" && part.text != "DELETE")
                return wrong(part, text::cat("action ", text::quoted(part.text),
                                             " is not known; write ADD, OBSERVE or DELETE"));
            event.action = part.text;
            return {};
        }
        if (auto* text = plain_field(event, name)) {
            *text = part.text;
            return {};
        }
        return read_list(event, part);
    }

    static std::string* plain_field(Event& event, std::string_view name) {
        if (name == "eventTimeZoneOffset")
            return &event.offset;
        if (name == "eventID")
            return &event.event_id;
        if (name == "certificationInfo")
            return &event.certification;
        if (name == "parentID")
            return &event.parent;
        if (name == "transformationID")
            return &event.transformation_id;
        return nullptr;
    }

    Result<void> read_list(Event& event, Element const& part) const {
        std::string_view const name = part.name;
        if (name == "bizStep")
            event.business_step = bare_word(Vocabulary::business_step, part.text);
        else if (name == "disposition")
            event.disposition = bare_word(Vocabulary::disposition, part.text);
        else if (name == "readPoint" || name == "bizLocation")
            return read_place(name == "readPoint" ? event.read_point : event.business_location,
                              part);
        else if (name == "epcList" || name == "childEPCs" || name == "inputEPCList")
            return read_texts(event.epcs, part, "epc");
        else if (name == "outputEPCList")
            return read_texts(event.output_epcs, part, "epc");
        else if (name == "quantityList" || name == "childQuantityList" ||
                 name == "inputQuantityList")
            return read_quantities(event.quantities, part);
        else if (name == "outputQuantityList")
            return read_quantities(event.output_quantities, part);
        else if (name == "bizTransactionList")
            return read_typed(event.transactions, part, "bizTransaction",
                              Vocabulary::transaction_type);
        else if (name == "sourceList")
            return read_typed(event.sources, part, "source", Vocabulary::party_type);
        else if (name == "destinationList")
            return read_typed(event.destinations, part, "destination", Vocabulary::party_type);
        else if (name == "sensorElementList")
            return read_sensors(event, part);
        else if (name == "persistentDisposition")
            return read_persistent(event, part);
        else if (name == "errorDeclaration")
            return read_error(event, part);
        else if (name == "ilmd")
            event.master_data = part.children;
        return {};
    }

    Result<void> read_place(std::string& place, Element const& part) const {
        CC_TRY(in_sequence(part, {{"id", true}, {"extension"}}));
        place = part.find("id")->text;
        return {};
    }

    Result<void> read_texts(std::vector<std::string>& out, Element const& part,
                            std::string_view name) const {
        CC_TRY(in_sequence(part, {{name}}));
        for (auto const& child : part.children)
            out.push_back(child.text);
        return {};
    }

    Result<void> read_quantities(std::vector<QuantityElement>& out, Element const& part) const {
        CC_TRY(in_sequence(part, {{"quantityElement"}}));
        for (auto const& child : part.children) {
            CC_TRY(in_sequence(child, {{"epcClass", true}, {"quantity"}, {"uom"}}));
            QuantityElement element{child.find("epcClass")->text, "", ""};
            if (auto const* quantity = child.find("quantity")) {
                if (!text::parse_double(quantity->text))
                    return wrong(*quantity, text::cat("quantity ", text::quoted(quantity->text),
                                                      " is not a number"));
                element.quantity = quantity->text;
            }
            if (auto const* uom = child.find("uom"))
                element.uom = uom->text;
            out.push_back(std::move(element));
        }
        return {};
    }

    Result<void> read_typed(std::vector<Typed>& out, Element const& part, std::string_view name,
                            Vocabulary vocabulary) const {
        CC_TRY(in_sequence(part, {{name}}));
        for (auto const& child : part.children) {
            auto const* type = child.attribute("type");
            if (type == nullptr && vocabulary == Vocabulary::party_type)
                return wrong(child, text::cat("attribute type is missing in ", name));
            out.push_back({type == nullptr ? "" : bare_word(vocabulary, *type), child.text});
        }
        return {};
    }

    Result<void> read_sensors(Event& event, Element const& part) const {
        CC_TRY(in_sequence(part, {{"sensorElement"}}));
        for (auto const& child : part.children) {
            CC_TRY(in_sequence(child, {{"sensorMetadata"}, {"sensorReport", true}}));
            SensorElement sensor;
            for (auto const& piece : child.children) {
                if (is_foreign(piece))
                    continue; // facts of others about a sensor, not ours to keep
                bool const report = piece.name == "sensorReport";
                Attributes attributes = piece.attributes;
                for (auto& [key, value] : attributes)
                    CC_TRY(check_sensor_attribute(piece, key, value, report));
                if (report)
                    sensor.reports.push_back(std::move(attributes));
                else
                    sensor.metadata = std::move(attributes);
            }
            event.sensors.push_back(std::move(sensor));
        }
        return {};
    }

    Result<void> check_sensor_attribute(Element const& at, std::string const& key,
                                        std::string& value, bool report) const {
        if (key.find(':') != std::string::npos)
            return {};
        if (!is_sensor_attribute(key, report))
            return wrong(at,
                         text::cat("attribute ", text::quoted(key), " is not known in ", at.name));
        if (is_sensor_number(key) && !text::parse_double(value))
            return wrong(at, text::cat(key, " ", text::quoted(value), " is not a number"));
        if (is_sensor_time(key))
            return time_text(value, at);
        if (value.starts_with("gs1:"))
            value.erase(0, 4);
        return {};
    }

    Result<void> read_persistent(Event& event, Element const& part) const {
        CC_TRY(in_sequence(part, {{"unset"}, {"set"}}));
        for (auto const& child : part.children) {
            auto& list = child.name == "set" ? event.persistent_set : event.persistent_unset;
            list.push_back(bare_word(Vocabulary::disposition, child.text));
        }
        return {};
    }

    Result<void> read_error(Event& event, Element const& part) const {
        CC_TRY(in_sequence(
            part, {{"declarationTime", true}, {"reason"}, {"correctiveEventIDs"}, {"extension"}}));
        ErrorDeclaration declaration;
        declaration.declared_at = part.find("declarationTime")->text;
        CC_TRY(time_text(declaration.declared_at, *part.find("declarationTime")));
        if (auto const* reason = part.find("reason"))
            declaration.reason = bare_word(Vocabulary::error_reason, reason->text);
        if (auto const* ids = part.find("correctiveEventIDs"))
            CC_TRY(read_texts(declaration.corrected_by, *ids, "correctiveEventID"));
        event.error_declaration = std::move(declaration);
        return {};
    }

    std::string const& m_file;
};

} // namespace

Result<Document> read_xml(std::string_view bytes, std::string const& file) {
    CC_TRY_ASSIGN(auto const root, xml::parse(bytes, file));
    return Reader(file).document(root);
}

Result<Document> read(std::string_view bytes, std::string const& file) {
    std::string_view const text = text::trim(bytes);
    if (text.starts_with('{') || text.starts_with('['))
        return read_json(bytes, file);
    return read_xml(bytes, file);
}

} // namespace coldchain::epcis
