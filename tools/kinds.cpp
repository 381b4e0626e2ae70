// SPDX-License-Identifier: Apache-2.0
#include "tools/kinds.hpp"

#include "certify/limits.hpp"
#include "documents/declaration.hpp"
#include "label/columns.hpp"
#include "label/layout.hpp"
#include "label/order.hpp"
#include "label/printer.hpp"
#include "label/stages.hpp"
#include "label/statements.hpp"
#include "logger/profile.hpp"
#include "packaging/checklist.hpp"
#include "packaging/evaluate.hpp"
#include "rules/pack.hpp"
#include "shipment/schema.hpp"
#include "tools/isbt.hpp"
#include "tools/starts.hpp"

#include <algorithm>
#include <array>

namespace coldchain::tools {

std::span<Kind const> kinds() {
    static constexpr std::array table{
        Kind{
            "shipment", "what is sent, in what, from whom to whom, and what came back",
            "TOML for people, JSON with the same keys for systems. check, label, document, certify "
            "and dispatch read it. A fact that is not given is unknown, and unknown never "
            "satisfies a rule; an empty text counts as not given.",
            shipment::shipment_schema, "", shipment::shipment_record, shipment_start},
        Kind{"label-order", "products to label, without a shipment",
             "Read by label. A [[product]] has the keys it has in a shipment, [facility] those of "
             "[shipper].",
             label::orders_schema, "", label::orders_record, order_start},
        Kind{"limits", "how warm or cold a product may be, and for how long",
             "One file is one profile; its file name is the id that shipments and --limits use. "
             "Read by certify and dispatch. A reading equal to a limit is inside. Every example "
             "must come to the verdict it states.",
             certify::limits_schema, certify::limits_folder, certify::limits_record, limits_start},
        Kind{"rule", "packaging rules: dated, cited conditions with examples",
             "One file is one edition of one pack. Read by check and dispatch. A rule is judged "
             "once for each table of the list it is for; a condition over a fact that is not given "
             "is unknown. Each rule has at least one example that passes and one that fails.",
             packaging::pack_schema, packaging::pack_folder, rules::pack_record, rule_start},
        Kind{"statement", "warning and use statements on labels: conditions over one product",
             "The same form as packaging rules. Read by label. What a rule needs as kind \"label\" "
             "is printed.",
             label::statements_schema, label::statements_folder, rules::pack_record},
        Kind{"logger-format", "what only the maker knows about a logger's export",
             "How the file is recognised, where the serial stands, what a cell means that no "
             "reader could infer; delimiters, columns, dates and decimals are inferred. Read by "
             "readings, certify and dispatch. Examples are sample lines and what they must yield.",
             logger::profile_schema, "rules/loggers", logger::profile_record, logger_format_start},
        Kind{"layout", "what stands where on a label, in millimetres",
             "Texts name fields of the order in braces: {storage}; with a question mark, {lot?}, "
             "the paragraph is left out when the field is empty. Read by label. A draft prints its "
             "watermark, a retired layout is refused.",
             label::layout_schema, label::layouts_folder, label::layout_record, layout_start},
        Kind{"columns", "which column of a table of label orders is which key of a product",
             "Read by label (--columns). Headings that stand neither in [columns] nor in ignored are "
             "refused. An empty cell is a fact that is not given.",
             label::columns_schema, "", label::columns_record},
        Kind{"stages", "which elements a label must carry at which stage of a product's way",
             "The same form as packaging rules. Read by label. label.NAME is a field as the layout "
             "prints it, label.order.NAME as the order gives it; label.placement is affixed (on the "
             "container itself), attached (also on a tie tag) or accompanying (also on paper), and a "
             "stronger place satisfies a weaker demand.",
             label::stages_schema, label::stages_folder, rules::pack_record},
        Kind{"checklist", "the questions of an acceptance form and what answers them",
             "Read by check --checklist and by document; the file name is the kind. A question is "
             "answered by rules, by a condition of its own, or by a person at the box.",
             packaging::checklist_schema, packaging::checklist_folder,
             packaging::checklist_record},
        Kind{"logger-words", "the words that logger exports use, in many languages",
             "One file, words.toml, beside the logger formats. Read by readings, certify and "
             "dispatch. Case does not matter; a word of up to three bytes must stand alone.",
             logger::words_schema, "rules/loggers", logger::words_record},
        Kind{"goods", "what a shipper's declaration and a waybill say of dangerous goods",
             "One file, goods.toml. Read by document.",
             documents::goods_schema, "rules/documents", documents::goods_record},
        Kind{"keyboard", "what a scanner's keys become on another keyboard layout",
             "Read by isbt decode --keyboard and isbt keyboard calibrate; the file name is the id.",
             keyboard_schema, keyboards_folder, keyboard_record},
        Kind{"printer", "the print head of a label printer",
             "Read by label and dispatch: modules of symbols are whole dots of the head.",
             label::printer_schema, label::printers_folder, label::printer_record},
    };
    return table;
}

Kind const* find_kind(std::string_view name) {
    auto const table = kinds();
    auto const at = std::find_if(table.begin(), table.end(),
                                 [&](Kind const& kind) { return kind.name == name; });
    return at == table.end() ? nullptr : &*at;
}

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (auto const& kind : kinds())
        names.emplace_back(kind.name);
    return names;
}

} // namespace coldchain::tools
