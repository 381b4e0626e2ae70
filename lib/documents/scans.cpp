// SPDX-License-Identifier: Apache-2.0
#include "documents/scans.hpp"

#include "common/text.hpp"
#include "isbt128/decode.hpp"

#include <algorithm>

namespace coldchain::documents {

namespace {

using isbt128::Kind;

// Puts a value where nothing stands yet; says whether that was new. A different value is not put:
// it belongs to another container.
bool fill(std::string& place, std::string_view value) {
    if (!place.empty() || value.empty())
        return false;
    place = value;
    return true;
}

void take_structure(ScannedContainer& container, isbt128::Reading const& reading,
                    isbt128::Structure const& structure) {
    auto const value = [&](std::string_view field) { return reading.value(structure, field); };
    switch (structure.row->kind) {
    case Kind::din:
        fill(container.donation_identification_number, value("din"));
        break;
    case Kind::product:
        fill(container.product_code, value("pdc"));
        fill(container.collection_type, value("type"));
        fill(container.division, value("div"));
        break;
    case Kind::expiry:
        fill(container.expires, value("iso"));
        break;
    case Kind::blood_group:
        fill(container.blood_group, value("group"));
        break;
    case Kind::chain_of_identity:
        fill(container.chain_of_identity, value("coi"));
        break;
    default:
        break;
    }
}

// Whether `more` says the same container with at least one thing that `known` does not say.
bool adds_to(ScannedContainer const& known, ScannedContainer const& more) {
    bool news = false;
    auto const agrees = [&](std::string const& left, std::string const& right) {
        if (left.empty() && !right.empty())
            news = true;
        return left.empty() || right.empty() || left == right;
    };
    return agrees(known.donation_identification_number, more.donation_identification_number) &&
           agrees(known.product_code, more.product_code) &&
           agrees(known.collection_type, more.collection_type) &&
           agrees(known.division, more.division) && agrees(known.expires, more.expires) &&
           agrees(known.blood_group, more.blood_group) &&
           agrees(known.chain_of_identity, more.chain_of_identity) && news;
}

void merge(ScannedContainer& known, ScannedContainer const& more) {
    fill(known.donation_identification_number, more.donation_identification_number);
    fill(known.product_code, more.product_code);
    fill(known.collection_type, more.collection_type);
    fill(known.division, more.division);
    fill(known.expires, more.expires);
    fill(known.blood_group, more.blood_group);
    fill(known.chain_of_identity, more.chain_of_identity);
}

std::string first_problem(isbt128::Reading const& reading) {
    for (auto const& structure : reading.structures()) {
        for (auto const& problem : reading.problems(structure))
            return text::cat(problem.code, ": found ", text::quoted(problem.found),
                             "; allowed: ", problem.allowed);
    }
    return "";
}

// The symbol on our own manifest: "SHP-2026-0117 sha256:<64 digits>".
bool take_manifest_code(Scans& scans, std::string_view line) {
    auto const at = line.find(" sha256:");
    if (at == std::string_view::npos || line.size() != at + 8 + 64)
        return false;
    scans.manifest_shipment = line.substr(0, at);
    scans.manifest_digest = line.substr(at + 8);
    return true;
}

} // namespace

Scans read_scans(std::string_view given, std::span<std::string const> plain_codes) {
    Scans scans;
    isbt128::Decoder decoder;
    int number = 0;
    if (given.starts_with("\xEF\xBB\xBF")) // Windows editors put it in front of a text file
        given.remove_prefix(3);
    for (auto const raw : text::split(given, '\n')) {
        ++number;
        std::string_view const line = text::trim(raw);
        if (line.empty() || line.front() == '#' || take_manifest_code(scans, line))
            continue;
        if (std::find(plain_codes.begin(), plain_codes.end(), line) != plain_codes.end()) {
            scans.plain.emplace_back(line);
            continue;
        }
        auto const& reading = decoder.decode(line);
        if (!reading.valid()) {
            scans.odd.push_back({number, std::string(line), first_problem(reading)});
            continue;
        }
        ScannedContainer found;
        found.line = number;
        for (auto const& structure : reading.structures())
            take_structure(found, reading, structure);
        bool const begins = !found.donation_identification_number.empty();
        auto& containers = scans.containers;
        if (!containers.empty() && adds_to(containers.back(), found)) {
            merge(containers.back(), found);
        } else if (begins) {
            containers.push_back(std::move(found));
        } else if (containers.empty()) {
            scans.odd.push_back({number, std::string(line),
                                 "no donation identification number was scanned before it"});
        } else if (ScannedContainer const blank{found.line, "", "", "", "", "", "", ""};
                   !(found == blank)) {
            scans.odd.push_back({number, std::string(line),
                                 "it contradicts what was scanned of the same container"});
        }
    }
    return scans;
}

} // namespace coldchain::documents
