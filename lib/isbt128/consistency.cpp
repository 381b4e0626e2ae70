// SPDX-License-Identifier: Apache-2.0
// Each rule looks at one pair of structures. A rule whose structures are not on the label is
// silent: which structures must be there is for the layout to say.
#include "isbt128/consistency.hpp"

#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/dates.hpp"
#include "isbt128/din.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/label_reading.hpp"
#include "isbt128/product.hpp"
#include "isbt128/sec.hpp"
#include "isbt128/tables.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

namespace {

/// The rules over one label, and the findings so far.
class Label {
public:
    Label(std::span<std::string const> symbols, Tables const* tables)
        : m_label(symbols, tables), m_tables(tables) {}

    void check_readings();
    void check_use();
    void check_biohazard();
    void check_research();
    void check_divisions();
    void check_facility();
    void check_products();
    void check_dates();
    void check_sec();
    void check_printed(PrintedText const& printed);
    void check_statements(PrintedText const& printed);
    void check_tables(Purpose purpose);

    std::vector<Finding> take() { return std::move(m_findings); }

private:
    FoundStructure find(Kind kind) const { return m_label.find(kind); }
    FoundStructure expiry() const { return m_label.find(Kind::expiry, Kind::expiry_date); }
    void add(std::string_view code, Severity severity, std::string field, std::string value,
             std::string limit, std::string message, std::string fix);
    void differ(std::string field, std::string value, std::string limit);
    void check_printed_din(std::string const& text);
    void check_printed_expiry(std::string const& text);
    void check_printed_utc(PrintedText const& printed);
    void check_printed_device(std::string const& text);

