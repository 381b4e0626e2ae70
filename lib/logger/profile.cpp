// SPDX-License-Identifier: Apache-2.0
#include "logger/profile.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "logger/cells.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

using config::Field;
using config::FieldType;

constexpr std::array<std::string_view, 3> unit_words{"C", "F", "K"};
constexpr std::array<std::string_view, 3> order_words{"ymd", "dmy", "mdy"};
constexpr std::array<std::string_view, 2> basis_words{"utc", "local"};
constexpr std::array<std::string_view, 2> reader_words{"table", "berlinger"};
constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};

constexpr Field text_field(std::string_view name, bool required = false) {
    return Field{name, FieldType::text, required};
}
constexpr Field texts_field(std::string_view name) {
    return Field{name, FieldType::texts};
}
constexpr Field word_field(std::string_view name, std::span<std::string_view const> words) {
    return Field{name, FieldType::word, false, {}, Dimension::length, words};
}
constexpr Field table_field(std::string_view name, config::Record const& record) {
    return Field{name, FieldType::table, false, {}, Dimension::length, {}, &record};
}

constexpr std::array signature_fields{texts_field("first_line"), texts_field("contains"),
                                      text_field("shape")};
constexpr config::Record signature_record{"signature", signature_fields};

constexpr std::array pdf_fields{texts_field("marks"), text_field("instead", true)};
constexpr config::Record pdf_record{"pdf", pdf_fields};

constexpr std::array device_fields{
    texts_field("serial_after"),         texts_field("serial_keys"),   texts_field("model_keys"),
    texts_field("model_after"),          texts_field("firmware_keys"), texts_field("count_keys"),
    Field{"memory", FieldType::integer},
};
constexpr config::Record device_record{"device", device_fields};

constexpr std::array table_fields{
    texts_field("columns"),   text_field("names_from"), text_field("names_row"),
    text_field("units_from"), word_field("unit", unit_words),
    texts_field("ignored"),   text_field("status"),
    texts_field("good"),      texts_field("sentinels"),
    text_field("highest"),    text_field("lowest"),
};
constexpr config::Record table_record{"table", table_fields};

constexpr std::array time_fields{word_field("stamps", basis_words),
                                 word_field("date_order", order_words), texts_field("order_known")};
constexpr config::Record time_record{"time", time_fields};

constexpr std::array citation_fields{text_field("regime", true), text_field("ref", true),
                                     text_field("edition"), word_field("evidence", evidence_words)};
constexpr config::Record citation_record{"citation", citation_fields};

constexpr std::array yields_fields{
    Field{"rows", FieldType::integer},
    Field{"used", FieldType::integer},
    text_field("first"),
    text_field("last"),
    text_field("serial"),
    text_field("model"),
    text_field("minimum"),
    text_field("maximum"),
    texts_field("channels"),
    texts_field("findings"),
    text_field("refused"),
};
constexpr config::Record yields_record{"example.yields", yields_fields};

constexpr std::array example_fields{
    text_field("text", true),
    text_field("zone"),
    word_field("date_order", order_words),
    word_field("unit", unit_words),
    Field{"yields", FieldType::table, true, {}, Dimension::length, {}, &yields_record},
};
constexpr config::Record example_record{"example", example_fields};

constexpr std::array profile_fields{
    text_field("schema", true),
    text_field("pack", true),
    text_field("edition", true),
    Field{"valid_from", FieldType::date, true},
    Field{"valid_to", FieldType::date},
    text_field("title", true),
    text_field("maker", true),
    text_field("model"),
    text_field("note"),
    word_field("reader", reader_words),
    word_field("evidence", evidence_words),
    table_field("signature", signature_record),
    table_field("pdf", pdf_record),
    table_field("device", device_record),
    table_field("table", table_record),
    table_field("time", time_record),
    Field{"citation", FieldType::tables, false, {}, Dimension::length, {}, &citation_record},
    Field{"example", FieldType::tables, false, {}, Dimension::length, {}, &example_record},
};
constexpr config::Record whole_record{"logger format", profile_fields};

