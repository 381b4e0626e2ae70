// SPDX-License-Identifier: Apache-2.0
// scan: every symbol of a picture or PDF, or the lines of a scanner, decoded and compared.
#include "common/file.hpp"
#include "common/text.hpp"
#include "config/tree.hpp"
#include "isbt128/decode.hpp"
#include "job/label_input.hpp"
#include "job/receive_job.hpp"
#include "job/scan_job.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"
#include "tools/isbt.hpp"
#include "tools/line_reader.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>

namespace coldchain::tools {

namespace {

constexpr std::size_t longest_line = 65536;

struct Asked {
    bool lines = false;
    std::vector<std::string> files;
    job::ScanSettings settings;
};

Result<int> resolution(Arguments const& arguments) {
    auto const word = arguments.value("dpi");
    if (!word)
        return 0;
    auto const number = text::parse_int(*word);
    if (!number || *number < 36 || *number > 2400)
        return usage_error(text::cat("--dpi ", *word, " is not a whole number from 36 to 2400"));
    return static_cast<int>(*number);
}

Result<Asked> read_arguments(Arguments const& arguments) {
    Asked asked;
    asked.lines = arguments.has("lines");
    asked.files = arguments.operands;
    if (asked.lines && asked.files.size() > 1)
        return usage_error("--lines reads standard input or one file");
    if (!asked.lines && asked.files.empty())
        return usage_error("needs a picture or PDF, or --lines; see --help");
    CC_TRY_ASSIGN(int const dpi, resolution(arguments));
    if (dpi > 0) {
        asked.settings.pdf_dpi = dpi;
        asked.settings.dots_per_mm = dpi / 25.4;
    }
    return asked;
}

Result<std::vector<job::ScannedPage>> read_lines(std::istream& in,
                                                 isbt128::Tables const* tables) {
    job::ScannedPage page;
    LineReader lines(in, longest_line, [] {});
    while (auto const line = lines.next()) {
        if (!text::trim(*line).empty())
            page.symbols.push_back(job::scan_line(text::trim(*line), lines.number(), tables));
    }
    std::vector<job::ScannedPage> pages;
    pages.push_back(std::move(page));
    return pages;
}

Result<std::vector<job::ScannedPage>> see(Asked const& asked, Context& context) {
    if (asked.lines && (asked.files.empty() || asked.files[0] == "-"))
        return read_lines(context.in, asked.settings.tables);
    if (asked.lines) {
        std::ifstream in(asked.files[0], std::ios::binary);
        if (!in)
            return Error{ErrorKind::io, {asked.files[0], 0, 0, ""}, "cannot be opened", {}};
        return read_lines(in, asked.settings.tables);
    }
    std::vector<job::ScannedPage> pages;
    for (auto const& file : asked.files) {
        CC_TRY_ASSIGN(auto const bytes, read_file(file));
        CC_TRY_ASSIGN(auto more, job::scan_file(bytes, file, asked.settings));
        std::move(more.begin(), more.end(), std::back_inserter(pages));
    }
    return pages;
}

Result<job::Expectation> expectation(std::string const& file, Arguments const& arguments,
                                     Context& context) {
    CC_TRY_ASSIGN(auto const bytes, read_file(file));
    auto const first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first != std::string::npos && bytes[first] == '<') {
        CC_TRY_ASSIGN(auto const sent, job::read_sent(bytes, file));
        return job::expect_manifest(sent.shipment);
    }
    CC_TRY_ASSIGN(auto const document, config::parse_document(bytes, file));
    job::LabelInput input;
    CC_TRY(job::add_label_input(document, input));
    CC_TRY_ASSIGN(auto const fonts, draw::Fonts::load(draw::default_font_folder));
    job::PressSettings settings{context.data_folders, fonts,
                                input.on.value_or(*make_date(9999, 12, 31))};
    settings.layout = *arguments.value("template");
    if (auto const size = arguments.value("size")) {
        CC_TRY_ASSIGN(settings.size, label::parse_size(*size));
    }
    CC_TRY_ASSIGN(auto const press, job::LabelPress::load(settings));
    auto expected = job::expect_labels(press, input.orders, input.packages);
    if (expected.labels.empty())
        return input_error({file, 0, 0, ""}, "has nothing that such a label describes");
    return expected;
}

std::string place_text(job::ScannedSymbol const& symbol) {
    if (symbol.line > 0)
        return text::cat("line ", symbol.line);
    if (symbol.box_mm)
        return text::cat("at ", text::fixed((*symbol.box_mm)[0], 1), ", ",
                         text::fixed((*symbol.box_mm)[1], 1), " mm, ",
                         text::fixed((*symbol.box_mm)[2], 1), " x ",
                         text::fixed((*symbol.box_mm)[3], 1), " mm");
    return text::cat("at dot ", symbol.box.x, ", ", symbol.box.y, ", ", symbol.box.width, " x ",
                     symbol.box.height);
}

void tell_structures(std::ostream& out, std::string const& string,
                     isbt128::Tables const* tables) {
    auto const reading = isbt128::decode(string, tables);
    for (auto const& structure : reading.structures()) {
        if (structure.row->kind == isbt128::Kind::compound)
            continue;
        out << "        " << structure.row->number << ' ' << structure.row->name << ": "
            << structure.data_identifier << structure.content << '\n';
        for (auto const& problem : reading.problems(structure))
            out << "            " << problem.code << ' ' << problem.message << '\n';
    }
}

void tell_symbol(std::ostream& out, job::ScannedSymbol const& symbol,
                 isbt128::Tables const* tables) {
    std::string const name =
        symbol.label.empty() ? "" : text::cat(" (", symbol.label, " ", symbol.name, ")");
    if (symbol.text.empty()) {
        out << "    " << to_word(*symbol.match) << name << ": expected " << symbol.expected
            << '\n';
        return;
    }
    out << "    " << (symbol.match ? text::cat(to_word(*symbol.match), name, ": ") : "")
        << symbol.text << '\n'
        << "        " << symbol.symbology << (symbol.symbology.empty() ? "" : " ")
        << symbol.identifier << (symbol.identifier.empty() ? "" : " ") << place_text(symbol);
    if (symbol.page > 0 && std::abs(symbol.orientation) > 2)
        out << ", turned by " << symbol.orientation << " degrees";
    out << '\n';
    if (symbol.match == job::Match::wrong)
        out << "        expected " << symbol.expected << '\n';
    if (symbol.text.starts_with('=') || symbol.text.starts_with('&'))
        tell_structures(out, symbol.text, tables);
}

struct Seen {
    std::vector<job::ScannedPage> pages;
    std::vector<Finding> findings;
    std::optional<job::Reconciliation> compared;
    std::string expected_file;
};

void tell(Context& context, Seen const& seen, isbt128::Tables const* tables) {
    if (context.quiet)
        return;
    auto& out = context.out;
    for (auto const& page : seen.pages) {
        if (!context.json && page.page > 0)
            out << page.file << ", page " << page.page << ": " << page.symbols.size()
                << (page.symbols.size() == 1 ? " symbol\n" : " symbols\n");
        for (auto const& symbol : page.symbols) {
            if (context.json)
                out << job::to_json_line(symbol, tables);
            else
                tell_symbol(out, symbol, tables);
        }
    }
    for (auto const& finding : seen.findings) {
        if (context.json)
            out << report::to_json_line(finding) << '\n';
    }
    if (!context.json)
        out << report::to_text(seen.findings);
    if (!seen.compared)
        return;
    auto const& result = *seen.compared;
    if (context.json)
        out << job::to_json_line(result, seen.expected_file);
    else
        out << (result.agrees() ? "agrees with " : "DIFFERS from ") << seen.expected_file << ": "
            << result.matched << " matched, " << result.wrong << " wrong, " << result.missing
            << " missing, " << result.extra << " extra, " << result.unreadable
            << " unreadable\n";
}

bool all_valid(Seen const& seen) {
    bool any = false;
    for (auto const& page : seen.pages)
        for (auto const& symbol : page.symbols) {
            if (symbol.text.empty())
                continue;
            any = true;
            if (!symbol.valid)
                return false;
        }
    return any && worst(seen.findings) < Severity::error;
}

ExitCode run_scan(Arguments const& arguments, Context& context) {
    auto asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    asked->settings.tables = &*tables;
    Seen seen;
    std::optional<job::Expectation> expected;
    if (auto const file = arguments.value("expect")) {
        auto read = expectation(*file, arguments, context);
        if (!read)
            return complain(context, read.error());
        expected = std::move(*read);
        seen.expected_file = *file;
    }
    auto pages = see(*asked, context);
    if (!pages)
        return complain(context, pages.error());
    seen.pages = std::move(*pages);
    for (auto const& page : seen.pages) {
        auto more = job::check_page_consistency(page, &*tables);
        std::move(more.begin(), more.end(), std::back_inserter(seen.findings));
        auto printed = job::check_printed_text(page);
        std::move(printed.begin(), printed.end(), std::back_inserter(seen.findings));
    }
    if (expected)
        seen.compared = job::reconcile(*expected, seen.pages);
    tell(context, seen, &*tables);
    bool const nothing =
        std::all_of(seen.pages.begin(), seen.pages.end(), [](job::ScannedPage const& page) {
            return std::all_of(page.symbols.begin(), page.symbols.end(),
                               [](auto const& symbol) { return symbol.text.empty(); });
        });
    if (nothing && !context.quiet)
        context.err << "coldchain scan: no symbol was found\n";
    bool const yes = all_valid(seen) && (!seen.compared || seen.compared->agrees());
    return yes ? ExitCode::yes : ExitCode::no;
}

} // namespace

