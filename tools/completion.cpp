// SPDX-License-Identifier: Apache-2.0
// The places of a command line are read from the usage lines and options of the table: a word in
// small letters stands for itself, a word in capitals for a kind of thing.
#include "tools/completion.hpp"

#include "certify/limits.hpp"
#include "common/text.hpp"
#include "isbt128/data_structure.hpp"
#include "job/explain_job.hpp"
#include "label/layout.hpp"
#include "label/printer.hpp"
#include "packaging/evaluate.hpp"
#include "tools/commands.hpp"
#include "tools/kinds.hpp"
#include "tools/outputs.hpp"

#include <algorithm>
#include <array>

namespace coldchain::tools {

namespace {

using Words = std::vector<std::string>;

Words data_names(config::DataFolders const& folders, std::string_view sub_folder) {
    Words names;
    for (auto const& file : config::list_data(folders, sub_folder))
        names.push_back(file.name);
    return names;
}

Words layout_words(config::DataFolders const& folders) {
    return data_names(folders, label::layouts_folder);
}
Words printer_words(config::DataFolders const& folders) {
    return data_names(folders, label::printers_folder);
}
Words limits_words(config::DataFolders const& folders) {
    return data_names(folders, certify::limits_folder);
}
Words pack_words(config::DataFolders const& folders) {
    return data_names(folders, packaging::pack_folder);
}
Words code_words(config::DataFolders const& folders) {
    auto const codes = job::known_codes(folders);
    return codes ? *codes : Words{};
}
Words command_words(config::DataFolders const&) {
    Words names;
    for (auto const& command : commands())
        names.emplace_back(command.name);
    return names;
}
Words kinds_words(config::DataFolders const&) {
    return kind_names();
}
Words output_words(config::DataFolders const&) {
    return output_names();
}
Words structure_words(config::DataFolders const&) {
    Words words;
    for (auto const& row : isbt128::structures())
        words.emplace_back(row.word);
    return words;
}

/// What a word in capitals stands for. An option's own name, where it is here, says more than the
/// word its value bears.
struct Placeholder {
    std::string_view name;
    Words (*words)(config::DataFolders const&) = nullptr;
    std::string_view endings = {}; ///< of files, with blanks between; "*" is any
    bool folders = false;
};

constexpr std::array placeholders{
    Placeholder{"--template", layout_words},
    Placeholder{"--printer", printer_words},
    Placeholder{"--limits", limits_words},
    Placeholder{"LAYOUT", layout_words},
    Placeholder{"PROFILE", printer_words},
    Placeholder{"LIMITS", limits_words},
    Placeholder{"PACK", pack_words},
    Placeholder{"RULE", code_words},
    Placeholder{"CODE", code_words},
    Placeholder{"COMMAND", command_words},
    Placeholder{"FORMAT", kinds_words},
    Placeholder{"OUTPUT", output_words},
    Placeholder{"STRUCTURE", structure_words},
    Placeholder{"SHIPMENT", nullptr, "toml json"},
    Placeholder{"ORDERS", nullptr, "toml json"},
    Placeholder{"MANIFEST", nullptr, "toml json xml pdf"},
    Placeholder{"CERTIFICATE", nullptr, "pdf"},
    Placeholder{"PDF", nullptr, "pdf"},
    Placeholder{"IMAGE", nullptr, "png pgm ppm pdf"},
    Placeholder{"FILE", nullptr, "*"},
    Placeholder{"RECORDING", nullptr, "*"},
    Placeholder{"FOLDER", nullptr, {}, true},
    Placeholder{"OUT", nullptr, {}, true},
};

bool is_literal(std::string_view word) {
    return !word.empty() && word[0] >= 'a' && word[0] <= 'z' &&
           word.find('=') == std::string_view::npos;
}

class Completer {
public:
    Completer(std::string begun, config::DataFolders const& folders)
        : m_begun(std::move(begun)), m_folders(folders) {}

    void add(std::string_view word) {
        if (word.starts_with(m_begun) &&
            std::find(m_found.words.begin(), m_found.words.end(), word) == m_found.words.end())
            m_found.words.emplace_back(word);
    }

    // "pdf|zpl", "FILE|FOLDER", "LIMITS"
    void add_alternatives(std::string_view value, std::string_view option = {}) {
        if (!option.empty() && add_placeholder(text::cat("--", option)))
            return;
        for (auto const word : text::split(value, '|')) {
            if (is_literal(word) || option == "unit") // C, F and K are units, not kinds of things
                add(word);
            else
                add_placeholder(word);
        }
    }

    Candidates take() { return std::move(m_found); }

private:
    bool add_placeholder(std::string_view name) {
        auto const row = std::find_if(placeholders.begin(), placeholders.end(),
                                      [&](Placeholder const& known) { return known.name == name; });
        if (row == placeholders.end())
            return false;
        if (row->words != nullptr) {
            for (auto const& word : row->words(m_folders))
                add(word);
        }
        m_found.folders = m_found.folders || row->folders;
        if (!row->endings.empty())
            add_files(row->endings);
        return true;
    }

