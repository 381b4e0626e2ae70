// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"
#include "epcis/event.hpp"

namespace coldchain::epcis {

namespace {

using xml::Element;

void put(Element& parent, std::string name, std::string const& value) {
    if (!value.empty())
        parent.add(std::move(name), value);
}

std::string in_urn(Vocabulary vocabulary, std::string const& word) {
    if (word.empty() || word.find(':') != std::string::npos)
        return word;
    return text::cat(urn_prefix(vocabulary), word);
}

void put_texts(Element& parent, std::string name, std::string const& item,
               std::vector<std::string> const& values, bool even_empty = false) {
    if (values.empty() && !even_empty)
        return;
    Element& list = parent.add(std::move(name));
    for (auto const& value : values)
        list.add(item, value);
}

void put_quantities(Element& parent, std::string name, std::vector<QuantityElement> const& values) {
    if (values.empty())
        return;
    Element& list = parent.add(std::move(name));
    for (auto const& value : values) {
        Element& element = list.add("quantityElement");
        put(element, "epcClass", value.epc_class);
        put(element, "quantity", value.quantity);
        put(element, "uom", value.uom);
    }
}

void put_place(Element& parent, std::string name, std::string const& id) {
    if (!id.empty())
        parent.add(std::move(name)).add("id", id);
}

void put_typed(Element& parent, std::string name, std::string const& item,
               std::vector<Typed> const& values, Vocabulary vocabulary) {
    if (values.empty())
        return;
    Element& list = parent.add(std::move(name));
    for (auto const& value : values) {
        Element& element = list.add(item, value.id);
        if (!value.type.empty())
            element.attributes = {{"type", in_urn(vocabulary, value.type)}};
    }
}

// Types and exceptions are terms of the GS1 web vocabulary, prefixed in XML.
Attributes prefixed(Attributes attributes) {
    for (auto& [key, value] : attributes) {
        bool const term = key == "type" || key == "exception" || key == "component";
        if (term && value.find(':') == std::string::npos)
            value.insert(0, "gs1:");
    }
    return attributes;
}

void put_sensors(Element& parent, std::vector<SensorElement> const& sensors) {
    if (sensors.empty())
        return;
    Element& list = parent.add("sensorElementList");
    for (auto const& sensor : sensors) {
        Element& element = list.add("sensorElement");
        if (!sensor.metadata.empty())
            element.add("sensorMetadata").attributes = sensor.metadata;
        for (auto const& report : sensor.reports)
            element.add("sensorReport").attributes = prefixed(report);
    }
}

void put_persistent(Element& parent, Event const& event) {
    if (event.persistent_set.empty() && event.persistent_unset.empty())
        return;
    Element& element = parent.add("persistentDisposition");
    for (auto const& word : event.persistent_unset)
        element.add("unset", in_urn(Vocabulary::disposition, word));
    for (auto const& word : event.persistent_set)
        element.add("set", in_urn(Vocabulary::disposition, word));
}

void put_error(Element& parent, Event const& event) {
    if (!event.error_declaration)
        return;
    Element& element = parent.add("errorDeclaration");
    put(element, "declarationTime", event.error_declaration->declared_at);
    put(element, "reason", in_urn(Vocabulary::error_reason, event.error_declaration->reason));
    put_texts(element, "correctiveEventIDs", "correctiveEventID",
              event.error_declaration->corrected_by);
}

// What is observed, in the place each kind has for it.
void put_items(Element& parent, Event const& event) {
    switch (event.kind) {
    case EventKind::object:
        put_texts(parent, "epcList", "epc", event.epcs, true);
        break;
    case EventKind::aggregation:
        put(parent, "parentID", event.parent);
        put_texts(parent, "childEPCs", "epc", event.epcs, true);
        break;
    case EventKind::association:
        put(parent, "parentID", event.parent);
        put_texts(parent, "childEPCs", "epc", event.epcs);
        put_quantities(parent, "childQuantityList", event.quantities);
        break;
    case EventKind::transaction:
        put_typed(parent, "bizTransactionList", "bizTransaction", event.transactions,
                  Vocabulary::transaction_type);
        put(parent, "parentID", event.parent);
        put_texts(parent, "epcList", "epc", event.epcs, true);
        break;
    case EventKind::transformation:
        put_texts(parent, "inputEPCList", "epc", event.epcs);
        put_quantities(parent, "inputQuantityList", event.quantities);
        put_texts(parent, "outputEPCList", "epc", event.output_epcs);
        put_quantities(parent, "outputQuantityList", event.output_quantities);
        put(parent, "transformationID", event.transformation_id);
        break;
    }
}

void put_quantities_late(Element& parent, Event const& event) {
    if (event.kind == EventKind::aggregation)
        put_quantities(parent, "childQuantityList", event.quantities);
    if (event.kind == EventKind::object || event.kind == EventKind::transaction)
        put_quantities(parent, "quantityList", event.quantities);
}

void put_event(Element& list, Event const& event) {
    Element& element = list.add(std::string(to_word(event.kind)));
    put(element, "eventTime", event.event_time);
    put(element, "recordTime", event.record_time);
    put(element, "eventTimeZoneOffset", event.offset);
    put(element, "eventID", event.event_id);
    put_error(element, event);
    put(element, "certificationInfo", event.certification);
    put_items(element, event);
    put(element, "action", event.action);
    put(element, "bizStep", in_urn(Vocabulary::business_step, event.business_step));
    put(element, "disposition", in_urn(Vocabulary::disposition, event.disposition));
    put_place(element, "readPoint", event.read_point);
    put_place(element, "bizLocation", event.business_location);
    if (event.kind != EventKind::transaction)
        put_typed(element, "bizTransactionList", "bizTransaction", event.transactions,
                  Vocabulary::transaction_type);
    put_quantities_late(element, event);
    put_typed(element, "sourceList", "source", event.sources, Vocabulary::party_type);
    put_typed(element, "destinationList", "destination", event.destinations,
              Vocabulary::party_type);
    put_sensors(element, event.sensors);
    put_persistent(element, event);
    if (!event.master_data.empty())
        element.add("ilmd").children = event.master_data;
    for (auto const& extension : event.extensions)
        element.children.push_back(extension);
}

} // namespace

std::string write_xml(Document const& document) {
    Element root;
    root.name = "epcis:EPCISDocument";
    root.attributes = {{"xmlns:epcis", "urn:epcglobal:epcis:xsd:2"},
                       {"xmlns:gs1", "https://gs1.org/voc/"}};
    for (auto const& [prefix, uri] : document.namespaces) {
        if (prefix != "gs1" && prefix != "epcis")
            root.attributes.emplace_back("xmlns:" + prefix, uri);
    }
    root.attributes.emplace_back("schemaVersion", "2.0");
    root.attributes.emplace_back("creationDate", document.created);
    Element& list = root.add("EPCISBody").add("EventList");
    for (auto const& event : document.events)
        put_event(list, event);
    return xml::write(root);
}

} // namespace coldchain::epcis
