// SPDX-License-Identifier: Apache-2.0
#include "shipment/read.hpp"

#include "common/text.hpp"
#include "isbt128/din.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <map>

namespace coldchain::shipment {

namespace {

using config::Object;

std::string text_of(Object const& object, std::string_view name) {
    return object.text(name).value_or(std::string());
}

std::optional<std::vector<std::string>> known_texts(Object const& object, std::string_view name) {
    if (!object.has(name))
        return std::nullopt;
    return object.texts(name);
}

// Converts a table when it is there.
template <class T>
std::optional<T> optional_table(Object const& object, std::string_view name,
                                T (*convert)(Object const&)) {
    Object const* const table = object.table(name);
    return table == nullptr ? std::nullopt : std::optional<T>(convert(*table));
}

template <class T>
std::vector<T> all_tables(Object const& object, std::string_view name,
                          T (*convert)(Object const&)) {
    std::vector<T> list;
    for (auto const& table : object.tables(name))
        list.push_back(convert(table));
    return list;
}

Party party_of(Object const& o) {
    return {text_of(o, "name"),    text_of(o, "facility"), o.texts("address"),
            text_of(o, "country"), text_of(o, "phone"),    text_of(o, "email")};
}

ResponsiblePerson responsible_of(Object const& o) {
    return {text_of(o, "name"), text_of(o, "phone"), text_of(o, "stated_on")};
}

EmergencyContact emergency_of(Object const& o) {
    return {text_of(o, "name"), text_of(o, "phone"), o.flag("always_answered"),
            text_of(o, "contract")};
}

Waybill waybill_of(Object const& o) {
    return {text_of(o, "number"), o.texts("nature_and_quantity"), o.texts("handling"),
            o.flag("dangerous_goods")};
}

Declaration declaration_of(Object const& o) {
    Declaration declaration;
    declaration.copies = o.integer("copies");
    declaration.pages = o.integer("pages");
    declaration.aircraft = text_of(o, "aircraft");
    declaration.typed = o.flag("typed");
    declaration.is_signed = o.flag("signed");
    declaration.entries = o.texts("entries");
    declaration.handling = o.texts("handling");
    declaration.retention = text_of(o, "retention");
    return declaration;
}

Donor donor_of(Object const& o) {
    return {text_of(o, "id"),        text_of(o, "eligibility"),  o.flag("tests_complete"),
            o.flag("tests_in_time"), known_texts(o, "reactive"), o.flag("risk_factor")};
}

Recipient recipient_of(Object const& o) {
    return {text_of(o, "id"), text_of(o, "name"), o.date("date_of_birth")};
}

void read_identification(Object const& o, Product& product) {
    product.id = text_of(o, "id");
    product.donation_identification_number = text_of(o, "donation_identification_number");
    product.flags = text_of(o, "flags");
    product.product_code = text_of(o, "product_code");
    product.collection_type = text_of(o, "collection_type");
    product.division = text_of(o, "division");
    product.modifier = text_of(o, "modifier");
    product.description = text_of(o, "description");
    product.attributes = o.texts("attributes");
    product.blood_group = text_of(o, "blood_group");
    product.chain_of_identity = text_of(o, "chain_of_identity");
    product.grid = text_of(o, "grid");
    product.single_european_code = text_of(o, "single_european_code");
    product.lot = text_of(o, "lot");
}

void read_substance(Object const& o, Product& product) {
    product.collected_at = o.time("collected_at");
    product.produced_at = o.time("produced_at");
    product.expires_at = o.time("expires_at");
    product.volume = o.quantity("volume");
    product.anticoagulant = text_of(o, "anticoagulant");
    product.additives = o.texts("additives");
    product.storage = o.range("storage");
    product.cell_dose = text_of(o, "cell_dose");
    product.container = text_of(o, "container");
    product.container_count = o.integer("container_count");
}

void read_status(Object const& o, Product& product) {
    product.use = text_of(o, "use");
    product.urgent_medical_need = o.flag("urgent_medical_need");
    product.investigational = o.flag("investigational");
    product.investigational_number = text_of(o, "investigational_number");
    product.licensed = o.flag("licensed");
    product.licence_number = text_of(o, "licence_number");
    product.genetically_modified = o.flag("genetically_modified");
    product.authorised_in = known_texts(o, "authorised_in");
    product.ready_to_administer = o.flag("ready_to_administer");
    product.donor = optional_table(o, "donor", donor_of).value_or(Donor{});
    product.recipient = optional_table(o, "recipient", recipient_of).value_or(Recipient{});
}

Product product_of(Object const& o) {
    Product product;
    read_identification(o, product);
    read_substance(o, product);
    read_status(o, product);
    product.facts = o;
    return product;
}

DryIce dry_ice_of(Object const& o) {
    return {o.quantity("net"), text_of(o, "position")};
}

LiquidNitrogen nitrogen_of(Object const& o) {
    LiquidNitrogen nitrogen;
    nitrogen.state = text_of(o, "state");
    nitrogen.nonspill = o.flag("nonspill");
    nitrogen.vented = o.flag("vented");
    nitrogen.mass = o.quantity("mass");
    nitrogen.charged_at = o.time("charged_at");
    nitrogen.hold_rated = o.quantity("hold_rated");
    nitrogen.hold_tested = o.quantity("hold_tested");
    return nitrogen;
}

Content content_of(Object const& o) {
    return {text_of(o, "product"), text_of(o, "nature"), text_of(o, "declared"),
            text_of(o, "purpose"), text_of(o, "state"),  o.quantity("volume"),
            o.quantity("mass")};
}

std::optional<config::Dimensions> dimensions_of(Object const& package) {
    Object const* const outer = package.table("outer");
    config::Value const* const value = outer == nullptr ? nullptr : outer->find("dimensions");
    auto const* const held =
        value == nullptr ? nullptr : std::get_if<config::Dimensions>(&value->held);
    return held == nullptr ? std::nullopt : std::optional(*held);
}

Package package_of(Object const& o) {
    Package package;
    package.id = text_of(o, "id");
    package.kind = text_of(o, "kind");
    package.shipper_model = text_of(o, "shipper_model");
    package.asset = text_of(o, "asset");
    package.requalified_until = o.date("requalified_until");
    package.gross_mass = o.quantity("gross_mass");
    package.dimensions = dimensions_of(o);
    package.limits = text_of(o, "limits");
    package.seals = o.texts("seals");
    package.dry_ice = optional_table(o, "dry_ice", dry_ice_of);
    package.liquid_nitrogen = optional_table(o, "liquid_nitrogen", nitrogen_of);
    package.contents = all_tables(o, "content", content_of);
    for (auto const& mark : o.tables("mark"))
        package.marks.push_back(text_of(mark, "text"));
    for (auto const& label : o.tables("label"))
        package.labels.push_back(text_of(label, "code"));
    return package;
}

Overpack overpack_of(Object const& o) {
    return {text_of(o, "id"), o.texts("packages"), o.texts("marks")};
}

Calibration calibration_of(Object const& o) {
    Calibration calibration;
    calibration.certificate = text_of(o, "certificate");
    calibration.laboratory = text_of(o, "laboratory");
    calibration.due = o.date("due");
    if (auto const uncertainty = o.temperature("uncertainty"))
        calibration.uncertainty = TemperatureDelta{uncertainty->value};
    if (auto const* const points = o.find("points")) {
        if (auto const* const list = std::get_if<config::Temperatures>(&points->held))
            calibration.points = *list;
    }
    return calibration;
}

Logger logger_of(Object const& o) {
    Logger logger;
    logger.serial = text_of(o, "serial");
    logger.maker = text_of(o, "maker");
    logger.model = text_of(o, "model");
    logger.package = text_of(o, "package");
    logger.role = text_of(o, "role");
    logger.limits = text_of(o, "limits");
    logger.recording = text_of(o, "recording");
    logger.placed_at = o.time("placed_at");
    logger.calibration = optional_table(o, "calibration", calibration_of);
    return logger;
}

Packed packed_of(Object const& o) {
    return {o.time("at"), text_of(o, "by"), text_of(o, "verified_by"), text_of(o, "place")};
}

Received received_of(Object const& o) {
    return {o.time("at"), text_of(o, "by"), text_of(o, "place"), text_of(o, "condition"),
            known_texts(o, "seals")};
}

Handover handover_of(Object const& o) {
    return {o.time("at"),
            text_of(o, "from"),
            text_of(o, "to"),
            text_of(o, "place"),
            known_texts(o, "seals"),
            text_of(o, "condition"),
            o.temperature("reading")};
}

Custody custody_of(Object const& o) {
    return {optional_table(o, "packed", packed_of), optional_table(o, "received", received_of),
            all_tables(o, "handover", handover_of)};
}

Mode mode_of(std::string_view word) {
    for (auto const mode : {Mode::air_passenger, Mode::air_cargo, Mode::rail, Mode::sea}) {
        if (to_word(mode) == word)
            return mode;
    }
    return Mode::road;
}

void read_route(Object const& o, Shipment& shipment) {
    shipment.id = text_of(o, "id");
    shipment.order = text_of(o, "order");
    shipment.ship_at = o.time("ship_at").value_or(ZonedTime{});
    shipment.planned_arrival = o.time("planned_arrival");
    shipment.buffer = o.quantity("buffer");
    shipment.mode = mode_of(text_of(o, "mode"));
    shipment.regimes = o.texts("regimes");
    shipment.origin = text_of(o, "origin");
    shipment.destination = text_of(o, "destination");
    shipment.transit = o.texts("transit");
    shipment.departure_airport = text_of(o, "departure_airport");
    shipment.destination_airport = text_of(o, "destination_airport");
    shipment.carrier = text_of(o, "carrier");
    shipment.carrier_service = text_of(o, "carrier_service");
    shipment.service = text_of(o, "service");
    shipment.clinical_trial = o.flag("clinical_trial");
}

// --- Cross checks: what the schema cannot say.

class CrossChecks {
public:
    CrossChecks(std::string const& file, Object const& facts) : m_file(file), m_facts(facts) {}

