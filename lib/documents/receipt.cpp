// SPDX-License-Identifier: Apache-2.0
#include "documents/receipt.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::documents {

namespace {

using shipment::Product;
using shipment::Shipment;

constexpr std::array rows{
    CodeRow{"REC-01", "a container of the manifest was not scanned",
            "it is missing, it is still in the box, or its label cannot be read",
            "three bags on the manifest, two scanned",
            "look again; if it is not there, quarantine the shipment and call the sender",
            "coldchain"},
    CodeRow{"REC-02", "a container was scanned that is not on the manifest",
            "it belongs to another shipment, or the manifest is an older one",
            "a donation number that no product of the manifest has",
            "put it aside, call the sender; do not use it", "coldchain"},
    CodeRow{"REC-03", "a container was scanned more often than the manifest counts it",
            "one bag was scanned twice, or two bags carry one label", "one bag sent, two scans",
            "scan again; if there are two, quarantine both", "coldchain"},
    CodeRow{"REC-04", "what a label says differs from the manifest",
            "bags were swapped, mislabelled, or the manifest is an older one",
            "the donation number of P1 with the chain of identity of P2",
            "quarantine both products and call the sender", "coldchain"},
    CodeRow{"REC-05", "a seal is missing or is another one",
            "the box was opened on its way, or a seal was replaced without a record",
            "sent with S-10441, read S-10442",
            "ask for the custody record; treat the content as opened", "coldchain"},
    CodeRow{"REC-06", "only the donation number was read",
            "one identifier is not enough to say that it is this container",
            "a scan of the number's symbol alone",
            "scan the product code or the chain of identity too", "two-identifier practice"},
    CodeRow{"REC-07", "the box is not as it was sent", "it is damaged, wet, open or tilted",
            "condition \"dented lid\"", "photograph it, quarantine the content, call the sender",
            "coldchain"},
    CodeRow{"REC-08", "the temperature at opening does not fit the product",
            "the shipper lost its cold, or the probe was not in place",
            "-120 C in a shipper for <= -150 C",
            "quarantine; the logger's recording decides, not this reading", "coldchain"},
    CodeRow{"REC-09", "a scanned line is not understood",
            "a code of something else was scanned, or the scanner is set up wrong",
            "an article number", "scan the label again", "coldchain"},
    CodeRow{"REC-10", "a product had expired when it arrived",
            "the journey was longer than planned", "expires 08:00, received 09:00",
            "quarantine; the physician decides", "coldchain"},
    CodeRow{"REC-11", "the manifest in the box is not the one compared with",
            "another version of the manifest was packed", "a different digest in its symbol",
            "compare with the manifest that was packed", "coldchain"},
    CodeRow{"REC-12", "a fact of the receipt was not given",
            "condition, seals or temperature at opening were not entered", "no --condition",
            "enter it", "coldchain"},
};

struct Difference {
    std::string what;
    std::string found;
    std::string sent;
};

std::string local_minute(std::optional<ZonedTime> const& time) {
    if (!time)
        return "";
    auto const clock = wall_clock(time->instant, time->zone);
    return clock ? to_text(clock->local).substr(0, 16) : "";
}

void compare(std::vector<Difference>& out, std::string_view what, std::string const& found,
             std::string const& sent) {
    if (!found.empty() && !sent.empty() && found != sent)
        out.push_back({std::string(what), found, sent});
}

std::string division_of(Product const& product) {
    return product.division.empty() && !product.product_code.empty() ? "00" : product.division;
}

std::vector<Difference> differences(ScannedContainer const& scan, Product const& product) {
    std::vector<Difference> out;
    compare(out, "product code", scan.product_code, product.product_code);
    compare(out, "collection type", scan.collection_type, product.collection_type);
    compare(out, "division", scan.division, division_of(product));
    compare(out, "expiry", scan.expires.substr(0, 16), local_minute(product.expires_at));
    compare(out, "blood group", scan.blood_group, product.blood_group);
    compare(out, "chain of identity", scan.chain_of_identity, product.chain_of_identity);
    return out;
}

class Reconciler {
public:
    Reconciler(Shipment const& shipment, ArrivalFacts facts) : m_shipment(shipment) {
        m_receipt.facts = std::move(facts);
        for (auto const& product : shipment.products) {
            ArrivalRow row;
            row.product = product.id;
            row.sent = product.container_count.value_or(1);
            m_receipt.rows.push_back(std::move(row));
        }
    }

