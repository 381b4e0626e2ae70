// SPDX-License-Identifier: Apache-2.0
#include "documents/cover_page.hpp"

#include "common/text.hpp"

namespace coldchain::documents {

Result<draw::Drawing> cover_pages(shipment::Shipment const& shipment,
                                  std::vector<CoverRow> const& rows, CoverPage const& page,
                                  draw::Fonts const& fonts) {
    Pages pages({page.paper,
                 "Documents",
                 shipment.id,
                 shipment.shipper.name,
                 {text::cat("Manifest sha256 ", page.digest.substr(0, 32), "...")}},
                fonts);
    std::vector<Fact> const head{
        {"From", shipment.shipper.name},
        {"To", shipment.consignee.name},
        {"Shipped", to_people(shipment.ship_at)},
        {"Packaging check", text::replace_all(page.verdict, "_", " "), strong_style},
        {"Packages", text::cat(shipment.packages.size())},
        {"Waybill", shipment.waybill ? shipment.waybill->number : "", code_style},
    };
    pages.facts(head, 3);
    if (!page.warnings.empty()) {
        pages.heading("Read this first");
        for (auto const& warning : page.warnings)
            pages.paragraph("\xE2\x80\xA2 " + warning, strong_style);
    }
    Table made{{{"Done", 0.5},
                {"Document", 1.4, strong_style},
                {"Print", 1.3},
                {"Sign", 1.3},
                {"Where it goes", 1.5},
                {"Files", 1.5, small_style}},
               {}};
    Table left{{{"Document", 1, strong_style}, {"Why there is none", 3}}, {}};
    for (auto const& row : rows) {
        if (row.made)
            made.rows.push_back({{"\xE2\x96\xA1"},
                                 {row.document},
                                 {row.print},
                                 {row.sign.empty() ? "-" : row.sign},
                                 {row.place},
                                 {row.files}});
        else
            left.rows.push_back({{row.document}, {row.place}});
    }
    pages.heading("To print, sign and stick");
    pages.table(made);
    if (!left.rows.empty()) {
        pages.heading("Not part of this set");
        pages.table(left);
    }
    pages.paragraph("Before the box leaves: every line above ticked, seals as written on manifest "
                    "and custody form, two people have signed both.",
                    small_style);
    pages.paragraph(page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                             : "Issued: ______________________ (date and time by hand)",
                    small_style);
    return std::move(pages).finish();
}

} // namespace coldchain::documents
