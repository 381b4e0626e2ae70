// SPDX-License-Identifier: Apache-2.0
// Each table's record becomes a definition; a key that is not required may be null or an empty
// text, which the reader takes as not given.
#include "config/json_schema.hpp"

#include "common/text.hpp"
#include "common/unit_symbols.hpp"

#include <nlohmann/json.hpp>

namespace coldchain::config {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view date_pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

std::string quantity_pattern(Dimension dimension) {
    std::string units;
    for (auto const symbol : unit_symbols(dimension))
        units += text::cat(units.empty() ? "" : "|", symbol);
    return text::cat("\\s*[0-9+.]+\\s*(", units, ")\\s*");
}

// The pattern of a text, whole; empty when any text will do.
std::string pattern_of(Field const& field, FieldType type) {
    constexpr std::string_view temperature = "\\s*[-+0-9.]+\\s*(\u00B0|\u00BA|deg )?[CFK]\\s*";
    switch (type) {
    case FieldType::quantity:
        return quantity_pattern(field.dimension);
    case FieldType::temperature:
        return std::string(temperature);
    case FieldType::range:
        return text::cat("\\s*([<>]=)?", temperature, "|.* to ", temperature);
    case FieldType::time:
        return text::cat(date_pattern, "[T ].+");
    case FieldType::date:
        return std::string(date_pattern);
    case FieldType::dimensions:
        return text::cat(".* x .* x ", quantity_pattern(Dimension::length));
    default:
        return "";
    }
}

Json text_schema(Field const& field, FieldType type) {
    Json schema{{"type", "string"}};
    if (std::string const pattern = pattern_of(field, type); !pattern.empty())
        schema["pattern"] = text::cat("^(", pattern, field.required ? ")$" : ")?$");
    return schema;
}

Json word_schema(Field const& field, bool in_list) {
    Json words = Json::array();
    for (auto const word : field.words)
        words.push_back(word);
    if (!field.required && !in_list)
        words.push_back("");
    return {{"enum", words}};
}

Json list_schema(Field const& field, FieldType type) {
    Json items{{"type", "string"}};
    if (type == FieldType::temperatures)
        items = text_schema({"", FieldType::temperature, true}, FieldType::temperature);
    else if (!field.words.empty())
        items = word_schema(field, true);
    return {{"type", "array"}, {"items", items}};
}

class Writer {
public:
    Json record_schema(Record const& record) {
        Json properties = Json::object();
        Json required = Json::array();
        for (auto const& field : record.fields) {
            properties[std::string(field.name)] = field_schema(field);
            if (field.required)
                required.push_back(field.name);
        }
        Json schema{{"type", "object"}, {"properties", properties}};
        if (!required.empty())
            schema["required"] = required;
        schema["additionalProperties"] = false;
        return schema;
    }

    Json take_definitions() { return std::move(m_definitions); }

private:
    Json field_schema(Field const& field) {
        Json schema = typed(field, known_type(field));
        if (!field.required && schema.contains("type"))
            schema["type"] = Json::array({schema["type"], "null"});
        else if (!field.required && schema.contains("enum"))
            schema["enum"].push_back(nullptr);
        if (!field.about.empty())
            schema["description"] = field.about;
        return schema;
    }

    Json typed(Field const& field, FieldType type) {
        switch (type) {
        case FieldType::word:
            return word_schema(field, false);
        case FieldType::flag:
            return {{"type", "boolean"}};
        case FieldType::integer:
            return {{"type", "integer"}, {"minimum", 0}};
        case FieldType::texts:
        case FieldType::temperatures:
            return list_schema(field, type);
        case FieldType::table:
            return reference(*field.record);
        case FieldType::tables:
            return {{"type", "array"}, {"items", reference(*field.record)}};
        case FieldType::any:
            return Json::object();
        case FieldType::text:
        case FieldType::quantity:
        case FieldType::temperature:
        case FieldType::range:
        case FieldType::time:
        case FieldType::date:
        case FieldType::dimensions:
            return text_schema(field, type);
        }
        return Json::object();
    }

    Json reference(Record const& record) {
        std::string const name(record.name);
        if (!m_definitions.contains(name)) {
            m_definitions[name] =
                Json::object(); // known before it is made: records may be in circles
            m_definitions[name] = record_schema(record);
        }
        return {{"$ref", "#/$defs/" + name}};
    }

    Json m_definitions = Json::object();
};

} // namespace

std::string_view example_of(Dimension dimension) {
    switch (dimension) {
    case Dimension::length:
        return "\"460 mm\"";
    case Dimension::mass:
        return "\"6 kg\"";
    case Dimension::volume:
        return "\"50 mL\"";
    case Dimension::temperature:
        return "\"-150 C\"";
    case Dimension::pressure:
        return "\"95 kPa\"";
    case Dimension::duration:
        return "\"30 min\"";
    case Dimension::energy:
        return "\"2.7 Wh\"";
    case Dimension::proportion:
        return "\"30 %\"";
    }
    return "";
}

std::string json_schema(Record const& record, std::string_view schema_word, std::string_view title,
                        std::string_view about) {
    Writer writer;
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", title},
                {"description", about}};
    schema.update(writer.record_schema(record));
    schema["properties"]["schema"] = Json{{"const", schema_word}};
    schema["$defs"] = writer.take_definitions();
    return schema.dump(2) + '\n';
}

} // namespace coldchain::config
