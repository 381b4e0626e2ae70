// SPDX-License-Identifier: Apache-2.0
// EPCIS 2.0 JSON-LD in: the members of the published JSON schema. Members of our own or of others
// carry a prefix that the context declares, or are whole URIs; any other unknown name is refused.
#include "epcis/event.hpp"

#include "common/text.hpp"
#include "config/tree.hpp"
#include "epcis/fields.hpp"

#include <algorithm>

namespace coldchain::epcis {

namespace {

using config::Member;
using config::Node;
using config::NodeKind;

std::string node_text(Node const& node) {
    if (node.kind == NodeKind::flag)
        return node.integer != 0 ? "true" : "false";
    if (node.kind == NodeKind::integer)
        return text::cat(node.integer);
    return node.text;
}

bool is_single(Node const& node) {
    return node.kind != NodeKind::list && node.kind != NodeKind::table;
}

// A value of another namespace as the elements it would be in XML: a list repeats its name.
void put_extension(std::vector<xml::Element>& out, std::string const& name, Node const& node) {
    if (node.kind == NodeKind::list) {
        for (auto const& item : node.items)
            put_extension(out, name, item);
        return;
    }
    xml::Element element;
    element.name = name;
    element.line = node.position.line;
    element.column = node.position.column;
    if (is_single(node))
        element.text = node_text(node);
    for (auto const& member : node.members)
        put_extension(element.children, member.key, member.value);
    out.push_back(std::move(element));
}

class Reader {
public:
    explicit Reader(std::string const& file) : m_file(file) {}

    Result<Document> document(Node const& root) {
        if (root.kind != NodeKind::table)
            return wrong(root, "", "the document is no object");
        Document document;
        CC_TRY(read_context(root, document));
        Node const* body = nullptr;
        for (auto const& member : root.members) {
            if (member.key == "type" && member.value.text != "EPCISDocument")
                return wrong(
                    member.value, "type",
                    text::cat("type ", text::quoted(member.value.text), " is not EPCISDocument"));
            if (member.key == "schemaVersion" && !member.value.text.starts_with("2."))
                return wrong(member.value, "schemaVersion",
                             text::cat("schemaVersion ", text::quoted(member.value.text),
                                       " is not read; write 2.0"));
            if (member.key == "creationDate")
                document.created = member.value.text;
            if (member.key == "epcisBody")
                body = &member.value;
        }
        for (auto const name : {"type", "schemaVersion", "creationDate", "epcisBody"}) {
            if (root.find(name) == nullptr)
                return wrong(root, name, text::cat(name, " is missing"));
        }
        CC_TRY(check_time(*root.find("creationDate"), "creationDate"));
        auto const* events = body->find("eventList");
        if (events == nullptr || events->kind != NodeKind::list)
            return wrong(*body, "eventList", "epcisBody holds no eventList");
        for (auto const& item : events->items) {
            CC_TRY_ASSIGN(auto event, read_event(item));
            document.events.push_back(std::move(event));
        }
        return document;
    }

private:
    Error wrong(Node const& at, std::string_view field, std::string text) const {
        return input_error({m_file, at.position.line, at.position.column, std::string(field)},
                           std::move(text));
    }

    Result<void> read_context(Node const& root, Document& document) {
        auto const* context = root.find("@context");
        if (context == nullptr)
            return wrong(root, "@context",
                         "@context is missing, so no name in the document has a meaning; start "
                         "with the EPCIS 2.0 context");
        std::vector<Node> const one{*context};
        bool gs1 = false;
        for (auto const& part : context->kind == NodeKind::list ? context->items : one) {
            if (part.kind == NodeKind::text)
                gs1 = gs1 || part.text.find("epcis-context.jsonld") != std::string::npos;
            for (auto const& member : part.members)
                document.namespaces.emplace_back(member.key, member.value.text);
        }
        for (auto const& [prefix, uri] : document.namespaces)
            m_prefixes.push_back(prefix);
        if (!gs1)
            return wrong(*context, "@context",
                         "@context does not name the EPCIS context "
                         "(.../epcis-context.jsonld)");
        return {};
    }

