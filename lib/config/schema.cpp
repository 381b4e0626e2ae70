// SPDX-License-Identifier: Apache-2.0
#include "config/schema.hpp"

#include "common/text.hpp"
#include "config/json_schema.hpp"

#include <algorithm>
#include <array>

namespace coldchain::config {

namespace {

std::string words_text(std::span<std::string_view const> words) {
    std::string list;
    for (auto const& word : words)
        list += text::cat(list.empty() ? "" : ", ", word);
    return list;
}

std::string expected_word(FieldType type) {
    switch (type) {
    case FieldType::text:
    case FieldType::word:
        return "a text";
    case FieldType::flag:
        return "true or false";
    case FieldType::integer:
        return "a whole number";
    case FieldType::quantity:
        return "a text with number and unit, such as \"6 kg\"";
    case FieldType::temperature:
        return "a text with number and unit, such as \"-150 C\"";
    case FieldType::range:
        return "a text such as \"2 to 8 C\" or \"<= -150 C\"";
    case FieldType::time:
        return "a time with offset, or a text such as \"2026-11-23T15:30 America/Los_Angeles\"";
    case FieldType::date:
        return "a date such as 2026-11-23";
    case FieldType::dimensions:
        return "a text such as \"460 x 460 x 710 mm\"";
    case FieldType::texts:
    case FieldType::temperatures:
        return "a list of texts";
    case FieldType::table:
        return "a table";
    case FieldType::tables:
        return "an array of tables";
    case FieldType::any:
        return "a value";
    }
    return "a value";
}

// The path of the table in which `key` is known, for "it belongs to"; empty when none.
std::string owner_of(Record const& record, std::string_view key, std::string const& path,
                     int depth) {
    for (auto const& field : record.fields) {
        if (field.record == nullptr || depth > 4)
            continue;
        std::string const inner =
            path.empty() ? std::string(field.name) : text::cat(path, '.', field.name);
        auto const& fields = field.record->fields;
        if (std::any_of(fields.begin(), fields.end(),
                        [&](Field const& f) { return f.name == key; }))
            return inner;
        if (auto found = owner_of(*field.record, key, inner, depth + 1); !found.empty())
            return found;
    }
    return {};
}

class RecordReader {
public:
    RecordReader(std::string const& file, Record const& root, bool is_toml)
        : m_file(file), m_root(root), m_is_toml(is_toml) {}

    Object read(Node const& node, Record const& record, std::string const& path) {
        Object object{&record, node.position, {}};
        for (auto const& member : node.members)
            read_member(member, record, path, object);
        for (auto const& field : record.fields) {
            if (!field.required)
                continue;
            Node const* const given = node.find(field.name);
            bool const blank =
                given != nullptr && (given->kind == NodeKind::null ||
                                     (given->kind == NodeKind::text && given->text.empty()));
            std::string const why = text::cat(field.about.empty() ? "" : ": ", field.about);
            if (given == nullptr)
                complain(node.position, join(path, field.name),
                         text::cat("is required and missing", why, line_to_add(field, path)));
            else if (blank)
                complain(given->position, join(path, field.name),
                         text::cat("is required and empty", why));
        }
        return object;
    }

    std::vector<Error> take_errors() {
        std::stable_sort(m_errors.begin(), m_errors.end(), [](Error const& a, Error const& b) {
            return std::pair(a.where.line, a.where.column) <
                   std::pair(b.where.line, b.where.column);
        });
        if (m_left_out > 0)
            m_errors.push_back(input_error(
                {m_file, 0, 0, ""}, text::cat("has ", m_left_out, " more faults like these")));
        return std::move(m_errors);
    }

    void complain(Position position, std::string field, std::string what) {
        if (is_full()) {
            ++m_left_out;
            return;
        }
        m_errors.push_back(input_error({m_file, position.line, position.column, std::move(field)},
                                       std::move(what)));
    }

private:
    // A hostile document can have a fault in every key; nobody reads more than this.
    static constexpr std::size_t most_errors = 200;
    bool is_full() const { return m_errors.size() >= most_errors; }

    static std::string join(std::string const& path, std::string_view name) {
        return path.empty() ? std::string(name) : text::cat(path, '.', name);
    }

