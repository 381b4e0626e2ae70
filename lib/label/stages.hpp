// SPDX-License-Identifier: Apache-2.0
// The stage table: which element of a label must be affixed, attached or at least accompany the
// product, at which stage, as dated and cited rules under rules/stages for the one rule engine.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "config/data.hpp"
#include "label/fields.hpp"
#include "label/layout.hpp"
#include "rules/judge.hpp"

#include <string_view>
#include <vector>

namespace coldchain::label {

/// What a label is for: elements that protect a patient are not asked of research labels.
enum class LabelUse { clinical, research };

/// The stage rules in force on a day.
class StageRules {
public:
    static Result<StageRules> load(config::DataFolders const& folders, Date on);

    /// What a label of the layout lacks at the layout's stage, with the rules' own ids: an error
    /// when it must be on this very label, an info when it must travel with it. `field` is
    /// "label.NAME". Nothing for a layout without a stage.
    std::vector<Finding> judge(Layout const& layout, Content const& content, LabelUse use) const;

    std::vector<config::DataId> const& identities() const { return m_identities; }

private:
    StageRules(rules::Book book, Date on);
    rules::Book m_book;
    Date m_on;
    std::vector<config::DataId> m_identities;
};

/// A label as stage rules see it: stage, placement, use, each field as it is printed, and under
/// `order` each field as it is given. The root is called "label".
rules::Vocabulary const& stage_vocabulary();

/// The folder of the rules inside a data folder, and what a file of it says in `schema`.
inline constexpr std::string_view stages_folder = "rules/stages";
inline constexpr std::string_view stages_schema = "coldchain.stages/1";

} // namespace coldchain::label
