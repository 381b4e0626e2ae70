// SPDX-License-Identifier: Apache-2.0
// The rule packs themselves: which there are and when they are in force, one rule with its source,
// whether every example holds, and what differs between two packs or two days.
#pragma once

#include "common/result.hpp"
#include "config/data.hpp"
#include "rules/pack.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// One pack file.
struct PackRow {
    std::string kind; ///< packaging or statements
    config::DataId identity;
    std::string title;
    std::string valid_from;
    std::string valid_to; ///< empty: still in force
    bool overlay = false;
    std::size_t rules = 0;
    std::size_t in_force = 0; ///< rules in force on the day asked for; all without a day
    bool chosen = true;       ///< the edition of its pack that is used on that day
    bool stale = false;       ///< used, because nothing nearer is there, and not in force that day
};

/// Every pack, as of a day when one is given.
Result<std::vector<PackRow>> list_packs(config::DataFolders const& folders,
                                        std::optional<Date> day);

/// One rule, readable; `texts` are the keys of the file.
struct RuleText {
    std::string id;
    std::string pack;
    std::string edition;
    std::string file;
    int line = 0;
    bool overlay = false;
    std::vector<std::pair<std::string, std::string>>
        texts; ///< key and value, citations as "source"
    std::size_t examples = 0;
};

/// Rules with that id (several editions), or all rules of the pack with that id, in file order.
/// Fails with the nearest id when there is none.
Result<std::vector<RuleText>> show_rules(std::string_view id, config::DataFolders const& folders);

struct TestOutcome {
    std::size_t rules = 0;
    std::size_t examples = 0;
    std::vector<Error> faults; ///< examples that do not hold, rules without enough of them
};

/// Runs the examples of every edition. Fails on a file that is broken.
Result<TestOutcome> test_rules(config::DataFolders const& folders);

/// One thing that is not alike on both sides.
struct Difference {
    std::string id; ///< of the rule, "definition NAME" or "list NAME"
    enum class Kind { added, removed, changed } kind = Kind::changed;
    std::string key;    ///< of a change: "require"
    std::string before; ///< of a change or a removal
    std::string after;
};

/// `left` and `right` are days (the packaging rules in force), pack files, or data folders.
Result<std::vector<Difference>> compare_rules(std::string_view left, std::string_view right,
                                              config::DataFolders const& folders);

} // namespace coldchain::job
