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

constexpr bool needed = true;
constexpr Field text_field(std::string_view name, std::string_view about, bool required = false) {
    return Field{name, FieldType::text, required, about};
}
constexpr Field texts_field(std::string_view name, std::string_view about) {
    return Field{name, FieldType::texts, false, about};
}
constexpr Field number_field(std::string_view name, std::string_view about) {
    return Field{name, FieldType::integer, false, about};
}
constexpr Field word_field(std::string_view name, std::string_view about,
                           std::span<std::string_view const> words) {
    return Field{name, FieldType::word, false, about, Dimension::length, words};
}
constexpr Field table_field(std::string_view name, std::string_view about,
                            config::Record const& record) {
    return Field{name, FieldType::table, false, about, Dimension::length, {}, &record};
}
constexpr Field tables_field(std::string_view name, std::string_view about,
                             config::Record const& record) {
    return Field{name, FieldType::tables, false, about, Dimension::length, {}, &record};
}

constexpr std::array signature_fields{
    texts_field("first_line", "one of these begins the first line that is not blank"),
    texts_field("contains", "all of these stand in the first 16 KB"),
    texts_field("lacks", "none of these stands there"),
    text_field("shape", "the first line with a 9 for every run of digits"),
};
constexpr config::Record signature_record{"signature", signature_fields};

constexpr std::array pdf_fields{
    texts_field("marks", "one of these stands in a PDF report of the maker"),
    text_field("instead", "what to export in place of the PDF", needed),
};
constexpr config::Record pdf_record{"pdf", pdf_fields};

constexpr std::array device_fields{
    texts_field("serial_after", "the serial follows one of these in a heading"),
    texts_field("serial_keys", "keys of the lines above the table whose value is the serial"),
    texts_field("model_keys", "keys whose value is the model"),
    texts_field("model_after", "the model follows one of these in a heading"),
    texts_field("firmware_keys", "keys whose value is the version of the firmware"),
    texts_field("count_keys", "keys whose value is the number of readings the file should hold"),
    number_field("serial_cell", "cell of the first line that holds the serial, from 1"),
    number_field("model_cell", "cell of the first line that holds the model"),
    number_field("memory", "readings the memory holds; with so many the oldest may be lost"),
};
constexpr config::Record device_record{"device", device_fields};

constexpr std::array table_fields{
    texts_field("columns", "headings of a table that has none"),
    text_field("names_from", "key above the table that names its value columns in order"),
    text_field("names_row",
               "first or second cell of rows such as Series, number, name or Channel 1:, name"),
    text_field("units_from", "key above the table whose values end in the units of the columns"),
    word_field("unit", "of temperatures, where the file does not say it", unit_words),
    texts_field("ignored", "headings that are no measurement"),
    text_field("status", "heading of the status of the column before it"),
    texts_field("good", "cells of the status that mean a good reading"),
    texts_field("sentinels", "values that mean no reading, such as \"-127\""),
    text_field("highest", "end of the sensor in degrees Celsius; readings there are suspect"),
    text_field("lowest", "the other end"),
};
constexpr config::Record table_record{"table", table_fields};

constexpr std::array time_fields{
    word_field("stamps", "utc: whatever the file says about zones; local: of the wall clock",
               basis_words),
    word_field("date_order", "of year, month and day in a date such as 03/04/2024", order_words),
    texts_field("order_known", "keys above the table whose date is always month, day, year"),
};
constexpr config::Record time_record{"time", time_fields};

constexpr std::array citation_fields{
    text_field("regime", "maker, or the standard", needed),
    text_field("ref", "manual, page, or how it was seen", needed),
    text_field("edition", "of what is cited"),
    word_field("evidence", "verified: read there; recalled: from memory; derived: concluded",
               evidence_words),
};
constexpr config::Record citation_record{"citation", citation_fields};

constexpr std::array yields_fields{
    number_field("rows", "rows below the heading"),
    number_field("used", "rows that became readings"),
    text_field("first", "time of the first reading"),
    text_field("last", "time of the last reading"),
    text_field("serial", "of the logger"),
    text_field("model", "of the logger"),
    text_field("minimum", "of the first channel of temperatures, with its unit: \"9.7 C\""),
    text_field("maximum", "of the same channel, with its unit"),
    texts_field("channels", "names, in the order of the file"),
    texts_field("findings", "codes that the file must give"),
    text_field("refused", "words of the message, when the text must be refused"),
};
constexpr config::Record yields_record{"example.yields", yields_fields};

constexpr std::array example_fields{
    text_field("text", "sample lines of an export", needed),
    text_field("zone", "as --zone gives it"),
    word_field("date_order", "as --date-order gives it", order_words),
    word_field("unit", "as --unit gives it", unit_words),
    Field{"yields",
          FieldType::table,
          needed,
          "what must be read in the text",
          Dimension::length,
          {},
          &yields_record},
};
constexpr config::Record example_record{"example", example_fields};

constexpr std::array profile_fields{
    text_field("schema", "\"coldchain.logger/1\"", needed),
    text_field("pack", "id of the format, as reports name it", needed),
    text_field("edition", "of this file", needed),
    Field{"valid_from", FieldType::date, needed, "first day on which the description holds"},
    Field{"valid_to", FieldType::date, false, "last day; absent: it still holds"},
    text_field("title", "the maker's own name of the export", needed),
    text_field("maker", "name of the maker", needed),
    text_field("model", "where the format belongs to one model and the file does not say it"),
    text_field("note", "is said in the report of every file of this format"),
    word_field("reader", "table: rows of readings; berlinger: the daily record of a Fridge-tag",
               reader_words),
    word_field("evidence", "of what unit and stamps claim; absent: recalled", evidence_words),
    table_field("signature", "how a file of this format is recognised", signature_record),
    table_field("pdf", "a report that holds no readings, and what to export", pdf_record),
    table_field("device", "where serial and model stand", device_record),
    table_field("table", "what no reader could infer from the rows", table_record),
    table_field("time", "what the stamps mean", time_record),
    tables_field("citation", "where this is known from", citation_record),
    tables_field("example", "lines that must be read as stated", example_record),
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
    profile.serial_cell = object.integer("serial_cell").value_or(0);
    profile.model_cell = object.integer("model_cell").value_or(0);
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
    for (auto const& part : profile.lacks) {
        if (start.find(part) != std::string_view::npos)
            return 0;
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
        profile.lacks = signature->texts("lacks");
        profile.shape = plain_form(signature->text("shape").value_or(""));
        for (auto* const list : {&profile.first_line, &profile.contains, &profile.lacks}) {
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
