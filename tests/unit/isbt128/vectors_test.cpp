// SPDX-License-Identifier: Apache-2.0
// Published and derived examples, each with its source in the file: vectors.tsv are strings and
// what they say, derived.tsv further ones worked out from the tables, refused.tsv are strings that
// must be refused with the field named.
#include "../places.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/din.hpp"
#include "isbt128/encode.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldchain;
using namespace coldchain::isbt128;

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> table(std::string const& name) {
    auto const bytes =
        read_file(std::string(places::source_folder) + "/tests/unit/isbt128/" + name);
    REQUIRE(bytes.has_value());
    std::vector<Cells> rows;
    for (auto const line : text::split(*bytes, '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        Cells cells;
        for (auto const cell : text::split(line, '\t'))
            cells.emplace_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

void check_fields(Reading const& reading, std::string_view expected) {
    auto const& structure = reading.structures().front();
    for (auto const pair : text::split(expected, ';')) {
        auto const at = pair.find('=');
        INFO("field " << std::string(pair));
        CHECK(reading.value(structure, pair.substr(0, at)) == pair.substr(at + 1));
    }
}

/// "034:A9997...,001:A9999..."
std::string members(std::span<Structure const> structures) {
    std::string out;
    for (auto const& each : structures)
        out += text::cat(out.empty() ? "" : ",", each.row->number, ":", each.content);
    return out;
}

void check_pad(std::string const& kind, std::string const& input, std::string const& expected) {
    auto const encoded =
        kind == "pad16"
            ? encode(Kind::donor, std::vector<NamedValue>{{"fin", "A9999"}, {"donor", input}})
        : kind == "pad7"
            ? encode(Kind::container,
                     std::vector<NamedValue>{{"container", "1"}, {"mfr", "XX"}, {"cat", input}})
            : encode(Kind::container_lot, std::vector<NamedValue>{{"lot", input}});
    REQUIRE(encoded.has_value());
    CHECK(encoded->ends_with(expected));
}

void check_vector(std::string const& kind, std::string const& input, std::string const& expected) {
    if (kind == "din_check") {
        CHECK(std::string(1, check_character(input).value_or('?')) == expected);
        CHECK(std::string(1, Din::parse(input).value().check_character()) == expected);
    } else if (kind == "din_flag3") {
        CHECK(Din::parse(input).value().check_flag() == expected);
    } else if (kind == "mod37_2") {
        CHECK(text::cat(check_value(input).value_or(-1), "/",
                        check_character(input).value_or('?')) == expected);
    } else if (kind == "two_digit_check") {
        CHECK(check_digits(input).value_or("") == expected);
    } else if (kind == "grid") {
        CHECK(decode("&:" + input).valid() == (expected == "valid"));
    } else if (kind.starts_with("pad")) {
        check_pad(kind, input, expected);
    } else if (kind == "invalid") {
        CHECK_FALSE(decode(input).valid());
    } else {
        auto const reading = decode(input);
        auto const& first = reading.structures().front();
        CHECK(reading.valid());
        if (kind == "abo")
            CHECK(text::cat(reading.value(first, "group"), ";", reading.value(first, "use"),
                            ";r=", reading.value(first, "r")) == expected);
        else if (kind == "date")
            CHECK(text::cat(first.row->number, " ", reading.value(first, "iso")) == expected);
        else if (kind == "concat")
            CHECK(members(reading.structures()) == expected);
        else if (kind == "compound")
            CHECK(text::cat("n=", reading.value(first, "n"), ";seq=", reading.value(first, "seq"),
                            ";", members(reading.structures().subspan(1))) == expected);
        else
            check_fields(reading, expected);
    }
}

} // namespace

TEST_CASE("every published example says what its source says", "[isbt128]") {
    auto const rows = table("vectors.tsv");
    CHECK(rows.size() == 74);
    for (auto const& row : rows) {
        REQUIRE(row.size() == 4);
        INFO(row[0] << " " << row[1] << " (" << row[3] << ")");
        check_vector(row[0], row[1], row[2]);
    }
}

TEST_CASE("every structure says what its tables say", "[isbt128]") {
    std::vector<std::string> seen;
    for (auto const& row : table("derived.tsv")) {
        REQUIRE(row.size() == 4);
        INFO(row[0] << " " << row[1] << " (" << row[3] << ")");
        auto const reading = decode(row[1]);
        REQUIRE(reading.structures().size() == 1);
        CHECK(reading.valid());
        CHECK(reading.structures().front().row->number == row[0]);
        check_fields(reading, row[2]);
        seen.push_back(row[0]);
    }
    // the others are in the published examples
    for (auto const& row : structures()) {
        INFO(std::string(row.number));
        if (!row.number.empty() && row.kind != Kind::din && row.kind != Kind::donor &&
            row.kind != Kind::compound && row.kind != Kind::processor_product &&
            row.kind != Kind::red_cell_antigens_old && row.kind != Kind::hla_ab_alleles &&
            row.kind != Kind::hla_drb1_alleles)
            CHECK(std::find(seen.begin(), seen.end(), row.number) != seen.end());
    }
}

TEST_CASE("every wrong string is refused with code, field and position", "[isbt128]") {
    for (auto const& row : table("refused.tsv")) {
        REQUIRE(row.size() == 5);
        INFO(row[0] << " (" << row[4] << ")");
        auto const reading = decode(row[0]);
        REQUIRE_FALSE(reading.valid());
        Problem const* first = nullptr;
        for (auto const& structure : reading.structures())
            for (auto const& problem : reading.problems(structure))
                if (first == nullptr && problem.code != "ISBT-11")
                    first = &problem;
        REQUIRE(first != nullptr);
        CHECK(first->code == row[1]);
        CHECK(first->field == row[2]);
        CHECK(std::to_string(first->position) == row[3]);
        CHECK_FALSE(first->message.empty());
    }
}
