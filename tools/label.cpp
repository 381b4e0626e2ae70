// SPDX-License-Identifier: Apache-2.0
// label: label orders or a shipment in, proven labels out.
#include "common/file.hpp"
#include "common/text.hpp"
#include "config/tree.hpp"
#include "job/label_batch.hpp"
#include "job/label_input.hpp"
#include "job/progress.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"
#include "tools/isbt.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <thread>

namespace coldchain::tools {

namespace {

constexpr std::size_t records_shown = 20;

struct Asked {
    std::string output;
    std::string format;
    int copies = 1;
    unsigned jobs = 1;
    bool native_zpl = false;
};

Result<std::int64_t> whole_number(Arguments const& arguments, std::string_view option,
                                  std::int64_t least, std::int64_t most, std::int64_t fallback) {
    auto const word = arguments.value(option);
    if (!word)
        return fallback;
    auto const number = text::parse_int(*word);
    if (!number || *number < least || *number > most)
        return usage_error(text::cat("--", option, " ", text::quoted(*word),
                                     " is not a whole number from ", least, " to ", most));
    return *number;
}

Result<Asked> read_arguments(Arguments const& arguments) {
    bool const dry = arguments.has("dry-run");
    if (arguments.operands.empty() || (!arguments.has("output") && !dry))
        return usage_error("needs a shipment or order file and -o FILE; see --help");
    Asked asked;
    asked.output = arguments.value("output").value_or("-");
    auto const dot = asked.output.rfind('.');
    asked.format = arguments.value("to").value_or(
        dot == std::string::npos ? "" : asked.output.substr(dot + 1));
    if (asked.format.empty() && dry)
        asked.format = "pdf";
    if (asked.format.empty())
        return usage_error("give --to pdf, zpl, svg or png, or a file name that ends so");
    CC_TRY_ASSIGN(auto const copies, whole_number(arguments, "copies", 1, 999, 1));
    asked.copies = static_cast<int>(copies);
    CC_TRY_ASSIGN(auto const jobs, whole_number(arguments, "jobs", 1, 256,
                                                std::max(1U, std::thread::hardware_concurrency())));
    asked.jobs = static_cast<unsigned>(jobs);
    auto const zpl = arguments.value("zpl").value_or("bitmap");
    if (zpl != "bitmap" && zpl != "native")
        return usage_error(text::cat("--zpl ", text::quoted(zpl), " is not bitmap or native"));
    if (arguments.has("zpl") && asked.format != "zpl")
        return usage_error("--zpl is for --to zpl");
    asked.native_zpl = zpl == "native";
    return asked;
}

/// A beginning that was looked at already, and then the rest of a stream as it comes.
class Replayed : public std::streambuf {
public:
    Replayed(std::string beginning, std::istream& rest)
        : m_beginning(std::move(beginning)), m_rest(rest), m_piece(std::size_t{1} << 16U, '\0') {
        char* const first = m_beginning.data();
        setg(first, first, first + m_beginning.size());
    }

protected:
    int_type underflow() override {
        m_rest.read(m_piece.data(), static_cast<std::streamsize>(m_piece.size()));
        auto const got = m_rest.gcount();
        setg(m_piece.data(), m_piece.data(), m_piece.data() + got);
        return got > 0 ? traits_type::to_int_type(m_piece.front()) : traits_type::eof();
    }

private:
    std::string m_beginning;
    std::istream& m_rest;
    std::string m_piece;
};

/// Where the orders come from. Documents are read whole, tables and JSON Lines as they come.
struct Input {
    job::LabelInput documents;
    std::unique_ptr<std::istream> opened;
    std::unique_ptr<Replayed> replayed;    ///< standard input from its first line on
    std::unique_ptr<std::istream> replaying; ///< reads it
    std::istream* rows = nullptr;
    job::OrderForm form = job::OrderForm::document;
    std::string file;
    label::Columns columns;
};

Result<job::OrderForm> form_of(Arguments const& arguments, std::string_view beginning,
                               std::string const& file) {
    auto const word = arguments.value("from");
    if (word == "csv")
        return job::OrderForm::csv;
    if (word == "jsonl")
        return job::OrderForm::json_lines;
    if (word == "toml" || word == "json")
        return job::OrderForm::document;
    if (word)
        return usage_error(
            text::cat("--from ", text::quoted(*word), " is not csv, jsonl, toml or json"));
    if (file.ends_with(".csv") || file.ends_with(".tsv"))
        return job::OrderForm::csv;
    if (file.ends_with(".jsonl") || file.ends_with(".ndjson"))
        return job::OrderForm::json_lines;
    if (file.ends_with(".toml") || file.ends_with(".json"))
        return job::OrderForm::document;
    return job::guess_form(beginning);
}

/// The first line with its end, or as much of it as a row may have.
std::string beginning_of(std::istream& in) {
    std::string first;
    for (char letter = 0; first.size() < job::longest_row && in.get(letter);) {
        first += letter;
        if (letter == '\n')
            break;
    }
    return first;
}

std::string rest_of(std::istream& in) {
    std::ostringstream all;
    all << in.rdbuf();
    return std::move(all).str();
}

Result<void> read_columns(Arguments const& arguments, Input& input) {
    auto const file = arguments.value("columns");
    if (file) {
        CC_TRY_ASSIGN(auto const document, config::read_document(*file));
        CC_TRY_ASSIGN(input.columns, label::read_columns(document));
    } else if (input.file.ends_with(".tsv")) {
        input.columns.delimiter = '\t';
    }
    return {};
}

/// Rows of a table or of JSON Lines: one input, because it is read as it comes.
Result<void> open_rows(Arguments const& arguments, Context& context, Input& input) {
    std::string const& file = arguments.operands.front();
    input.file = file == "-" ? "standard input" : file;
    std::istream* in = &context.in;
    if (file != "-") {
        // says why not: a folder, a pipe, no permission; the rows themselves may be of any number
        CC_TRY(FileReader::open(file, SIZE_MAX));
        input.opened = std::make_unique<std::ifstream>(file, std::ios::binary);
        in = input.opened.get();
    }
    std::string const first = beginning_of(*in);
    CC_TRY_ASSIGN(input.form, form_of(arguments, first, file));
    if (input.form == job::OrderForm::document) {
        if (file != "-")
            return {};
        CC_TRY_ASSIGN(auto const document, config::parse_document(first + rest_of(*in), file));
        return job::add_label_input(document, input.documents);
    }
    if (arguments.operands.size() > 1)
        return usage_error("takes one table or one file of JSON Lines at a time");
    CC_TRY(read_columns(arguments, input));
    if (file == "-") { // cannot be wound back
        input.replayed = std::make_unique<Replayed>(first, *in);
        input.replaying = std::make_unique<std::istream>(input.replayed.get());
        input.rows = input.replaying.get();
        return {};
    }
    in->clear();
    in->seekg(0);
    input.rows = in;
    return {};
}

Result<Input> read_input(Arguments const& arguments, Context& context) {
    Input input;
    CC_TRY(open_rows(arguments, context, input));
    if (input.rows != nullptr)
        return input;
    for (auto const& file : arguments.operands) {
        if (file == "-")
            continue;
        CC_TRY_ASSIGN(auto const document, config::read_document(file));
        CC_TRY(job::add_label_input(document, input.documents));
    }
    if (auto const product = arguments.value("product")) {
        auto& orders = input.documents.orders;
        std::erase_if(orders,
                      [&](label::Order const& order) { return order.product.id != *product; });
        if (orders.empty())
            return usage_error(text::cat("no product has the id ", text::quoted(*product)));
    }
    return input;
}

/// The day whose statements are in force: of shipping, else of --now, else of the latest edition.
Result<Date> day_of(Input const& input, Context const& context) {
    if (input.documents.on)
        return *input.documents.on;
    if (context.now) {
        CC_TRY_ASSIGN(auto const clock, wall_clock(*context.now, "Z"));
        return date_of(clock.local);
    }
    return *make_date(9999, 12, 31);
}

Result<std::unique_ptr<job::OrderSource>> source_of(Input& input, label::Layout const& layout) {
    bool const packages = layout.subject == label::Subject::package;
    if (input.rows != nullptr && packages)
        return usage_error(text::cat("layout ", layout.identity.id,
                                     " describes a package of a shipment; give a shipment"));
    if (input.rows != nullptr)
        return input.form == job::OrderForm::csv
                   ? job::orders_from_csv(*input.rows, input.file, input.columns)
                   : job::orders_from_json_lines(*input.rows, input.file, input.columns);
    bool const nothing =
        packages ? input.documents.packages.empty() : input.documents.orders.empty();
    if (nothing)
        return input_error({}, text::cat("layout ", layout.identity.id, " describes a ",
                                         packages ? "package of a shipment" : "product",
                                         ", and the input has none"));
    return job::orders_from(input.documents, layout.subject);
}

void tell_why(std::ostream& stream, job::LabelRecord const& label) {
    for (auto const& statement : label.statements)
        stream << "    " << statement.rule << ": " << statement.text << "\n        because "
               << statement.reason << '\n';
    for (auto const& left : label.left_out)
        stream << "    " << left.rule << ": not printed: " << left.text << "\n        "
               << left.reason << '\n';
}

void tell_label(std::ostream& stream, job::LabelRecord const& label, bool why) {
    stream << "  " << label.product;
    if (label.page > 0)
        stream << ", page " << label.page;
    if (label.copy > 1)
        stream << ", copy " << label.copy;
    stream << ":" << (label.symbols.empty() ? " not read back\n" : "\n");
    for (auto const& symbol : label.symbols)
        stream << "    " << symbol.name << " " << symbol.identifier << " " << symbol.payload
               << ", X " << symbol.module.dots
               << " dots = " << text::fixed(symbol.module.millimetres, 4) << " mm ("
               << (symbol.module.error < 0 ? "" : "+") << text::fixed(symbol.module.error * 100, 1)
               << " %)\n";
    if (why)
        tell_why(stream, label);
}

Result<void> tell_json(std::ostream& stream, job::BatchOutcome& outcome) {
    for (auto const& finding : outcome.findings)
        stream << report::to_json_line(finding) << '\n';
    if (!outcome.json)
        return {};
    constexpr std::string_view said = "\"released\":true";
    std::string rest; // lines may end between two pieces
    auto const write = [&](std::string_view piece) {
        rest.append(piece);
        std::size_t from = 0;
        for (std::size_t end = 0; (end = rest.find('\n', from)) != std::string::npos;
             from = end + 1) {
            std::string line = rest.substr(from, end + 1 - from);
            if (!outcome.released)
                line.replace(line.find(said), said.size(), "\"released\":false");
            stream << line;
        }
        rest.erase(0, from);
    };
    return outcome.json->read_back(write);
}

struct Told {
    bool why = false;
    bool verbose = false;
    bool dry_run = false;
};

void tell_text(std::ostream& stream, job::BatchOutcome const& outcome,
               job::LabelPress const& press, Told told) {
    std::size_t const count = outcome.released ? outcome.labels : outcome.labels + outcome.refused;
    stream << (outcome.released ? told.dry_run ? "would release " : "released " : "REFUSED ")
           << count << (count == 1 ? " label" : " labels") << " of layout "
           << press.layout().identity.id << " for printer " << press.printer().identity.id;
    if (outcome.released && outcome.refused > 0)
        stream << ", " << outcome.refused
               << (outcome.refused == 1 ? " order was refused" : " orders were refused");
    stream << '\n' << report::to_text(outcome.findings);
    if (outcome.files.size() > 1)
        stream << "  in " << outcome.files.size() << " files, " << outcome.files.front() << " to "
               << outcome.files.back() << ", all there when " << outcome.list << " is\n";
    bool const few = outcome.labels <= records_shown || told.verbose || told.why;
    for (auto const& label : outcome.records) {
        if (few && (outcome.released || told.why))
            tell_label(stream, label, told.why);
    }
}

std::function<void(std::size_t, std::optional<double>)> progress_line(Context& context) {
    if (!context.terminal || context.quiet)
        return {};
    return [&context, pace = job::Pace()](std::size_t labels,
                                          std::optional<double> share) mutable {
        if (pace.is_due())
            context.err << "\r" << (share ? job::bar(*share) + "  " : "") << labels
                        << " labels proved" << std::flush;
    };
}

ExitCode answer_of(job::BatchOutcome const& outcome) {
    if (!outcome.errors.empty())
        return ExitCode::failed;
    return outcome.released && outcome.refused == 0 ? ExitCode::yes : ExitCode::no;
}

Result<ExitCode> make_labels(Arguments const& arguments, Context& context, Asked const& asked) {
    CC_TRY_ASSIGN(auto input, read_input(arguments, context));
    CC_TRY_ASSIGN(auto const fonts, draw::Fonts::load(draw::default_font_folder));
    CC_TRY_ASSIGN(auto const day, day_of(input, context));
    CC_TRY_ASSIGN(auto const tables, load_tables(arguments, context));
    job::PressSettings settings{context.data_folders, fonts, day};
    settings.tables = &tables;
    settings.layout = *arguments.value("template");
    settings.printer = *arguments.value("printer");
    if (auto const size = arguments.value("size")) {
        CC_TRY_ASSIGN(settings.size, label::parse_size(*size));
    }
    CC_TRY_ASSIGN(auto const press, job::LabelPress::load(settings));
    CC_TRY_ASSIGN(auto const source, source_of(input, press.layout()));
    Told const told{arguments.has("why"), context.verbose, arguments.has("dry-run")};
    job::BatchRequest request{press, fonts, asked.format, asked.output};
    request.on_existing = context.force ? OnExisting::replace : OnExisting::refuse;
    request.on_refusal = arguments.has("keep-going") ? job::OnRefusal::keep_going
                                                     : job::OnRefusal::refuse_all;
    request.copies = asked.copies;
    request.divide = arguments.has("divide");
    request.native_zpl = asked.native_zpl;
    request.dry_run = told.dry_run;
    request.jobs = asked.jobs;
    request.json = context.json && !context.quiet;
    request.records = told.why || told.verbose ? SIZE_MAX : records_shown;
    request.progress = progress_line(context);
    request.to_output = [&context](std::string_view bytes) {
        context.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    };
    auto made = job::run_batch(request, *source);
    if (request.progress)
        context.err << "\r\033[K";
    if (!made)
        return made.error();
    if (asked.output == "-" && !context.out.flush())
        return Error{ErrorKind::io, {"standard output", 0, 0, ""}, "cannot write", {}};
    for (auto const& error : made->errors)
        complain(context, error);
    if (!context.quiet) {
        std::ostream& stream = asked.output == "-" && !told.dry_run ? context.err : context.out;
        if (context.json)
            CC_TRY(tell_json(stream, *made));
        else
            tell_text(stream, *made, press, told);
    }
    return answer_of(*made);
}

ExitCode run_label(Arguments const& arguments, Context& context) {
    auto const asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const code = make_labels(arguments, context, *asked);
    return code ? *code : complain(context, code.error());
}

} // namespace

Command label_command() {
    return {
        "label",
        "ISBT 128 labels, every symbol decoded again before anything is released",
        {"SHIPMENT|ORDERS... [--template ID] [--printer PROFILE] [--to pdf|zpl|svg|png] -o FILE"},
        "Sets one label for each product of a shipment or order file (or for each package, with a "
        "layout of shipping containers): text and symbols from the same facts, statements decided "
        "by the rules in force on the ship date, bars in whole dots of the printer. The finished "
        "page is measured (overlaps, quiet zones, gaps, heights), and every symbol is decoded from "
        "the picture of exactly what is sent. With --zpl native the printer draws bars and letters "
        "itself: what was decoded is then our picture of them.\n"
        "Orders are a TOML or JSON file that says schema = \"coldchain.orders/1\" and has "
        "[[product]] tables with the keys they have in a shipment and a [facility]; or a CSV table "
        "whose headings are those keys, or are named by a mapping (--columns); or JSON Lines, one "
        "product a line; \"-\" is standard input. One label that is not right refuses all of them, "
        "nothing is written, and each finding says what to change. A PDF holds 500 labels; more "
        "become numbered files, and the set is whole when its list is there (labels.sha256, for "
        "sha256sum -c): it is written last, and what a run left that died is taken away by the "
        "next.",
        {{"output", 'o', "FILE", "where to; \"-\" is standard output"},
         {"to", 0, "pdf|zpl|svg|png", "form of the labels (default: by the ending of FILE)"},
         {"template", 0, "ID", "layout, a file of templates/", job::default_label_layout},
         {"printer", 0, "PROFILE", "print head, a file of templates/printers/",
          job::default_label_printer},
         {"size", 0, "WIDTHxHEIGHT",
          "of the label stock in millimetres, for layouts of many sizes"},
         {"zpl", 0, "bitmap|native",
          "the picture that was read back (default), or the printer's own commands"},
         {"from", 0, "csv|jsonl|toml|json",
          "form of the orders (default: by the name, or by the beginning)"},
         {"columns", 0, "FILE", "mapping of the headings of a table to the keys of a product"},
         {"tables", 0, "FOLDER", "the folder of imported ISBT 128 tables"},
         {"product", 0, "ID", "only the label of this product"},
         {"copies", 0, "N", "labels of each order; further ones say COPY n"},
         {"divide", 0, "",
          "a label for each container (container_count), with divisions A0, B0, ... or Aa, Ab, ..."},
         {"keep-going", 0, "", "release the labels that are right, list the others (exit code 1)"},
         {"dry-run", 0, "", "make and prove everything, write nothing"},
         {"jobs", 0, "N", "labels made at a time (default: the number of processors)"},
         {"why", 0, "", "give each statement with its reason, and those left out with theirs"}},
        {{"coldchain label examples/a-car-t-dry-shipper/shipment.toml -o label.pdf",
          "the label of the shipment's product"},
         {"coldchain label examples/a-car-t-dry-shipper/shipment.toml --printer 8dpmm --to zpl "
          "-o -",
          "the same for a 203 dpi label printer"},
         {"coldchain label examples/labels/orders.csv --columns examples/labels/columns.toml "
          "--template vial-33x13 -o vials.pdf",
          "vial labels from a table"}},
        run_label};
}

} // namespace coldchain::tools
