// SPDX-License-Identifier: Apache-2.0
// How far a run has come, as a person reads it.
#include "job/label_source.hpp"
#include "job/progress.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <filesystem>
#include <sstream>
#include <unistd.h>

using namespace coldchain;

TEST_CASE("progress: the bar is full only when all is done", "[job]") {
    CHECK(job::bar(0) == "[------------------------]   0 %");
    CHECK(job::bar(0.5) == "[############------------]  50 %");
    CHECK(job::bar(0.999) == "[#######################-]  99 %");
    CHECK(job::bar(1) == "[########################] 100 %");
    // a file that grew while it was read
    CHECK(job::bar(1.3) == job::bar(1));
    CHECK(job::bar(-1) == job::bar(0));
}

TEST_CASE("progress: the share of a table is that of its bytes, of a stream unknown", "[job]") {
    auto const path = std::filesystem::temp_directory_path() /
                      ("coldchain-progress-" + std::to_string(::getpid()) + ".csv");
    std::string const rows = "id\nA\nB\nC\n"; // 9 bytes: 3, 2, 2, 2
    std::ofstream(path) << rows;
    label::Columns columns;
    std::istringstream in(rows);
    auto const of_file = job::orders_from_json_lines(in, path.string(), columns);
    REQUIRE(of_file->next());
    CHECK(of_file->share() == Approx(3.0 / 9));
    REQUIRE(of_file->next());
    CHECK(of_file->share() == Approx(5.0 / 9));
    std::filesystem::remove(path);

    std::istringstream again(rows);
    CHECK_FALSE(job::orders_from_json_lines(again, "standard input", columns)->share());
}