    void add_files(std::string_view endings) {
        bool const any_already = m_found.files && m_found.files->empty();
        if (endings == "*" || any_already) {
            m_found.files.emplace();
            return;
        }
        if (!m_found.files)
            m_found.files.emplace();
        for (auto const ending : text::split(endings, ' ')) {
            if (std::find(m_found.files->begin(), m_found.files->end(), ending) ==
                m_found.files->end())
                m_found.files->emplace_back(ending);
        }
    }

    std::string m_begun;
    config::DataFolders const& m_folders;
    Candidates m_found;
};

// The operands of a usage line: "encode KIND NAME=VALUE..." gives three words; options go.
std::vector<std::string> operands_of(std::string_view usage) {
    std::vector<std::string> operands;
    bool in_option = false;
    for (auto const piece : text::split(usage, ' ')) {
        if (piece == "<" || piece == "|") // a redirection is the shell's
            break;
        std::string const word = text::replace_all(text::replace_all(piece, "[", ""), "]", "");
        if (word.starts_with("-") && word != "-") {
            in_option = true; // its value follows, up to the bracket that closes it
            if (piece.ends_with("]"))
                in_option = false;
            continue;
        }
        if (in_option) {
            in_option = false;
            continue;
        }
        operands.push_back(word);
    }
    return operands;
}

bool fits(std::string_view place, std::string_view given) {
    for (auto const word : text::split(place, '|')) {
        if (!is_literal(word) || word == given)
            return true;
    }
    return false;
}

OptionRow const* find_option(Command const& command, std::string_view word) {
    auto const is_it = [&](OptionRow const& row) {
        return word == text::cat("--", row.name) ||
               (row.letter != 0 && word == text::cat('-', row.letter));
    };
    auto const own = std::find_if(command.options.begin(), command.options.end(), is_it);
    if (own != command.options.end())
        return &*own;
    auto const common = common_options();
    auto const at = std::find_if(common.begin(), common.end(), is_it);
    return at != common.end() ? &*at : nullptr;
}

void add_options(Completer& completer, Command const& command) {
    for (auto const& row : command.options)
        completer.add(text::cat("--", row.name));
    for (auto const& row : common_options())
        completer.add(text::cat("--", row.name));
}

// What the operand after `given` may be, by the usage lines that `given` fits.
void add_operands(Completer& completer, Command const& command, Words const& given) {
    for (auto const usage : command.usage) {
        auto const places = operands_of(usage);
        std::string place;
        bool fitting = !places.empty();
        for (std::size_t i = 0; i <= given.size() && fitting; ++i) {
            if (i < places.size())
                place = places[i];
            else
                fitting = place.ends_with("..."); // the last place again
            std::string const bare = text::replace_all(place, "...", "");
            if (i == given.size() && fitting)
                completer.add_alternatives(bare == "KIND" ? "STRUCTURE" : bare);
            else if (i < given.size() && fitting)
                fitting = fits(bare, given[i]);
        }
    }
}

void complete_after(Completer& completer, Command const& command, Words const& before,
                    std::string const& begun) {
    Words operands;
    OptionRow const* open = nullptr; // an option that still waits for its value
    for (auto const& word : before) {
        if (open != nullptr) {
            open = nullptr;
        } else if (word.starts_with("-") && word != "-") {
            auto const* const row = find_option(command, word);
            open = row != nullptr && !row->value.empty() ? row : nullptr;
        } else {
            operands.push_back(word);
        }
    }
    if (open != nullptr)
        completer.add_alternatives(open->value, open->name);
    else if (begun.starts_with("-"))
        add_options(completer, command);
    else
        add_operands(completer, command, operands);
}

} // namespace

Candidates complete(std::vector<std::string> const& words, config::DataFolders const& folders) {
    Words line = words;
    std::erase(line, "="); // bash gives "--to=pdf" as three words
    if (line.empty())
        line.emplace_back();
    std::string begun = line.back();
    line.pop_back();
    if (auto const equal = begun.find('='); begun.starts_with("--") && equal != std::string::npos) {
        line.push_back(begun.substr(0, equal));
        begun = begun.substr(equal + 1);
    }
    Completer completer(begun, folders);
    if (line.empty()) {
        for (auto const& command : commands())
            completer.add(command.name);
        completer.add("--help");
        completer.add("--version");
        return completer.take();
    }
    if (Command const* const command = find_command(line.front()))
        complete_after(completer, *command, {line.begin() + 1, line.end()}, begun);
    return completer.take();
}

std::optional<std::string> likely_operand(Command const& command, Words const& operands) {
    if (operands.empty())
        return std::nullopt;
    Words known;
    for (auto const usage : command.usage) {
        auto const places = operands_of(usage);
        if (places.empty() && usage.starts_with("-"))
            continue; // an option alone
        std::string const first = places.empty() ? std::string() : places.front();
        for (auto const word : text::split(first, '|')) {
            if (!is_literal(word))
                return std::nullopt;
            known.emplace_back(word);
        }
    }
    if (std::find(known.begin(), known.end(), operands.front()) != known.end())
        return std::nullopt;
    return text::nearest(operands.front(), known);
}

std::string to_text(Candidates const& candidates) {
    std::string out;
    for (auto const& word : candidates.words)
        out += word + '\n';
    if (candidates.folders)
        out += ":folders\n";
    if (candidates.files)
        out += text::cat(":files", candidates.files->empty() ? "" : " ",
                         text::join(*candidates.files, " "), '\n');
    return out;
}

} // namespace coldchain::tools
