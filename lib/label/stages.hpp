// SPDX-License-Identifier: Apache-2.0
// The stage table: which element of a label must be affixed, attached or at least accompany the
// product, at which stage, as dated and cited data under rules/stages.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "config/data.hpp"
#include "config/schema.hpp"
#include "label/fields.hpp"
#include "label/layout.hpp"

#include <map>
#include <string>
#include <vector>

namespace coldchain::label {

struct StageElement {
    std::string id;
    std::string name;                    ///< for people
    std::vector<std::string> fields;     ///< any of them on the label shows the element
    std::vector<std::string> if_given;   ///< asked for when the order gives one; empty: always
    std::map<std::string, std::string, std::less<>> demands; ///< stage to affixed, attached, ...
};

struct StageTable {
    config::DataId identity;
    Evidence evidence = Evidence::recalled;
    std::vector<StageElement> elements;

    /// What a label of the layout lacks at the layout's stage: LBL-18, an error when it must be on
    /// this very label, an info when it must travel with it. Nothing for a layout without a stage.
    std::vector<Finding> judge(Layout const& layout, Content const& content) const;
};

/// Reads rules/stages/fact-jacie.toml. All problems in one Error, with place.
Result<StageTable> read_stages(config::DataFolders const& folders);
Result<StageTable> read_stages(config::Document const& document);

inline constexpr std::string_view stages_schema = "coldchain.stages/1";
inline constexpr std::string_view stages_folder = "rules/stages";
/// The keys of such a file.
config::Record const& stages_record();

} // namespace coldchain::label
