// SPDX-License-Identifier: Apache-2.0
#include "packaging/facts.hpp"

#include "common/text.hpp"
#include "packaging/written.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace coldchain::packaging {

namespace {

using config::Field;
using config::FieldType;
using config::Object;
using config::Record;

constexpr Field plain(std::string_view name, FieldType type) {
    return {name, type, false, {}};
}
constexpr Field quantity(std::string_view name, Dimension dimension) {
    return {name, FieldType::quantity, false, {}, dimension};
}

constexpr std::array line_fields{
    plain("text", FieldType::text),          plain("un", FieldType::text),
    plain("name", FieldType::text),          plain("class", FieldType::text),
    plain("packing_group", FieldType::text), plain("packages", FieldType::integer),
    quantity("net", Dimension::mass),        plain("pounds_only", FieldType::flag),
    plain("in_order", FieldType::flag),      plain("technical_name", FieldType::flag),
};
constexpr Record line_record{"line", line_fields};

// The records of the document with more fields, made once; inner records are replaced by their
// longer forms.
class JudgedRecords {
public:
    JudgedRecords() {
        Record const& base = shipment::shipment_record();
        Record const& package = *find(base, "package").record;
        extend(m_content_fields, m_content, *find(package, "content").record,
               {plain("un", FieldType::text), plain("authorised_on_route", FieldType::flag),
                plain("under_review", FieldType::flag)});
        extend(m_mark_fields, m_mark, *find(package, "mark").record,
               {plain("un", FieldType::text), quantity("net", Dimension::mass),
                plain("states_mass", FieldType::flag), plain("names_contents", FieldType::flag),
                plain("phone", FieldType::flag), plain("temperature_range", FieldType::text)});
        extend(m_package_fields, m_package, package,
               {quantity("dry_ice_left", Dimension::mass), plain("declared_as", FieldType::text),
                plain("declared_name", FieldType::text), plain("technical_names", FieldType::text),
                plain("un3373_mark", FieldType::text)});
        extend(m_overpack_fields, m_overpack, *find(base, "overpack").record,
               {plain("identifier", FieldType::text), quantity("dry_ice_inside", Dimension::mass)});
        replace(m_package_fields, "content", m_content);
        replace(m_package_fields, "mark", m_mark);
        extend(m_declaration_fields, m_declaration, *find(base, "declaration").record,
               {quantity("retention_time", Dimension::duration)});
        Field waybill_line = plain("waybill_line", FieldType::tables);
        Field declaration_line = plain("declaration_line", FieldType::tables);
        waybill_line.record = &line_record;
        declaration_line.record = &line_record;
        extend(m_shipment_fields, m_shipment, base,
               {plain("judged_on", FieldType::date), plain("waybill_phone", FieldType::flag),
                plain("waybill_temperature_range", FieldType::text), waybill_line,
                declaration_line});
        replace(m_shipment_fields, "package", m_package);
        replace(m_shipment_fields, "overpack", m_overpack);
        replace(m_shipment_fields, "declaration", m_declaration);
    }

    Record const& shipment() const { return m_shipment; }
    Record const& declaration() const { return m_declaration; }

private:
    static Field const& find(Record const& record, std::string_view name) {
        return *std::find_if(record.fields.begin(), record.fields.end(),
                             [&](Field const& field) { return field.name == name; });
    }
    static void extend(std::vector<Field>& fields, Record& record, Record const& base,
                       std::initializer_list<Field> more) {
        fields.assign(base.fields.begin(), base.fields.end());
        fields.insert(fields.end(), more);
        record = {base.name, fields};
    }
    static void replace(std::vector<Field>& fields, std::string_view name, Record const& record) {
        std::find_if(fields.begin(), fields.end(), [&](Field const& field) {
            return field.name == name;
        })->record = &record;
    }

