// SPDX-License-Identifier: Apache-2.0
// Acceptance checklists, filled in from a judged shipment. The questions are data
// (rules/checklists): each names the rules, or a condition of its own, that answer it. Every
// question is listed, also when it does not apply.
#pragma once

#include "config/schema.hpp"
#include "packaging/evaluate.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::packaging {

/// open: a fact is missing, or only a person can tell.
enum class Answer { yes, no, not_applicable, open };
/// automatic: from what is written; confirm: proposed from the shipper's facts, to be confirmed at
/// the box; human: for the eye alone.
enum class Basis { automatic, confirm, human };

std::string_view to_word(Answer answer); ///< yes, no, n/a, open
std::string_view to_word(Basis basis);   ///< automatic, confirm, human

struct ChecklistItem {
    std::string number;
    std::string part; ///< heading it stands under: "Air waybill"
    std::string question;
    std::string reference;                  ///< paragraphs; may be empty
    Evidence evidence = Evidence::verified; ///< that the question is on the form
    Answer answer = Answer::open;
    Basis basis = Basis::automatic;
    std::string field; ///< the fact behind the answer: "package.dry_ice.net"; empty for human
    std::string value; ///< what it is: "6 kg; 4 kg"; empty for human
    std::vector<std::string> rules;   ///< ids that failed or lack facts
    std::vector<std::string> remarks; ///< what is wrong or missing; also of warnings with a yes
    std::string remedy;               ///< what to do about a no or an open fact
};

struct Checklist {
    std::string kind;
    std::string title;
    std::string about; ///< where the questions come from
    config::DataId identity;
    std::string shipment;
    Date judged_on;
    std::vector<ChecklistItem> items;
    bool concerned = true; ///< the shipment holds what the checklist is for
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t not_applicable = 0;
    std::size_t open_facts = 0;          ///< open, because a fact is missing
    std::size_t for_the_eye = 0;         ///< open, because only a person can tell
    std::vector<rules::PackInUse> packs; ///< the rules behind it

    /// acceptable: no no and no missing fact; not_acceptable; unknown.
    std::string_view verdict() const;
};

inline constexpr std::string_view checklist_schema = "coldchain.checklist/1";
inline constexpr std::string_view checklist_folder = "rules/checklists";
/// The keys of such a file.
config::Record const& checklist_record();

/// The kinds there are: ids of the files in rules/checklists.
std::vector<std::string> checklist_kinds(config::DataFolders const& folders);

/// Fills a checklist in. Fails on a kind that is not there, and with its place on a file that is
/// broken.
Result<Checklist> fill_checklist(std::string_view kind, Verdict const& verdict,
                                 config::DataFolders const& folders);

} // namespace coldchain::packaging
