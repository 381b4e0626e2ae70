// SPDX-License-Identifier: Apache-2.0
// The table of ISBT 128 data structures 001 to 040 (ST-001 table 2 and section 2.4). Layouts,
// alphabets and values are in fields.hpp; reading is in decode.hpp, writing in encode.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace coldchain::isbt128 {

/// Numbers as in the standard; the last four stand outside the numbering.
enum class Kind : std::uint8_t {
    din = 1,
    blood_group = 2,
    product = 3,
    expiry_date = 4,
    expiry = 5,
    collection_date = 6,
    collection = 7,
    production_date = 8,
    production = 9,
    special_testing = 10,
    red_cell_antigens_old = 11,
    red_cell_antigens = 12,
    red_cell_antigens_finnish = 13,
    platelet_antigens = 14,
    hla_ab_alleles = 15,
    hla_drb1_alleles = 16,
    container = 17,
    container_lot = 18,
    donor = 19,
    staff = 20,
    item = 21,
    item_lot = 22,
    compound = 23,
    patient_birth_date = 24,
    patient = 25,
    expiry_month = 26,
    infection_markers = 27,
    consignment = 28,
    dimensions = 29,
    antigen_history = 30,
    flexible_date = 31,
    divisions = 32,
    facility_product = 33,
    processor_product = 34,
    mpho_lot = 35,
    mpho_supplement = 36,
    grid_old = 37,
    sec = 38,
    grid = 39,
    chain_of_identity = 40,
    national = 41,       ///< &a to &z, defined by a nation or facility
    national_donor = 42, ///< &;
    unit_exclusion = 43, ///< &!
    unknown = 0          ///< no data identifier of ISBT 128
};

enum class Status { current, retired, national };

/// When the check character must stand beside the printed text (ST-001 table 30).
enum class CheckUse { required, if_code_printed, optional, not_applicable };

struct StructureRow {
    Kind kind = Kind::unknown;
    std::string_view number; ///< "001"; empty outside the numbering
    std::string_view word;   ///< the KIND of `encode`: "din"
    std::string_view name;   ///< "Donation Identification Number"
    std::string_view data_identifier;
    int length = 0; ///< whole, with the data identifier; 0: given by the content
    CheckUse check = CheckUse::not_applicable;
    Status status = Status::current;
    std::string_view clause; ///< of ST-001
};

std::span<StructureRow const> structures();

StructureRow const& row_of(Kind kind);

/// By number ("001" or "1"), word ("din") or data identifier ("=<"); null when there is none.
StructureRow const* find_structure(std::string_view name);

} // namespace coldchain::isbt128
