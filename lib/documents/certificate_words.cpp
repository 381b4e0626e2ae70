// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"
#include "documents/certificate_parts.hpp"

#include <algorithm>
#include <set>

namespace coldchain::documents {

using certify::Judgement;

std::string product_words(shipment::Shipment const& shipment) {
    std::vector<std::string> words;
    for (auto const& product : shipment.products) {
        auto const id = !product.donation_identification_number.empty()
                            ? product.donation_identification_number
                            : product.id;
        words.push_back(product.description.empty() ? id
                                                    : text::cat(product.description, ", ", id));
        if (words.size() == 2 && shipment.products.size() > 2) {
            words.push_back(text::cat("and ", shipment.products.size() - 2, " more"));
            break;
        }
    }
    return text::join(words, "\n");
}

std::string window_words(Judgement const& judgement) {
    auto const& window = judgement.window;
    auto const end = [](std::optional<Instant> const& instant) {
        return instant ? stamp(instant->milliseconds) : std::string("not known");
    };
    if (!window.from && !window.to)
        return "not known";
    auto words = text::cat(end(window.from), " to\n", end(window.to));
    if (window.from && window.to)
        words += text::cat(
            " (", duration_text((window.to->milliseconds - window.from->milliseconds) / 1000), ")");
    return words;
}

std::string limits_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& limits : judgement.limits) {
        auto line = text::cat(limits.range_text(), "\n", limits.identity.id, ", edition ",
                              limits.identity.edition);
        for (auto const& level : limits.levels) {
            bool const plain = limits.base(level.side) == &level && level.allowance.none();
            if (!plain)
                line += text::cat("\n", certify::beyond_word(level.side), " ", to_text(level.limit),
                                  ": ", level.allowance.text());
        }
        words.push_back(std::move(line));
    }
    return text::join(words, "\n");
}

std::string logger_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& logger : judgement.loggers) {
        std::string device = text::cat(logger.maker, " ", logger.model);
        if (logger.maker.empty() && !logger.recordings.empty())
            device = text::cat(logger.recordings.front().device.maker, " ",
                               logger.recordings.front().device.model);
        auto const serial = logger.serial.empty() && !logger.recordings.empty()
                                ? logger.recordings.front().device.serial
                                : logger.serial;
        words.push_back(text::cat(text::trim(text::cat(serial, " ", device)), " (",
                                  certify::to_word(logger.role), ")"));
    }
    return text::join(words, "\n");
}

namespace {

std::string calibration_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& logger : judgement.loggers) {
        auto const& calibration = logger.calibration;
        if (!calibration)
            continue;
        auto line = calibration->certificate.empty() ? std::string("no certificate")
                                                     : calibration->certificate;
        if (calibration->due)
            line += text::cat(", valid until ", to_text(*calibration->due));
        if (calibration->uncertainty)
            line += text::cat(", U ", to_text(calibration->uncertainty->value), " K");
        words.push_back(line);
    }
    return text::join(words, "\n");
}

} // namespace

void set_judged(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    std::vector<Fact> list;
    if (facts.shipment != nullptr) {
        auto const& shipment = *facts.shipment;
        list.push_back({"Product", product_words(shipment)});
        list.push_back({"From", shipment.shipper.name});
        list.push_back({"To", shipment.consignee.name});
    }
    list.push_back({judgement.custody == certify::Custody::judged ? "Custody, packed to received"
                                                                  : "Window judged",
                    window_words(judgement)});
    list.push_back({"Limits, themselves inside", limits_words(judgement)});
    list.push_back({"Loggers", logger_words(judgement)});
    if (judgement.custody == certify::Custody::judged && facts.shipment != nullptr) {
        list.push_back({"Calibration", calibration_words(judgement)});
        auto const& packages = facts.shipment->packages;
        std::vector<std::string> shippers;
        for (auto const& package : packages)
            shippers.emplace_back(
                text::trim(text::cat(package.id, " ", package.shipper_model, " ", package.asset)));
        list.push_back({"Shipping container", text::join(shippers, "\n")});
    }
    for (auto& fact : list)
        fact.style = fact_style;
    sheet.facts(std::move(list), facts.shipment != nullptr ? 4 : 3);
    sheet.pages.space(mm(1));
}

void set_intended_use(Sheet& sheet, Judgement const& judgement) {
    auto text = text::cat(
        "This page states whether the stored readings kept the limits named above, at the place of "
        "the probe, within the window. It is meant for the quality unit, which decides on the "
        "product. It proves nothing about temperatures elsewhere in the container, between "
        "readings, or before and after the window, nor that the logger was where the record says.");
    if (judgement.custody == certify::Custody::not_judged)
        text += " Recording only, custody not judged: whose logger it was, its calibration and the "
                "times of packing and receipt are not part of it.";
    sheet.paragraph(text, note_style);
}