    Receipt run(std::string const& digest, Scans const& scans) {
        for (auto const& scan : scans.containers)
            place(scan);
        judge_rows();
        for (auto const& odd : scans.odd)
            find("REC-09", Severity::error, "", text::cat("line ", odd.line), odd.text, "",
                 text::cat("line ", odd.line, " ", text::quoted(odd.text), " is not understood",
                           odd.reason.empty() ? "" : text::cat(" (", odd.reason, ")")),
                 "scan the label again");
        judge_seals(scans);
        judge_box();
        judge_manifest(digest, scans);
        settle();
        return std::move(m_receipt);
    }

private:
    void find(std::string_view code, Severity severity, std::string scope, std::string field,
              std::string value, std::string limit, std::string message, std::string fix) {
        Finding finding;
        finding.rule = code;
        finding.severity = severity;
        finding.scope = std::move(scope);
        finding.field = std::move(field);
        finding.value = std::move(value);
        finding.limit = std::move(limit);
        finding.message = std::move(message);
        finding.fix = std::move(fix);
        m_receipt.findings.push_back(std::move(finding));
    }

    // Among the products with this donation number, the one that differs least.
    std::optional<std::size_t> nearest(ScannedContainer const& scan) const {
        std::optional<std::size_t> best;
        std::size_t fewest = 0;
        for (std::size_t at = 0; at < m_shipment.products.size(); ++at) {
            auto const& product = m_shipment.products[at];
            if (product.donation_identification_number != scan.donation_identification_number)
                continue;
            std::size_t const wrong = differences(scan, product).size();
            bool const open = m_receipt.rows[at].arrived < m_receipt.rows[at].sent;
            std::size_t const cost = wrong * 2 + (open ? 0 : 1);
            if (!best || cost < fewest) {
                best = at;
                fewest = cost;
            }
        }
        return best;
    }

    void place(ScannedContainer const& scan) {
        auto const at = nearest(scan);
        if (!at) {
            m_receipt.strangers.push_back(scan);
            find("REC-02", Severity::error, "", text::cat("line ", scan.line),
                 scan.donation_identification_number, "a product of the manifest",
                 text::cat(scan.donation_identification_number, " (line ", scan.line,
                           ") is not on the manifest"),
                 "put it aside and call the sender");
            return;
        }
        auto& row = m_receipt.rows[*at];
        row.lines.push_back(scan.line);
        auto const wrong = differences(scan, m_shipment.products[*at]);
        if (!wrong.empty()) {
            mismatch(row, scan, wrong);
            return;
        }
        ++row.arrived;
        if (scan.product_code.empty() && scan.chain_of_identity.empty())
            row.by_number_alone = true;
    }

    // Says whose value it is, because a swapped bag shows itself that way.
    std::string owner_of(Difference const& difference, std::string const& except) const {
        for (auto const& product : m_shipment.products) {
            if (product.id == except)
                continue;
            bool const same =
                (difference.what == "chain of identity" &&
                 product.chain_of_identity == difference.found) ||
                (difference.what == "product code" && product.product_code == difference.found) ||
                (difference.what == "division" && division_of(product) == difference.found);
            if (same)
                return product.id;
        }
        return "";
    }

    void mismatch(ArrivalRow& row, ScannedContainer const& scan,
                  std::vector<Difference> const& wrong) {
        row.state = ArrivalState::mismatch;
        for (auto const& difference : wrong) {
            std::string const owner = owner_of(difference, row.product);
            std::string const said =
                text::cat(difference.what, " ", difference.found, " instead of ", difference.sent,
                          owner.empty() ? "" : text::cat(", which is that of ", owner));
            row.remark += text::cat(row.remark.empty() ? "" : "; ", said);
            find("REC-04", Severity::error, row.product, text::cat("line ", scan.line),
                 difference.found, difference.sent, said, "quarantine it and call the sender");
        }
    }

