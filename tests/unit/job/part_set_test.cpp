// SPDX-License-Identifier: Apache-2.0
// Sets of numbered files: a reader who waits for the list sees all of them or none, at whatever
// moment the run dies, and the next run needs no help.
#include "../tree.hpp"
#include "job/part_set.hpp"

#include "job/label_batch.hpp"
#include "seal/digest.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace coldchain;
using namespace coldchain::job;

namespace fs = std::filesystem;

namespace {

fs::path fresh_folder() {
    auto const path = fs::path(places::binary_folder) / "part-set-test";
    fs::remove_all(path);
    fs::create_directories(path);
    return path;
}

void write(fs::path const& path, std::string const& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string bytes_of(fs::path const& path) {
    auto const bytes = read_file(path);
    REQUIRE(bytes);
    return *bytes;
}

SetPart part(std::string const& name, std::string const& bytes) {
    return {name, seal::sha256(bytes)};
}

std::set<std::string> names_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}
using Names = std::set<std::string>;

/// Forty labels of vials, made in parts of four.
Result<BatchOutcome> make_labels(fs::path const& output) {
    using tree::folders;
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    REQUIRE(fonts);
    PressSettings settings{folders, *fonts, *make_date(2026, 11, 24)};
    settings.layout = "vial-33x13";
    auto const press = LabelPress::load(settings);
    REQUIRE(press);
    std::string rows;
    for (int i = 100; i < 140; ++i)
        rows += R"({"id": "V)" + std::to_string(i) +
                R"(", "donation_identification_number": "A999926000)" + std::to_string(i) +
                R"(", "product_code": "S1128", "collection_type": "R", "division": "00", )"
                R"("description": "HPC, APHERESIS", "expires_at": "2027-05-31T23:59 Z", )"
                R"("use": "research", "investigational": false, "licensed": false, )"
                R"("donor": {"id": "D1", "eligibility": "not_done", "reactive": [], )"
                R"("risk_factor": false, "tests_complete": false, "tests_in_time": false}})"
                "\n";
    std::istringstream in(rows);
    auto const source = orders_from_json_lines(in, "orders.jsonl", {});
    BatchRequest request{*press, *fonts, "pdf", output.string()};
    request.labels_in_a_part = 4;
    return run_batch(request, *source);
}

/// Kills a process that makes labels as soon as the file is there.
void kill_at(fs::path const& output, fs::path const& file) {
    auto const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto const made = make_labels(output);
        ::_exit(made ? 0 : 1);
    }
    int status = 0;
    while (!fs::exists(fs::symlink_status(file)) && ::waitpid(child, &status, WNOHANG) == 0) {
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
}

/// What a reader may rely on: the list is there, or the set does not count.
bool is_whole(fs::path const& folder) {
    if (!fs::exists(folder / "labels.sha256"))
        return false;
    std::istringstream lines(bytes_of(folder / "labels.sha256"));
    std::size_t parts = 0;
    std::string digest, name;
    while (lines >> digest >> name) {
        CHECK(seal::sha256(bytes_of(folder / name)) == digest);
        ++parts;
    }
    CHECK(parts == 10);
    return true;
}

} // namespace

TEST_CASE("parts: a run that is killed between two names leaves no set that counts", "[job]") {
    int cut = 0;
    for (int round = 0; round < 8; ++round) {
        auto const folder = fresh_folder();
        auto const number = std::to_string(1 + round);
        kill_at(folder / "labels.pdf", folder / ("labels-000" + number + ".pdf"));
        if (!is_whole(folder)) {
            ++cut;
            CHECK(names_in(folder).contains(".tmp-begun-labels.sha256"));
        }
        // the next run takes away what the dead one left, and needs no --force, unless the dead
        // one had come to its end
        bool const was_whole = fs::exists(folder / "labels.sha256");
        auto const made = make_labels(folder / "labels.pdf");
        CHECK(static_cast<bool>(made) != was_whole);
        CHECK(is_whole(folder));
        CHECK(!names_in(folder).contains(".tmp-begun-labels.sha256"));
    }
    CHECK(cut > 0); // else the test has shown nothing
}

TEST_CASE("parts: files that were changed since are somebody's own and stay", "[job]") {
    auto const folder = fresh_folder();
    write(folder / "labels-0001.pdf", "mine");
    write(folder / "labels-0002.pdf", "ours");
    write(folder / ".tmp-begun-labels.sha256",
          part("labels-0001.pdf", "ours").sha256 + "  labels-0001.pdf\n" +
              part("labels-0002.pdf", "ours").sha256 + "  labels-0002.pdf\n" +
              part("../outside.pdf", "ours").sha256 + "  ../outside.pdf\n");
    REQUIRE(PartSet(folder / "labels.pdf").sweep());
    CHECK(names_in(folder) == Names{"labels-0001.pdf"});
}

TEST_CASE("parts: a run that died after the list was written is whole", "[job]") {
    auto const folder = fresh_folder();
    write(folder / "labels-0001.pdf", "one");
    std::string const lines = part("labels-0001.pdf", "one").sha256 + "  labels-0001.pdf\n";
    write(folder / "labels.sha256", lines);
    write(folder / ".tmp-begun-labels.sha256", lines);
    REQUIRE(PartSet(folder / "labels.pdf").sweep());
    CHECK(names_in(folder) == Names{"labels-0001.pdf", "labels.sha256"});
}

TEST_CASE("parts: a smaller set that replaces a larger one leaves none of its files", "[job]") {
    auto const folder = fresh_folder();
    PartSet older(folder / "labels.pdf");
    for (auto const* const name : {"a.pdf", "b.pdf", "c.pdf"})
        write(folder / name, name);
    REQUIRE(older.begin({part("a.pdf", "a.pdf"), part("b.pdf", "b.pdf"), part("c.pdf", "c.pdf")}));
    REQUIRE(older.finish());
    write(folder / "c.pdf", "changed by hand");
    PartSet newer(folder / "labels.pdf");
    REQUIRE(newer.begin({part("a.pdf", "new")}));
    // between the two there is no list: the set does not count
    CHECK(!fs::exists(newer.list()));
    write(folder / "a.pdf", "new");
    REQUIRE(newer.finish());
    CHECK(names_in(folder) == Names{"a.pdf", "c.pdf", "labels.sha256"});
    CHECK(bytes_of(folder / "labels.sha256") == part("a.pdf", "new").sha256 + "  a.pdf\n");
}
