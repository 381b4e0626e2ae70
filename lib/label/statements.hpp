// SPDX-License-Identifier: Apache-2.0
// Which warning and use statements a label must carry: 21 CFR 1271.60, .65, .90, 312.6, 610.60 and
// FACT-JACIE practice as dated, cited data under rules/statements, evaluated by the one rule
// engine. A fact that is unknown never leaves a warning out.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "config/data.hpp"
#include "label/statement.hpp"
#include "rules/judge.hpp"
#include "shipment/shipment.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::label {

/// A statement that is not printed, and why.
struct LeftOut {
    std::string rule;
    std::string text;
    std::string reason; ///< the condition that does not hold
    bool operator==(LeftOut const&) const = default;
};

/// What was decided for one product.
struct Decision {
    std::vector<Statement> statements; ///< in the order of the data
    std::vector<LeftOut> left_out;
    std::vector<Finding> findings; ///< an error refuses the label
};

/// The statement rules in force on a day.
class StatementRules {
public:
    /// `packs` are the ids of those to decide by, as a layout names them; empty: all. Fails with the
    /// ids there are when one is not among them.
    static Result<StatementRules> load(config::DataFolders const& folders, Date on,
                                       std::span<std::string const> packs = {});

    Decision decide(shipment::Product const& product) const;
    std::vector<config::DataId> const& identities() const { return m_identities; }

    rules::Book const& book() const { return m_book; }

private:
    explicit StatementRules(rules::Book book, Date on);
    rules::Book m_book;
    Date m_on;
    std::vector<config::DataId> m_identities;
};

/// A product as statement rules see it: its own keys and, where the results are given,
/// product.any_reactive and product.reactive_names. The root is called "product".
rules::Vocabulary const& statement_vocabulary();
config::Object statement_facts(config::Object product);

/// The folder of the rules inside a data folder, and what a file of it says in `schema`.
inline constexpr std::string_view statements_folder = "rules/statements";
inline constexpr std::string_view statements_schema = "coldchain.statements/1";

} // namespace coldchain::label
