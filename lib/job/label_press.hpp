// SPDX-License-Identifier: Apache-2.0
// One label from its order to a proven page: statements decided, page composed and measured, codes
// compared with each other and with the print, every symbol decoded again from the raster of
// exactly what is sent.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "config/data.hpp"
#include "draw/font.hpp"
#include "isbt128/tables.hpp"
#include "label/compose.hpp"
#include "label/fields.hpp"
#include "label/stages.hpp"
#include "label/statements.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coldchain::job {

inline constexpr std::string_view default_label_layout = "cellular-therapy-100x100";
inline constexpr std::string_view default_label_printer = "12dpmm";

/// One symbol of a released label, as it was read back.
struct ReleasedSymbol {
    std::string name;
    std::vector<std::string> structures;
    std::string symbology;
    std::string identifier; ///< symbology identifier of the reader: "]C0"
    std::string payload;
    label::ModuleChoice module;
};

struct LabelRecord {
    std::string product; ///< id in the order, or of the package
    int copy = 1;
    int page = 0; ///< from 1
    std::vector<ReleasedSymbol> symbols;
    std::vector<label::Statement> statements;
    std::vector<label::LeftOut> left_out;
};

/// What the labels of one run share. `data` and `fonts` outlive the press.
struct PressSettings {
    config::DataFolders const& data;
    draw::Fonts const& fonts;
    Date on; ///< the day whose statements are in force
    std::string layout{default_label_layout};
    std::string printer{default_label_printer};
    std::optional<std::pair<label::Micrometres, label::Micrometres>> size = {}; ///< of the stock
    /// The user's own tables, which outlive the press: a code retired before the product was made is
    /// refused.
    isbt128::Tables const* tables = nullptr;
};

/// A label as it came from the press. With an error or an unknown among the findings it must not
/// leave, and it was not rastered.
struct MadeLabel {
    draw::Page page;
    LabelRecord record;
    std::vector<Finding> findings;
    std::string zpl; ///< of the raster that was read back, when it was asked for

    bool refused() const;
};

/// Errors and unknowns refuse a label.
bool refuses(std::vector<Finding> const& findings);

class LabelPress {
public:
    enum class Keep { page, zpl };

    /// Fails on a data file that is missing or broken, and on a size the layout cannot have.
    static Result<LabelPress> load(PressSettings const& settings);

    /// May be called from several threads. `page` is noted in the record.
    MadeLabel press(label::Order const& order, int page, Keep keep = Keep::page) const;
    MadeLabel press(label::PackageOrder const& order, int page, Keep keep = Keep::page) const;

    /// The page without judging or proving it: what would stand on the label, and where.
    label::Composed compose(label::Order const& order) const;
    label::Composed compose(label::PackageOrder const& order) const;

    /// LBL-11: a retired layout is refused, a draft is not for use.
    std::vector<Finding> layout_findings() const;

    label::Layout const& layout() const { return m_layout; }
    label::PrinterProfile const& printer() const { return m_printer; }
    /// Every data file used, layout and printer first.
    std::vector<config::DataId> data() const;

private:
    LabelPress(label::Layout layout, label::PrinterProfile printer,
               label::StatementRules statements, draw::Fonts const& fonts);
    std::vector<Finding> judge_stage(label::Content const& content, label::LabelUse use,
                                     std::string const& scope) const;
    MadeLabel finish(label::Filled filled, std::string const& scope, MadeLabel made,
                     Keep keep) const;

    label::Layout m_layout;
    label::PrinterProfile m_printer;
    label::StatementRules m_statements;
    std::optional<label::StageRules> m_stages; ///< nothing for a layout without a stage
    draw::Fonts const* m_fonts;
    isbt128::Tables const* m_tables = nullptr;
};

} // namespace coldchain::job
