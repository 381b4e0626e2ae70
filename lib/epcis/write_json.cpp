// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"
#include "epcis/event.hpp"
#include "epcis/fields.hpp"

#include <nlohmann/json.hpp>

namespace coldchain::epcis {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& object, char const* name, std::string const& value) {
    if (!value.empty())
        object[name] = value;
}

// Numbers stay the decimals they were: a JSON number is parsed from the text.
Json number_of(std::string const& value) {
    auto parsed = Json::parse(value, nullptr, false);
    return parsed.is_number() ? parsed : Json(value);
}

void put_quantities(Json& object, char const* name, std::vector<QuantityElement> const& values) {
    if (values.empty())
        return;
    for (auto const& value : values) {
        Json element{{"epcClass", value.epc_class}};
        if (!value.quantity.empty())
            element["quantity"] = number_of(value.quantity);
        put(element, "uom", value.uom);
        object[name].push_back(std::move(element));
    }
}

void put_typed(Json& object, char const* name, char const* item, std::vector<Typed> const& values) {
    for (auto const& value : values) {
        Json element = Json::object();
        put(element, "type", value.type);
        element[item] = value.id;
        object[name].push_back(std::move(element));
    }
}

Json attributes_of(Attributes const& attributes) {
    Json object = Json::object();
    for (auto const& [key, value] : attributes) {
        if (is_sensor_number(key))
            object[key] = number_of(value);
        else if (key == "booleanValue")
            object[key] = value == "true" || value == "1";
        else
            object[key] = value;
    }
    return object;
}

void put_sensors(Json& object, std::vector<SensorElement> const& sensors) {
    for (auto const& sensor : sensors) {
        Json element = Json::object();
        if (!sensor.metadata.empty())
            element["sensorMetadata"] = attributes_of(sensor.metadata);
        element["sensorReport"] = Json::array();
        for (auto const& report : sensor.reports)
            element["sensorReport"].push_back(attributes_of(report));
        object["sensorElementList"].push_back(std::move(element));
    }
}

Json value_of(xml::Element const& element);

void put_elements(Json& object, std::vector<xml::Element> const& elements) {
    for (auto const& element : elements) {
        if (!object.contains(element.name)) {
            object[element.name] = value_of(element);
            continue;
        }
        auto& held = object[element.name];
        if (!held.is_array())
            held = Json::array({held});
        held.push_back(value_of(element));
    }
}

Json value_of(xml::Element const& element) {
    if (element.children.empty())
        return element.text;
    Json object = Json::object();
    put_elements(object, element.children);
    return object;
}

void put_items(Json& object, Event const& event) {
    switch (event.kind) {
    case EventKind::object:
        if (!event.epcs.empty())
            object["epcList"] = event.epcs;
        put_quantities(object, "quantityList", event.quantities);
        break;
    case EventKind::transaction:
        put(object, "parentID", event.parent);
        if (!event.epcs.empty())
            object["epcList"] = event.epcs;
        put_quantities(object, "quantityList", event.quantities);
        break;
    case EventKind::aggregation:
    case EventKind::association:
        put(object, "parentID", event.parent);
        if (!event.epcs.empty())
            object["childEPCs"] = event.epcs;
        put_quantities(object, "childQuantityList", event.quantities);
        break;
    case EventKind::transformation:
        if (!event.epcs.empty())
            object["inputEPCList"] = event.epcs;
        put_quantities(object, "inputQuantityList", event.quantities);
        if (!event.output_epcs.empty())
            object["outputEPCList"] = event.output_epcs;
        put_quantities(object, "outputQuantityList", event.output_quantities);
        put(object, "transformationID", event.transformation_id);
        break;
    }
}

void put_error(Json& object, Event const& event) {
    if (!event.error_declaration)
        return;
    Json declaration{{"declarationTime", event.error_declaration->declared_at}};
    put(declaration, "reason", event.error_declaration->reason);
    if (!event.error_declaration->corrected_by.empty())
        declaration["correctiveEventIDs"] = event.error_declaration->corrected_by;
    object["errorDeclaration"] = std::move(declaration);
}

Json event_json(Event const& event) {
    Json object{{"type", to_word(event.kind)}};
    put(object, "eventID", event.event_id);
    put(object, "eventTime", event.event_time);
    put(object, "recordTime", event.record_time);
    put(object, "eventTimeZoneOffset", event.offset);
    put_error(object, event);
    put(object, "certificationInfo", event.certification);
    put_items(object, event);
    put(object, "action", event.action);
    put(object, "bizStep", event.business_step);
    put(object, "disposition", event.disposition);
    if (!event.read_point.empty())
        object["readPoint"] = {{"id", event.read_point}};
    if (!event.business_location.empty())
        object["bizLocation"] = {{"id", event.business_location}};
    put_typed(object, "bizTransactionList", "bizTransaction", event.transactions);
    put_typed(object, "sourceList", "source", event.sources);
    put_typed(object, "destinationList", "destination", event.destinations);
    put_sensors(object, event.sensors);
    if (!event.persistent_unset.empty())
        object["persistentDisposition"]["unset"] = event.persistent_unset;
    if (!event.persistent_set.empty())
        object["persistentDisposition"]["set"] = event.persistent_set;
    if (!event.master_data.empty()) {
        object["ilmd"] = Json::object();
        put_elements(object["ilmd"], event.master_data);
    }
    put_elements(object, event.extensions);
    return object;
}

} // namespace

std::string write_json(Document const& document) {
    Json context = Json::array({"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"});
    Json prefixes = Json::object();
    for (auto const& [prefix, uri] : document.namespaces) {
        if (prefix != "gs1" && prefix != "epcis" && prefix != "xsi")
            prefixes[prefix] = uri;
    }
    if (!prefixes.empty())
        context.push_back(std::move(prefixes));
    Json events = Json::array();
    for (auto const& event : document.events)
        events.push_back(event_json(event));
    Json const root{{"@context", std::move(context)},
                    {"type", "EPCISDocument"},
                    {"schemaVersion", "2.0"},
                    {"creationDate", document.created},
                    {"epcisBody", {{"eventList", std::move(events)}}}};
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace coldchain::epcis
