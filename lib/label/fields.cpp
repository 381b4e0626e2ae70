// SPDX-License-Identifier: Apache-2.0
// Printed dates are DD MMM YYYY with a 24 h clock and the zone's letters, and their UTC twin is
// computed from the same instant (ST-001 7.4.4; FACT-JACIE asks for the zone when a product is
// shipped). The coded date is the local one, without zone, as ST-001 2.4.4 has it.
#include "label/fields.hpp"

#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/dates.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/encode.hpp"

#include <algorithm>
#include <array>

namespace coldchain::label {

namespace {

constexpr auto fields_known = std::to_array<FieldRow>({
    {"product_id", "handle of the product in its order"},
    {"reference", "shipment or order"},
    {"donation_identification_number", "13 characters"},
    {"din_printed", "grouped, with flags and check character"},
    {"product_code", "product description code"},
    {"product_printed", "code, collection type and division as under its bars"},
    {"division", "two characters"},
    {"description", "class of the product"},
    {"modifier", "before the class"},
    {"attributes", "joined by commas"},
    {"volume", "as given"},
    {"anticoagulant", "as given"},
    {"additives", "joined by commas"},
    {"storage", "temperature range"},
    {"cell_dose", "as given"},
    {"collected_local", "local date, time and zone"},
    {"collected_utc", "the same instant in UTC"},
    {"collected_date", "local date"},
    {"collected_time", "local time and zone"},
    {"produced_local", "local date, time and zone"},
    {"produced_utc", "the same instant in UTC"},
    {"produced_date", "local date"},
    {"produced_time", "local time and zone"},
    {"expires_local", "local date, time and zone"},
    {"expires_utc", "the same instant in UTC"},
    {"expires_date", "local date"},
    {"expires_time", "local time and zone"},
    {"lot", "lot number"},
    {"chain_of_identity", "with its check character"},
    {"grid", "in groups"},
    {"single_european_code", "with its prefix, in two parts"},
    {"blood_group", "in words"},
    {"donor_id", "code, not a name"},
    {"recipient_id", "code of the intended recipient"},
    {"recipient_name", "only where a name is allowed"},
    {"recipient_birth_date", "of the intended recipient"},
    {"investigational_number", "as given"},
    {"licence_number", "as given"},
    {"facility_name", "who labels"},
    {"facility_address", "one line"},
    {"facility_code", "facility identification number"},
    {"copy", "COPY 2 and so on, on further copies"},
    {"shipment_id", "of the shipment"},
    {"order_number", "order of the shipment"},
    {"package_id", "handle of the package in its shipment"},
    {"package_number", "PACKAGE 1 OF 2"},
    {"package_contents", "one line a product or content: what it is, number, code, count"},
    {"package_storage", "temperature range of the products inside"},
    {"package_marks", "handling words of the package and its waybill"},
    {"package_model", "model and asset number of the shipper"},
    {"shipper_name", "who sends"},
    {"shipper_address", "one line"},
    {"shipper_phone", "of who sends"},
    {"consignee_name", "who receives"},
    {"consignee_address", "one line an address line"},
    {"consignee_phone", "of who receives"},
    {"responsible_person", "name and telephone"},
    {"emergency_contact", "name and telephone, reached at any hour"},
    {"carrier", "carrier and service"},
    {"waybill_number", "of the carrier"},
    {"shipped_local", "local date, time and zone of shipping"},
    {"arrival_local", "local date, time and zone of the planned arrival"},
    {"statements_container", "what a shipping container must say"},
    {"statements_use", "who it may be used for"},
    {"statements_warning", "warnings"},
    {"statements_handling", "what not to do with it"},
    {"statements_legal", "statements a law words"},
});

constexpr auto sources = std::to_array<StructureSource>({
    {"001", "donation_identification_number"},
    {"002", "blood_group"},
    {"003", "product_code"},
    {"005", "expires_at"},
    {"007", "collected_at"},
    {"009", "produced_at"},
    {"038", "single_european_code"},
    {"039", "grid"},
    {"040", "chain_of_identity"},
});

struct UseRow {
    std::string_view collection_types;
    std::string_view use;
};
// ST-001 tables 4 and 7: which column of 002 says the same as a collection type of 003.
constexpr auto use_rows = std::to_array<UseRow>({
    {"18", "autologous only"},
    {"X", "autologous only, biohazardous"},
    {"A", "autologous, eligible for crossover"},
    {"DdJ", "directed, eligible for crossover"},
    {"2LE45B", "directed only"},
    {"36H", "directed, biohazardous"},
    {"G", "emergency use only"},
});

std::string joined(std::vector<std::string> const& parts) {
    return text::join(parts, ", ");
}

std::string quantity_text(std::optional<Quantity> const& quantity) {
    return quantity ? to_text(*quantity) : std::string();
}

std::string degrees(Temperature const& temperature) {
    return text::cat(to_text(temperature.value), " \u00B0", symbol(temperature.unit));
}

class Filler {
public:
    explicit Filler(Order const& order) : m_order(order), m_product(order.product) {}

