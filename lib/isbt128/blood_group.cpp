// SPDX-License-Identifier: Apache-2.0
#include "isbt128/blood_group.hpp"

#include "common/text.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace coldchain::isbt128 {

namespace {

// ST-001 tables 4 and 5.
constexpr auto rows = std::to_array<BloodGroupRow>({
    {"95", "O neg", "O RhD negative", "default", Rhd::negative},
    {"91", "O neg", "O RhD negative", "directed only", Rhd::negative},
    {"92", "O neg", "O RhD negative", "emergency use only", Rhd::negative},
    {"93", "O neg", "O RhD negative", "directed, biohazardous", Rhd::negative},
    {"94", "O neg", "O RhD negative", "directed, eligible for crossover", Rhd::negative},
    {"96", "O neg", "O RhD negative", "autologous, eligible for crossover", Rhd::negative},
    {"97", "O neg", "O RhD negative", "autologous only", Rhd::negative},
    {"98", "O neg", "O RhD negative", "autologous only, biohazardous", Rhd::negative},
    {"51", "O pos", "O RhD positive", "default", Rhd::positive},
    {"47", "O pos", "O RhD positive", "directed only", Rhd::positive},
    {"48", "O pos", "O RhD positive", "emergency use only", Rhd::positive},
    {"49", "O pos", "O RhD positive", "directed, biohazardous", Rhd::positive},
    {"50", "O pos", "O RhD positive", "directed, eligible for crossover", Rhd::positive},
    {"52", "O pos", "O RhD positive", "autologous, eligible for crossover", Rhd::positive},
    {"53", "O pos", "O RhD positive", "autologous only", Rhd::positive},
    {"54", "O pos", "O RhD positive", "autologous only, biohazardous", Rhd::positive},
    {"06", "A neg", "A RhD negative", "default", Rhd::negative},
    {"02", "A neg", "A RhD negative", "directed only", Rhd::negative},
    {"03", "A neg", "A RhD negative", "emergency use only", Rhd::negative},
    {"04", "A neg", "A RhD negative", "directed, biohazardous", Rhd::negative},
    {"05", "A neg", "A RhD negative", "directed, eligible for crossover", Rhd::negative},
    {"07", "A neg", "A RhD negative", "autologous, eligible for crossover", Rhd::negative},
    {"08", "A neg", "A RhD negative", "autologous only", Rhd::negative},
    {"09", "A neg", "A RhD negative", "autologous only, biohazardous", Rhd::negative},
    {"62", "A pos", "A RhD positive", "default", Rhd::positive},
    {"58", "A pos", "A RhD positive", "directed only", Rhd::positive},
    {"59", "A pos", "A RhD positive", "emergency use only", Rhd::positive},
    {"60", "A pos", "A RhD positive", "directed, biohazardous", Rhd::positive},
    {"61", "A pos", "A RhD positive", "directed, eligible for crossover", Rhd::positive},
    {"63", "A pos", "A RhD positive", "autologous, eligible for crossover", Rhd::positive},
    {"64", "A pos", "A RhD positive", "autologous only", Rhd::positive},
    {"65", "A pos", "A RhD positive", "autologous only, biohazardous", Rhd::positive},
    {"17", "B neg", "B RhD negative", "default", Rhd::negative},
    {"13", "B neg", "B RhD negative", "directed only", Rhd::negative},
    {"14", "B neg", "B RhD negative", "emergency use only", Rhd::negative},
    {"15", "B neg", "B RhD negative", "directed, biohazardous", Rhd::negative},
    {"16", "B neg", "B RhD negative", "directed, eligible for crossover", Rhd::negative},
    {"18", "B neg", "B RhD negative", "autologous, eligible for crossover", Rhd::negative},
    {"19", "B neg", "B RhD negative", "autologous only", Rhd::negative},
    {"20", "B neg", "B RhD negative", "autologous only, biohazardous", Rhd::negative},
    {"73", "B pos", "B RhD positive", "default", Rhd::positive},
    {"69", "B pos", "B RhD positive", "directed only", Rhd::positive},
    {"70", "B pos", "B RhD positive", "emergency use only", Rhd::positive},
    {"71", "B pos", "B RhD positive", "directed, biohazardous", Rhd::positive},
    {"72", "B pos", "B RhD positive", "directed, eligible for crossover", Rhd::positive},
    {"74", "B pos", "B RhD positive", "autologous, eligible for crossover", Rhd::positive},
    {"75", "B pos", "B RhD positive", "autologous only", Rhd::positive},
    {"76", "B pos", "B RhD positive", "autologous only, biohazardous", Rhd::positive},
    {"28", "AB neg", "AB RhD negative", "default", Rhd::negative},
    {"24", "AB neg", "AB RhD negative", "directed only", Rhd::negative},
    {"25", "AB neg", "AB RhD negative", "emergency use only", Rhd::negative},
    {"26", "AB neg", "AB RhD negative", "directed, biohazardous", Rhd::negative},
    {"27", "AB neg", "AB RhD negative", "directed, eligible for crossover", Rhd::negative},
    {"29", "AB neg", "AB RhD negative", "autologous, eligible for crossover", Rhd::negative},
    {"30", "AB neg", "AB RhD negative", "autologous only", Rhd::negative},
    {"31", "AB neg", "AB RhD negative", "autologous only, biohazardous", Rhd::negative},
    {"84", "AB pos", "AB RhD positive", "default", Rhd::positive},
    {"80", "AB pos", "AB RhD positive", "directed only", Rhd::positive},
    {"81", "AB pos", "AB RhD positive", "emergency use only", Rhd::positive},
    {"82", "AB pos", "AB RhD positive", "directed, biohazardous", Rhd::positive},
    {"83", "AB pos", "AB RhD positive", "directed, eligible for crossover", Rhd::positive},
    {"85", "AB pos", "AB RhD positive", "autologous, eligible for crossover", Rhd::positive},
    {"86", "AB pos", "AB RhD positive", "autologous only", Rhd::positive},
    {"87", "AB pos", "AB RhD positive", "autologous only, biohazardous", Rhd::positive},
    {"55", "O", "O, RhD not stated", "default", Rhd::not_stated},
    {"P2", "O", "O, RhD not stated", "directed only", Rhd::not_stated},
    {"P3", "O", "O, RhD not stated", "emergency use only", Rhd::not_stated},
    {"P4", "O", "O, RhD not stated", "directed, biohazardous", Rhd::not_stated},
    {"P5", "O", "O, RhD not stated", "directed, eligible for crossover", Rhd::not_stated},
    {"P7", "O", "O, RhD not stated", "autologous, eligible for crossover", Rhd::not_stated},
    {"P8", "O", "O, RhD not stated", "autologous only", Rhd::not_stated},
    {"P9", "O", "O, RhD not stated", "autologous only, biohazardous", Rhd::not_stated},
    {"66", "A", "A, RhD not stated", "default", Rhd::not_stated},
    {"A2", "A", "A, RhD not stated", "directed only", Rhd::not_stated},
    {"A3", "A", "A, RhD not stated", "emergency use only", Rhd::not_stated},
    {"A4", "A", "A, RhD not stated", "directed, biohazardous", Rhd::not_stated},
    {"A5", "A", "A, RhD not stated", "directed, eligible for crossover", Rhd::not_stated},
    {"A7", "A", "A, RhD not stated", "autologous, eligible for crossover", Rhd::not_stated},
    {"A8", "A", "A, RhD not stated", "autologous only", Rhd::not_stated},
    {"A9", "A", "A, RhD not stated", "autologous only, biohazardous", Rhd::not_stated},
    {"77", "B", "B, RhD not stated", "default", Rhd::not_stated},
    {"B2", "B", "B, RhD not stated", "directed only", Rhd::not_stated},
    {"B3", "B", "B, RhD not stated", "emergency use only", Rhd::not_stated},
    {"B4", "B", "B, RhD not stated", "directed, biohazardous", Rhd::not_stated},
    {"B5", "B", "B, RhD not stated", "directed, eligible for crossover", Rhd::not_stated},
    {"B7", "B", "B, RhD not stated", "autologous, eligible for crossover", Rhd::not_stated},
    {"B8", "B", "B, RhD not stated", "autologous only", Rhd::not_stated},
    {"B9", "B", "B, RhD not stated", "autologous only, biohazardous", Rhd::not_stated},
    {"88", "AB", "AB, RhD not stated", "default", Rhd::not_stated},
    {"C2", "AB", "AB, RhD not stated", "directed only", Rhd::not_stated},
    {"C3", "AB", "AB, RhD not stated", "emergency use only", Rhd::not_stated},
    {"C4", "AB", "AB, RhD not stated", "directed, biohazardous", Rhd::not_stated},
    {"C5", "AB", "AB, RhD not stated", "directed, eligible for crossover", Rhd::not_stated},
    {"C7", "AB", "AB, RhD not stated", "autologous, eligible for crossover", Rhd::not_stated},
    {"C8", "AB", "AB, RhD not stated", "autologous only", Rhd::not_stated},
    {"C9", "AB", "AB, RhD not stated", "autologous only, biohazardous", Rhd::not_stated},
    {"D6", "para-Bombay neg", "para-Bombay RhD negative", "default", Rhd::negative},
    {"D2", "para-Bombay neg", "para-Bombay RhD negative", "directed only", Rhd::negative},
    {"D3", "para-Bombay neg", "para-Bombay RhD negative", "emergency use only", Rhd::negative},
    {"D4", "para-Bombay neg", "para-Bombay RhD negative", "directed, biohazardous", Rhd::negative},
    {"D5", "para-Bombay neg", "para-Bombay RhD negative", "directed, eligible for crossover",
     Rhd::negative},
    {"D7", "para-Bombay neg", "para-Bombay RhD negative", "autologous, eligible for crossover",
     Rhd::negative},
    {"D8", "para-Bombay neg", "para-Bombay RhD negative", "autologous only", Rhd::negative},
    {"D9", "para-Bombay neg", "para-Bombay RhD negative", "autologous only, biohazardous",
     Rhd::negative},
    {"E6", "para-Bombay pos", "para-Bombay RhD positive", "default", Rhd::positive},
    {"E2", "para-Bombay pos", "para-Bombay RhD positive", "directed only", Rhd::positive},
    {"E3", "para-Bombay pos", "para-Bombay RhD positive", "emergency use only", Rhd::positive},
    {"E4", "para-Bombay pos", "para-Bombay RhD positive", "directed, biohazardous", Rhd::positive},
    {"E5", "para-Bombay pos", "para-Bombay RhD positive", "directed, eligible for crossover",
     Rhd::positive},
    {"E7", "para-Bombay pos", "para-Bombay RhD positive", "autologous, eligible for crossover",
     Rhd::positive},
    {"E8", "para-Bombay pos", "para-Bombay RhD positive", "autologous only", Rhd::positive},
    {"E9", "para-Bombay pos", "para-Bombay RhD positive", "autologous only, biohazardous",
     Rhd::positive},
    {"G6", "Bombay neg", "Bombay RhD negative", "default", Rhd::negative},
    {"G2", "Bombay neg", "Bombay RhD negative", "directed only", Rhd::negative},
    {"G3", "Bombay neg", "Bombay RhD negative", "emergency use only", Rhd::negative},
    {"G4", "Bombay neg", "Bombay RhD negative", "directed, biohazardous", Rhd::negative},
    {"G5", "Bombay neg", "Bombay RhD negative", "directed, eligible for crossover", Rhd::negative},
    {"G7", "Bombay neg", "Bombay RhD negative", "autologous, eligible for crossover",
     Rhd::negative},
    {"G8", "Bombay neg", "Bombay RhD negative", "autologous only", Rhd::negative},
    {"G9", "Bombay neg", "Bombay RhD negative", "autologous only, biohazardous", Rhd::negative},
    {"H6", "Bombay pos", "Bombay RhD positive", "default", Rhd::positive},
    {"H2", "Bombay pos", "Bombay RhD positive", "directed only", Rhd::positive},
    {"H3", "Bombay pos", "Bombay RhD positive", "emergency use only", Rhd::positive},
    {"H4", "Bombay pos", "Bombay RhD positive", "directed, biohazardous", Rhd::positive},
    {"H5", "Bombay pos", "Bombay RhD positive", "directed, eligible for crossover", Rhd::positive},
    {"H7", "Bombay pos", "Bombay RhD positive", "autologous, eligible for crossover",
     Rhd::positive},
    {"H8", "Bombay pos", "Bombay RhD positive", "autologous only", Rhd::positive},
    {"H9", "Bombay pos", "Bombay RhD positive", "autologous only, biohazardous", Rhd::positive},
    {"I6", "O para-Bombay neg", "O para-Bombay RhD negative", "default", Rhd::negative},
    {"I2", "O para-Bombay neg", "O para-Bombay RhD negative", "directed only", Rhd::negative},
    {"I3", "O para-Bombay neg", "O para-Bombay RhD negative", "emergency use only", Rhd::negative},
    {"I4", "O para-Bombay neg", "O para-Bombay RhD negative", "directed, biohazardous",
     Rhd::negative},
    {"I5", "O para-Bombay neg", "O para-Bombay RhD negative", "directed, eligible for crossover",
     Rhd::negative},
    {"I7", "O para-Bombay neg", "O para-Bombay RhD negative", "autologous, eligible for crossover",
     Rhd::negative},
    {"I8", "O para-Bombay neg", "O para-Bombay RhD negative", "autologous only", Rhd::negative},
    {"I9", "O para-Bombay neg", "O para-Bombay RhD negative", "autologous only, biohazardous",
     Rhd::negative},
    {"J6", "O para-Bombay pos", "O para-Bombay RhD positive", "default", Rhd::positive},
    {"J2", "O para-Bombay pos", "O para-Bombay RhD positive", "directed only", Rhd::positive},
    {"J3", "O para-Bombay pos", "O para-Bombay RhD positive", "emergency use only", Rhd::positive},
    {"J4", "O para-Bombay pos", "O para-Bombay RhD positive", "directed, biohazardous",
     Rhd::positive},
    {"J5", "O para-Bombay pos", "O para-Bombay RhD positive", "directed, eligible for crossover",
     Rhd::positive},
    {"J7", "O para-Bombay pos", "O para-Bombay RhD positive", "autologous, eligible for crossover",
     Rhd::positive},
    {"J8", "O para-Bombay pos", "O para-Bombay RhD positive", "autologous only", Rhd::positive},
    {"J9", "O para-Bombay pos", "O para-Bombay RhD positive", "autologous only, biohazardous",
     Rhd::positive},
    {"K6", "A para-Bombay neg", "A para-Bombay RhD negative", "default", Rhd::negative},
    {"K2", "A para-Bombay neg", "A para-Bombay RhD negative", "directed only", Rhd::negative},
    {"K3", "A para-Bombay neg", "A para-Bombay RhD negative", "emergency use only", Rhd::negative},
    {"K4", "A para-Bombay neg", "A para-Bombay RhD negative", "directed, biohazardous",
     Rhd::negative},
    {"K5", "A para-Bombay neg", "A para-Bombay RhD negative", "directed, eligible for crossover",
     Rhd::negative},
    {"K7", "A para-Bombay neg", "A para-Bombay RhD negative", "autologous, eligible for crossover",
     Rhd::negative},
    {"K8", "A para-Bombay neg", "A para-Bombay RhD negative", "autologous only", Rhd::negative},
    {"K9", "A para-Bombay neg", "A para-Bombay RhD negative", "autologous only, biohazardous",
     Rhd::negative},
    {"L6", "B para-Bombay neg", "B para-Bombay RhD negative", "default", Rhd::negative},
    {"L2", "B para-Bombay neg", "B para-Bombay RhD negative", "directed only", Rhd::negative},
    {"L3", "B para-Bombay neg", "B para-Bombay RhD negative", "emergency use only", Rhd::negative},
    {"L4", "B para-Bombay neg", "B para-Bombay RhD negative", "directed, biohazardous",
     Rhd::negative},
    {"L5", "B para-Bombay neg", "B para-Bombay RhD negative", "directed, eligible for crossover",
     Rhd::negative},
    {"L7", "B para-Bombay neg", "B para-Bombay RhD negative", "autologous, eligible for crossover",
     Rhd::negative},
    {"L8", "B para-Bombay neg", "B para-Bombay RhD negative", "autologous only", Rhd::negative},
    {"L9", "B para-Bombay neg", "B para-Bombay RhD negative", "autologous only, biohazardous",
     Rhd::negative},
    {"M6", "AB para-Bombay neg", "AB para-Bombay RhD negative", "default", Rhd::negative},
    {"M2", "AB para-Bombay neg", "AB para-Bombay RhD negative", "directed only", Rhd::negative},
    {"M3", "AB para-Bombay neg", "AB para-Bombay RhD negative", "emergency use only",
     Rhd::negative},
    {"M4", "AB para-Bombay neg", "AB para-Bombay RhD negative", "directed, biohazardous",
     Rhd::negative},
    {"M5", "AB para-Bombay neg", "AB para-Bombay RhD negative", "directed, eligible for crossover",
     Rhd::negative},
    {"M7", "AB para-Bombay neg", "AB para-Bombay RhD negative",
     "autologous, eligible for crossover", Rhd::negative},
    {"M8", "AB para-Bombay neg", "AB para-Bombay RhD negative", "autologous only", Rhd::negative},
    {"M9", "AB para-Bombay neg", "AB para-Bombay RhD negative", "autologous only, biohazardous",
     Rhd::negative},
    {"N6", "A para-Bombay pos", "A para-Bombay RhD positive", "default", Rhd::positive},
    {"N2", "A para-Bombay pos", "A para-Bombay RhD positive", "directed only", Rhd::positive},
    {"N3", "A para-Bombay pos", "A para-Bombay RhD positive", "emergency use only", Rhd::positive},
    {"N4", "A para-Bombay pos", "A para-Bombay RhD positive", "directed, biohazardous",
     Rhd::positive},
    {"N5", "A para-Bombay pos", "A para-Bombay RhD positive", "directed, eligible for crossover",
     Rhd::positive},
    {"N7", "A para-Bombay pos", "A para-Bombay RhD positive", "autologous, eligible for crossover",
     Rhd::positive},
    {"N8", "A para-Bombay pos", "A para-Bombay RhD positive", "autologous only", Rhd::positive},
    {"N9", "A para-Bombay pos", "A para-Bombay RhD positive", "autologous only, biohazardous",
     Rhd::positive},
    {"O6", "B para-Bombay pos", "B para-Bombay RhD positive", "default", Rhd::positive},
    {"O2", "B para-Bombay pos", "B para-Bombay RhD positive", "directed only", Rhd::positive},
    {"O3", "B para-Bombay pos", "B para-Bombay RhD positive", "emergency use only", Rhd::positive},
    {"O4", "B para-Bombay pos", "B para-Bombay RhD positive", "directed, biohazardous",
     Rhd::positive},
    {"O5", "B para-Bombay pos", "B para-Bombay RhD positive", "directed, eligible for crossover",
     Rhd::positive},
    {"O7", "B para-Bombay pos", "B para-Bombay RhD positive", "autologous, eligible for crossover",
     Rhd::positive},
    {"O8", "B para-Bombay pos", "B para-Bombay RhD positive", "autologous only", Rhd::positive},
    {"O9", "B para-Bombay pos", "B para-Bombay RhD positive", "autologous only, biohazardous",
     Rhd::positive},
    {"Q6", "AB para-Bombay pos", "AB para-Bombay RhD positive", "default", Rhd::positive},
    {"Q2", "AB para-Bombay pos", "AB para-Bombay RhD positive", "directed only", Rhd::positive},
    {"Q3", "AB para-Bombay pos", "AB para-Bombay RhD positive", "emergency use only",
     Rhd::positive},
    {"Q4", "AB para-Bombay pos", "AB para-Bombay RhD positive", "directed, biohazardous",
     Rhd::positive},
    {"Q5", "AB para-Bombay pos", "AB para-Bombay RhD positive", "directed, eligible for crossover",
     Rhd::positive},
    {"Q7", "AB para-Bombay pos", "AB para-Bombay RhD positive",
     "autologous, eligible for crossover", Rhd::positive},
    {"Q8", "AB para-Bombay pos", "AB para-Bombay RhD positive", "autologous only", Rhd::positive},
    {"Q9", "AB para-Bombay pos", "AB para-Bombay RhD positive", "autologous only, biohazardous",
     Rhd::positive},
    {"A0", "A pooled RhD", "A, pooled RhD", "default", Rhd::pooled},
    {"B0", "B pooled RhD", "B, pooled RhD", "default", Rhd::pooled},
    {"C0", "AB pooled RhD", "AB, pooled RhD", "default", Rhd::pooled},
    {"D0", "O pooled RhD", "O, pooled RhD", "default", Rhd::pooled},
    {"E0", "pooled ABO pos", "pooled ABO, RhD positive", "default", Rhd::positive},
    {"F0", "pooled ABO neg", "pooled ABO, RhD negative", "default", Rhd::negative},
    {"G0", "pooled ABO pooled RhD", "pooled ABO, pooled RhD", "default", Rhd::pooled},
    {"H0", "pooled ABO", "pooled ABO, RhD not stated", "default", Rhd::not_stated},
    {"I0", "A1", "A1", "default", Rhd::not_stated},
    {"J0", "A2", "A2", "default", Rhd::not_stated},
    {"K0", "A1B", "A1B", "default", Rhd::not_stated},
    {"L0", "A2B", "A2B", "default", Rhd::not_stated},
    {"00", "", "no ABO or Rh information", "", Rhd::not_stated},
    {"Ma", "", "autologous collection", "", Rhd::not_stated},
    {"Mb", "", "biohazardous", "", Rhd::not_stated},
    {"Md", "", "discard", "", Rhd::not_stated},
    {"Mf", "", "fractionation only", "", Rhd::not_stated},
    {"Mq", "", "quarantine", "", Rhd::not_stated},
    {"Mr", "", "research only", "", Rhd::not_stated},
    {"Mx", "", "not for transfusion, based on test results", "", Rhd::not_stated},
    {"T1", "", "ABO not specified, RhD positive", "", Rhd::positive},
    {"T2", "", "ABO not specified, RhD negative", "", Rhd::negative},
    {"T3", "", "ABO and RhD not specified", "", Rhd::not_stated},
    {"T4", "", "autologous, in quarantine", "", Rhd::not_stated},
    {"T5", "", "see outer packaging", "", Rhd::not_stated},
    {"T6", "", "must be sterilised before release", "", Rhd::not_stated},
});

struct PhenotypeRow {
    char r;
    std::string_view words;
};

// ST-001 table 6.
constexpr auto phenotypes = std::to_array<PhenotypeRow>({
    {'0', ""},
    {'1', "C- c+ E- e+"},
    {'2', "C+ c+ E- e+"},
    {'3', "C+ c+ E+ e+"},
    {'4', "C+ c+ E+ e-"},
    {'5', "C- c+ E+ e+"},
    {'6', "C- c+ E+ e-"},
    {'7', "C+ c- E- e+"},
    {'8', "C+ c- E+ e+"},
    {'9', "C+ c- E+ e-"},
    {'A', "C- c+ E- e+, K negative"},
    {'B', "C+ c+ E- e+, K negative"},
    {'C', "C+ c+ E+ e+, K negative"},
    {'D', "C+ c+ E+ e-, K negative"},
    {'E', "C- c+ E+ e+, K negative"},
    {'F', "C- c+ E+ e-, K negative"},
    {'G', "C+ c- E- e+, K negative"},
    {'H', "C+ c- E+ e+, K negative"},
    {'I', "C+ c- E+ e-, K negative"},
    {'J', "C- c+ E- e+, K positive"},
    {'K', "C+ c+ E- e+, K positive"},
    {'L', "C+ c+ E+ e+, K positive"},
    {'M', "C+ c+ E+ e-, K positive"},
    {'N', "C- c+ E+ e+, K positive"},
    {'O', "C- c+ E+ e-, K positive"},
    {'P', "C+ c- E- e+, K positive"},
    {'Q', "C+ c- E+ e+, K positive"},
    {'R', "C+ c- E+ e-, K positive"},
    {'S', "K negative"},
    {'T', "K positive"},
    {'U', "Mia/Mur negative"},
    {'V', "Mia/Mur positive"},
    {'W', "read the special testing bar code"},
    {'X', "C- E-"},
    {'Y', "C- E-, K negative"},
    {'Z', "C- E-, K positive"},
});

constexpr std::size_t cells = std::size_t{62} * 62;
constexpr std::uint8_t no_row = 255;
static_assert(rows.size() < no_row);

constexpr std::size_t place(char character) {
    if (character >= '0' && character <= '9')
        return static_cast<std::size_t>(character - '0');
    if (character >= 'A' && character <= 'Z')
        return static_cast<std::size_t>(character - 'A') + 10;
    if (character >= 'a' && character <= 'z')
        return static_cast<std::size_t>(character - 'a') + 36;
    return 62;
}

/// Row number of every pair of characters, so that a scan costs one look-up.
constexpr std::array<std::uint8_t, cells> make_index() {
    std::array<std::uint8_t, cells> index{};
    for (auto& cell : index)
        cell = no_row;
    for (std::size_t i = 0; i < rows.size(); ++i)
        index[place(rows[i].code[0]) * 62 + place(rows[i].code[1])] = static_cast<std::uint8_t>(i);
    return index;
}

constexpr auto index = make_index();

/// "A POS" and "A positive" are written "A pos".
std::string plain_group(std::string_view group) {
    auto const space = group.rfind(' ');
    if (space == std::string_view::npos)
        return std::string(group);
    auto const last = text::lower(group.substr(space + 1));
    auto const sign = last == "positive" || last == "pos"   ? "pos"
                      : last == "negative" || last == "neg" ? "neg"
                                                            : "";
    if (*sign == '\0')
        return std::string(group);
    auto head = group.substr(0, space);
    if (head.ends_with(" RhD"))
        head.remove_suffix(4);
    return text::cat(head, " ", sign);
}

} // namespace