void set_custody(Sheet& sheet, shipment::Shipment const& shipment) {
    auto const& custody = shipment.custody;
    std::vector<std::string> lines;
    auto const line = [&](std::string_view what, std::optional<ZonedTime> const& at,
                          std::vector<std::string> const& rest) {
        std::vector<std::string> parts;
        for (auto const& part : rest) {
            if (!part.empty())
                parts.push_back(part);
        }
        lines.push_back(text::cat(what, " ",
                                  at ? to_people(*at) : std::string("at a time not known"),
                                  parts.empty() ? "" : ", ", text::join(parts, ", ")));
    };
    if (custody.packed)
        line("packed", custody.packed->at,
             {custody.packed->by.empty() ? "" : text::cat("by ", custody.packed->by),
              custody.packed->verified_by.empty()
                  ? ""
                  : text::cat("verified by ", custody.packed->verified_by),
              custody.packed->place});
    for (auto const& handover : custody.handovers)
        line("handed over", handover.at,
             {text::cat("from ", handover.from, " to ", handover.to), handover.place,
              handover.reading ? text::cat("read ", to_text(*handover.reading)) : ""});
    if (custody.received)
        line("received", custody.received->at,
             {custody.received->by.empty() ? "" : text::cat("by ", custody.received->by),
              custody.received->place, custody.received->condition});
    if (!lines.empty())
        sheet.paragraph(text::cat("Custody: ", text::join(lines, "; "), "."), note_style);
}

void set_evidence(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    Table table;
    table.columns = {
        {"Evidence", 1.1, cell_style}, {"What", 2.9, cell_style}, {"SHA-256", 4.4, digest_style}};
    for (auto const& source : judgement.sources)
        table.rows.push_back(
            {{source.judged ? "readings" : "not judged"},
             {text::cat(source.file, ", ", source.used, " of ", source.rows, " rows used")},
             {source.sha256}});
    std::set<std::string> profiles;
    for (auto const& source : judgement.sources) {
        if (!source.profile.sha256.empty() && profiles.insert(source.profile.sha256).second)
            table.rows.push_back(
                {{"format"},
                 {text::cat(source.profile.id, ", edition ", source.profile.edition)},
                 {source.profile.sha256}});
    }
    for (auto const& limits : judgement.limits)
        table.rows.push_back(
            {{"limits"},
             {text::cat(limits.identity.id, ", edition ", limits.identity.edition)},
             {limits.identity.sha256}});
    if (facts.shipment != nullptr)
        table.rows.push_back({{"shipment"}, {facts.shipment->id}, {facts.shipment->sha256}});
    if (!facts.result_sha256.empty())
        table.rows.push_back({{"result"}, {"machine-readable, JSON"}, {facts.result_sha256}});
    sheet.table(std::move(table));
}

namespace {

std::string zone_words(Judgement const& judgement) {
    std::set<std::string> zones;
    for (auto const& source : judgement.sources)
        zones.insert(source.zone.empty() ? "not named" : source.zone);
    std::vector<std::string> const list(zones.begin(), zones.end());
    return text::join(list, ", ");
}

// Each basis once, also when several profiles name it.
std::string basis_words(Judgement const& judgement) {
    std::vector<std::string> basis;
    for (auto const& limits : judgement.limits) {
        for (auto const& citation : limits.citations) {
            auto words = text::cat(citation.ref, citation.edition.empty() ? "" : " (",
                                   citation.edition, citation.edition.empty() ? "" : ")",
                                   citation.evidence == Evidence::recalled ? ", unconfirmed" : "");
            if (std::find(basis.begin(), basis.end(), words) == basis.end())
                basis.push_back(std::move(words));
        }
    }
    return text::join(basis, "; ");
}

std::string decision_words(Judgement const& judgement) {
    bool const guarded =
        std::any_of(judgement.limits.begin(), judgement.limits.end(), [](auto const& limits) {
            return limits.decision == certify::Decision::guarded;
        });
    return guarded
               ? " Guarded acceptance: a reading counts as inside only when it is inside by the "
                 "calibration's expanded uncertainty (JCGM 106)."
               : " Simple acceptance: a reading is taken as it stands; one within the "
                 "calibration's uncertainty of a limit is named.";
}

} // namespace

void set_method(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    auto const& mkt = judgement.limits.front().mkt;
    auto words = text::cat(
        "Method. Readings are compared with the limits in the file's own digits and unit. An "
        "excursion is a run of consecutive trusted readings strictly beyond a limit; its duration "
        "is the larger of the time between interpolated crossings and the readings counted at the "
        "regular interval, rounded up; nothing is interpolated over a gap (a step above 1.5 "
        "intervals) or an untrusted reading.",
        decision_words(judgement), " Zone of the stamps: ", zone_words(judgement), ".");
    if (mkt.applies)
        words += text::cat(" MKT: mean kinetic temperature with activation energy ",
                           text::fixed(static_cast<double>(mkt.joules_per_mole) / 1000, 3),
                           " kJ/mol, gas constant 8.3144 J/(mol K), 0 C = 273.15 K, each reading "
                           "with the time it stands for.");
    words += text::cat(" Basis of the limits: ", basis_words(judgement), ". Made with ",
                       facts.program, ", zone data ", zone_data_version(), ".");
    sheet.paragraph(words, note_style);
}

} // namespace coldchain::documents