    std::vector<Error> run() {
        check_own_id();
        check_regimes();
        auto const products = check_ids("product", "id");
        auto const packages = check_ids("package", "id");
        check_ids("overpack", "id");
        check_serials();
        for (std::size_t i = 0; i < m_facts.tables("product").size(); ++i)
            check_product(m_facts.tables("product")[i], text::cat("product[", i, "]"));
        check_contents(products);
        check_overpacks(packages);
        check_loggers(packages);
        check_arrival();
        check_custody();
        check_quantities(m_facts, "");
        std::stable_sort(m_errors.begin(), m_errors.end(), [](Error const& a, Error const& b) {
            return std::pair(a.where.line, a.where.column) <
                   std::pair(b.where.line, b.where.column);
        });
        return std::move(m_errors);
    }

    void check_product(Object const& product, std::string const& path);
    std::vector<Error> take_errors() { return std::move(m_errors); }

private:
    using Ids = std::map<std::string, config::Position, std::less<>>;

    static config::Position position_of(Object const& object, std::string_view name) {
        for (auto const& member : object.members) {
            if (member.name == name)
                return member.position;
        }
        return object.position;
    }

    void complain(config::Position position, std::string field, std::string what) {
        m_errors.push_back(input_error({m_file, position.line, position.column, std::move(field)},
                                       std::move(what)));
    }