std::optional<TemperatureUnit> unit_of(std::optional<std::string> const& word) {
    if (!word)
        return std::nullopt;
    return *word == "F"   ? TemperatureUnit::fahrenheit
           : *word == "K" ? TemperatureUnit::kelvin
                          : TemperatureUnit::celsius;
}

std::optional<DateOrder> order_of(std::optional<std::string> const& word) {
    return word ? date_order_of(*word) : std::nullopt;
}

ProfileExample read_example(config::Object const& object) {
    ProfileExample example;
    example.text = object.text("text").value_or("");
    example.zone = object.text("zone").value_or("");
    example.date_order = order_of(object.text("date_order"));
    example.unit = unit_of(object.text("unit"));
    example.line = object.position.line;
    auto const& yields = *object.table("yields");
    example.rows = yields.integer("rows");
    example.used = yields.integer("used");
    for (auto const& [field, name] :
         {std::pair(&example.first, "first"), std::pair(&example.last, "last"),
          std::pair(&example.serial, "serial"), std::pair(&example.model, "model"),
          std::pair(&example.minimum, "minimum"), std::pair(&example.maximum, "maximum"),
          std::pair(&example.refused, "refused")})
        *field = yields.text(name).value_or("");
    example.channels = yields.texts("channels");
    example.findings = yields.texts("findings");
    return example;
}

Result<Decimal> decimal_of(std::string const& written, std::string const& file) {
    auto const value = parse_decimal(written);
    if (!value)
        return input_error({file, 0, 0, "table"},
                           text::cat(text::quoted(written), " is not a decimal number"));
    return *value;
}

Result<void> read_table(config::Object const& object, Profile& profile) {
    profile.columns = object.texts("columns");
    profile.names_from = object.text("names_from").value_or("");
    profile.names_row = object.text("names_row").value_or("");
    profile.units_from = object.text("units_from").value_or("");
    profile.unit = unit_of(object.text("unit"));
    profile.ignored = object.texts("ignored");
    profile.status = object.text("status").value_or("");
    profile.good = object.texts("good");
    for (auto const& written : object.texts("sentinels")) {
        CC_TRY_ASSIGN(auto const value, decimal_of(written, profile.file));
        profile.sentinels.push_back(value);
    }
    for (auto const& [end, name] :
         {std::pair(&profile.highest, "highest"), std::pair(&profile.lowest, "lowest")}) {
        if (auto const written = object.text(name)) {
            CC_TRY_ASSIGN(*end, decimal_of(*written, profile.file));
        }
    }
    return {};
}

void read_device(config::Object const& object, Profile& profile) {
    profile.serial_after = object.texts("serial_after");
    profile.serial_keys = object.texts("serial_keys");
    profile.model_keys = object.texts("model_keys");
    profile.model_after = object.texts("model_after");
    profile.firmware_keys = object.texts("firmware_keys");
    profile.count_keys = object.texts("count_keys");
    profile.memory = object.integer("memory");
}

// Every run of digits as one 9.
std::string shape_of(std::string_view line) {
    std::string shape;
    for (char const c : line) {
        bool const digit = c >= '0' && c <= '9';
        if (!digit)
            shape += c;
        else if (shape.empty() || shape.back() != '9')
            shape += '9';
    }
    return shape;
}

// Without quotes and with one delimiter: an export in another locale bears the same signature.
std::string plain_form(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (char const c : text) {
        if (c != '"')
            plain += c == ';' || c == '\t' ? ',' : c;
    }
    return plain;
}

std::string_view first_line_of(std::string_view text) {
    Lines lines(text);
    std::string_view line;
    while (lines.next(line)) {
        if (!text::trim(line).empty())
            return line;
    }
    return {};
}