    Result<void> check_time(Node const& node, std::string_view field) const {
        if (auto const time = parse_time(node.text); !time)
            return wrong(node, field, time.error().text);
        return {};
    }

    bool is_foreign(std::string_view key) const {
        auto const colon = key.find(':');
        if (colon == std::string_view::npos)
            return false;
        std::string_view const prefix = key.substr(0, colon);
        return key.find("://") != std::string_view::npos || prefix == "gs1" || prefix == "cbvmda" ||
               std::find(m_prefixes.begin(), m_prefixes.end(), prefix) != m_prefixes.end();
    }

    Error unknown(Member const& member, std::string_view parent) const {
        bool const prefixed = member.key.find(':') != std::string::npos;
        return input_error(
            {m_file, member.position.line, member.position.column, member.key},
            prefixed ? text::cat("the prefix of ", text::quoted(member.key),
                                 " is not declared in @context")
                     : text::cat("member ", text::quoted(member.key), " is not known in ", parent,
                                 "; own members need a prefix that @context declares"));
    }

    Result<Event> read_event(Node const& node) const {
        auto const* type = node.find("type");
        auto const kind = type == nullptr ? std::nullopt : event_kind_of(type->text);
        if (!kind)
            return wrong(type == nullptr ? node : *type, "type",
                         type == nullptr
                             ? "an event has no type"
                             : text::cat("type ", text::quoted(type->text), " is no event"));
        Event event;
        event.kind = *kind;
        event.line = node.position.line;
        for (auto const& member : node.members)
            CC_TRY(read_member(event, member));
        CC_TRY(check_required(event, node));
        return event;
    }

    Result<void> check_required(Event const& event, Node const& node) const {
        if (event.event_time.empty())
            return wrong(node, "eventTime", "eventTime is missing");
        if (event.offset.empty())
            return wrong(node, "eventTimeZoneOffset", "eventTimeZoneOffset is missing");
        if (event.kind != EventKind::transformation && event.action.empty())
            return wrong(node, "action", "action is missing; write ADD, OBSERVE or DELETE");
        if (event.kind == EventKind::transaction && event.transactions.empty())
            return wrong(node, "bizTransactionList", "bizTransactionList is missing");
        // the schema's own alternative: what is observed, or a sensor's report with its place
        if (event.kind == EventKind::object && event.epcs.empty() && event.quantities.empty() &&
            (event.sensors.empty() || event.read_point.empty()))
            return wrong(node, "epcList",
                         "the event names nothing: it needs epcList, or quantityList, or "
                         "sensorElementList with readPoint");
        return {};
    }

    Result<std::string> single(Member const& member) const {
        if (!is_single(member.value))
            return wrong(member.value, member.key, text::cat(member.key, " is not a single value"));
        return node_text(member.value);
    }

    static std::string* plain_field(Event& event, std::string_view key) {
        if (key == "eventTimeZoneOffset")
            return &event.offset;
        if (key == "eventID")
            return &event.event_id;
        if (key == "parentID")
            return &event.parent;
        if (key == "transformationID")
            return &event.transformation_id;
        if (key == "certificationInfo")
            return &event.certification;
        if (key == "action")
            return &event.action;
        if (key == "eventTime")
            return &event.event_time;
        if (key == "recordTime")
            return &event.record_time;
        return nullptr;
    }

    Result<void> read_member(Event& event, Member const& member) const {
        std::string_view const key = member.key;
        if (key == "type" || key == "@context")
            return {};
        if (auto* field = plain_field(event, key)) {
            if (key == "certificationInfo" && member.value.kind == NodeKind::list) {
                for (auto const& item : member.value.items)
                    *field += (field->empty() ? "" : " ") + item.text;
                return {};
            }
            CC_TRY_ASSIGN(*field, single(member));
            if (key == "eventTime" || key == "recordTime")
                CC_TRY(check_time(member.value, key));
            if (key == "eventTime")
                event.instant = parse_time(*field)->instant;
            if (key == "action" && *field != "ADD" && *field != "OBSERVE" && *field != "DELETE")
                return wrong(member.value, key,
                             text::cat("action ", text::quoted(*field),
                                       " is not known; write ADD, OBSERVE or DELETE"));
            return {};
        }
        return read_structure(event, member);
    }