    // What would mend a missing key, as it is written in TOML.
    std::string line_to_add(Field const& field, std::string const& path) const {
        if (!m_is_toml)
            return {};
        if (field.type == FieldType::table)
            return text::cat("; add a table: [", join(path, field.name), ']');
        std::string const sample = sample_of(field);
        bool const untold = field.name == "schema" && field.words.empty(); // its reader tells it
        if (sample.empty() || untold)
            return {};
        return text::cat(path.empty() ? "; add above the first table: " : "; add to this table: ",
                         field.name, " = ", sample);
    }

    void read_member(Member const& member, Record const& record, std::string const& path,
                     Object& object) {
        auto const field = std::find_if(record.fields.begin(), record.fields.end(),
                                        [&](Field const& f) { return f.name == member.key; });
        if (field == record.fields.end()) {
            complain_unknown(member, record, path);
            return;
        }
        std::string const where = join(path, member.key);
        Value value = read_value(member.value, *field, where);
        if (!std::holds_alternative<std::monostate>(value.held))
            object.members.push_back({member.key, member.value.position, std::move(value)});
    }

    void complain_unknown(Member const& member, Record const& record, std::string const& path) {
        if (is_full()) {
            complain(member.position, "", "");
            return;
        }
        std::vector<std::string> names;
        for (auto const& field : record.fields)
            names.emplace_back(field.name);
        std::string what =
            text::cat("key ", text::quoted(member.key), " is not known in ",
                      path.empty() ? "the top level" : text::cat("table [", path, "]"));
        if (auto const near = text::nearest(member.key, names))
            what += text::cat("; did you mean ", text::quoted(*near), "?");
        else if (auto const owner = owner_of(m_root, member.key, "", 0); !owner.empty())
            what += text::cat("; it belongs to [", owner,
                              "]: a key belongs to the last table header above it");
        else if (std::any_of(m_root.fields.begin(), m_root.fields.end(),
                             [&](Field const& f) { return f.name == member.key; }))
            what +=
                "; it belongs to the top level: a key belongs to the last table header above it";
        else
            what += text::cat("; known: ", text::join(names, ", "));
        complain(member.position, "", what);
    }

    Value wrong_type(Node const& node, Field const& field, std::string const& where) {
        complain(node.position, where,
                 text::cat("is ", to_word(node.kind),
                           node.text.empty() ? "" : text::cat(" (", text::quoted(node.text), ")"),
                           "; write ", expected_word(field.type)));
        return {};
    }

    // Takes the value of a Result, or notes its error at the node.
    template <class T>
    Value take(Result<T> result, Node const& node, std::string const& where) {
        if (result)
            return {std::move(*result)};
        complain(node.position, where, result.error().text);
        return {};
    }

    Value read_value(Node const& node, Field const& field, std::string const& where) {
        if (node.kind == NodeKind::null)
            return {};
        switch (field.type) {
        case FieldType::flag:
            return node.kind == NodeKind::flag ? Value{node.integer != 0}
                                               : wrong_type(node, field, where);
        case FieldType::integer:
            return read_integer(node, field, where);
        case FieldType::time:
            return read_time(node, field, where);
        case FieldType::date:
            return read_date(node, field, where);
        case FieldType::texts:
        case FieldType::temperatures:
            return read_list(node, field, where);
        case FieldType::table:
            return node.kind == NodeKind::table ? Value{read(node, *field.record, where)}
                                                : wrong_type(node, field, where);
        case FieldType::tables:
            return read_tables(node, field, where);
        case FieldType::any:
            return {node};
        case FieldType::text:
        case FieldType::word:
        case FieldType::quantity:
        case FieldType::temperature:
        case FieldType::range:
        case FieldType::dimensions:
            return read_from_text(node, field, where);
        }
        return {};
    }

    Value read_from_text(Node const& node, Field const& field, std::string const& where) {
        if (node.kind != NodeKind::text)
            return wrong_type(node, field, where);
        if (node.text.empty())
            return {};
        switch (field.type) {
        case FieldType::word:
            return read_word(node, field, where);
        case FieldType::quantity:
            return read_quantity(node, field, where);
        case FieldType::temperature:
            return take(parse_temperature(node.text), node, where);
        case FieldType::range:
            return take(parse_temperature_range(node.text), node, where);
        case FieldType::dimensions:
            return read_dimensions(node, where);
        default:
            return {node.text};
        }
    }