    void judge_rows() {
        for (auto& row : m_receipt.rows) {
            auto const& product = *m_shipment.find_product(row.product);
            if (row.arrived < row.sent && row.state != ArrivalState::mismatch) {
                row.state = ArrivalState::missing;
                row.remark = text::cat(row.sent - row.arrived, " of ", row.sent, " not scanned");
                find("REC-01", Severity::error, row.product, "products", text::cat(row.arrived),
                     text::cat(row.sent),
                     text::cat(product.donation_identification_number, ": ", row.remark),
                     "look again, then call the sender");
            } else if (row.arrived > row.sent) {
                row.state = ArrivalState::duplicate;
                row.remark = text::cat("scanned ", row.arrived, " times, sent ", row.sent);
                find("REC-03", Severity::error, row.product, "products", text::cat(row.arrived),
                     text::cat(row.sent), row.remark,
                     "scan again; if there are more than were sent, quarantine all");
            } else if (row.state != ArrivalState::mismatch) {
                row.state = ArrivalState::matched;
            }
            if (row.state == ArrivalState::matched && row.by_number_alone)
                find("REC-06", Severity::unknown, row.product, "products",
                     product.donation_identification_number, "a second identifier",
                     "identified by its donation number alone",
                     "scan the product code or the chain of identity too");
            judge_expiry(row, product);
        }
    }

    void judge_expiry(ArrivalRow const& row, Product const& product) {
        auto const& at = m_receipt.facts.at;
        if (!at || !product.expires_at || row.arrived == 0 ||
            product.expires_at->instant > at->instant)
            return;
        find("REC-10", Severity::error, row.product, "expires_at", to_people(*product.expires_at),
             to_people(*at), "had expired on arrival", "quarantine it; the physician decides");
    }

    void judge_seals(Scans const& scans) {
        for (auto const& package : m_shipment.packages)
            m_receipt.seals_sent.insert(m_receipt.seals_sent.end(), package.seals.begin(),
                                        package.seals.end());
        m_receipt.seals_read = m_receipt.facts.seals;
        auto& read = m_receipt.seals_read;
        auto const& sent = m_receipt.seals_sent;
        for (auto const& code : scans.plain) {
            bool const is_seal = std::find(sent.begin(), sent.end(), code) != sent.end();
            if (is_seal && std::find(read.begin(), read.end(), code) == read.end())
                read.push_back(code);
        }
        if (sent.empty() && read.empty())
            return;
        if (read.empty()) {
            find("REC-12", Severity::unknown, "", "seals", "", text::join(sent, ", "),
                 "no seal number was read", "read the seals and enter them with --seal");
            return;
        }
        for (auto const& seal : sent) {
            if (std::find(read.begin(), read.end(), seal) == read.end())
                find("REC-05", Severity::error, "", "seals", text::join(read, ", "), seal,
                     text::cat("seal ", seal, " was not found"), "ask for the custody record");
        }
        for (auto const& seal : read) {
            if (std::find(sent.begin(), sent.end(), seal) == sent.end())
                find("REC-05", Severity::error, "", "seals", seal, text::join(sent, ", "),
                     text::cat("seal ", seal, " was not sent"), "ask for the custody record");
        }
    }

    void judge_box() {
        auto const& facts = m_receipt.facts;
        if (facts.condition.empty())
            find("REC-12", Severity::unknown, "", "condition", "", "intact, or what was seen",
                 "the condition of the box was not given", "enter it with --condition");
        else if (facts.condition != "intact")
            find("REC-07", Severity::error, "", "condition", facts.condition, "intact",
                 text::cat("the box arrived: ", facts.condition),
                 "photograph it, quarantine the content, call the sender");
        if (!facts.temperature_at_opening) {
            find("REC-12", Severity::unknown, "", "temperature", "", "the reading at opening",
                 "the temperature at opening was not given", "enter it with --temperature");
            return;
        }
        auto const reading = *facts.temperature_at_opening;
        for (auto const& product : m_shipment.products) {
            if (!product.storage)
                continue;
            bool const warm = product.storage->high && reading > *product.storage->high;
            bool const cold = product.storage->low && reading < *product.storage->low;
            if (warm || cold)
                find("REC-08", Severity::error, product.id, "temperature", to_text(reading),
                     to_text(*product.storage),
                     text::cat(to_text(reading), " at opening, to be kept ",
                               to_text(*product.storage)),
                     "quarantine it; the logger's recording decides");
        }
    }