    void check_form(Object const& object, std::string const& id, std::string const& field) {
        static constexpr std::size_t longest_id = 64;
        auto const bad = std::find_if(id.begin(), id.end(), [](char c) {
            return !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_');
        });
        if (bad != id.end())
            complain(position_of(object, "id"), field,
                     text::cat(text::quoted(id), " holds a character that is not allowed (",
                               text::quoted(std::string(1, *bad)),
                               "); write letters, digits, - and _ only: it names files"));
        else if (id.size() > longest_id)
            complain(position_of(object, "id"), field,
                     text::cat(text::quoted(id), " has ", id.size(), " characters; write at most ",
                               longest_id));
    }

    void check_own_id() {
        auto const id = m_facts.text("id");
        if (id)
            check_form(m_facts, *id, "id");
        else
            complain(position_of(m_facts, "id"), "id", "is empty; write letters, digits, - and _");
    }

    void check_regimes() {
        if (m_facts.texts("regimes").empty())
            complain(position_of(m_facts, "regimes"), "regimes",
                     "is empty, so no rule would apply; write at least one of iata, cfr49, adr, "
                     "imdg");
    }

    Ids check_ids(std::string_view list, std::string_view key) {
        Ids seen;
        auto const tables = m_facts.tables(list);
        for (std::size_t i = 0; i < tables.size(); ++i) {
            std::string const field = text::cat(list, '[', i, "].", key);
            auto const id = tables[i].text(key);
            if (!id) {
                if (list != "overpack")
                    complain(tables[i].position, field, "is empty; give it an id of its own");
                continue;
            }
            check_form(tables[i], *id, field);
            note_once(seen, tables[i], *id, field, key);
        }
        return seen;
    }

