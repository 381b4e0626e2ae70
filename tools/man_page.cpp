// SPDX-License-Identifier: Apache-2.0
// Sections always in the same order: name, synopsis, description, options, exit status, examples,
// see also. Pages carry no date: the same program writes the same bytes.
#include "tools/man_page.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"

#include <algorithm>

namespace coldchain::tools {

namespace {

// Text as roff: backslashes and hyphens spelt out, no line that begins as a request does.
std::string escaped(std::string_view words) {
    std::string out;
    for (char const letter : words) {
        if (letter == '\\')
            out += "\\e";
        else if (letter == '-')
            out += "\\-";
        else
            out += letter;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

// An argument of a macro, in quotes.
std::string argument(std::string_view words) {
    return text::cat('"', text::replace_all(escaped(words), "\"", "\\(dq"), '"');
}

std::string head(std::string_view title, char section, std::string_view what) {
    return text::cat(".TH ", argument(text::upper(title)), ' ', section, " \"\" ",
                     argument(text::cat("coldchain ", COLDCHAIN_VERSION)),
                     " \"coldchain\"\n.SH NAME\n", escaped(title), " \\- ", escaped(what), '\n');
}

std::string paragraphs(std::string_view words) {
    std::string out;
    for (auto const paragraph : text::split(words, '\n')) {
        if (!paragraph.empty()) // an empty line between paragraphs is not one of them
            out += text::cat(out.empty() ? "" : ".PP\n", escaped(paragraph), '\n');
    }
    return out;
}

std::string option_entry(OptionRow const& row) {
    std::string tag = row.letter != 0 ? text::cat("\\fB\\-", row.letter, "\\fR, ") : std::string();
    tag += text::cat("\\fB\\-\\-", escaped(row.name), "\\fR");
    if (!row.value.empty())
        tag += text::cat(" \\fI", escaped(row.value), "\\fR");
    std::string about(row.description);
    if (row.repeatable)
        about += "; may be given more than once";
    if (!row.fallback.empty())
        about += text::cat(" (default: ", row.fallback, ')');
    return text::cat(".TP\n", tag, '\n', escaped(about), '\n');
}

constexpr std::string_view exit_status =
    ".SH EXIT STATUS\n"
    ".TP\n0\ndone, and the answer is yes\n"
    ".TP\n1\ndone, and the answer is no\n"
    ".TP\n2\nthe command line is wrong\n"
    ".TP\n3\nan input could not be read or understood, or an output could not be written\n"
    ".TP\n4\na defect in coldchain; the message asks for a report\n"
    ".TP\n5\ndone, but a fact was unknown, so the answer is neither yes nor no "
    "(\\fB\\-\\-strict\\fR makes it 1)\n"
    ".PP\nOver many inputs the worst counts, in the order 4, 3, 1, 5, 0.\n";

std::string see_also(std::string_view except) {
    std::string out = ".SH SEE ALSO\n";
    std::vector<std::string> pages;
    if (except != "coldchain")
        pages.emplace_back("\\fBcoldchain\\fR(1)");
    for (auto const& command : commands()) {
        if (command.name != except)
            pages.push_back(text::cat("\\fBcoldchain\\-", escaped(command.name), "\\fR(1)"));
    }
    for (auto const& kind : kinds()) {
        if (kind.name != except)
            pages.push_back(text::cat("\\fBcoldchain\\-", escaped(kind.name), "\\fR(5)"));
    }
    return out + text::join(pages, ",\n") + '\n';
}

void add_tables(config::Record const& record, std::string const& path, int depth,
                std::string& out) {
    for (auto const& field : record.fields) {
        std::string about(field.about);
        std::string const takes = config::expected_text(field);
        bool const table = field.record != nullptr;
        std::string const facts = text::cat(field.required ? "required; " : "", table ? "" : takes);
        if (!table)
            out += text::cat(".TP\n\\fB", escaped(field.name), "\\fR\n",
                             escaped(about.empty() ? facts : text::cat(about, " (", facts, ')')),
                             '\n');
    }
    for (auto const& field : record.fields) {
        if (field.record == nullptr || depth > 6)
            continue;
        std::string const place =
            path.empty() ? std::string(field.name) : text::cat(path, '.', field.name);
        bool const many = field.type == config::FieldType::tables;
        out += text::cat(".SS ", argument(text::cat(many ? "[[" : "[", place, many ? "]]" : "]")),
                         '\n');
        if (!field.about.empty())
            out += text::cat(escaped(field.about), ".\n");
        add_tables(*field.record, place, depth + 1, out);
    }
}

} // namespace

ManPage man_page(Command const& command) {
    std::string const title = text::cat("coldchain-", command.name);
    std::string out = head(title, '1', command.summary);
    out += ".SH SYNOPSIS\n";
    for (auto const& usage : command.usage)
        out += text::cat(&usage == command.usage.data() ? "" : ".br\n", "\\fBcoldchain ",
                         escaped(command.name), "\\fR ", escaped(usage), '\n');
    out += text::cat(".SH DESCRIPTION\n", paragraphs(command.description), ".SH OPTIONS\n");
    for (auto const& row : command.options)
        out += option_entry(row);
    if (!command.options.empty())
        out += ".SS Options of every command\n";
    for (auto const& row : common_options()) {
        bool const own = std::any_of(command.options.begin(), command.options.end(),
                                     [&](auto const& other) { return other.name == row.name; });
        if (!own)
            out += option_entry(row);
    }
    out += exit_status;
    if (!command.examples.empty())
        out += ".SH EXAMPLES\n";
    for (auto const& example : command.examples)
        out +=
            text::cat(".TP\n\\fB", escaped(example.line), "\\fR\n", escaped(example.shows), '\n');
    return {title + ".1", out + see_also(command.name)};
}

ManPage man_page(Kind const& kind) {
    std::string const title = text::cat("coldchain-", kind.name);
    std::string out = head(title, '5', kind.what);
    out += text::cat(".SH DESCRIPTION\n", paragraphs(kind.about));
    if (!kind.folder.empty())
        out += text::cat(".PP\nFiles of this kind stand in \\fI", escaped(kind.folder),
                         "\\fR inside a data folder (\\fB\\-\\-data\\fR, COLDCHAIN_DATA) and "
                         "replace those of the same name.\n");
    out += text::cat(".PP\nIts key \\fBschema\\fR says ", argument(kind.schema), ".\n");
    if (kind.start != nullptr)
        out += text::cat("A starting file: \\fBcoldchain new ", escaped(kind.name), "\\fR.\n");
    out +=
        ".SH KEYS\nAn unknown key, a value of the wrong kind and a missing unit are refused with "
        "file, line and column.\n";
    add_tables(kind.record(), "", 0, out);
    return {title + ".5", out + see_also(kind.name)};
}

ManPage overview_man_page() {
    std::string out = head("coldchain", '1',
                           "labels, packaging verdicts, documents and temperature certificates");
    out += ".SH SYNOPSIS\n\\fBcoldchain\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n"
           ".SH DESCRIPTION\n"
           "For people who ship living cells. One shipment file in; correct labels, a packaging "
           "verdict, the documents, and later a temperature certificate out, each of them "
           "checkable by a stranger, offline, with one command.\n"
           ".PP\n\\fBcoldchain\\-COMMAND\\fR is the same as \\fBcoldchain COMMAND\\fR. Data go to "
           "standard output, talk to standard error. A file is written under a temporary name and "
           "renamed, so that none is ever half there; one that exists is refused without "
           "\\fB\\-\\-force\\fR. The same input gives the same bytes.\n"
           ".SH COMMANDS\n";
    for (auto const& command : commands())
        out +=
            text::cat(".TP\n\\fB", escaped(command.name), "\\fR\n", escaped(command.summary), '\n');
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    for (auto const& row : common_options())
        out += option_entry(row);
    out += exit_status;
    out += ".SH ENVIRONMENT\n"
           ".TP\nCOLDCHAIN_DATA\na folder of data files (rules, limits, layouts) that overlay the "
           "program's own, as \\fB\\-\\-data\\fR does; empty means unset\n"
           ".TP\nSOURCE_DATE_EPOCH\nseconds since 1970, in place of \\fB\\-\\-now\\fR\n"
           ".TP\nTMPDIR\nwhere recheck works\n"
           ".SH FILES\n";
    for (auto const& kind : kinds())
        out += text::cat(".TP\n\\fBcoldchain\\-", escaped(kind.name), "\\fR(5)\n",
                         escaped(kind.what), '\n');
    return {"coldchain.1", out + see_also("coldchain")};
}

std::vector<ManPage> man_pages() {
    std::vector<ManPage> pages{overview_man_page()};
    for (auto const& command : commands())
        pages.push_back(man_page(command));
    for (auto const& kind : kinds())
        pages.push_back(man_page(kind));
    return pages;
}

} // namespace coldchain::tools