    Value read_word(Node const& node, Field const& field, std::string const& where) {
        if (std::find(field.words.begin(), field.words.end(), node.text) != field.words.end())
            return {node.text};
        std::vector<std::string> const known(field.words.begin(), field.words.end());
        auto const near = text::nearest(node.text, known);
        complain(node.position, where,
                 text::cat(text::quoted(node.text), " is not allowed; write one of ",
                           words_text(field.words),
                           near ? text::cat(" (did you mean ", text::quoted(*near), "?)")
                                : std::string()));
        return {};
    }

    Value read_quantity(Node const& node, Field const& field, std::string const& where) {
        auto quantity = parse_quantity(node.text, field.dimension);
        if (quantity && quantity->value.mantissa < 0) {
            complain(node.position, where,
                     text::cat(text::quoted(node.text), " is negative; write zero or more"));
            return {};
        }
        return take(std::move(quantity), node, where);
    }

    Value read_dimensions(Node const& node, std::string const& where) {
        auto const pieces = text::split(node.text, 'x');
        auto const unit_at = node.text.find_first_not_of("0123456789. x");
        if (pieces.size() == 3 && unit_at != std::string::npos) {
            std::string const unit(text::trim(std::string_view(node.text).substr(unit_at)));
            std::vector<Quantity> sides;
            for (auto const piece : pieces) {
                auto const last = piece.data() == pieces.back().data();
                auto side = parse_quantity(last ? std::string(text::trim(piece))
                                                : text::cat(text::trim(piece), ' ', unit),
                                           Dimension::length);
                if (side)
                    sides.push_back(*side);
            }
            if (sides.size() == 3)
                return {Dimensions{{sides[0], sides[1], sides[2]}}};
        }
        complain(node.position, where,
                 text::cat("dimensions ", text::quoted(node.text),
                           " are not understood; write \"460 x 460 x 710 mm\""));
        return {};
    }

    Value read_integer(Node const& node, Field const& field, std::string const& where) {
        if (node.kind != NodeKind::integer)
            return wrong_type(node, field, where);
        if (node.integer < 0) {
            complain(node.position, where,
                     text::cat(node.text, " is negative; write zero or more"));
            return {};
        }
        return {node.integer};
    }

    Value read_time(Node const& node, Field const& field, std::string const& where) {
        if (node.kind == NodeKind::local_time || node.kind == NodeKind::date) {
            complain(
                node.position, where,
                text::cat(
                    "time ", text::quoted(node.text),
                    " has no offset; add one (\"-08:00\"), or write a text with an IANA zone"));
            return {};
        }
        if (node.kind != NodeKind::zoned_time && node.kind != NodeKind::text)
            return wrong_type(node, field, where);
        if (node.text.empty())
            return {};
        return take(parse_zoned(node.text), node, where);
    }

    Value read_date(Node const& node, Field const& field, std::string const& where) {
        if (node.kind == NodeKind::text && node.text.empty())
            return {};
        auto const date = node.kind == NodeKind::date || node.kind == NodeKind::text
                              ? parse_date(node.text)
                              : std::nullopt;
        return date ? Value{*date} : wrong_type(node, field, where);
    }

    Value read_list(Node const& node, Field const& field, std::string const& where) {
        if (node.kind != NodeKind::list)
            return wrong_type(node, field, where);
        Texts list;
        Temperatures temperatures;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            Node const& item = node.items[i];
            std::string const place = text::cat(where, '[', i, ']');
            if (item.kind != NodeKind::text) {
                wrong_type(item, {"", FieldType::text}, place);
                continue;
            }
            if (field.type == FieldType::temperatures) {
                if (auto value = take(parse_temperature(item.text), item, place);
                    auto* point = std::get_if<Temperature>(&value.held))
                    temperatures.push_back(*point);
            } else if (!field.words.empty()) {
                if (auto value = read_word(item, field, place);
                    auto* word = std::get_if<std::string>(&value.held))
                    list.push_back(*word);
            } else {
                list.push_back(item.text);
            }
        }
        if (field.type == FieldType::temperatures)
            return {std::move(temperatures)};
        return {std::move(list)};
    }

