// SPDX-License-Identifier: Apache-2.0
#include "epcis/shipment_events.hpp"

#include "common/text.hpp"
#include "epcis/identifiers.hpp"
#include "seal/digest.hpp"

#include <algorithm>

namespace coldchain::epcis {

namespace {

using shipment::Package;
using shipment::Product;
using shipment::Shipment;

xml::Element extension(std::string_view name, std::string text) {
    xml::Element element;
    element.name = text::cat(extension_prefix, ":", name);
    element.text = std::move(text);
    return element;
}

std::string offset_text(int minutes) {
    int const size = minutes < 0 ? -minutes : minutes;
    return text::cat(minutes < 0 ? "-" : "+", text::zero_padded(size / 60, 2), ":",
                     text::zero_padded(size % 60, 2));
}

class Maker {
public:
    Maker(Shipment const& shipment, EventOptions const& options)
        : m_shipment(shipment), m_options(options) {}

    Result<Document> run() {
        CC_TRY(bind_loggers());
        CC_TRY(pack());
        CC_TRY(ship());
        CC_TRY(report_sensors());
        CC_TRY(receive());
        auto& events = m_document.events;
        std::stable_sort(events.begin(), events.end(), [](Event const& left, Event const& right) {
            return left.instant < right.instant;
        });
        Instant last = m_shipment.ship_at.instant;
        for (auto const& event : events)
            last = std::max(last, event.instant);
        // the standard wants a date of the file; without a time of issue it is that of its facts
        m_document.created = to_rfc3339(m_options.now.value_or(last));
        m_document.namespaces = {
            {std::string(extension_prefix), text::cat(m_options.base, extension_path)}};
        return std::move(m_document);
    }

private:
    std::string uri(std::string_view path, std::string_view value) const {
        return make_uri(m_options.base, path, value);
    }

    std::string container_of(Package const& package) const {
        return uri(shipper_path, package.asset.empty() ? text::cat(m_shipment.id, "-", package.id)
                                                       : package.asset);
    }

    std::string place_of(std::string const& place, shipment::Party const& party) const {
        if (!place.empty())
            return uri(location_path, place);
        return uri(location_path, party.facility.empty() ? party.name : party.facility);
    }

    std::string party_of(shipment::Party const& party) const {
        return uri(location_path, party.facility.empty() ? party.name : party.facility);
    }

    Result<Event> start(EventKind kind, ZonedTime const& time, std::string_view step,
                        std::string_view action) const {
        CC_TRY_ASSIGN(auto const clock, wall_clock(time.instant, time.zone));
        Event event;
        event.kind = kind;
        event.instant = time.instant;
        event.event_time = to_rfc3339(time.instant);
        event.offset = offset_text(clock.offset_minutes);
        event.action = action;
        event.business_step = step;
        return event;
    }

    // The id is a digest of what the event says: the same facts make the same id, and a different
    // event never shares it (RFC 9562 version 8: bits of our own choice).
    void keep(Event event) {
        std::string facts =
            text::cat(m_options.base, "\n", m_shipment.id, "\n", to_word(event.kind), "\n",
                      event.event_time, "\n", event.business_step, "\n", event.parent);
        for (auto const& id : event.epcs)
            facts += "\n" + id;
        for (auto const& sensor : event.sensors) {
            for (auto const& [key, value] : sensor.metadata)
                facts += text::cat("\n", key, "=", value);
        }
        std::string digest = seal::sha256(facts);
        digest[12] = '8';
        constexpr std::string_view variant = "89ab";
        digest[16] = variant[static_cast<unsigned char>(digest[16]) % 4];
        event.event_id =
            text::cat("urn:uuid:", digest.substr(0, 8), "-", digest.substr(8, 4), "-",
                      digest.substr(12, 4), "-", digest.substr(16, 4), "-", digest.substr(20, 12));
        m_document.events.push_back(std::move(event));
    }

    // One container is an instance; several with one identifier are a counted class.
    void put_product(Event& event, Product const& product, std::int64_t containers) const {
        auto const mpho = mpho_of(product, m_shipment.shipper.facility);
        std::string const own = text::cat(m_shipment.id, "-", product.id);
        if (containers == 1) {
            event.epcs.push_back(mpho ? uri(mpho_path, *mpho) : uri(product_path, own));
            return;
        }
        event.quantities.push_back({mpho ? uri(mpho_class_path, *mpho) : uri(product_path, own),
                                    text::cat(containers), ""});
    }