std::span<BloodGroupRow const> blood_groups() {
    return rows;
}

BloodGroupRow const* find_blood_group(std::string_view code) {
    if (code.size() != 2)
        return nullptr;
    auto const first = place(code[0]);
    auto const second = place(code[1]);
    if (first == 62 || second == 62)
        return nullptr;
    auto const row = index[first * 62 + second];
    return row == no_row ? nullptr : &rows[row];
}

std::optional<std::string_view> blood_group_code(std::string_view group, std::string_view use) {
    auto const wanted = plain_group(group);
    for (auto const& row : rows)
        if (row.is_message() ? row.words == group && (use.empty() || use == "default")
                             : row.group == wanted && row.use == use)
            return row.code;
    return std::nullopt;
}

std::string_view use_statement(std::string_view use) {
    if (use.starts_with("autologous only"))
        return "FOR AUTOLOGOUS USE ONLY";
    if (use.starts_with("autologous"))
        return "AUTOLOGOUS DONOR";
    if (use.starts_with("directed, eligible"))
        return "DIRECTED DONOR";
    if (use.starts_with("directed"))
        return "FOR DESIGNATED RECIPIENT ONLY";
    return use.starts_with("emergency") ? "FOR EMERGENCY USE ONLY" : "";
}

bool is_biohazardous(BloodGroupRow const& row) {
    return row.use.ends_with("biohazardous") || row.code == "Mb";
}

bool is_autologous_only(BloodGroupRow const& row) {
    return row.use.starts_with("autologous only") || row.code == "Ma";
}

std::optional<std::string_view> phenotype_words(char r) {
    for (auto const& row : phenotypes)
        if (row.r == r)
            return row.words;
    return std::nullopt;
}

} // namespace coldchain::isbt128