    Filled fill(std::span<Statement const> statements) {
        plain_fields();
        facility_fields();
        din();
        blood_group();
        product_code();
        dates();
        long_identifiers();
        for (auto const& statement : statements)
            add_statement(statement);
        prove_structures();
        contradictions();
        warn_biohazard();
        return std::move(m_filled);
    }

private:
    std::string& field(std::string_view name) { return m_filled.content.fields[std::string(name)]; }
    void structure(std::string_view number, std::string content) {
        m_filled.content.structures[std::string(number)] = std::move(content);
    }
    void complain(std::string rule, std::string const& key, std::string value, std::string message,
                  std::string fix) {
        m_filled.findings.push_back({std::move(rule),
                                     Severity::error,
                                     m_product.id,
                                     text::cat("product.", key),
                                     std::move(value),
                                     "",
                                     {},
                                     std::move(message),
                                     std::move(fix)});
    }

    void plain_fields() {
        field("product_id") = m_product.id;
        field("reference") = m_order.reference;
        if (m_order.copy > 1)
            field("copy") = text::cat("COPY ", m_order.copy);
        field("product_code") = m_product.product_code;
        field("division") = m_product.division;
        field("description") = m_product.description;
        field("modifier") = m_product.modifier;
        field("attributes") = joined(m_product.attributes);
        field("volume") = quantity_text(m_product.volume);
        field("anticoagulant") = m_product.anticoagulant;
        field("additives") = joined(m_product.additives);
        field("storage") = m_product.storage ? storage_text(*m_product.storage) : std::string();
        field("cell_dose") = m_product.cell_dose;
        field("lot") = m_product.lot;
        field("donor_id") = m_product.donor.id;
        field("recipient_id") = m_product.recipient.id;
        // a name may stand on it where the donation was meant for that person (21 CFR 1271.290(c))
        if (m_product.use == "autologous" || m_product.use == "related" ||
            m_product.use == "directed_reproductive")
            field("recipient_name") = m_product.recipient.name;
        if (m_product.recipient.date_of_birth)
            field("recipient_birth_date") = isbt128::printed(*m_product.recipient.date_of_birth,
                                                             isbt128::DateStyle::day_month_year);
        field("investigational_number") = m_product.investigational_number;
        field("licence_number") = m_product.licence_number;
    }

    void facility_fields() {
        field("facility_name") = m_order.facility.name;
        field("facility_address") = joined(m_order.facility.address);
        field("facility_code") = m_order.facility.facility;
    }

    void din() {
        auto const& number = m_product.donation_identification_number;
        field("donation_identification_number") = number;
        if (number.empty())
            return;
        auto const parsed = isbt128::Din::parse(number);
        if (!parsed)
            return complain("LBL-02", "donation_identification_number", number, parsed.error().text,
                            "write the 13 characters of the donation");
        std::string const flags = m_product.flags.empty() ? "00" : m_product.flags;
        auto const content = isbt128::symbol_text(*parsed, flags);
        if (!content)
            return complain("LBL-02", "flags", flags, content.error().text,
                            "write the two flag characters, 00 when none are used");
        structure("001", *content);
        m_filled.content.din = isbt128::printed_parts(*parsed, flags);
        field("din_printed") = isbt128::printed(*parsed, flags);
    }

