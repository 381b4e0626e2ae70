// SPDX-License-Identifier: Apache-2.0
// The words of the GS1 core business vocabulary 2.0 that events may use.
#include "epcis/event.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace coldchain::epcis {

namespace {

using Words = std::span<std::string_view const>;

constexpr std::array<std::string_view, 5> kinds{"ObjectEvent", "AggregationEvent",
                                                "AssociationEvent", "TransactionEvent",
                                                "TransformationEvent"};

constexpr std::array<std::string_view, 41> steps{"accepting",
                                                 "arriving",
                                                 "assembling",
                                                 "collecting",
                                                 "commissioning",
                                                 "consigning",
                                                 "creating_class_instance",
                                                 "cycle_counting",
                                                 "decommissioning",
                                                 "departing",
                                                 "destroying",
                                                 "disassembling",
                                                 "dispensing",
                                                 "encoding",
                                                 "entering_exiting",
                                                 "holding",
                                                 "inspecting",
                                                 "installing",
                                                 "killing",
                                                 "loading",
                                                 "other",
                                                 "packing",
                                                 "picking",
                                                 "receiving",
                                                 "removing",
                                                 "repackaging",
                                                 "repairing",
                                                 "replacing",
                                                 "reserving",
                                                 "retail_selling",
                                                 "sampling",
                                                 "sensor_reporting",
                                                 "shipping",
                                                 "staging_outbound",
                                                 "stock_taking",
                                                 "stocking",
                                                 "storing",
                                                 "transporting",
                                                 "unloading",
                                                 "unpacking",
                                                 "void_shipping"};

constexpr std::array<std::string_view, 33> dispositions{"active",
                                                        "available",
                                                        "completeness_inferred",
                                                        "completeness_verified",
                                                        "conformant",
                                                        "container_closed",
                                                        "container_open",
                                                        "damaged",
                                                        "destroyed",
                                                        "dispensed",
                                                        "disposed",
                                                        "encoded",
                                                        "expired",
                                                        "in_progress",
                                                        "in_transit",
                                                        "inactive",
                                                        "mismatch_class",
                                                        "mismatch_instance",
                                                        "mismatch_quantity",
                                                        "needs_replacement",
                                                        "no_pedigree_match",
                                                        "non_conformant",
                                                        "non_sellable_other",
                                                        "partially_dispensed",
                                                        "recalled",
                                                        "reserved",
                                                        "retail_sold",
                                                        "returned",
                                                        "sellable_accessible",
                                                        "sellable_not_accessible",
                                                        "stolen",
                                                        "unavailable",
                                                        "unknown"};

constexpr std::array<std::string_view, 13> transactions{
    "bol",       "cert",   "desadv", "inv",     "pedigree", "po",   "poc",
    "prodorder", "recadv", "rma",    "testprd", "testres",  "upevt"};

constexpr std::array<std::string_view, 3> parties{"location", "owning_party", "possessing_party"};
constexpr std::array<std::string_view, 2> reasons{"did_not_occur", "incorrect_data"};

Words words_of(Vocabulary vocabulary) {
    switch (vocabulary) {
    case Vocabulary::business_step:
        return steps;
    case Vocabulary::disposition:
        return dispositions;
    case Vocabulary::transaction_type:
        return transactions;
    case Vocabulary::party_type:
        return parties;
    case Vocabulary::error_reason:
        return reasons;
    }
    return {};
}

// The web form of a vocabulary: "https://ref.gs1.org/cbv/BizStep-packing".
std::string_view web_prefix(Vocabulary vocabulary) {
    switch (vocabulary) {
    case Vocabulary::business_step:
        return "https://ref.gs1.org/cbv/BizStep-";
    case Vocabulary::disposition:
        return "https://ref.gs1.org/cbv/Disp-";
    case Vocabulary::transaction_type:
        return "https://ref.gs1.org/cbv/BTT-";
    case Vocabulary::party_type:
        return "https://ref.gs1.org/cbv/SDT-";
    case Vocabulary::error_reason:
        return "https://ref.gs1.org/cbv/ER-";
    }
    return {};
}

} // namespace

std::string_view to_word(EventKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

std::optional<EventKind> event_kind_of(std::string_view word) {
    auto const at = std::find(kinds.begin(), kinds.end(), word);
    if (at == kinds.end())
        return std::nullopt;
    return static_cast<EventKind>(at - kinds.begin());
}

bool is_standard(Vocabulary vocabulary, std::string_view word) {
    auto const words = words_of(vocabulary);
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view urn_prefix(Vocabulary vocabulary) {
    switch (vocabulary) {
    case Vocabulary::business_step:
        return "urn:epcglobal:cbv:bizstep:";
    case Vocabulary::disposition:
        return "urn:epcglobal:cbv:disp:";
    case Vocabulary::transaction_type:
        return "urn:epcglobal:cbv:btt:";
    case Vocabulary::party_type:
        return "urn:epcglobal:cbv:sdt:";
    case Vocabulary::error_reason:
        return "urn:epcglobal:cbv:er:";
    }
    return {};
}

std::string bare_word(Vocabulary vocabulary, std::string_view text) {
    for (auto const prefix : {urn_prefix(vocabulary), web_prefix(vocabulary)}) {
        if (text.starts_with(prefix))
            return std::string(text.substr(prefix.size()));
    }
    return std::string(text);
}

} // namespace coldchain::epcis