// How much of the text the signature explains; 0 when it does not match.
std::size_t match(Profile const& profile, std::string_view first, std::string_view start) {
    std::size_t weight = 0;
    if (!profile.first_line.empty()) {
        for (auto const& prefix : profile.first_line) {
            if (first.starts_with(prefix))
                weight = std::max(weight, prefix.size());
        }
        if (weight == 0)
            return 0;
    }
    for (auto const& part : profile.contains) {
        if (start.find(part) == std::string_view::npos)
            return 0;
        weight += part.size();
    }
    if (!profile.shape.empty()) {
        if (!shape_of(first).starts_with(profile.shape))
            return 0;
        weight += profile.shape.size();
    }
    return weight;
}

} // namespace

config::Record const& profile_record() {
    return whole_record;
}

Result<Profile> read_profile(config::Document const& document) {
    CC_TRY_ASSIGN(auto const head, config::read_head(document, profile_schema));
    CC_TRY_ASSIGN(auto const object, config::read_record(document, whole_record));
    Profile profile;
    profile.identity = head.identity;
    profile.file = document.file;
    profile.title = head.title;
    profile.maker = object.text("maker").value_or("");
    profile.model = object.text("model").value_or("");
    profile.note = object.text("note").value_or("");
    if (auto const word = object.text("evidence"))
        profile.evidence = evidence_of(*word).value_or(Evidence::recalled);
    if (object.text("reader") == std::optional<std::string>("berlinger"))
        profile.reader = ReaderKind::berlinger;
    if (auto const* const signature = object.table("signature")) {
        profile.first_line = signature->texts("first_line");
        profile.contains = signature->texts("contains");
        profile.shape = plain_form(signature->text("shape").value_or(""));
        for (auto* const list : {&profile.first_line, &profile.contains}) {
            for (auto& part : *list)
                part = plain_form(part);
        }
    }
    if (auto const* const pdf = object.table("pdf")) {
        profile.pdf = pdf->texts("marks");
        profile.instead = pdf->text("instead").value_or("");
    }
    if (auto const* const device = object.table("device"))
        read_device(*device, profile);
    if (auto const* const table = object.table("table")) {
        CC_TRY(read_table(*table, profile));
    }
    if (auto const* const time = object.table("time")) {
        if (auto const word = time->text("stamps"))
            profile.stamps = *word == "utc" ? TimeBasis::utc : TimeBasis::local;
        profile.date_order = order_of(time->text("date_order"));
        profile.order_known = time->texts("order_known");
    }
    for (auto const& example : object.tables("example"))
        profile.examples.push_back(read_example(example));
    bool const table_format =
        !profile.first_line.empty() || !profile.contains.empty() || !profile.shape.empty();
    if (table_format && profile.examples.empty())
        return input_error({document.file, 1, 1, "example"},
                           "at least one [[example]] with its text and what it yields is required");
    if (!table_format && profile.pdf.empty())
        return input_error({document.file, 1, 1, "signature"},
                           "a [signature] or the marks of a [pdf] are required");
    return profile;
}

Profile const* detect(std::string_view text, std::vector<Profile> const& profiles) {
    auto const first = plain_form(first_line_of(text).substr(0, 16'384));
    auto const start = plain_form(text.substr(0, 16'384));
    Profile const* best = nullptr;
    std::size_t most = 0;
    for (auto const& profile : profiles) {
        if (auto const weight = match(profile, first, start); weight > most) {
            most = weight;
            best = &profile;
        }
    }
    return best;
}

Profile const* detect_pdf(std::string_view bytes, std::vector<Profile> const& profiles) {
    auto const holds = [bytes](std::string const& mark) {
        if (bytes.find(mark) != std::string_view::npos)
            return true;
        std::string wide; // texts of a PDF may be UTF-16BE
        for (char const c : mark) {
            wide += '\0';
            wide += c;
        }
        return bytes.find(wide) != std::string_view::npos;
    };
    for (auto const& profile : profiles) {
        if (std::any_of(profile.pdf.begin(), profile.pdf.end(), holds))
            return &profile;
    }
    return nullptr;
}

} // namespace coldchain::logger
