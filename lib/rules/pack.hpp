// SPDX-License-Identifier: Apache-2.0
// Rule packs: dated, cited conditions as data. A pack is one TOML file; several files may be
// editions of one pack, of which the one in force on the day of judging is used. A file of an
// overlay folder may replace rules and definitions by their id; everything else is added.
#pragma once

#include "common/finding.hpp"
#include "config/data.hpp"
#include "rules/expression.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::rules {

/// A change to a document that mends what a rule complains about. Exactly one of the paths is set;
/// they are written as in expressions ("package.outer.vented").
struct Change {
    enum class Kind { set, add, remove };
    Kind kind = Kind::set;
    std::string path;
    config::Node value; ///< texts in it are templates
    Expression when;    ///< empty: always possible
};

/// Something a package or paper must show when a rule concerns it.
struct Need {
    std::string kind; ///< mark, label, overpack; waybill, handling, declaration
    std::string code; ///< of a label, as shipments spell it; else empty
    Template text;    ///< as it is written
    Template size;    ///< "100 mm a side"
};

enum class Expect { passes, fails, unknown, not_concerned };

/// A case that a rule must judge as it says: a sample document with changes.
struct RuleExample {
    std::string from;
    std::vector<std::pair<std::string, config::Node>> set; ///< absolute paths, in order
    std::vector<std::string> remove;
    Expect expect = Expect::passes;
    config::Position position;
};

struct Rule {
    std::string id;
    std::string scope;                ///< judged once for each table of it
    std::vector<std::string> regimes; ///< of the document; empty: all
    Expression when;
    Expression require;
    Severity severity = Severity::error;
    Severity when_unknown = Severity::unknown; ///< of the finding that facts are missing
    Expression lighter_when;                   ///< a failure has another severity then
    Severity lighter = Severity::info;
    Expression field; ///< whose place and value the finding shows
    Template limit;
    Template message;
    Template fix;
    std::vector<Citation> citations;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    std::vector<Change> changes; ///< in order of preference
    std::vector<Need> needs;
    std::vector<RuleExample> examples;
    std::size_t pack = 0; ///< index in the book
    std::string file;
    config::Position position;
    std::string when_text;
    std::string require_text;
    std::string message_text;
    std::string fix_text;

    bool in_force(Date day) const;
};

/// A pack file as read, before choosing by date.
struct PackFile {
    config::DataHead head;
    Date valid_from;
    std::optional<Date> valid_to;
    config::Object content;
    std::string file;
    bool overlay = false;
};

/// Every key of a pack file.
config::Record const& pack_record();

/// Reads every pack of a sub-folder ("rules/packaging"), base first. All faults in one Error.
Result<std::vector<PackFile>> read_packs(config::DataFolders const& folders,
                                         std::string_view sub_folder, std::string_view schema);

/// One pack from a document.
Result<PackFile> read_pack(config::Document const& document, std::string_view schema);

struct PackInUse {
    config::DataId identity;
    std::string title;
    bool overlay = false;
    bool in_force = true; ///< on the day of judging; set by who judges
    Date valid_from;
    std::optional<Date> valid_to;
    std::string valid;                 ///< "from 2026-01-01", "2025-01-01 to 2025-12-31"
    std::vector<std::string> replaced; ///< ids of rules that it replaces
};

/// A sample document of the packs, for examples.
struct Sample {
    std::string id;
    config::Object document;
};

/// The rules chosen for one day, compiled.
struct Book {
    std::shared_ptr<Dictionary> dictionary; ///< shared: expressions refer to its definitions
    std::vector<PackInUse> packs;
    std::vector<Rule> rules;
    std::vector<Sample> samples;

    Rule const* find(std::string_view id) const;
    Sample const* find_sample(std::string_view id) const;
};

/// Indices of the files in force on `day`: of each pack the edition whose time holds the day, else
/// the nearest one.
std::vector<std::size_t> choose_packs(std::vector<PackFile> const& files, Date day);

bool in_force(PackInUse const& pack, Date day);

/// Compiles the chosen files. All faults in one Error, with file, line and column.
Result<Book> make_book(std::vector<PackFile> const& files, std::vector<std::size_t> const& chosen,
                       Vocabulary vocabulary);

} // namespace coldchain::rules