    void note_once(Ids& seen, Object const& table, std::string const& id, std::string const& field,
                   std::string_view key) {
        auto const position = position_of(table, key);
        auto const [at, fresh] = seen.emplace(id, position);
        if (!fresh)
            complain(position, field,
                     text::cat(text::quoted(id), " is used already at line ", at->second.line,
                               "; each needs its own"));
    }

    void check_serials() {
        Ids seen;
        auto const loggers = m_facts.tables("logger");
        for (std::size_t i = 0; i < loggers.size(); ++i) {
            std::string const field = text::cat("logger[", i, "].serial");
            if (auto const serial = loggers[i].text("serial"))
                note_once(seen, loggers[i], *serial, field, "serial");
            else
                complain(loggers[i].position, field,
                         "is empty; write the serial number on the logger");
        }
    }

    void check_reference(Object const& object, std::string_view key, std::string const& id,
                         Ids const& known, std::string const& field, std::string_view kind) {
        if (known.contains(id))
            return;
        std::vector<std::string> ids;
        for (auto const& [name, position] : known)
            ids.push_back(name);
        complain(position_of(object, key), field,
                 text::cat(text::quoted(id), " is not the id of a [[", kind, "]]; ",
                           ids.empty() ? text::cat("add [[", kind, "]] with that id")
                                       : text::cat("there are: ", text::join(ids, ", "))));
    }

    void check_contents(Ids const& products) {
        auto const packages = m_facts.tables("package");
        for (std::size_t p = 0; p < packages.size(); ++p) {
            auto const contents = packages[p].tables("content");
            for (std::size_t c = 0; c < contents.size(); ++c) {
                if (auto const product = contents[c].text("product"))
                    check_reference(contents[c], "product", *product, products,
                                    text::cat("package[", p, "].content[", c, "].product"),
                                    "product");
            }
        }
    }

    void check_overpacks(Ids const& packages) {
        std::map<std::string, std::size_t> holder;
        auto const overpacks = m_facts.tables("overpack");
        for (std::size_t o = 0; o < overpacks.size(); ++o) {
            std::string const field = text::cat("overpack[", o, "].packages");
            for (auto const& id : overpacks[o].texts("packages")) {
                check_reference(overpacks[o], "packages", id, packages, field, "package");
                auto const [at, fresh] = holder.emplace(id, o);
                if (!fresh)
                    complain(position_of(overpacks[o], "packages"), field,
                             text::cat(text::quoted(id), " is already in overpack[", at->second,
                                       "]; a package is in one overpack"));
            }
        }
    }