    Result<void> read_structure(Event& event, Member const& member) const {
        std::string_view const key = member.key;
        Node const& value = member.value;
        if (key == "bizStep" || key == "disposition") {
            CC_TRY_ASSIGN(auto const word, single(member));
            if (key == "bizStep")
                event.business_step = bare_word(Vocabulary::business_step, word);
            else
                event.disposition = bare_word(Vocabulary::disposition, word);
        } else if (key == "readPoint" || key == "bizLocation") {
            auto const* id = value.find("id");
            if (id == nullptr)
                return wrong(value, key, text::cat(key, " holds no id"));
            (key == "readPoint" ? event.read_point : event.business_location) = id->text;
        } else if (key == "epcList" || key == "childEPCs" || key == "inputEPCList") {
            return read_texts(event.epcs, member);
        } else if (key == "outputEPCList") {
            return read_texts(event.output_epcs, member);
        } else if (key == "quantityList" || key == "childQuantityList" ||
                   key == "inputQuantityList") {
            return read_quantities(event.quantities, member);
        } else if (key == "outputQuantityList") {
            return read_quantities(event.output_quantities, member);
        } else if (key == "bizTransactionList") {
            return read_typed(event.transactions, member, "bizTransaction",
                              Vocabulary::transaction_type);
        } else if (key == "sourceList") {
            return read_typed(event.sources, member, "source", Vocabulary::party_type);
        } else if (key == "destinationList") {
            return read_typed(event.destinations, member, "destination", Vocabulary::party_type);
        } else if (key == "sensorElementList") {
            return read_sensors(event, value);
        } else if (key == "persistentDisposition") {
            return read_persistent(event, value);
        } else if (key == "errorDeclaration") {
            return read_error(event, value);
        } else if (key == "ilmd") {
            for (auto const& inner : value.members)
                put_extension(event.master_data, inner.key, inner.value);
        } else if (is_foreign(key)) {
            put_extension(event.extensions, member.key, value);
        } else {
            return unknown(member, to_word(event.kind));
        }
        return {};
    }

    Result<void> need_list(Member const& member) const {
        if (member.value.kind != NodeKind::list)
            return wrong(member.value, member.key, text::cat(member.key, " is not a list"));
        return {};
    }

    Result<void> read_texts(std::vector<std::string>& out, Member const& member) const {
        CC_TRY(need_list(member));
        for (auto const& item : member.value.items) {
            if (item.kind != NodeKind::text)
                return wrong(
                    item, member.key,
                    text::cat("an entry of ", member.key, " is not an identifier in quotes"));
            out.push_back(item.text);
        }
        return {};
    }

    Result<void> read_quantities(std::vector<QuantityElement>& out, Member const& member) const {
        CC_TRY(need_list(member));
        for (auto const& item : member.value.items) {
            QuantityElement element;
            for (auto const& inner : item.members) {
                if (inner.key == "epcClass")
                    element.epc_class = inner.value.text;
                else if (inner.key == "uom")
                    element.uom = inner.value.text;
                else if (inner.key != "quantity")
                    return unknown(inner, member.key);
                else if (inner.value.kind != NodeKind::integer &&
                         inner.value.kind != NodeKind::number)
                    return wrong(inner.value, "quantity",
                                 text::cat("quantity ", text::quoted(node_text(inner.value)),
                                           " is not a number"));
                else
                    element.quantity = node_text(inner.value);
            }
            if (element.epc_class.empty())
                return wrong(item, "epcClass", "epcClass is missing");
            out.push_back(std::move(element));
        }
        return {};
    }