    Value read_tables(Node const& node, Field const& field, std::string const& where) {
        if (node.kind != NodeKind::list)
            return wrong_type(node, field, where);
        Objects objects;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            std::string const place = text::cat(where, '[', i, ']');
            if (node.items[i].kind == NodeKind::table)
                objects.push_back(read(node.items[i], *field.record, place));
            else
                wrong_type(node.items[i], {"", FieldType::table}, place);
        }
        return {std::move(objects)};
    }

    std::string const& m_file;
    Record const& m_root;
    bool m_is_toml;
    std::vector<Error> m_errors;
    std::size_t m_left_out = 0;
};

template <class T>
std::optional<T> get(Object const& object, std::string_view name) {
    Value const* const value = object.find(name);
    if (value == nullptr)
        return std::nullopt;
    T const* const held = std::get_if<T>(&value->held);
    return held != nullptr ? std::optional<T>(*held) : std::nullopt;
}

} // namespace

Value const* Object::find(std::string_view name) const {
    for (auto const& member : members) {
        if (member.name == name)
            return &member.value;
    }
    return nullptr;
}

std::optional<std::string> Object::text(std::string_view name) const {
    return get<std::string>(*this, name);
}
std::optional<bool> Object::flag(std::string_view name) const {
    return get<bool>(*this, name);
}
std::optional<std::int64_t> Object::integer(std::string_view name) const {
    return get<std::int64_t>(*this, name);
}
std::optional<Quantity> Object::quantity(std::string_view name) const {
    return get<Quantity>(*this, name);
}
std::optional<Temperature> Object::temperature(std::string_view name) const {
    return get<Temperature>(*this, name);
}
std::optional<TemperatureRange> Object::range(std::string_view name) const {
    return get<TemperatureRange>(*this, name);
}
std::optional<ZonedTime> Object::time(std::string_view name) const {
    return get<ZonedTime>(*this, name);
}
std::optional<Date> Object::date(std::string_view name) const {
    return get<Date>(*this, name);
}

std::vector<std::string> Object::texts(std::string_view name) const {
    return get<Texts>(*this, name).value_or(Texts{});
}

Object const* Object::table(std::string_view name) const {
    Value const* const value = find(name);
    return value == nullptr ? nullptr : std::get_if<Object>(&value->held);
}

std::span<Object const> Object::tables(std::string_view name) const {
    Value const* const value = find(name);
    auto const* const list = value == nullptr ? nullptr : std::get_if<Objects>(&value->held);
    return list == nullptr ? std::span<Object const>{} : std::span<Object const>(*list);
}

FieldType known_type(Field const& field) {
    if (field.type != FieldType::any)
        return field.type;
    if (field.name == "valid_from" || field.name == "valid_to")
        return FieldType::date;
    bool const head = field.name == "schema" || field.name == "pack" || field.name == "edition" ||
                      field.name == "title";
    return head ? FieldType::text : FieldType::any;
}

std::string expected_text(Field const& field) {
    FieldType const type = known_type(field);
    if (field.words.empty() || (type != FieldType::word && type != FieldType::texts)) {
        if (type == FieldType::quantity)
            return text::cat("a text with number and unit, such as ", example_of(field.dimension));
        return expected_word(type);
    }
    return text::cat(type == FieldType::word ? "one of " : "a list of ", words_text(field.words));
}

std::string sample_of(Field const& field) {
    switch (known_type(field)) {
    case FieldType::word:
        return text::cat('"', field.words.front(), '"');
    case FieldType::flag:
        return "true";
    case FieldType::integer:
        return "1";
    case FieldType::quantity:
        return std::string(example_of(field.dimension));
    case FieldType::temperature:
        return "\"2 C\"";
    case FieldType::range:
        return "\"<= -150 C\"";
    case FieldType::time:
        return "\"2026-11-23T15:30 America/Los_Angeles\"";
    case FieldType::date:
        return "2026-11-23";
    case FieldType::dimensions:
        return "\"460 x 460 x 710 mm\"";
    case FieldType::texts:
        return field.required && !field.words.empty() ? text::cat("[\"", field.words.front(), "\"]")
                                                      : "[]";
    case FieldType::temperatures:
        return "[]";
    case FieldType::text: // an empty one counts as not given
        return field.required ? "\"X1\"" : "\"\"";
    case FieldType::table:
    case FieldType::tables:
    case FieldType::any:
        return "";
    }
    return "";
}

