// SPDX-License-Identifier: Apache-2.0
// label: label orders or a shipment in, proven labels out.
#include "common/text.hpp"
#include "config/tree.hpp"
#include "job/label_input.hpp"
#include "job/label_job.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"
#include "tools/isbt.hpp"

#include <algorithm>
#include <ostream>

namespace coldchain::tools {

namespace {

struct Asked {
    std::string output;
    std::string format;
};

Result<Asked> read_arguments(Arguments const& arguments) {
    if (arguments.operands.empty() || !arguments.has("output"))
        return usage_error("needs a shipment or order file and -o FILE; see --help");
    Asked asked{*arguments.value("output"), ""};
    auto const dot = asked.output.rfind('.');
    asked.format = arguments.value("to").value_or(
        dot == std::string::npos ? "" : asked.output.substr(dot + 1));
    if (asked.format.empty())
        return usage_error("give --to pdf, zpl, svg or png, or a file name that ends so");
    return asked;
}

Result<job::LabelInput> read_batch(Arguments const& arguments, Context const& context) {
    job::LabelInput batch;
    for (auto const& file : arguments.operands) {
        CC_TRY_ASSIGN(auto const document, config::read_document(file));
        CC_TRY(job::add_label_input(document, batch));
    }
    if (auto const product = arguments.value("product")) {
        std::erase_if(batch.orders,
                      [&](label::Order const& order) { return order.product.id != *product; });
        if (batch.orders.empty())
            return usage_error(text::cat("no product has the id ", text::quoted(*product)));
    }
    if (!batch.on && context.now) {
        CC_TRY_ASSIGN(auto const clock, wall_clock(*context.now, "Z"));
        batch.on = date_of(clock.local);
    }
    if (!batch.on) // orders carry no day: the rules of the latest edition
        batch.on = *make_date(9999, 12, 31);
    return batch;
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
    stream << "  " << label.product << ", page " << label.page << ":";
    stream << (label.symbols.empty() ? " not read back\n" : "\n");
    for (auto const& symbol : label.symbols)
        stream << "    " << symbol.name << " " << symbol.identifier << " " << symbol.payload
               << ", X " << symbol.module.dots
               << " dots = " << text::fixed(symbol.module.millimetres, 4) << " mm ("
               << (symbol.module.error < 0 ? "" : "+") << text::fixed(symbol.module.error * 100, 1)
               << " %)\n";
    if (why)
        tell_why(stream, label);
}

void tell(Context& context, Asked const& asked, job::LabelOutcome const& outcome, bool why) {
    if (context.quiet)
        return;
    std::ostream& stream = asked.output == "-" ? context.err : context.out;
    if (context.json) {
        for (auto const& finding : outcome.findings)
            stream << report::to_json_line(finding) << '\n';
        for (auto const& label : outcome.labels)
            stream << job::to_json_line(outcome, label);
        return;
    }
    stream << (outcome.released ? "released " : "REFUSED ") << outcome.labels.size()
           << (outcome.labels.size() == 1 ? " label" : " labels") << " of layout "
           << outcome.layout.id << " for printer " << outcome.printer.id << '\n';
    stream << report::to_text(outcome.findings);
    for (auto const& label : outcome.labels) {
        if (outcome.released || why)
            tell_label(stream, label, why);
    }
}

ExitCode run_label(Arguments const& arguments, Context& context) {
    auto const asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto batch = read_batch(arguments, context);
    if (!batch)
        return complain(context, batch.error());
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    job::LabelRequest request{std::move(batch->orders), context.data_folders, *fonts, *batch->on};
    request.layout = *arguments.value("template");
    request.printer = *arguments.value("printer");
    request.formats = {asked->format};
    request.packages = std::move(batch->packages);
    if (auto const size = arguments.value("size")) {
        auto const parsed = label::parse_size(*size);
        if (!parsed)
            return complain(context, parsed.error());
        request.size = *parsed;
    }
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    request.tables = &*tables;
    auto const outcome = job::make_labels(request);
    if (!outcome)
        return complain(context, outcome.error());
    if (outcome->released) {
        auto const written = deliver(context, asked->output, outcome->files.at(asked->format));
        if (!written)
            return complain(context, written.error());
    }
    tell(context, *asked, *outcome, arguments.has("why"));
    return outcome->released ? ExitCode::yes : ExitCode::no;
}

} // namespace

Command label_command() {
    return {
        "label",
        "ISBT 128 labels, every symbol decoded again before anything is released",
        {"SHIPMENT|ORDERS... [--template ID] [--printer PROFILE] [--to pdf|zpl|svg|png] -o FILE"},
        "Sets one label for each product of a shipment or order file: text and symbols from the "
        "same facts, statements decided by the rules in force on the ship date, bars in whole "
        "dots of the printer. The finished page is measured (overlaps, quiet zones, gaps, "
        "heights), and every symbol is decoded from the picture of exactly what is sent.\n"
        "One label that is not right refuses all of them: nothing is written, and each finding "
        "says what to change. An order file says schema = \"coldchain.orders/1\" and has "
        "[[product]] tables with the keys they have in a shipment, and a [facility].",
        {{"output", 'o', "FILE", "where to; \"-\" is standard output"},
         {"to", 0, "pdf|zpl|svg|png", "form of the labels (default: by the ending of FILE)"},
         {"tables", 0, "FOLDER", "the folder of imported ISBT 128 tables"},
         {"template", 0, "ID", "layout, a file of templates/", job::default_label_layout},
         {"printer", 0, "PROFILE", "print head, a file of templates/printers/",
          job::default_label_printer},
         {"size", 0, "WIDTHxHEIGHT",
          "of the label stock in millimetres, for layouts of many sizes"},
         {"product", 0, "ID", "only the label of this product"},
         {"why", 0, "", "give each statement with its reason, and those left out with theirs"}},
        {{"coldchain label examples/a-car-t-dry-shipper/shipment.toml -o label.pdf",
          "the label of the shipment's product"},
         {"coldchain label examples/a-car-t-dry-shipper/shipment.toml --printer 8dpmm --to zpl "
          "-o -",
          "the same for a 203 dpi label printer"}},
        run_label};
}

} // namespace coldchain::tools