    Result<void> read_typed(std::vector<Typed>& out, Member const& member, std::string_view name,
                            Vocabulary vocabulary) const {
        CC_TRY(need_list(member));
        for (auto const& item : member.value.items) {
            Typed typed;
            for (auto const& inner : item.members) {
                if (inner.key == "type")
                    typed.type = bare_word(vocabulary, inner.value.text);
                else if (inner.key == name)
                    typed.id = inner.value.text;
                else
                    return unknown(inner, member.key);
            }
            if (typed.id.empty() || (typed.type.empty() && vocabulary == Vocabulary::party_type))
                return wrong(item, member.key,
                             text::cat("an entry of ", member.key, " needs type and ", name));
            out.push_back(std::move(typed));
        }
        return {};
    }

    Result<Attributes> read_attributes(Node const& node, bool report) const {
        Attributes attributes;
        for (auto const& member : node.members) {
            bool const foreign = is_foreign(member.key);
            if (!foreign && !is_sensor_attribute(member.key, report))
                return unknown(member, report ? "sensorReport" : "sensorMetadata");
            if (!is_single(member.value)) {
                if (foreign)
                    continue;
                return wrong(member.value, member.key,
                             text::cat(member.key, " is not a single value"));
            }
            bool const number =
                member.value.kind == NodeKind::integer || member.value.kind == NodeKind::number;
            if (!foreign && is_sensor_number(member.key) && !number)
                return wrong(member.value, member.key,
                             text::cat(member.key, " ", text::quoted(node_text(member.value)),
                                       " is not a number"));
            if (!foreign && is_sensor_time(member.key))
                CC_TRY(check_time(member.value, member.key));
            std::string value = node_text(member.value);
            if (value.starts_with("gs1:"))
                value.erase(0, 4);
            attributes.emplace_back(member.key, std::move(value));
        }
        return attributes;
    }

    Result<void> read_sensors(Event& event, Node const& node) const {
        for (auto const& item : node.items) {
            SensorElement sensor;
            for (auto const& member : item.members) {
                if (member.key == "sensorMetadata") {
                    CC_TRY_ASSIGN(sensor.metadata, read_attributes(member.value, false));
                } else if (member.key == "sensorReport") {
                    for (auto const& report : member.value.items) {
                        CC_TRY_ASSIGN(auto attributes, read_attributes(report, true));
                        sensor.reports.push_back(std::move(attributes));
                    }
                } else if (member.key != "type" && !is_foreign(member.key)) {
                    return unknown(member, "sensorElement");
                }
            }
            if (sensor.reports.empty())
                return wrong(item, "sensorReport", "sensorReport is missing");
            event.sensors.push_back(std::move(sensor));
        }
        return {};
    }

    Result<void> read_persistent(Event& event, Node const& node) const {
        for (auto const& member : node.members) {
            if (member.key != "set" && member.key != "unset")
                return unknown(member, "persistentDisposition");
            auto& list = member.key == "set" ? event.persistent_set : event.persistent_unset;
            for (auto const& item : member.value.items)
                list.push_back(bare_word(Vocabulary::disposition, item.text));
        }
        return {};
    }

    Result<void> read_error(Event& event, Node const& node) const {
        ErrorDeclaration declaration;
        for (auto const& member : node.members) {
            if (member.key == "declarationTime") {
                CC_TRY(check_time(member.value, member.key));
                declaration.declared_at = member.value.text;
            } else if (member.key == "reason") {
                declaration.reason = bare_word(Vocabulary::error_reason, member.value.text);
            } else if (member.key == "correctiveEventIDs") {
                CC_TRY(read_texts(declaration.corrected_by, member));
            } else if (!is_foreign(member.key)) {
                return unknown(member, "errorDeclaration");
            }
        }
        if (declaration.declared_at.empty())
            return wrong(node, "declarationTime", "declarationTime is missing");
        event.error_declaration = std::move(declaration);
        return {};
    }

    std::string const& m_file;
    std::vector<std::string> m_prefixes;
};

} // namespace

Result<Document> read_json(std::string_view bytes, std::string const& file) {
    CC_TRY_ASSIGN(auto const tree, config::parse_json(bytes, file));
    return Reader(file).document(tree.root);
}

} // namespace coldchain::epcis