    LabelReading m_label;
    Tables const* m_tables;
    std::vector<Finding> m_findings;
};

/// Rules of the standard itself; the others compare what it defines.
bool stands_in_standard(std::string_view code) {
    return code == codes::division_missing || code == codes::sec_differs ||
           code == codes::not_valid || code == codes::printed_differs ||
           code == codes::facility_needed || code == codes::retired_on_print;
}

/// "0Ab" for a division of two characters.
std::string split_of(std::string_view division) {
    return division.size() == 2 ? text::cat("0", division) : std::string(division);
}

/// Where the rule of a code stands, as far as it was seen.
Citation citation_of(std::string_view code) {
    static constexpr std::string_view own_copy = "your copy of ";
    std::string_view source;
    for (auto const& row : problem_codes())
        if (row.code == code)
            source = row.source;
    if (source.starts_with(own_copy))
        source.remove_prefix(own_copy.size());
    auto const edition = source.starts_with("ST-001")   ? "6.2.2"
                         : source.starts_with("ST-012") ? "1.4.0"
                                                        : "";
    return {"isbt128", std::string(source), edition,
            stands_in_standard(code) ? Evidence::verified : Evidence::derived};
}

void Label::add(std::string_view code, Severity severity, std::string field, std::string value,
                std::string limit, std::string message, std::string fix) {
    m_findings.push_back({std::string(code),
                          severity,
                          "",
                          std::move(field),
                          std::move(value),
                          std::move(limit),
                          {citation_of(code)},
                          std::move(message),
                          std::move(fix)});
}

/// Every symbol decodes, and no structure stands on the label with two contents.
void Label::check_readings() {
    std::vector<FoundStructure> seen;
    for (auto const& reading : m_label.readings())
        for (auto const& structure : reading.structures()) {
            for (auto const& problem : reading.problems(structure))
                add(codes::not_valid, Severity::error,
                    text::cat("structure ", structure.row->number), problem.found, problem.allowed,
                    text::cat(problem.code, ": ", problem.message),
                    "correct the structure and print the label again");
            auto const kind = structure.row->kind;
            if (!structure.valid || kind == Kind::compound || kind == Kind::special_testing ||
                kind == Kind::national)
                continue;
            auto const same =
                std::find_if(seen.begin(), seen.end(), [&](FoundStructure const& each) {
                    return each.structure->row->kind == kind;
                });
            if (same == seen.end())
                seen.push_back({&reading, &structure});
            else if (same->structure->content != structure.content)
                add(codes::twice, Severity::error, text::cat("structure ", structure.row->number),
                    std::string(structure.content), std::string(same->structure->content),
                    text::cat(structure.row->name, " stands on the label with two contents"),
                    "scan or print one container's label at a time");
        }
}

/// The columns of table 4 against the collection types of table 7.
void Label::check_use() {
    auto const group = find(Kind::blood_group);
    auto const product = find(Kind::product);
    if (!group || !product || product.value("type").empty() || product.value("type") == "0")
        return;
    auto const* const row = find_blood_group(group.value("gg"));
    char const type = product.value("type").front();
    if (row == nullptr || (row->is_message() && row->code != "Ma"))
        return;
    auto const disagree = [&](std::string_view why) {
        add(codes::use_and_collection, Severity::error, "structures 002 and 003",
            text::cat(group.value("gg"), " with ", type), "the same use in both",
            text::cat("blood group use \"", row->is_message() ? row->words : row->use,
                      "\" and collection type \"", collection_type_words(type),
                      "\" disagree: ", why),
            "correct one of both and print the label again");
    };
    bool const autologous = row->use.starts_with("autologous") || row->code == "Ma";
    bool const type_autologous = is_autologous_only_type(type) || type == 'A' || type == '8';
    if (autologous != type_autologous)
        return disagree(autologous ? "only one is autologous, the group"
                                   : "only one is autologous, the collection");
    if (row->is_message())
        return;
    if (is_autologous_only(*row) != is_autologous_only_type(type) && type != '8')
        return disagree("only one allows crossover");
    bool const directed = row->use.starts_with("directed");
    // a specified recipient, a family, or "read the special testing": table 7 leaves the column
    // open
    bool const left_open = type == 'E' || type == 'F' || type == 'Q';
    if (directed != is_directed_type(type) && !autologous && !left_open)
        return disagree(directed ? "only the group is directed"
                                 : "only the collection is directed");
    if ((row->use == "emergency use only") != (type == 'G'))
        return disagree("only one is for emergency use");
}

void Label::check_biohazard() {
    auto const group = find(Kind::blood_group);
    auto const product = find(Kind::product);
    if (!group || !product || product.value("type").empty() || product.value("type") == "0")
        return;
    auto const* const row = find_blood_group(group.value("gg"));
    char const type = product.value("type").front();
    if (row == nullptr || (row->is_message() && row->code != "Mb") ||
        is_biohazardous(*row) == is_biohazardous_type(type))
        return;
    add(codes::biohazard_disagrees, Severity::warn, "structures 002 and 003",
        text::cat(group.value("gg"), " with ", type), "biohazardous in both or in none",
        "only one of blood group and product code says biohazardous",
        "correct one of both and print the label again");
}

void Label::check_research() {
    auto const product = find(Kind::product);
    auto const group = find(Kind::blood_group);
    auto const type = product.value("type");
    if ((!type.empty() && is_research_type(type.front())) || group.value("gg") == "Mr")
        add(codes::research, Severity::warn, "structures 002 and 003",
            group.value("gg") == "Mr" ? "Mr" : std::string(type), "",
            "the label marks a research product, not for human application",
            "do not release it for a patient");
}

void Label::check_divisions() {
    auto const product = find(Kind::product);
    auto const divisions = find(Kind::divisions);
    if (product && product.value("div") == "99" && !divisions)
        add(codes::division_missing, Severity::error, "structure 032", "absent", "present",
            "the product code says that structure 032 carries the division, and it is absent",
            "scan or print the divisions symbol too");
    if (product && divisions && product.value("div") != "99" && !find(Kind::processor_product))
        add(codes::division_missing, Severity::error, "structure 003",
            std::string(product.value("div")), "99",
            "structure 032 carries a division, but the product code does not say 99",
            "write 99 as the division of the product code");
}

/// A national or local code means nothing without the facility that assigned it.
void Label::check_facility() {
    auto const product = find(Kind::product);
    if (!product || find(Kind::facility_product) || find(Kind::processor_product))
        return;
    auto const category = product_category(product.value("pdc"));
    if (category && category->rule == DivisionRule::local)
        add(codes::facility_needed, Severity::warn, "structure 003",
            std::string(product.value("pdc")), "with structure 033 or 034",
            "the product code is national or local and the facility that assigned it is not coded",
            "add structure 033 in a two-dimensional symbol, or show the facility beside the code");
}

void Label::check_products() {
    auto const product = find(Kind::product);
    auto const processor = find(Kind::processor_product);
    if (product && processor && product.value("pdc") != processor.value("pdc"))
        add(codes::product_differs, Severity::error, "structures 003 and 034",
            std::string(product.value("pdc")), std::string(processor.value("pdc")),
            "structures 003 and 034 name different products", "correct one of both");
    auto const information = find(Kind::facility_product);
    if (information && processor && information.value("finp") != processor.value("finp"))
        add(codes::product_differs, Severity::error, "structures 033 and 034",
            std::string(information.value("finp")), std::string(processor.value("finp")),
            "structures 033 and 034 name different facilities", "correct one of both");
}

void Label::check_dates() {
    auto const last = expiry();
    for (auto const& [exact, day, name] :
         {std::tuple{Kind::collection, Kind::collection_date, "collected"},
          std::tuple{Kind::production, Kind::production_date, "produced"}}) {
        auto const earlier = m_label.find(exact, day);
        if (!earlier || !last)
            continue;
        auto const length = std::min(earlier.value("iso").size(), last.value("iso").size());
        // dates in this form sort as text; a day without time is compared as a day
        if (earlier.value("iso").substr(0, length) > last.value("iso").substr(0, length))
            add(codes::dates_out_of_order, Severity::error, "dates", std::string(last.value("iso")),
                text::cat("after ", earlier.value("iso")),
                text::cat("the product expires before it was ", name),
                "correct the dates and print the label again");
    }
    auto const with_time = find(Kind::expiry);
    auto const day_only = find(Kind::expiry_date);
    if (with_time && day_only && with_time.value("date") != day_only.value("date"))
        add(codes::dates_out_of_order, Severity::error, "structures 004 and 005",
            std::string(day_only.value("iso")), std::string(with_time.value("iso")),
            "structures 004 and 005 give different days", "print one of them only");
}

/// The elements of the Single European Code are those of the label (ST-012).
void Label::check_sec() {
    auto const sec = find(Kind::sec);
    if (!sec || sec.value("system") != "A")
        return;
    auto const compare = [&](std::string_view field, std::string_view expected) {
        if (sec.value(field) != expected)
            add(codes::sec_differs, Severity::error, text::cat("structure 038, ", field),
                std::string(sec.value(field)), std::string(expected),
                text::cat("the Single European Code has another ", field, " than the label"),
                "build the code from the label's own structures");
    };
    if (auto const din = find(Kind::din))
        compare("donation", din.value("din"));
    if (auto const product = find(Kind::product)) {
        compare("product", text::cat("00", product.value("pdc")));
        if (product.value("div") != "99")
            compare("split", split_of(product.value("div")));
        else
            add(codes::sec_differs, Severity::warn, "structure 038, split",
                std::string(sec.value("split")), "",
                "a division of six characters cannot stand in a Single European Code",
                "number the divisions with two letters or three digits");
    }
    if (auto const last = expiry())
        compare("expiry", text::replace_all(last.value("date"), "-", ""));
}

void Label::differ(std::string field, std::string value, std::string limit) {
    add(codes::printed_differs, Severity::error, std::move(field), std::move(value),
        std::move(limit), "the printed text is not that of the symbol",
        "print the label again from one source");
}

void Label::check_printed_din(std::string const& text) {
    auto const din = find(Kind::din);
    if (!din)
        return;
    auto const check = check_number(NumberKind::din, text);
    if (!check.valid || check.value != din.value("din"))
        differ("structure 001", text,
               printed(Din::parse(din.value("din")).value(), din.value("ff")));
}

void Label::check_printed_expiry(std::string const& text) {
    auto const last = expiry();
    if (!last)
        return;
    auto const day = parse_date(last.value("date")).value_or(Date{});
    auto const time = last.value("time");
    auto const after = time.empty() ? std::string() : text::cat(" ", time);
    auto const iso = printed(day, DateStyle::iso) + after;
    auto const words = printed(day, DateStyle::day_month_year) + after;
    auto const shown = text::trim(text);
    // what follows the time is the zone
    if (!shown.starts_with(iso) && !shown.starts_with(words))
        differ("structure 005", text, text::cat(iso, " or ", words));
}

/// Universal time is the coded local time less the offset (ST-001 7.4.4; the example printed there
/// repeats the local time, a slip).
void Label::check_printed_utc(PrintedText const& printed_text) {
    auto const last = find(Kind::expiry);
    if (!last || !printed_text.expiry_utc || !printed_text.offset_minutes)
        return;
    auto const local = read_date_time(last.structure->content).time;
    LocalTime const utc{local.milliseconds - std::int64_t{60'000} * *printed_text.offset_minutes};
    auto const iso = printed(utc, DateStyle::iso);
    auto const words = printed(utc, DateStyle::day_month_year);
    auto shown = text::trim(*printed_text.expiry_utc);
    if (shown.starts_with('('))
        shown.remove_prefix(1);
    if (!shown.starts_with(iso) && !shown.starts_with(words))
        differ("structure 005, UTC", *printed_text.expiry_utc,
               text::cat(iso, " or ", words, " UTC"));
}

void Label::check_printed_device(std::string const& text) {
    std::string expected;
    for (auto const& reading : m_label.readings())
        if (reading.find(Kind::processor_product) != nullptr ||
            reading.find(Kind::container) != nullptr)
            if (auto const made = udi_text(reading.text()))
                expected = *made;
    auto const plain = text::replace_all(text::replace_all(text, " ", ""), "\n", "");
    if (plain != expected)
        differ("device identifier", text,
               expected.empty() ? "a symbol with a device identifier" : expected);
}

void Label::check_printed(PrintedText const& printed_text) {
    if (printed_text.din)
        check_printed_din(*printed_text.din);
    if (printed_text.expiry)
        check_printed_expiry(*printed_text.expiry);
    check_printed_utc(printed_text);
    if (auto const sec = find(Kind::sec); sec && printed_text.sec)
        if (sec_from_text(*printed_text.sec) != sec.structure->content)
            differ("structure 038", *printed_text.sec, sec_text(sec.structure->content));
    if (auto const coi = find(Kind::chain_of_identity); coi && printed_text.coi) {
        auto const check = check_number(NumberKind::coi, *printed_text.coi);
        if (!check.valid || check.value != coi.value("coi"))
            differ("structure 040", *printed_text.coi,
                   text::cat(coi.value("coi"), " ", coi.value("check_character")));
    }
    if (printed_text.udi)
        check_printed_device(*printed_text.udi);
}

/// What the codes say of use and hazard against the statements and the legend that are printed.
void Label::check_statements(PrintedText const& printed_text) {
    static constexpr std::string_view only = "FOR AUTOLOGOUS USE ONLY";
    auto const product = find(Kind::product);
    auto const group = find(Kind::blood_group);
    if (!product && !group)
        return;
    auto const* const row = find_blood_group(group.value("gg"));
    char const type = product.value("type").empty() ? '0' : product.value("type").front();
    bool const coded =
        (row != nullptr && is_autologous_only(*row)) || is_autologous_only_type(type);
    auto const what =
        text::cat(group.value("gg"), group && product ? " with " : "", product.value("type"));
    if (printed_text.statements) {
        auto const& all = *printed_text.statements;
        bool const stated = std::find(all.begin(), all.end(), only) != all.end();
        if (stated != coded)
            add(codes::statement_differs,
                stated && (type == 'V' || type == 'P') ? Severity::error : Severity::warn,
                "statements", what, stated ? "an autologous use" : std::string(only),
                stated ? "the label says FOR AUTOLOGOUS USE ONLY and its codes do not"
                       : "the codes say autologous use only and the label does not",
                "correct the codes or the statement and print the label again");
    }
    bool const hazard = (row != nullptr && is_biohazardous(*row)) || is_biohazardous_type(type);
    if (printed_text.biohazard_legend && *printed_text.biohazard_legend != hazard)
        add(codes::biohazard_disagrees, Severity::warn, "biohazard legend", what,
            hazard ? "with the legend" : "without the legend",
            hazard ? "the codes say biohazardous and the legend is not printed"
                   : "the biohazard legend is printed and the codes do not say biohazardous",
            "correct one of both and print the label again");
}

/// Codes against the imported tables; the example table decides nothing.
void Label::check_tables(Purpose purpose) {
    if (m_tables == nullptr)
        return;
    auto const* const products = m_tables->table(TableKind::products);
    if (auto const product = find(Kind::product);
        product && products != nullptr && !products->origin().is_example) {
        auto const pdc = product.value("pdc");
        auto const category = product_category(pdc);
        auto const* const row = products->find(pdc);
        if (row == nullptr && category && category->rule != DivisionRule::local)
            add(codes::unlisted, Severity::warn, "structure 003", std::string(pdc),
                text::cat("a code of version ", products->origin().version),
                "the product code is not in the imported table",
                "check the code, or import the current table");
        else if (row != nullptr && !row->retired.empty() && purpose == Purpose::print)
            add(codes::retired_on_print, Severity::warn, "structure 003", std::string(pdc),
                text::cat("not retired (", row->retired, ")"),
                "the product code is retired and must not be given to new products",
                "choose the code that replaced it");
    }
    if (auto const din = find(Kind::din);
        din && m_tables->table(TableKind::facilities) != nullptr &&
        m_tables->find(TableKind::facilities, din.value("fin")) == nullptr)
        add(codes::unlisted, Severity::warn, "structure 001", std::string(din.value("fin")),
            "a registered facility", "the facility is not in the imported table",
            "check the number, or import the current table");
}

} // namespace

std::vector<Finding> check_consistency(std::span<std::string const> strings,
                                       PrintedText const& printed_text, Purpose purpose,
                                       Tables const* tables) {
    Label label(strings, tables);
    label.check_readings();
    label.check_use();
    label.check_biohazard();
    label.check_research();
    label.check_divisions();
    label.check_sec();
    label.check_dates();
    label.check_printed(printed_text);
    label.check_statements(printed_text);
    label.check_products();
    label.check_facility();
    label.check_tables(purpose);
    auto findings = label.take();
    std::stable_sort(findings.begin(), findings.end(),
                     [](Finding const& a, Finding const& b) { return a.rule < b.rule; });
    return findings;
}

} // namespace coldchain::isbt128
