// SPDX-License-Identifier: Apache-2.0
// Supply-chain events as plain values: what, where, when and why of EPCIS 2.0, the same for its XML
// and its JSON-LD form. Words of the core business vocabulary stand bare ("packing"); anything else
// stands as the URI it was written as.
#pragma once

#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "xml/element.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coldchain::epcis {

enum class EventKind { object, aggregation, association, transaction, transformation };
/// "ObjectEvent", ...
std::string_view to_word(EventKind kind);
std::optional<EventKind> event_kind_of(std::string_view word);

/// A business transaction, source or destination: a word of the vocabulary and an identifier.
struct Typed {
    std::string type;
    std::string id;
    bool operator==(Typed const&) const = default;
};

/// Many of one class, counted, or measured in a unit of UN/CEFACT recommendation 20.
struct QuantityElement {
    std::string epc_class;
    std::string quantity; ///< decimal as written; empty: not given
    std::string uom;      ///< empty: a count
    bool operator==(QuantityElement const&) const = default;
};

using Attributes = std::vector<std::pair<std::string, std::string>>;

struct SensorElement {
    Attributes metadata;
    std::vector<Attributes> reports; ///< `type` bare: "Temperature"
    bool operator==(SensorElement const&) const = default;
};

struct ErrorDeclaration {
    std::string declared_at;
    std::string reason;
    std::vector<std::string> corrected_by; ///< event ids
    bool operator==(ErrorDeclaration const&) const = default;
};

struct Event {
    EventKind kind = EventKind::object;
    std::string event_time; ///< RFC 3339 with seconds and zone, as written
    Instant instant;        ///< of event_time
    std::string offset;     ///< eventTimeZoneOffset, as written
    std::string record_time;
    std::string event_id;
    std::optional<ErrorDeclaration> error_declaration;
    std::string certification;
    std::string action; ///< ADD, OBSERVE, DELETE; empty in a transformation
    std::string parent;
    std::vector<std::string> epcs; ///< or the children of a parent, or the inputs
    std::vector<QuantityElement> quantities;
    std::vector<std::string> output_epcs;
    std::vector<QuantityElement> output_quantities;
    std::string transformation_id;
    std::string business_step;
    std::string disposition;
    std::string read_point;
    std::string business_location;
    std::vector<Typed> transactions;
    std::vector<Typed> sources;
    std::vector<Typed> destinations;
    std::vector<SensorElement> sensors;
    std::vector<std::string> persistent_unset;
    std::vector<std::string> persistent_set;
    std::vector<xml::Element> master_data; ///< ilmd: elements of other namespaces
    std::vector<xml::Element> extensions;  ///< elements of other namespaces, "ct:din"
    int line = 0;                          ///< where it was read
};

struct Document {
    std::string created;                                         ///< creationDate, RFC 3339
    std::vector<std::pair<std::string, std::string>> namespaces; ///< prefix and URI of extensions
    std::vector<Event> events;
};

/// Our own extension elements, and their prefix.
inline constexpr std::string_view extension_prefix = "ct";
inline constexpr std::string_view extension_path = "ns/celltherapy/";

/// What of a vocabulary is standard: a bare word of CBV 2.0.
enum class Vocabulary { business_step, disposition, transaction_type, party_type, error_reason };
bool is_standard(Vocabulary vocabulary, std::string_view word);
/// "urn:epcglobal:cbv:bizstep:".
std::string_view urn_prefix(Vocabulary vocabulary);
/// The bare word of a URN or web URI of the vocabulary; other text unchanged.
std::string bare_word(Vocabulary vocabulary, std::string_view text);

/// XML or JSON-LD by its first character. Refuses, with place and reason, what the published
/// schemas refuse: wrong namespace or version, unknown or misplaced elements and members, missing
/// required ones, ill-formed times and numbers.
Result<Document> read(std::string_view bytes, std::string const& file);
Result<Document> read_xml(std::string_view bytes, std::string const& file);
Result<Document> read_json(std::string_view bytes, std::string const& file);

/// EPCIS 2.0 XML; the same document gives the same bytes.
std::string write_xml(Document const& document);
/// EPCIS 2.0 JSON-LD with the same facts, indented by two blanks.
std::string write_json(Document const& document);

/// What the published schemas let through: EPC-01 ... of codes(). A finding's `scope` is the
/// event's id or "event N". Empty: nothing to object to.
std::vector<Finding> check(Document const& document);

std::span<CodeRow const> codes();

} // namespace coldchain::epcis