    std::vector<Field> m_content_fields;
    std::vector<Field> m_mark_fields;
    std::vector<Field> m_package_fields;
    std::vector<Field> m_overpack_fields;
    std::vector<Field> m_declaration_fields;
    std::vector<Field> m_shipment_fields;
    Record m_content;
    Record m_mark;
    Record m_package;
    Record m_overpack;
    Record m_declaration;
    Record m_shipment;
};

JudgedRecords const& records() {
    static JudgedRecords const instance;
    return instance;
}

config::Value* member_of(Object& object, std::string_view name) {
    for (auto& member : object.members) {
        if (member.name == name)
            return &member.value;
    }
    return nullptr;
}

template <class T>
void put(Object& object, std::string_view name, T value) {
    if (auto* const held = member_of(object, name))
        held->held = std::move(value);
    else
        object.members.push_back({std::string(name), {}, {std::move(value)}});
}

template <class T>
void put_known(Object& object, std::string_view name, std::optional<T> const& value) {
    if (value)
        put(object, name, *value);
}

// "UN 3373", "un3373" and "3373" are one number; nothing declared is "none".
std::string un_of(std::string const& declared) {
    std::string digits;
    for (char const c : declared) {
        if (c >= '0' && c <= '9')
            digits += c;
    }
    if (digits.size() == 4)
        return text::cat("UN", digits);
    return declared.empty() ? "none" : text::upper(declared);
}

void put_line(config::Objects& lines, std::string const& text) {
    WrittenLine const written = parse_line(text);
    Object line{&line_record, {}, {}};
    put(line, "text", text);
    put(line, "un", written.un.empty() ? std::string("none") : written.un);
    put(line, "name", written.name.empty() ? std::string("none") : written.name);
    put(line, "class", written.hazard_class.empty() ? std::string("none") : written.hazard_class);
    put(line, "packing_group",
        written.packing_group.empty() ? std::string("none") : written.packing_group);
    put_known(line, "packages", written.packages);
    put_known(line, "net", written.net);
    put(line, "pounds_only", written.pounds_only);
    put(line, "in_order", written.in_order);
    put(line, "technical_name", text.find('(') != std::string::npos);
    lines.push_back(std::move(line));
}

void add_lines(Object& document, std::string_view table, std::string_view key,
               std::string_view target) {
    Object const* const holder = document.table(table);
    if (holder == nullptr)
        return;
    config::Objects lines;
    for (auto const& text : holder->texts(key))
        put_line(lines, text);
    put(document, target, std::move(lines));
}

void add_mark_facts(Object& mark) {
    auto const typed = mark.text("text");
    if (!typed) // what it says is not known, not "nothing"
        return;
    std::string const& text = *typed;
    WrittenLine const written = parse_line(text);
    put(mark, "un", written.un.empty() ? std::string("none") : written.un);
    put_known(mark, "net", marked_net(text));
    put(mark, "states_mass", states_mass(text));
    put(mark, "names_contents", names_contents(text));
    put(mark, "phone", shows_phone(text));
    put_known(mark, "temperature_range", temperature_range(text));
}

Object const* product_of(Object const& document, Object const& content) {
    auto const id = content.text("product");
    for (auto const& product : document.tables("product")) {
        if (id && product.text("id") == id)
            return &product;
    }
    return nullptr;
}

void add_content_facts(Object& content, Object const* product) {
    if (text::trim(content.text("pathogen").value_or("-")).empty()) // an empty text names none
        std::erase_if(content.members, [](auto const& m) { return m.name == "pathogen"; });
    put(content, "un", un_of(content.text("declared").value_or(std::string())));
    if (product == nullptr)
        return;
    for (auto const* key :
         {"genetically_modified", "authorised_in", "ready_to_administer", "volume"}) {
        auto const* const own = product->find(key);
        if (!content.has(key) && own != nullptr)
            content.members.push_back({key, {}, *own});
    }
    auto const investigational = product->flag("investigational");
    auto const licensed = product->flag("licensed");
    if (investigational || licensed)
        put(content, "under_review", investigational.value_or(false) || licensed.value_or(false));
    if (!content.has("nature")) // what carries a donation number is made of human cells
        put(content, "nature", std::string("human_cells"));
}

// Whether every country the shipment touches authorised the organism; nothing when one of the facts
// is not given.
std::optional<bool> authorised_on_route(Object const& document, Object const& content) {
    auto const origin = document.text("origin");
    auto const destination = document.text("destination");
    if (!origin || !destination || !document.has("transit") || !content.has("authorised_in"))
        return std::nullopt;
    config::Texts countries = document.texts("transit");
    countries.push_back(*origin);
    countries.push_back(*destination);
    auto const authorised = content.texts("authorised_in");
    return std::all_of(countries.begin(), countries.end(), [&](auto const& country) {
        return std::find(authorised.begin(), authorised.end(), country) != authorised.end();
    });
}

bool is_zero(Quantity const& quantity) {
    return quantity.value.mantissa == 0;
}

// The hours that dry ice must last, and whether the buffer is in them.
struct Hours {
    double value = 0;
    bool whole = true;
};

std::optional<Hours> hours_wanted(Object const& document) {
    auto const from = document.time("ship_at");
    auto const to = document.time("planned_arrival");
    if (!from || !to)
        return std::nullopt;
    auto const buffer = document.quantity("buffer");
    double const hours =
        static_cast<double>(to->instant.milliseconds - from->instant.milliseconds) / 3600000.0;
    return Hours{hours + (buffer ? in_unit(*buffer, "h") : 0.0), buffer.has_value()};
}

// How a Category A content is declared, for texts; nothing is judged by these.
void add_declared_words(Object& package) {
    std::string number = "UN2814 or UN2900";
    std::string names;
    for (auto const& content : package.tables("content")) {
        auto const un = content.text("un").value_or("");
        if (un == "UN2814" || un == "UN2900")
            number = un;
        if (auto const pathogen = content.text("pathogen"))
            names += text::cat(names.empty() ? "" : ", ", *pathogen);
    }
    put(package, "declared_name",
        std::string(number == "UN2900" ? "Infectious substance, affecting animals only"
                                       : "Infectious substance, affecting humans"));
    put(package, "declared_as", std::move(number));
    put(package, "technical_names", names.empty() ? std::string("technical name") : names);
}

// "side 45 mm, line 2 mm, letters 6 mm" of the first diamond, for texts.
std::string diamond_words(Object const& package) {
    for (auto const& label : package.tables("label")) {
        if (label.text("code") != "un3373_diamond")
            continue;
        auto const size = [&](std::string_view key) {
            auto const value = label.quantity(key);
            return value ? to_text(*value) : std::string("not given");
        };
        return text::cat("side ", size("side"), ", line ", size("line"), ", letters ",
                         size("text_height"));
    }
    return "none";
}

void add_package_facts(Object& package, Object const& document, std::optional<Hours> hours) {
    Object const* const ice = package.table("dry_ice");
    auto const net = ice == nullptr ? std::nullopt : ice->quantity("net");
    if (net && hours) {
        Quantity const left = dry_ice_left(*net, std::max(hours->value, 0.0));
        if (hours->whole || is_zero(left)) // what is gone on the way is gone after any buffer
            put(package, "dry_ice_left", left);
    }
    for (auto const& [name, refine] : {std::pair("mark", 0), std::pair("content", 1)}) {
        auto* const value = member_of(package, name);
        auto* const list = value == nullptr ? nullptr : std::get_if<config::Objects>(&value->held);
        if (list == nullptr)
            continue;
        for (auto& item : *list) {
            if (refine == 0) {
                add_mark_facts(item);
            } else {
                add_content_facts(item, product_of(document, item));
                put_known(item, "authorised_on_route", authorised_on_route(document, item));
            }
        }
    }
    add_declared_words(package);
    put(package, "un3373_mark", diamond_words(package));
}

// What the packages of an overpack and the overpack itself hold; nothing when a mass is not given.
std::optional<Quantity> dry_ice_inside(Object const& overpack, Object const& document) {
    auto total =
        overpack.quantity("dry_ice_added").value_or(*parse_quantity("0 kg", Dimension::mass));
    auto const ids = overpack.texts("packages");
    for (auto const& package : document.tables("package")) {
        bool const inside =
            std::find(ids.begin(), ids.end(), package.text("id").value_or("")) != ids.end();
        Object const* const ice = inside ? package.table("dry_ice") : nullptr;
        if (ice == nullptr)
            continue;
        auto const net = ice->quantity("net");
        auto const sum = net ? add(total, *net) : std::nullopt;
        if (!sum)
            return std::nullopt;
        total = *sum;
    }
    return total;
}

std::string identifier_of(Object const& overpack) {
    for (auto const& mark : overpack.texts("marks")) {
        if (auto const identifier = overpack_identifier(mark))
            return *identifier;
    }
    return "none";
}

void add_overpack_facts(Object& document) {
    auto* const value = member_of(document, "overpack");
    auto* const overpacks = value == nullptr ? nullptr : std::get_if<config::Objects>(&value->held);
    if (overpacks == nullptr)
        return;
    for (auto& overpack : *overpacks) {
        put(overpack, "identifier", identifier_of(overpack));
        put_known(overpack, "dry_ice_inside", dry_ice_inside(overpack, document));
    }
}

void add_waybill_facts(Object& document) {
    Object const* const waybill = document.table("waybill");
    if (waybill == nullptr)
        return;
    bool phone = false;
    std::optional<std::string> range;
    for (auto const* key : {"handling", "nature_and_quantity"}) {
        for (auto const& text : waybill->texts(key)) {
            phone = phone || shows_phone(text);
            if (!range)
                range = temperature_range(text);
        }
    }
    put(document, "waybill_phone", phone);
    put_known(document, "waybill_temperature_range", range);
}

void add_retention(Object& document) {
    auto* const value = member_of(document, "declaration");
    auto* const declaration = value == nullptr ? nullptr : std::get_if<Object>(&value->held);
    auto const text = declaration == nullptr ? std::nullopt : declaration->text("retention");
    auto const days = text ? days_of(*text) : std::nullopt;
    if (days)
        put_known(*declaration, "retention_time",
                  std::optional(*parse_quantity(text::cat(*days, " d"), Dimension::duration)));
}

} // namespace