Command scan_command() {
    return {
        "scan",
        "every symbol of a picture or PDF, or scanner lines, decoded and compared",
        {"IMAGE|PDF... [--expect ORDERS|SHIPMENT|MANIFEST]",
         "--lines [FILE] [--expect ORDERS|SHIPMENT|MANIFEST]"},
        "Finds every Code 128 and Data Matrix symbol of a PNG, a PGM or a PDF (painted by pdftoppm) "
        "at any angle, and says where it lies, what it carries and what that means. Structures of "
        "one label that contradict each other are findings, and so is text of a PDF (taken by "
        "pdftotext) that is not what the symbols say: number, code, dates, blood group. With --lines it takes what a scanner "
        "typed, one string a line, from standard input.\n"
        "With --expect each symbol is matched, wrong or extra, and what should be there is missing "
        "or unreadable: against the labels that the `label` command would make of the orders or "
        "the shipment (with --template and --size as they were printed), or against the numbers and "
        "codes a manifest states. A page is compared with the label it is; the lines of a scanner "
        "and labels that share a page are compared together.",
        {{"expect", 0, "FILE", "orders, a shipment, or a manifest's XML to compare with"},
         {"lines", 0, "", "take the lines of a scanner from standard input or one file"},
         {"template", 0, "ID", "layout of the expected labels", job::default_label_layout},
         {"size", 0, "WIDTHxHEIGHT", "of the expected labels, for layouts of many sizes"},
         {"dpi", 0, "N",
          "resolution at which a PDF is painted (300), and of pictures that do not say theirs"},
         {"tables", 0, "FOLDER", "the folder of imported tables"}},
        {{"coldchain scan examples/pictures/scanned-label.png", "the symbols of a scanned label"},
         {"coldchain scan examples/pictures/scanned-label.png --expect "
          "examples/a-car-t-dry-shipper/shipment.toml",
          "the same, compared with the labels of its shipment"}},
        run_scan};
}

} // namespace coldchain::tools
