// SPDX-License-Identifier: Apache-2.0
#include "isbt128/data_structure.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

// ST-001 table 2 for identifiers and lengths, table 30 for the check character.
constexpr auto rows = std::to_array<StructureRow>({
    {Kind::unknown, "", "", "Not an ISBT 128 data structure", "", 0, CheckUse::not_applicable,
     Status::current, "2.1"},
    {Kind::din, "001", "din", "Donation Identification Number", "=", 16, CheckUse::required,
     Status::current, "2.4.1"},
    {Kind::blood_group, "002", "blood-group", "Blood Groups [ABO and RhD]", "=%", 6,
     CheckUse::not_applicable, Status::current, "2.4.2"},
    {Kind::product, "003", "product", "Product Code", "=<", 10, CheckUse::not_applicable,
     Status::current, "2.4.3"},
    {Kind::expiry_date, "004", "expiry-date", "Expiration Date", "=>", 8, CheckUse::optional,
     Status::current, "2.4.4"},
    {Kind::expiry, "005", "expiry", "Expiration Date and Time", "&>", 12, CheckUse::optional,
     Status::current, "2.4.5"},
    {Kind::collection_date, "006", "collection-date", "Collection Date", "=*", 8,
     CheckUse::optional, Status::current, "2.4.6"},
    {Kind::collection, "007", "collection", "Collection Date and Time", "&*", 12,
     CheckUse::optional, Status::current, "2.4.7"},
    {Kind::production_date, "008", "production-date", "Production Date", "=}", 8,
     CheckUse::optional, Status::current, "2.4.8"},
    {Kind::production, "009", "production", "Production Date and Time", "&}", 12,
     CheckUse::optional, Status::current, "2.4.9"},
    {Kind::special_testing, "010", "special-testing", "Special Testing: General", "&(", 7,
     CheckUse::optional, Status::current, "2.4.10"},
    {Kind::red_cell_antigens_old, "011", "red-cell-antigens-011",
     "Special Testing: Red Blood Cell Antigens", "={", 20, CheckUse::required, Status::retired,
     "2.4.11"},
    {Kind::red_cell_antigens, "012", "red-cell-antigens",
     "Special Testing: Red Blood Cell Antigens - General", "=\\", 20, CheckUse::if_code_printed,
     Status::current, "2.4.12"},
    {Kind::red_cell_antigens_finnish, "013", "red-cell-antigens-finnish",
     "Special Testing: Red Blood Cell Antigens - Finnish", "&\\", 20, CheckUse::if_code_printed,
     Status::current, "2.4.13"},
    {Kind::platelet_antigens, "014", "platelet-antigens",
     "Special Testing: Platelet HLA and Platelet Specific Antigens", "&{", 20,
     CheckUse::if_code_printed, Status::current, "2.4.14"},
    {Kind::hla_ab_alleles, "015", "hla-ab-alleles", "Special Testing: HLA-A and -B Alleles", "=[",
     20, CheckUse::if_code_printed, Status::retired, "2.4.15"},
    {Kind::hla_drb1_alleles, "016", "hla-drb1-alleles", "Special Testing: HLA-DRB1 Alleles", "=\"",
     20, CheckUse::if_code_printed, Status::retired, "2.4.16"},
    {Kind::container, "017", "container", "Container Manufacturer and Catalog Number", "=)", 12,
     CheckUse::not_applicable, Status::current, "2.4.17"},
    {Kind::container_lot, "018", "container-lot", "Container Lot Number", "&)", 12,
     CheckUse::not_applicable, Status::current, "2.4.18"},
    {Kind::donor, "019", "donor", "Donor Identification Number", "=;", 23, CheckUse::required,
     Status::current, "2.4.19"},
    {Kind::staff, "020", "staff", "Staff Member Identification Number", "='", 13,
     CheckUse::optional, Status::current, "2.4.20"},
    {Kind::item, "021", "item", "Manufacturer and Catalog Number: Items Other Than Containers",
     "=-", 12, CheckUse::not_applicable, Status::current, "2.4.21"},
    {Kind::item_lot, "022", "item-lot", "Lot Number: Items Other Than Containers", "&-", 12,
     CheckUse::not_applicable, Status::current, "2.4.22"},
    {Kind::compound, "023", "compound", "Compound Message", "=+", 0, CheckUse::not_applicable,
     Status::current, "2.4.23"},
    {Kind::patient_birth_date, "024", "patient-birth-date", "Patient Date of Birth", "=#", 12,
     CheckUse::optional, Status::current, "2.4.24"},
    {Kind::patient, "025", "patient", "Patient Identification Number", "&#", 0,
     CheckUse::not_applicable, Status::current, "2.4.25"},
    {Kind::expiry_month, "026", "expiry-month", "Expiration Month and Year", "=]", 8,
     CheckUse::optional, Status::current, "2.4.26"},
    {Kind::infection_markers, "027", "infection-markers",
     "Transfusion Transmitted Infection Marker", "&\"", 20, CheckUse::required, Status::current,
     "2.4.27"},
    {Kind::consignment, "028", "consignment", "Product Consignment", "=$", 18, CheckUse::optional,
     Status::current, "2.4.28"},
    {Kind::dimensions, "029", "dimensions", "Dimensions", "&$", 0, CheckUse::optional,
     Status::current, "2.4.29"},
    {Kind::antigen_history, "030", "antigen-history", "Red Cell Antigens with Test History", "&%",
     0, CheckUse::not_applicable, Status::current, "2.4.30"},
    {Kind::flexible_date, "031", "flexible-date", "Flexible Date and Time", "=(", 18,
     CheckUse::optional, Status::current, "2.4.31"},
    {Kind::divisions, "032", "divisions", "Product Divisions", "=,", 8, CheckUse::optional,
     Status::current, "2.4.32"},
    {Kind::facility_product, "033", "facility-product", "Processing Facility Information Code",
     "&+", 13, CheckUse::optional, Status::current, "2.4.33"},
    {Kind::processor_product, "034", "processor-product", "Processor Product Identification Code",
     "=/", 18, CheckUse::optional, Status::current, "2.4.34"},
    {Kind::mpho_lot, "035", "mpho-lot", "MPHO Lot Number", "&,1", 21, CheckUse::optional,
     Status::current, "2.4.35"},
    {Kind::mpho_supplement, "036", "mpho-supplement", "MPHO Supplemental Identification Number",
     "&,2", 21, CheckUse::optional, Status::current, "2.4.36"},
    {Kind::grid_old, "037", "grid-037", "Global Registration Identifier for Donors", "&,3", 22,
     CheckUse::required, Status::retired, "2.4.37"},
    {Kind::sec, "038", "sec", "Single European Code (SEC)", "&,4", 43, CheckUse::not_applicable,
     Status::current, "2.4.38"},
    {Kind::grid, "039", "grid", "Global Registration Identifier for Donors", "&:", 21,
     CheckUse::not_applicable, Status::current, "2.4.39"},
    {Kind::chain_of_identity, "040", "coi", "Chain of Identity Identifier", "&/", 17,
     CheckUse::required, Status::current, "2.4.40"},
    {Kind::national, "", "national", "Data structure not defined by ICCBBA", "&a", 0,
     CheckUse::not_applicable, Status::national, "2.5.1"},
    {Kind::national_donor, "", "national-donor", "Nationally specified donor identification number",
     "&;", 0, CheckUse::not_applicable, Status::national, "2.5.2"},
    {Kind::unit_exclusion, "", "unit-exclusion", "Confidential unit exclusion status", "&!", 0,
     CheckUse::not_applicable, Status::national, "2.5.3"},
});

constexpr bool rows_stand_at_their_kind() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].kind) != i)
            return false;
    return true;
}
static_assert(rows_stand_at_their_kind());

bool is_number_of(StructureRow const& row, std::string_view name) {
    if (row.number.empty() || name.empty() || name.size() > 3)
        return false;
    auto const zeros = row.number.size() - name.size();
    return row.number.substr(zeros) == name && row.number.find_first_not_of('0') >= zeros;
}

} // namespace

std::span<StructureRow const> structures() {
    return std::span(rows).subspan(1);
}

StructureRow const& row_of(Kind kind) {
    return rows[static_cast<std::size_t>(kind)];
}

StructureRow const* find_structure(std::string_view name) {
    for (auto const& row : structures())
        if (row.word == name || row.data_identifier == name || is_number_of(row, name))
            return &row;
    return nullptr;
}

} // namespace coldchain::isbt128