rules::Vocabulary const& vocabulary() {
    static rules::Vocabulary const instance{"shipment", &records().shipment()};
    return instance;
}

config::Object judged_facts(config::Object document, Date judged_on) {
    put(document, "judged_on", judged_on);
    add_lines(document, "waybill", "nature_and_quantity", "waybill_line");
    add_lines(document, "declaration", "entries", "declaration_line");
    add_retention(document);
    add_waybill_facts(document);
    add_overpack_facts(document);
    auto const hours = hours_wanted(document);
    auto* const value = member_of(document, "package");
    if (auto* const packages =
            value == nullptr ? nullptr : std::get_if<config::Objects>(&value->held)) {
        for (auto& package : *packages)
            add_package_facts(package, document, hours);
    }
    return document;
}

Quantity dry_ice_left(Quantity const& net, double hours) {
    double const grams = in_unit(net, "g");
    double const loss_per_hour = grams < 5000.0 ? 0.02 : 0.01;
    double const proportional = grams * std::pow(1.0 - loss_per_hour, hours);
    double const steady = grams - 2270.0 * hours / 24.0;
    double const left = std::max(0.0, std::min(proportional, steady));
    auto const whole = static_cast<std::int64_t>(left); // an estimate on the safe side
    return *parse_quantity(text::cat(whole, " g"), Dimension::mass);
}

} // namespace coldchain::packaging
