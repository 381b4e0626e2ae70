// SPDX-License-Identifier: Apache-2.0
// What is sent, in what, to whom: the shipment document as plain values. A member that is empty or
// holds nothing is a fact that was not given, which is unknown, not "no". The checked document
// itself is kept in `facts`, where rules find every key under its own name.
#pragma once

#include "common/time.hpp"
#include "common/units.hpp"
#include "config/schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::shipment {

enum class Mode { air_passenger, air_cargo, road, rail, sea };
std::string_view to_word(Mode mode);

struct Party {
    std::string name;
    std::string facility; ///< ISBT 128 facility identification number
    std::vector<std::string> address;
    std::string country;
    std::string phone;
    std::string email;
};

struct ResponsiblePerson {
    std::string name;
    std::string phone;
    std::string stated_on; ///< package, waybill, declaration
};

struct EmergencyContact {
    std::string name;
    std::string phone;
    std::optional<bool> always_answered;
    std::string contract;
};

struct Waybill {
    std::string number;
    std::vector<std::string> nature_and_quantity;
    std::vector<std::string> handling;
    std::optional<bool> dangerous_goods;
};

struct Declaration {
    std::optional<std::int64_t> copies;
    std::optional<std::int64_t> pages;
    std::string aircraft; ///< passenger, cargo_only
    std::optional<bool> typed;
    std::optional<bool> is_signed; ///< key `signed`
    std::vector<std::string> entries;
    std::vector<std::string> handling;
    std::string retention;
};

struct Donor {
    std::string id;
    std::string eligibility; ///< not_required, not_done, incomplete, eligible, ineligible
    std::optional<bool> tests_complete;
    std::optional<bool> tests_in_time;
    std::optional<std::vector<std::string>> reactive; ///< nothing: unknown; empty: none reactive
    std::optional<bool> risk_factor;
};

struct Recipient {
    std::string id;
    std::string name;
    std::optional<Date> date_of_birth;
};

/// What is labelled; also one row of a label order.
struct Product {
    std::string id;
    std::string donation_identification_number; ///< 13 characters, well formed
    std::string flags;
    std::string product_code; ///< product description code
    std::string collection_type;
    std::string division;
    std::string modifier;
    std::string description;
    std::vector<std::string> attributes;
    std::string blood_group;
    std::optional<ZonedTime> collected_at;
    std::optional<ZonedTime> produced_at;
    std::optional<ZonedTime> expires_at;
    std::optional<Quantity> volume;
    std::string anticoagulant;
    std::vector<std::string> additives;
    std::optional<TemperatureRange> storage;
    std::string cell_dose;
    std::string chain_of_identity;
    std::string grid;
    std::string single_european_code;
    std::string lot;
    std::string use; ///< autologous, related, allogeneic, directed_reproductive, research
    std::optional<bool> urgent_medical_need;
    std::optional<bool> investigational;
    std::string investigational_number;
    std::optional<bool> licensed;
    std::string licence_number;
    std::optional<bool> genetically_modified;
    std::optional<std::vector<std::string>> authorised_in;
    std::optional<bool> ready_to_administer;
    std::string container; ///< cryobag, vial, cassette, blood_bag, syringe, tube
    std::optional<std::int64_t> container_count;
    Donor donor;
    Recipient recipient;
    config::Object facts; ///< the checked table, for statements and rules
};

struct DryIce {
    std::optional<Quantity> net;
    std::string position;
};

struct LiquidNitrogen {
    std::string state; ///< none, absorbed, free
    std::optional<bool> nonspill;
    std::optional<bool> vented;
    std::optional<Quantity> mass;
    std::optional<ZonedTime> charged_at;
    std::optional<Quantity> hold_rated;
    std::optional<Quantity> hold_tested;
};

struct Content {
    std::string product; ///< id of a product, or empty
    std::string nature;
    std::string declared; ///< UN number, or empty
    std::string purpose;
    std::string state;
    std::optional<Quantity> volume;
    std::optional<Quantity> mass;
};

struct Package {
    std::string id;
    std::string kind; ///< combination, single, uld
    std::string shipper_model;
    std::string asset;
    std::optional<Date> requalified_until;
    std::optional<Quantity> gross_mass;
    std::optional<config::Dimensions> dimensions; ///< outside
    std::string limits;                           ///< id of a temperature limits profile
    std::vector<std::string> seals;
    std::optional<DryIce> dry_ice;
    std::optional<LiquidNitrogen> liquid_nitrogen;
    std::vector<Content> contents;
    std::vector<std::string> marks;
    std::vector<std::string> labels; ///< codes
};

struct Overpack {
    std::string id;
    std::vector<std::string> packages;
    std::vector<std::string> marks;
};

struct Calibration {
    std::string certificate;
    std::string laboratory;
    std::optional<Date> due;
    std::optional<TemperatureDelta> uncertainty; ///< expanded, k = 2
    std::vector<Temperature> points;
};

struct Logger {
    std::string serial;
    std::string maker;
    std::string model;
    std::string package; ///< id, or empty
    std::string role;    ///< payload, vapour, ambient
    std::string limits;
    std::string recording; ///< a relative path inside the shipment's folder, or empty
    std::optional<ZonedTime> placed_at;
    std::optional<Calibration> calibration;
};

struct Packed {
    std::optional<ZonedTime> at;
    std::string by;
    std::string verified_by;
    std::string place;
};

struct Received {
    std::optional<ZonedTime> at;
    std::string by;
    std::string place;
    std::string condition;
    std::optional<std::vector<std::string>> seals;
};

struct Handover {
    std::optional<ZonedTime> at;
    std::string from;
    std::string to;
    std::string place;
    std::optional<std::vector<std::string>> seals;
    std::string condition;
    std::optional<Temperature> reading;
};

/// The custody window runs from packed to received.
struct Custody {
    std::optional<Packed> packed;
    std::optional<Received> received;
    std::vector<Handover> handovers;
};

struct Shipment {
    std::string file;   ///< as named by the user
    std::string sha256; ///< of the document
    std::string id;     ///< letters, digits, - and _; names files and folders
    std::string order;
    ZonedTime ship_at;
    std::optional<ZonedTime> planned_arrival;
    std::optional<Quantity> buffer;
    Mode mode = Mode::road;
    std::vector<std::string> regimes; ///< iata, cfr49, adr, imdg
    std::string origin;
    std::string destination;
    std::vector<std::string> transit;
    std::string departure_airport;
    std::string destination_airport;
    std::string carrier;
    std::string carrier_service;
    std::string service;
    std::optional<bool> clinical_trial;
    Party shipper;
    Party consignee;
    std::optional<ResponsiblePerson> responsible_person;
    std::optional<EmergencyContact> emergency_contact;
    std::optional<Waybill> waybill;
    std::optional<Declaration> declaration;
    std::vector<Product> products;
    std::vector<Package> packages;
    std::vector<Overpack> overpacks;
    std::vector<Logger> loggers;
    Custody custody;
    config::Object facts;

    Product const* find_product(std::string_view product_id) const;
    Package const* find_package(std::string_view package_id) const;
};

} // namespace coldchain::shipment