    void put_identity(Event& event, Product const& product) const {
        if (product.donation_identification_number.empty())
            return;
        xml::Element element = extension("product", "");
        auto const put = [&](std::string_view name, std::string const& value) {
            if (!value.empty())
                element.children.push_back(extension(name, value));
        };
        put("din", product.donation_identification_number);
        if (!product.product_code.empty())
            put("productCode", product.product_code + product.collection_type +
                                   (product.division.empty() ? "00" : product.division));
        put("chainOfIdentityId", product.chain_of_identity);
        event.extensions.push_back(std::move(element));
    }

    void put_transactions(Event& event, bool waybill) const {
        if (!m_shipment.order.empty())
            event.transactions.push_back({"po", uri(transaction_path, m_shipment.order)});
        event.transactions.push_back({"desadv", uri(transaction_path, m_shipment.id)});
        if (waybill && m_shipment.waybill && !m_shipment.waybill->number.empty())
            event.transactions.push_back(
                {"bol", uri(transaction_path, "awb-" + m_shipment.waybill->number)});
    }

    Result<void> bind_loggers() {
        for (auto const& logger : m_shipment.loggers) {
            auto const* package = m_shipment.find_package(logger.package);
            if (package == nullptr || !logger.placed_at)
                continue;
            CC_TRY_ASSIGN(auto event,
                          start(EventKind::association, *logger.placed_at, "installing", "ADD"));
            event.parent = container_of(*package);
            event.epcs = {uri(logger_path, logger.serial)};
            event.read_point = place_of("", m_shipment.shipper);
            keep(std::move(event));
        }
        return {};
    }

    Result<void> pack() {
        auto const& packed = m_shipment.custody.packed;
        if (!packed || !packed->at)
            return {};
        for (auto const& package : m_shipment.packages) {
            CC_TRY_ASSIGN(auto event, start(EventKind::aggregation, *packed->at, "packing", "ADD"));
            event.parent = container_of(package);
            event.disposition = "container_closed";
            event.read_point = place_of(packed->place, m_shipment.shipper);
            for (auto const& content : package.contents) {
                auto const* product = m_shipment.find_product(content.product);
                if (product == nullptr)
                    continue;
                put_product(event, *product, product->container_count.value_or(1));
                put_identity(event, *product);
            }
            if (event.epcs.empty() && event.quantities.empty())
                continue; // nothing in it that has an identifier
            put_transactions(event, false);
            if (!m_options.manifest_digest.empty())
                event.extensions.push_back(extension("manifestSha256", m_options.manifest_digest));
            for (auto const& seal : package.seals)
                event.extensions.push_back(extension("sealNumber", seal));
            keep(std::move(event));
        }
        for (auto const& overpack : m_shipment.overpacks) {
            CC_TRY_ASSIGN(auto event, start(EventKind::aggregation, *packed->at, "packing", "ADD"));
            event.parent = uri(overpack_path, text::cat(m_shipment.id, "-", overpack.id));
            event.disposition = "container_closed";
            event.read_point = place_of(packed->place, m_shipment.shipper);
            for (auto const& id : overpack.packages) {
                if (auto const* package = m_shipment.find_package(id))
                    event.epcs.push_back(container_of(*package));
            }
            if (event.epcs.empty())
                continue;
            put_transactions(event, false);
            keep(std::move(event));
        }
        return {};
    }

    bool is_inside_overpack(Package const& package) const {
        return std::any_of(m_shipment.overpacks.begin(), m_shipment.overpacks.end(),
                           [&](shipment::Overpack const& overpack) {
                               return std::find(overpack.packages.begin(), overpack.packages.end(),
                                                package.id) != overpack.packages.end();
                           });
    }

    // What stands on the dock: overpacks, and boxes in none.
    std::vector<std::string> outermost() const {
        std::vector<std::string> all;
        for (auto const& overpack : m_shipment.overpacks)
            all.push_back(uri(overpack_path, text::cat(m_shipment.id, "-", overpack.id)));
        for (auto const& package : m_shipment.packages) {
            if (!is_inside_overpack(package))
                all.push_back(container_of(package));
        }
        return all;
    }