    void check_loggers(Ids const& packages) {
        auto const loggers = m_facts.tables("logger");
        for (std::size_t i = 0; i < loggers.size(); ++i) {
            if (auto const package = loggers[i].text("package"))
                check_reference(loggers[i], "package", *package, packages,
                                text::cat("logger[", i, "].package"), "package");
            check_recording(loggers[i], text::cat("logger[", i, "].recording"));
            check_uncertainty(loggers[i], text::cat("logger[", i, "].calibration.uncertainty"));
        }
    }

    void check_recording(Object const& logger, std::string const& field) {
        auto const name = logger.text("recording");
        if (!name)
            return;
        auto const pieces = text::split(*name, '/');
        bool const leaves = name->front() == '/' || name->find('\0') != std::string::npos ||
                            std::find(pieces.begin(), pieces.end(), "..") != pieces.end();
        if (leaves)
            complain(position_of(logger, "recording"), field,
                     text::cat(text::quoted(*name),
                               " leaves the shipment's folder; put the file into the folder and "
                               "write its name"));
    }

    void check_uncertainty(Object const& logger, std::string const& field) {
        Object const* const calibration = logger.table("calibration");
        auto const value =
            calibration == nullptr ? std::nullopt : calibration->temperature("uncertainty");
        if (!value)
            return;
        if (value->unit == TemperatureUnit::fahrenheit)
            complain(position_of(*calibration, "uncertainty"), field,
                     text::cat(text::quoted(to_text(*value)),
                               " is in Fahrenheit; write the uncertainty in C"));
        else if (value->value.mantissa < 0)
            complain(position_of(*calibration, "uncertainty"), field,
                     text::cat(text::quoted(to_text(*value)), " is negative; write zero or more"));
    }

    // Quantities are amounts, so none is negative; masses are in metric units, because papers and
    // marks must state kilograms and a figure in pounds would be copied there.
    void check_quantities(Object const& object, std::string const& path) {
        for (auto const& member : object.members) {
            std::string const field =
                path.empty() ? member.name : text::cat(path, '.', member.name);
            if (auto const* const quantity = std::get_if<Quantity>(&member.value.held))
                check_quantity(*quantity, member.position, field);
            else if (auto const* const table = std::get_if<Object>(&member.value.held))
                check_quantities(*table, field);
            else if (auto const* const list = std::get_if<config::Objects>(&member.value.held)) {
                for (std::size_t i = 0; i < list->size(); ++i)
                    check_quantities((*list)[i], text::cat(field, '[', i, ']'));
            }
        }
    }

    void check_quantity(Quantity const& quantity, config::Position position,
                        std::string const& field) {
        std::string const written = text::quoted(to_text(quantity));
        if (quantity.value.mantissa < 0)
            complain(position, field, text::cat(written, " is negative; write zero or more"));
        else if (quantity.unit == "lb" || quantity.unit == "oz")
            complain(position, field,
                     text::cat(written,
                               " is not in kilograms, and papers and marks state those; "
                               "it is about ",
                               text::fixed(in_unit(quantity, "kg"), 2), " kg"));
    }

    void check_arrival() { // hold times are judged over what lies between
        auto const from = m_facts.time("ship_at");
        auto const to = m_facts.time("planned_arrival");
        if (from && to && to->instant < from->instant)
            complain(position_of(m_facts, "planned_arrival"), "planned_arrival",
                     text::cat(to_people(*to), " is before ship_at (", to_people(*from),
                               "); correct one of the two"));
    }

    void check_custody() {
        Object const* const custody = m_facts.table("custody");
        Object const* const packed = custody == nullptr ? nullptr : custody->table("packed");
        Object const* const received = custody == nullptr ? nullptr : custody->table("received");
        if (packed == nullptr || received == nullptr)
            return;
        auto const from = packed->time("at");
        auto const to = received->time("at");
        if (from && to && to->instant < from->instant)
            complain(position_of(*received, "at"), "custody.received.at",
                     text::cat(to_people(*to), " is before custody.packed.at (", to_people(*from),
                               "); correct one of the two"));
    }