    void blood_group() {
        if (m_product.blood_group.empty())
            return;
        auto code = isbt128::blood_group_code(m_product.blood_group,
                                              blood_group_use(m_product.collection_type));
        for (std::string_view const use : {"default", ""}) {
            if (!code) // pooled groups and messages have no columns
                code = isbt128::blood_group_code(m_product.blood_group, use);
        }
        if (!code)
            return complain("LBL-02", "blood_group", m_product.blood_group,
                            text::cat("blood group ", text::quoted(m_product.blood_group),
                                      " is not one of ISBT 128"),
                            "write the group in words, such as \"A pos\" or \"O neg\"");
        m_filled.content.blood_group = isbt128::find_blood_group(*code);
        field("blood_group") = std::string(m_filled.content.blood_group->words);
        structure("002", text::cat("=%", *code, "00"));
    }

    void product_code() {
        if (m_product.product_code.empty())
            return;
        std::string const& type = m_product.collection_type;
        std::string const division = m_product.division.empty() ? "00" : m_product.division;
        auto const content = isbt128::encode_product(m_product.product_code,
                                                     type.size() == 1 ? type[0] : '0', division);
        if (type.size() > 1 || !content)
            return complain(
                "LBL-02", "product_code", m_product.product_code,
                content ? text::cat("collection type ", text::quoted(type), " is not one character")
                        : content.error().text,
                "write product description code, collection type and division");
        structure("003", *content);
        field("product_printed") = content->substr(2);
    }

    void date(std::string_view number, std::string_view identifier, std::string_view name,
              std::string_view key, std::optional<ZonedTime> const& time) {
        if (!time)
            return;
        auto const clock = wall_clock(time->instant, time->zone);
        auto const utc = wall_clock(time->instant, "Z");
        if (!clock || !utc)
            return complain("LBL-02", std::string(key), time->zone, "the zone is not known",
                            "write an IANA zone or an offset");
        auto const coded = isbt128::coded_date_time(clock->local);
        if (!coded)
            return complain("LBL-02", std::string(key), to_text(clock->local),
                            "the year cannot be coded", "years 1900 to 2199 have a code");
        auto const style = isbt128::DateStyle::day_month_year;
        std::string const local = isbt128::printed(clock->local, style);
        field(text::cat(name, "_local")) = text::cat(local, " ", clock->abbreviation);
        if (clock->offset_minutes != 0 || clock->abbreviation != "UTC")
            field(text::cat(name, "_utc")) = text::cat(isbt128::printed(utc->local, style), " UTC");
        std::string const day = isbt128::printed(date_of(clock->local), style);
        field(text::cat(name, "_date")) = day;
        field(text::cat(name, "_time")) =
            text::cat(local.substr(day.size() + 1), " ", clock->abbreviation);
        structure(number, text::cat(identifier, *coded));
    }

    void dates() {
        date("005", "&>", "expires", "expires_at", m_product.expires_at);
        date("007", "&*", "collected", "collected_at", m_product.collected_at);
        date("009", "&}", "produced", "produced_at", m_product.produced_at);
    }

    void long_identifiers() {
        if (auto const& identifier = m_product.chain_of_identity; !identifier.empty()) {
            structure("040", text::cat("&/", identifier));
            auto const check = isbt128::check_character(identifier);
            field("chain_of_identity") =
                text::cat(identifier, " ", check ? std::string(1, *check) : std::string("?"));
        }
        if (auto const& grid = m_product.grid; !grid.empty()) {
            structure("039", text::cat("&:", grid));
            for (std::size_t at = 0; at < grid.size(); at += 4)
                field("grid") += text::cat(at == 0 ? "" : " ", grid.substr(at, 4));
        }
        if (auto const& code = m_product.single_european_code; !code.empty()) {
            structure("038", text::cat("&,4", code));
            field("single_european_code") = text::cat("SEC: ", code.substr(0, 21), " ",
                                                      code.size() > 21 ? code.substr(21) : "");
        }
    }

    void add_statement(Statement const& statement) {
        if (statement.group == StatementGroup::legend) {
            m_filled.content.biohazard = true;
            return;
        }
        auto& text = field(text::cat("statements_", to_word(statement.group)));
        text += text.empty() ? "" : "\n";
        text += statement.text;
    }