    Result<void> ship() {
        CC_TRY_ASSIGN(auto event,
                      start(EventKind::object, m_shipment.ship_at, "shipping", "OBSERVE"));
        event.epcs = outermost();
        if (event.epcs.empty())
            return {};
        event.disposition = "in_transit";
        event.read_point = place_of("", m_shipment.shipper);
        put_transactions(event, true);
        event.sources = {{"possessing_party", party_of(m_shipment.shipper)}};
        event.destinations = {{"possessing_party", party_of(m_shipment.consignee)}};
        keep(std::move(event));
        return {};
    }

    Result<void> report_sensors() {
        if (m_options.judgement == nullptr)
            return {};
        auto const& judgement = *m_options.judgement;
        auto const& received = m_shipment.custody.received;
        if (!judgement.window.from || !judgement.window.to || !received || !received->at)
            return {};
        for (auto const& channel : judgement.channels) {
            if (channel.inside.count == 0 || channel.serial.empty())
                continue;
            CC_TRY_ASSIGN(auto event,
                          start(EventKind::object, *received->at, "sensor_reporting", "OBSERVE"));
            auto const& logger = judgement.loggers.at(channel.logger);
            auto const* package = m_shipment.find_package(logger.package);
            event.epcs = package != nullptr ? std::vector{container_of(*package)} : outermost();
            event.read_point = place_of(received->place, m_shipment.consignee);
            event.sensors = {sensor_of(judgement, channel)};
            keep(std::move(event));
        }
        return {};
    }

    SensorElement sensor_of(certify::Judgement const& judgement,
                            certify::ChannelJudgement const& channel) const {
        SensorElement sensor;
        sensor.metadata = {{"startTime", to_rfc3339(*judgement.window.from)},
                           {"endTime", to_rfc3339(*judgement.window.to)},
                           {"deviceID", uri(logger_path, channel.serial)}};
        Attributes values{{"type", "Temperature"}};
        if (channel.inside.minimum)
            values.emplace_back("minValue", celsius_text(*channel.inside.minimum));
        if (channel.inside.maximum)
            values.emplace_back("maxValue", celsius_text(*channel.inside.maximum));
        if (channel.inside.mean)
            values.emplace_back("meanValue", text::fixed(*channel.inside.mean, 2));
        values.emplace_back("uom", "CEL");
        sensor.reports.push_back(std::move(values));
        bool const alarm =
            std::any_of(judgement.excursions.begin(), judgement.excursions.end(),
                        [&](certify::ReportedExcursion const& excursion) {
                            return &judgement.channels.at(excursion.channel) == &channel;
                        });
        sensor.reports.push_back({{"type", "Temperature"},
                                  {"exception", "ALARM_CONDITION"},
                                  {"booleanValue", alarm ? "true" : "false"}});
        return sensor;
    }

    Result<void> receive() {
        if (m_options.arrival)
            return put_arrival(*m_options.arrival);
        auto const& received = m_shipment.custody.received;
        if (!received || !received->at)
            return {};
        // the custody record says that the boxes came, not that anybody counted what is in them
        CC_TRY_ASSIGN(auto event, start(EventKind::object, *received->at, "receiving", "OBSERVE"));
        event.epcs = outermost();
        event.disposition = "in_progress";
        event.read_point = place_of(received->place, m_shipment.consignee);
        event.business_location = event.read_point;
        put_transactions(event, false);
        for (auto const& seal : received->seals.value_or(std::vector<std::string>{}))
            event.extensions.push_back(extension("sealNumber", seal));
        keep(std::move(event));
        return {};
    }

    Result<void> put_arrival(Arrival const& arrival) {
        CC_TRY_ASSIGN(auto event, start(EventKind::object, arrival.at, "receiving", "OBSERVE"));
        event.epcs = outermost();
        for (auto const& arrived : arrival.products) {
            if (auto const* product = m_shipment.find_product(arrived.product))
                put_product(event, *product, arrived.containers);
        }
        for (auto const& stranger : arrival.strangers)
            event.epcs.push_back(uri(product_path, stranger));
        event.disposition = "in_progress";
        event.read_point = place_of(arrival.place, m_shipment.consignee);
        event.business_location = event.read_point;
        put_transactions(event, false);
        event.persistent_set = arrival.dispositions;
        for (auto const& seal : arrival.seals)
            event.extensions.push_back(extension("sealNumber", seal));
        keep(std::move(event));
        return {};
    }

    Shipment const& m_shipment;
    EventOptions const& m_options;
    Document m_document;
};

} // namespace

Result<Document> events_of(Shipment const& shipment, EventOptions const& options) {
    return Maker(shipment, options).run();
}

} // namespace coldchain::epcis
