// SPDX-License-Identifier: Apache-2.0
#include "shipment/schema.hpp"

#include <array>

namespace coldchain::shipment {

namespace {

using config::Field;
using config::FieldType;
using config::Record;

constexpr Field plain(std::string_view name, FieldType type, std::string_view about) {
    return {name, type, false, about};
}
constexpr Field quantity(std::string_view name, Dimension dimension, std::string_view about) {
    return {name, FieldType::quantity, false, about, dimension};
}
constexpr Field word(std::string_view name, std::span<std::string_view const> words,
                     std::string_view about) {
    return {name, FieldType::word, false, about, Dimension::length, words};
}
constexpr Field table(std::string_view name, FieldType type, Record const& record,
                      std::string_view about) {
    return {name, type, false, about, Dimension::length, {}, &record};
}
constexpr Field required(Field field) {
    field.required = true;
    return field;
}

// The words of the keys that allow only some.
constexpr std::array<std::string_view, 1> schema_words{"coldchain.shipment/1"};
constexpr std::array<std::string_view, 5> modes{"air_passenger", "air_cargo", "road", "rail",
                                                "sea"};
constexpr std::array<std::string_view, 4> regimes{"iata", "cfr49", "adr", "imdg"};
constexpr std::array<std::string_view, 3> carrier_services{"common", "exclusive_contract",
                                                           "exclusive_private"};
constexpr std::array<std::string_view, 3> stated_places{"package", "waybill", "declaration"};
constexpr std::array<std::string_view, 2> aircraft{"passenger", "cargo_only"};
constexpr std::array<std::string_view, 5> uses{"autologous", "related", "allogeneic",
                                               "directed_reproductive", "research"};
constexpr std::array<std::string_view, 6> containers{"cryobag",   "vial",    "cassette",
                                                     "blood_bag", "syringe", "tube"};
constexpr std::array<std::string_view, 5> eligibilities{"not_required", "not_done", "incomplete",
                                                        "eligible", "ineligible"};
constexpr std::array<std::string_view, 3> package_kinds{"combination", "single", "uld"};
constexpr std::array<std::string_view, 4> ice_positions{"outside_secondary", "inside_secondary",
                                                        "inside_primary", "overpack_only"};
constexpr std::array<std::string_view, 3> nitrogen_states{"none", "absorbed", "free"};
constexpr std::array<std::string_view, 2> states{"liquid", "solid"};
constexpr std::array<std::string_view, 11> natures{"human_cells",
                                                   "blood_transfusion",
                                                   "organ_transplant",
                                                   "patient_specimen",
                                                   "culture",
                                                   "biological_product",
                                                   "gmmo",
                                                   "environmental_sample",
                                                   "waste",
                                                   "reagent",
                                                   "not_dangerous"};
constexpr std::array<std::string_view, 2> pathogen_forms{"culture", "specimen"};
constexpr std::array<std::string_view, 6> purposes{
    "diagnosis_infectious", "routine_test", "research", "treatment", "transplant", "transfusion"};
constexpr std::array<std::string_view, 3> chemistries{"lithium_ion", "lithium_metal", "sodium_ion"};
constexpr std::array<std::string_view, 3> arrangements{"contained_in_equipment",
                                                       "packed_with_equipment", "alone"};
constexpr std::array<std::string_view, 12> label_codes{"class_9",
                                                       "class_9a",
                                                       "class_2_2",
                                                       "class_6_2",
                                                       "cryogenic",
                                                       "cargo_aircraft_only",
                                                       "orientation_arrows",
                                                       "battery_mark",
                                                       "un3373_diamond",
                                                       "un3245_diamond",
                                                       "excepted_quantity",
                                                       "time_temperature"};
constexpr std::array<std::string_view, 3> logger_roles{"payload", "vapour", "ambient"};

constexpr std::array donor_fields{
    plain("id", FieldType::text, "code, not a name"),
    word("eligibility", eligibilities, "outcome of the donor eligibility determination"),
    plain("tests_complete", FieldType::flag, "all required donor tests are done"),
    plain("tests_in_time", FieldType::flag, "donor tests were made in the time allowed"),
    plain("reactive", FieldType::texts, "agents with reactive results"),
    plain("risk_factor", FieldType::flag, "a risk factor for a relevant disease was found"),
};
constexpr Record donor{"product.donor", donor_fields};

constexpr std::array recipient_fields{
    plain("id", FieldType::text, "code of the intended recipient"),
    plain("name", FieldType::text, "printed only where a name is allowed"),
    plain("date_of_birth", FieldType::date, ""),
};
constexpr Record recipient{"product.recipient", recipient_fields};

constexpr std::array product_fields{
    required(plain("id", FieldType::text, "the handle used by contents")),
    plain("donation_identification_number", FieldType::text,
          "13 characters, without check character"),
    plain("flags", FieldType::text, "two characters"),
    plain("product_code", FieldType::text, "product description code"),
    plain("collection_type", FieldType::text, "one character"),
    plain("division", FieldType::text, "two characters"),
    plain("modifier", FieldType::text, ""),
    plain("description", FieldType::text, "as printed on the label"),
    plain("attributes", FieldType::texts, ""),
    plain("blood_group", FieldType::text, "such as \"A pos\""),
    plain("collected_at", FieldType::time, ""),
    plain("produced_at", FieldType::time, ""),
    plain("expires_at", FieldType::time, ""),
    quantity("volume", Dimension::volume, ""),
    plain("anticoagulant", FieldType::text, ""),
    plain("additives", FieldType::texts, ""),
    plain("storage", FieldType::range, "\"<= -150 C\" or \"2 to 8 C\""),
    plain("cell_dose", FieldType::text, ""),
    plain("chain_of_identity", FieldType::text, ""),
    plain("grid", FieldType::text, "global registration identifier for donors"),
    plain("single_european_code", FieldType::text, ""),
    plain("lot", FieldType::text, ""),
    word("use", uses, "who it is for"),
    plain("urgent_medical_need", FieldType::flag, ""),
    plain("investigational", FieldType::flag, ""),
    plain("investigational_number", FieldType::text, ""),
    plain("licensed", FieldType::flag, ""),
    plain("licence_number", FieldType::text, ""),
    plain("genetically_modified", FieldType::flag, ""),
    plain("authorised_in", FieldType::texts, "countries that authorised the organism"),
    plain("ready_to_administer", FieldType::flag, ""),
    word("container", containers, ""),
    plain("container_count", FieldType::integer, ""),
    table("donor", FieldType::table, donor, ""),
    table("recipient", FieldType::table, recipient, ""),
};
constexpr Record product{"product", product_fields};

constexpr std::array party_fields{
    required(plain("name", FieldType::text, "")),
    plain("facility", FieldType::text, "ISBT 128 facility identification number"),
    plain("address", FieldType::texts, "lines"),
    plain("country", FieldType::text, "ISO 3166 code"),
    plain("phone", FieldType::text, ""),
    plain("email", FieldType::text, ""),
};
constexpr Record party{"party", party_fields};

constexpr std::array responsible_fields{
    plain("name", FieldType::text, ""),
    plain("phone", FieldType::text, ""),
    word("stated_on", stated_places, "where the name and number are written"),
};
constexpr Record responsible{"responsible_person", responsible_fields};

constexpr std::array emergency_fields{
    plain("name", FieldType::text, ""),
    plain("phone", FieldType::text, ""),
    plain("always_answered", FieldType::flag, "answered by a person at all hours"),
    plain("contract", FieldType::text, "contract with the answering service"),
};
constexpr Record emergency{"emergency_contact", emergency_fields};

constexpr std::array training_fields{
    plain("iata", FieldType::date, "last training for air transport"),
    plain("dot", FieldType::date, "last training under 49 CFR 172.704"),
    plain("scope", FieldType::texts, ""),
};
constexpr Record training{"training", training_fields};

constexpr std::array waybill_fields{
    plain("number", FieldType::text, ""),
    plain("nature_and_quantity", FieldType::texts, "lines as written"),
    plain("handling", FieldType::texts, "lines as written"),
    plain("dangerous_goods", FieldType::flag, "marked as dangerous goods"),
};
constexpr Record waybill{"waybill", waybill_fields};

constexpr std::array declaration_fields{
    plain("copies", FieldType::integer, ""),
    plain("pages", FieldType::integer, ""),
    word("aircraft", aircraft, ""),
    plain("typed", FieldType::flag, ""),
    plain("signed", FieldType::flag, ""),
    plain("entries", FieldType::texts, "lines as written"),
    plain("handling", FieldType::texts, "additional handling information"),
    plain("retention", FieldType::text, "how long a copy is kept: \"2 years\""),
};
constexpr Record declaration{"declaration", declaration_fields};

constexpr std::array outer_fields{
    plain("material", FieldType::text, ""),
    plain("rigid", FieldType::flag, ""),
    plain("dimensions", FieldType::dimensions, "outside"),
    quantity("capacity", Dimension::volume, ""),
    quantity("max_net_mass", Dimension::mass, ""),
    plain("un_mark", FieldType::text, "specification mark"),
    quantity("drop_height", Dimension::length, "drop test passed"),
    quantity("stack_height", Dimension::length, "stack test passed"),
    plain("vented", FieldType::flag, "lets gas out"),
    plain("leakproof", FieldType::flag, "itself or by a liner; asked for with wet ice"),
};
constexpr Record outer{"package.outer", outer_fields};

constexpr std::array secondary_fields{
    plain("present", FieldType::flag, ""),
    plain("leakproof", FieldType::flag, ""),
    plain("siftproof", FieldType::flag, ""),
    plain("rigid", FieldType::flag, "asked for by road in Europe where the outer one is not"),
    quantity("pressure", Dimension::pressure, "difference withstood"),
    plain("temperature_min", FieldType::temperature, ""),
    plain("temperature_max", FieldType::temperature, ""),
};
constexpr Record secondary{"package.secondary", secondary_fields};

constexpr std::array dry_ice_fields{
    quantity("net", Dimension::mass, "as loaded"),
    word("position", ice_positions, ""),
};
constexpr Record dry_ice{"package.dry_ice", dry_ice_fields};

constexpr std::array liquid_nitrogen_fields{
    word("state", nitrogen_states, ""),
    plain("nonspill", FieldType::flag, "no liquid leaves in any orientation"),
    plain("vented", FieldType::flag, ""),
    quantity("mass", Dimension::mass, "free liquid"),
    plain("charged_at", FieldType::time, ""),
    quantity("hold_rated", Dimension::duration, ""),
    quantity("hold_tested", Dimension::duration, ""),
};
constexpr Record liquid_nitrogen{"package.liquid_nitrogen", liquid_nitrogen_fields};

constexpr std::array primary_fields{
    plain("count", FieldType::integer, "alike receptacles"),
    quantity("volume", Dimension::volume, "of one"),
    quantity("mass", Dimension::mass, "of one"),
    word("state", states, ""),
    plain("leakproof", FieldType::flag, ""),
    plain("siftproof", FieldType::flag, ""),
    quantity("pressure", Dimension::pressure, "difference withstood"),
    plain("fragile", FieldType::flag, ""),
    plain("wrapped", FieldType::flag, "wrapped or kept apart"),
    plain("plastic", FieldType::flag, ""),
};
constexpr Record primary{"package.primary", primary_fields};

constexpr std::array judgement_fields{
    plain("minimal_likelihood", FieldType::flag, "minimal likelihood that pathogens are present"),
    plain("by", FieldType::text, "who judged"),
    plain("basis", FieldType::text, "on what"),
};
constexpr Record judgement{"package.content.judgement", judgement_fields};

constexpr std::array preservative_fields{
    plain("name", FieldType::text, ""),
    quantity("volume_per_primary", Dimension::volume, ""),
    quantity("concentration", Dimension::proportion, ""),
};
constexpr Record preservative{"package.content.preservative", preservative_fields};

constexpr std::array content_fields{
    plain("product", FieldType::text, "id of a [[product]]"),
    word("nature", natures, ""),
    plain("declared", FieldType::text, "UN number the shipper declares"),
    plain("pathogen", FieldType::text, ""),
    plain("pathogen_known", FieldType::flag, "known or reasonably expected to be there"),
    word("pathogen_form", pathogen_forms, ""),
    word("purpose", purposes, ""),
    word("state", states, ""),
    quantity("volume", Dimension::volume, ""),
    quantity("mass", Dimension::mass, ""),
    plain("genetically_modified", FieldType::flag, ""),
    plain("authorised_in", FieldType::texts, "countries that authorised the organism"),
    plain("ready_to_administer", FieldType::flag, ""),
    table("judgement", FieldType::table, judgement, ""),
    table("preservative", FieldType::table, preservative, ""),
};
constexpr Record content{"package.content", content_fields};

constexpr std::array battery_fields{
    word("chemistry", chemistries, ""),
    word("arrangement", arrangements, ""),
    quantity("lithium", Dimension::mass, "content of one cell or battery"),
    quantity("energy", Dimension::energy, "of one cell or battery"),
    plain("cells", FieldType::integer, "cells in one battery"),
    plain("button_cell", FieldType::flag, ""),
    plain("count", FieldType::integer, "alike cells or batteries in the package"),
    quantity("net_mass", Dimension::mass, "of all of them"),
    quantity("state_of_charge", Dimension::proportion, ""),
    plain("un38_3", FieldType::flag, "tested type"),
    plain("active", FieldType::flag, "equipment is switched on"),
    plain("emissions_compliant", FieldType::flag, "meets the limits for radio emissions in flight"),
    plain("defective", FieldType::flag, ""),
};
constexpr Record battery{"package.battery", battery_fields};

constexpr std::array mark_fields{
    plain("text", FieldType::text, "as typed"),
    quantity("height", Dimension::length, "of the letters"),
    plain("face", FieldType::integer, ""),
};
constexpr Record mark{"package.mark", mark_fields};

constexpr std::array label_fields{
    word("code", label_codes, ""),
    quantity("side", Dimension::length, ""),
    quantity("line", Dimension::length, "width of the border line"),
    quantity("text_height", Dimension::length, ""),
    plain("face", FieldType::integer, ""),
    plain("faces", FieldType::integer, "on how many faces it is"),
};
constexpr Record label{"package.label", label_fields};

constexpr std::array package_fields{
    required(plain("id", FieldType::text, "")),
    word("kind", package_kinds, ""),
    plain("shipper_model", FieldType::text, ""),
    plain("asset", FieldType::text, ""),
    plain("requalified_until", FieldType::date, ""),
    quantity("gross_mass", Dimension::mass, ""),
    plain("limits", FieldType::text, "id of a temperature limits profile"),
    quantity("absorbent", Dimension::volume, "what it can take up"),
    plain("cushioning", FieldType::flag, ""),
    plain("itemised_list", FieldType::flag, "between secondary and outer packaging"),
    plain("interior_support", FieldType::flag,
          "holds the secondary packaging when the ice is gone"),
    plain("wet_ice", FieldType::flag, "absent: there is none"),
    plain("shipper_address", FieldType::flag, "on the package"),
    plain("consignee_address", FieldType::flag, "on the package"),
    plain("carrier_branded", FieldType::flag, ""),
    plain("seals", FieldType::texts, ""),
    table("outer", FieldType::table, outer, ""),
    table("secondary", FieldType::table, secondary, ""),
    table("dry_ice", FieldType::table, dry_ice, "absent: there is none"),
    table("liquid_nitrogen", FieldType::table, liquid_nitrogen, "absent: there is none"),
    table("primary", FieldType::tables, primary, ""),
    table("content", FieldType::tables, content, ""),
    table("battery", FieldType::tables, battery, ""),
    table("mark", FieldType::tables, mark, ""),
    table("label", FieldType::tables, label, "hazard and handling labels as stuck on"),
};
constexpr Record package{"package", package_fields};

constexpr std::array overpack_fields{
    plain("id", FieldType::text, ""),
    plain("packages", FieldType::texts, "ids"),
    plain("marks", FieldType::texts, ""),
    plain("inner_marks_visible", FieldType::flag, ""),
    quantity("dry_ice_added", Dimension::mass, "outside the packages; absent: none"),
    quantity("dry_ice_total_marked", Dimension::mass, ""),
    plain("enclosed", FieldType::flag, ""),
};
constexpr Record overpack{"overpack", overpack_fields};

constexpr std::array calibration_fields{
    plain("certificate", FieldType::text, ""),
    plain("laboratory", FieldType::text, ""),
    plain("due", FieldType::date, ""),
    plain("uncertainty", FieldType::temperature, "expanded, k = 2"),
    plain("points", FieldType::temperatures, ""),
};
constexpr Record calibration{"logger.calibration", calibration_fields};

constexpr std::array logger_fields{
    required(plain("serial", FieldType::text, "")),
    plain("maker", FieldType::text, ""),
    plain("model", FieldType::text, ""),
    plain("package", FieldType::text, "id"),
    word("role", logger_roles, ""),
    plain("limits", FieldType::text, "id of a temperature limits profile"),
    plain("recording", FieldType::text, "a file in the shipment's folder"),
    plain("placed_at", FieldType::time, ""),
    table("calibration", FieldType::table, calibration, ""),
};
constexpr Record logger{"logger", logger_fields};

constexpr std::array packed_fields{
    plain("at", FieldType::time, ""),
    plain("by", FieldType::text, ""),
    plain("verified_by", FieldType::text, ""),
    plain("place", FieldType::text, ""),
};
constexpr Record packed{"custody.packed", packed_fields};

constexpr std::array received_fields{
    plain("at", FieldType::time, ""),     plain("by", FieldType::text, ""),
    plain("place", FieldType::text, ""),  plain("condition", FieldType::text, ""),
    plain("seals", FieldType::texts, ""),
};
constexpr Record received{"custody.received", received_fields};

constexpr std::array handover_fields{
    plain("at", FieldType::time, ""),
    plain("from", FieldType::text, ""),
    plain("to", FieldType::text, ""),
    plain("place", FieldType::text, ""),
    plain("seals", FieldType::texts, ""),
    plain("condition", FieldType::text, ""),
    plain("reading", FieldType::temperature, ""),
};
constexpr Record handover{"custody.handover", handover_fields};

constexpr std::array custody_fields{
    table("packed", FieldType::table, packed, "the custody window runs from here"),
    table("received", FieldType::table, received, "to here"),
    table("handover", FieldType::tables, handover, ""),
};
constexpr Record custody{"custody", custody_fields};

constexpr std::array shipment_fields{
    required(word("schema", schema_words, "write \"coldchain.shipment/1\"")),
    required(plain("id", FieldType::text, "letters, digits, - and _")),
    plain("order", FieldType::text, ""),
    required(plain("ship_at", FieldType::time, "decides which rules are in force")),
    plain("planned_arrival", FieldType::time, ""),
    quantity("buffer", Dimension::duration, "hold time wanted beyond planned_arrival"),
    required(word("mode", modes, "air_passenger, air_cargo, road, rail or sea")),
    required(Field{"regimes", FieldType::texts, false, "list of iata, cfr49, adr, imdg",
                   Dimension::length, regimes}),
    plain("origin", FieldType::text, "ISO 3166 country code"),
    plain("destination", FieldType::text, "ISO 3166 country code"),
    plain("transit", FieldType::texts, "ISO 3166 country codes"),
    plain("departure_airport", FieldType::text, ""),
    plain("destination_airport", FieldType::text, ""),
    plain("carrier", FieldType::text, "IATA airline or integrator code"),
    word("carrier_service", carrier_services, ""),
    plain("service", FieldType::text, ""),
    plain("operator_arranged", FieldType::flag, "arranged with the operator"),
    plain("consignee_arranged", FieldType::flag, "arranged with the consignee"),
    plain("temperature_controlled_booking", FieldType::flag, "absent: not booked as such"),
    plain("live_animals_on_flight", FieldType::flag, "absent: none are known of"),
    plain("clinical_trial", FieldType::flag, ""),
    required(table("shipper", FieldType::table, party, "who sends")),
    required(table("consignee", FieldType::table, party, "who receives")),
    table("responsible_person", FieldType::table, responsible, ""),
    table("emergency_contact", FieldType::table, emergency, ""),
    table("training", FieldType::table, training, "of the person who offers the shipment"),
    table("waybill", FieldType::table, waybill, ""),
    table("declaration", FieldType::table, declaration, "a shipper's declaration already written"),
    table("product", FieldType::tables, product, ""),
    table("package", FieldType::tables, package, ""),
    table("overpack", FieldType::tables, overpack, ""),
    table("logger", FieldType::tables, logger, ""),
    table("custody", FieldType::table, custody, ""),
};
constexpr Record shipment{"shipment", shipment_fields};

} // namespace

Record const& shipment_record() {
    return shipment;
}

Record const& product_record() {
    return product;
}

} // namespace coldchain::shipment