namespace {

Result<Object> read_node(Node const& node, Record const& record, std::string const& file,
                         std::string const& path, bool is_toml) {
    RecordReader reader(file, record, is_toml);
    if (node.kind != NodeKind::table)
        return input_error({file, node.position.line, node.position.column, path},
                           text::cat("is ", to_word(node.kind), "; a table of keys is expected"));
    Object object = reader.read(node, record, path);
    if (auto errors = reader.take_errors(); !errors.empty())
        return merge(std::move(errors));
    return object;
}

// "shipment" of "coldchain.shipment/1"; empty of anything else.
std::string_view kind_in(std::string_view schema) {
    constexpr std::string_view maker = "coldchain.";
    auto const slash = schema.find('/');
    if (!schema.starts_with(maker) || slash == std::string_view::npos)
        return {};
    return schema.substr(maker.size(), slash - maker.size());
}

// A file of another of our kinds gets one error that says so, not one for each of its keys.
Result<void> require_own_kind(Document const& document, Record const& record) {
    auto const* const given = document.root.find("schema");
    auto const field = std::find_if(record.fields.begin(), record.fields.end(),
                                    [](Field const& f) { return f.name == "schema"; });
    if (given == nullptr || field == record.fields.end() || field->words.empty())
        return {};
    std::array const own{std::string(kind_in(field->words.front()))};
    auto const kind = kind_in(given->text);
    if (kind.empty() || text::nearest(kind, own)) // a slip of the pen is told with the other keys
        return {};
    return input_error({document.file, given->position.line, given->position.column, "schema"},
                       text::cat("is ", text::quoted(given->text), ", another kind of file; ",
                                 text::quoted(field->words.front()), " is expected here"));
}

} // namespace

Result<Object> read_record(Node const& node, Record const& record, std::string const& file,
                           std::string const& path) {
    return read_node(node, record, file, path, false);
}

namespace {

// One error for a file without a key, not one for each key that it lacks.
Result<void> require_content(Document const& document, Record const& record) {
    auto const& fields = record.fields;
    if (!document.root.members.empty() ||
        std::none_of(fields.begin(), fields.end(), [](Field const& f) { return f.required; }))
        return {};
    auto const schema = std::find_if(fields.begin(), fields.end(), [](Field const& f) {
        return f.name == "schema" && !f.words.empty();
    });
    std::string const begin =
        schema == fields.end()
            ? ""
            : text::cat("; such a file begins with schema = ", sample_of(*schema));
    return input_error({document.file, 0, 0, ""},
                       text::cat("has no keys, it is empty or holds only comments", begin));
}

} // namespace

Result<Object> read_record(Document const& document, Record const& record) {
    CC_TRY(require_content(document, record));
    CC_TRY(require_own_kind(document, record));
    return read_node(document.root, record, document.file, "", is_toml(document));
}

namespace {

struct Writer {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return text::cat(number); }
    std::string operator()(std::string const& written) const { return written; }
    std::string operator()(Quantity const& quantity) const { return coldchain::to_text(quantity); }
    std::string operator()(Temperature const& temperature) const {
        return coldchain::to_text(temperature);
    }
    std::string operator()(TemperatureRange const& range) const {
        return coldchain::to_text(range);
    }
    std::string operator()(ZonedTime const& time) const { return to_people(time); }
    std::string operator()(Date const& date) const { return coldchain::to_text(date); }
    std::string operator()(Dimensions const& dimensions) const {
        auto const& sides = dimensions.sides;
        return text::cat(coldchain::to_text(sides[0].value), " x ",
                         coldchain::to_text(sides[1].value), " x ", coldchain::to_text(sides[2]));
    }
    std::string operator()(Texts const& list) const {
        return text::cat('[', text::join(list, ", "), ']');
    }
    std::string operator()(Temperatures const& list) const {
        std::string out;
        for (auto const& point : list)
            out += text::cat(out.empty() ? "" : ", ", coldchain::to_text(point));
        return text::cat('[', out, ']');
    }
    std::string operator()(Object const&) const { return "a table"; }
    std::string operator()(Objects const& list) const { return text::cat(list.size(), " tables"); }
    std::string operator()(Node const& node) const { return node.text; }
};

} // namespace

std::string to_text(Value const& value) {
    return std::visit(Writer{}, value.held);
}

} // namespace coldchain::config