    void judge_manifest(std::string const& digest, Scans const& scans) {
        if (scans.manifest_digest.empty())
            return;
        if (scans.manifest_shipment != m_shipment.id)
            find("REC-11", Severity::error, "", "manifest", scans.manifest_shipment, m_shipment.id,
                 text::cat("the manifest in the box is of ", scans.manifest_shipment),
                 "compare with the manifest that was packed");
        else if (scans.manifest_digest != digest)
            find("REC-11", Severity::error, "", "manifest", scans.manifest_digest, digest,
                 "the manifest in the box is another version",
                 "compare with the manifest that was packed");
    }

    void settle() {
        auto const severity = worst(m_receipt.findings);
        m_receipt.verdict = severity >= Severity::error     ? "differences"
                            : severity == Severity::unknown ? "unknown"
                                                            : "complete";
    }

    Shipment const& m_shipment;
    Receipt m_receipt;
};

} // namespace

std::string_view to_word(ArrivalState state) {
    switch (state) {
    case ArrivalState::matched:
        return "matched";
    case ArrivalState::missing:
        return "missing";
    case ArrivalState::mismatch:
        return "mismatch";
    case ArrivalState::duplicate:
        return "duplicate";
    }
    return "";
}

Receipt reconcile(Shipment const& shipment, std::string const& manifest_digest, Scans const& scans,
                  ArrivalFacts facts) {
    return Reconciler(shipment, std::move(facts)).run(manifest_digest, scans);
}

std::vector<std::string> plain_codes_of(Shipment const& shipment) {
    std::vector<std::string> codes;
    for (auto const& package : shipment.packages) {
        codes.insert(codes.end(), package.seals.begin(), package.seals.end());
        if (!package.asset.empty())
            codes.push_back(package.asset);
    }
    for (auto const& logger : shipment.loggers)
        codes.push_back(logger.serial);
    return codes;
}

std::string to_json(Shipment const& shipment, Receipt const& receipt) {
    using Json = nlohmann::ordered_json;
    auto const or_null = [](std::string const& text) { return text.empty() ? Json() : Json(text); };
    Json products = Json::array();
    for (auto const& row : receipt.rows) {
        auto const& product = *shipment.find_product(row.product);
        products.push_back({{"product", row.product},
                            {"din", or_null(product.donation_identification_number)},
                            {"sent", row.sent},
                            {"arrived", row.arrived},
                            {"state", to_word(row.state)},
                            {"lines", row.lines},
                            {"remark", or_null(row.remark)}});
    }
    Json extra = Json::array();
    for (auto const& scan : receipt.strangers)
        extra.push_back(
            {{"din", scan.donation_identification_number},
             {"product_code", or_null(scan.product_code + scan.collection_type + scan.division)},
             {"line", scan.line}});
    Json findings = Json::array();
    for (auto const& finding : receipt.findings)
        findings.push_back({{"rule", finding.rule},
                            {"severity", to_word(finding.severity)},
                            {"product", or_null(finding.scope)},
                            {"field", finding.field},
                            {"value", or_null(finding.value)},
                            {"limit", or_null(finding.limit)},
                            {"message", finding.message},
                            {"fix", or_null(finding.fix)}});
    auto const& facts = receipt.facts;
    Json const record{
        {"shipment", shipment.id},
        {"verdict", receipt.verdict},
        {"received_at", facts.at ? Json(to_rfc3339(facts.at->instant)) : Json()},
        {"place", or_null(facts.place)},
        {"condition", or_null(facts.condition)},
        {"temperature_at_opening_c",
         facts.temperature_at_opening ? Json(celsius(*facts.temperature_at_opening)) : Json()},
        {"seals_sent", receipt.seals_sent},
        {"seals_read", receipt.seals_read},
        {"products", products},
        {"extra", extra},
        {"findings", findings}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::span<CodeRow const> receipt_codes() {
    return rows;
}

} // namespace coldchain::documents