    // Nothing reaches a symbol that the decoder would not accept from a scanner.
    void prove_structures() {
        auto& structures = m_filled.content.structures;
        for (auto at = structures.begin(); at != structures.end();) {
            auto const reading = isbt128::decode(at->second);
            auto const& first = reading.structures().front();
            bool const valid = reading.valid() && first.row->number == at->first;
            if (valid) {
                ++at;
                continue;
            }
            auto const problems = reading.problems(first);
            auto const source =
                std::find_if(sources.begin(), sources.end(),
                             [&](StructureSource const& row) { return row.number == at->first; });
            complain("LBL-02", std::string(source->key), at->second,
                     problems.empty() ? text::cat("does not read back as structure ", at->first)
                                      : problems.front().message,
                     "correct the order; `coldchain isbt decode` shows the parts");
            at = structures.erase(at);
        }
    }

    void contradictions() {
        std::string_view const type = m_product.collection_type;
        bool const own_use_only = m_product.use == "autologous";
        bool const type_is_own = type == "1" || type == "X" || type == "8" || type == "A";
        bool const volunteer =
            type == "V" || type == "P" || type == "T" || type == "r" || type == "R" || type == "7";
        if (own_use_only && volunteer)
            complain("LBL-12", "collection_type", m_product.collection_type,
                     text::cat("collection type ", text::quoted(type),
                               " says allogeneic, the order says autologous use"),
                     "write collection type 1 (or X, A, 8), or correct the use");
        // samples for research keep the collection type of the product they were taken from
        bool const another_person = m_product.use == "related" || m_product.use == "allogeneic" ||
                                    m_product.use == "directed_reproductive";
        if (another_person && type_is_own)
            complain("LBL-12", "collection_type", m_product.collection_type,
                     text::cat("collection type ", text::quoted(type),
                               " says autologous, the order says use ",
                               text::quoted(m_product.use)),
                     "write the collection type of the use, or correct the use");
    }

    void warn_biohazard() {
        bool const coded = m_filled.content.blood_group != nullptr &&
                           isbt128::is_biohazardous(*m_filled.content.blood_group);
        std::string_view const type = m_product.collection_type;
        bool const type_says = type == "X" || type == "3" || type == "6" || type == "H";
        if (m_filled.content.biohazard && !coded && !type_says)
            m_filled.findings.push_back(
                {"LBL-13",
                 Severity::warn,
                 m_product.id,
                 "product.collection_type",
                 m_product.collection_type,
                 "X, 3, 6 or H",
                 {},
                 "the statements ask for the biohazard legend, the coded collection type does not "
                 "say biohazard",
                 "check whether a biohazard collection type should be coded"});
    }

    Order const& m_order;
    shipment::Product const& m_product;
    Filled m_filled;
};

} // namespace

std::string_view to_word(StatementGroup group) {
    switch (group) {
    case StatementGroup::use:
        return "use";
    case StatementGroup::warning:
        return "warning";
    case StatementGroup::handling:
        return "handling";
    case StatementGroup::legal:
        return "legal";
    case StatementGroup::legend:
        return "legend";
    case StatementGroup::container:
        return "container";
    }
    return "warning";
}

std::span<FieldRow const> field_rows() {
    return fields_known;
}

bool is_field(std::string_view name) {
    return std::any_of(fields_known.begin(), fields_known.end(),
                       [&](FieldRow const& row) { return row.name == name; });
}

std::span<StructureSource const> structure_sources() {
    return sources;
}

std::string storage_text(TemperatureRange const& range) {
    if (range.low && range.high)
        return text::cat(to_text(range.low->value), " to ", degrees(*range.high));
    if (range.high)
        return text::cat(degrees(*range.high), " or colder");
    return range.low ? text::cat(degrees(*range.low), " or warmer") : std::string();
}

std::string_view blood_group_use(std::string_view collection_type) {
    if (collection_type.size() == 1) {
        for (auto const& row : use_rows) {
            if (row.collection_types.find(collection_type[0]) != std::string_view::npos)
                return row.use;
        }
    }
    return "default";
}

Filled fill(Order const& order, std::span<Statement const> statements) {
    return Filler(order).fill(statements);
}

} // namespace coldchain::label