    std::string const& m_file;
    Object const& m_facts;
    std::vector<Error> m_errors;
};

void CrossChecks::check_product(Object const& product, std::string const& path) {
    std::string const prefix = path.empty() ? "" : path + '.';
    if (auto const number = product.text("donation_identification_number")) {
        auto const din = isbt128::Din::parse(*number);
        if (!din)
            complain(position_of(product, "donation_identification_number"),
                     text::cat(prefix, "donation_identification_number"), din.error().text);
    }
    auto const flags = product.text("flags");
    if (flags && flags->size() != 2)
        complain(position_of(product, "flags"), text::cat(prefix, "flags"),
                 text::cat(text::quoted(*flags), " has ", flags->size(),
                           " characters; flags are two characters, 00 when none are used"));
}

Shipment shipment_of(Object facts) {
    Shipment shipment;
    read_route(facts, shipment);
    shipment.shipper = optional_table(facts, "shipper", party_of).value_or(Party{});
    shipment.consignee = optional_table(facts, "consignee", party_of).value_or(Party{});
    shipment.responsible_person = optional_table(facts, "responsible_person", responsible_of);
    shipment.emergency_contact = optional_table(facts, "emergency_contact", emergency_of);
    shipment.waybill = optional_table(facts, "waybill", waybill_of);
    shipment.declaration = optional_table(facts, "declaration", declaration_of);
    shipment.products = all_tables(facts, "product", product_of);
    shipment.packages = all_tables(facts, "package", package_of);
    shipment.overpacks = all_tables(facts, "overpack", overpack_of);
    shipment.loggers = all_tables(facts, "logger", logger_of);
    shipment.custody = optional_table(facts, "custody", custody_of).value_or(Custody{});
    shipment.facts = std::move(facts);
    return shipment;
}

} // namespace

std::string_view to_word(Mode mode) {
    switch (mode) {
    case Mode::air_passenger:
        return "air_passenger";
    case Mode::air_cargo:
        return "air_cargo";
    case Mode::road:
        return "road";
    case Mode::rail:
        return "rail";
    case Mode::sea:
        return "sea";
    }
    return "road";
}

Product const* Shipment::find_product(std::string_view product_id) const {
    auto const at = std::find_if(products.begin(), products.end(),
                                 [&](Product const& product) { return product.id == product_id; });
    return at == products.end() ? nullptr : &*at;
}

Package const* Shipment::find_package(std::string_view package_id) const {
    auto const at = std::find_if(packages.begin(), packages.end(),
                                 [&](Package const& package) { return package.id == package_id; });
    return at == packages.end() ? nullptr : &*at;
}

Result<Shipment> read_shipment(config::Document const& document) {
    CC_TRY_ASSIGN(auto facts, config::read_record(document, shipment_record()));
    if (auto errors = CrossChecks(document.file, facts).run(); !errors.empty())
        return merge(std::move(errors));
    Shipment shipment = shipment_of(std::move(facts));
    shipment.file = document.file;
    shipment.sha256 = document.sha256;
    return shipment;
}

Result<Shipment> read_shipment_file(std::filesystem::path const& path) {
    CC_TRY_ASSIGN(auto const document, config::read_document(path));
    return read_shipment(document);
}

Result<Product> read_product(config::Node const& node, std::string const& file,
                             std::string const& path) {
    CC_TRY_ASSIGN(auto const facts, config::read_record(node, product_record(), file, path));
    CrossChecks checks(file, facts);
    checks.check_product(facts, path);
    if (auto errors = checks.take_errors(); !errors.empty())
        return merge(std::move(errors));
    return product_of(facts);
}

Shipment from_facts(config::Object facts) {
    return shipment_of(std::move(facts));
}

} // namespace coldchain::shipment
