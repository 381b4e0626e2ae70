// SPDX-License-Identifier: Apache-2.0
// The night with steps made up for the test: what is due, what is done once, what a change means.
#include "job/night.hpp"

#include "common/file.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace coldchain;
using namespace coldchain::job;
namespace fs = std::filesystem;
using report::ExitCode;

namespace {

class Night {
public:
    Night() {
        std::string name = (fs::temp_directory_path() / "coldchain-night-XXXXXX").string();
        m_root = ::mkdtemp(name.data());
        fs::create_directories(in());
        m_options.folder = in();
        m_options.out = out();
        m_options.program_digest = "program";
    }
    ~Night() { fs::remove_all(m_root); }
    Night(Night const&) = delete;
    Night& operator=(Night const&) = delete;

    fs::path in() const { return m_root / "in"; }
    fs::path out() const { return m_root / "out"; }
    NightOptions& options() { return m_options; }
    std::vector<Step>& steps() { return m_steps; }

    void add(std::string const& folder, std::string const& id, std::string const& more = "") {
        fs::create_directories(in() / folder);
        std::ofstream(in() / folder / "shipment.toml") << document(id, more);
    }
    static std::string document(std::string const& id, std::string const& more) {
        return "schema = \"coldchain.shipment/1\"\nid = \"" + id +
               "\"\nship_at = 2026-11-23T15:30:00-08:00\nmode = \"road\"\nregimes = [\"adr\"]\n"
               "[shipper]\nname = \"S\"\naddress = [\"1 Way\"]\ncountry = \"DE\"\nphone = \"+49 "
               "1\"\n"
               "[consignee]\nname = \"C\"\naddress = [\"2 Way\"]\ncountry = \"DE\"\nphone = \"+49 "
               "2\"\n" +
               more;
    }
    NightReport run() {
        auto report = run_night(m_options, m_steps);
        REQUIRE(report);
        return std::move(*report);
    }
    std::string read(std::string const& name) const {
        auto bytes = read_file(out() / name);
        return bytes ? *bytes : "missing";
    }

private:
    fs::path m_root;
    NightOptions m_options;
    std::vector<Step> m_steps;
};

// Writes the shipment's id into one file and counts how often it ran.
Step writing(std::string const& name, std::atomic<int>& runs, ExitCode answer = ExitCode::yes) {
    Step step;
    step.name = name;
    step.part = DocumentPart::sent;
    step.data_digest = "data";
    step.waits = [](ShipmentInput const&) { return std::nullopt; };
    step.run = [&runs, name, answer](ShipmentInput const& input) -> Result<StepOutcome> {
        ++runs;
        return StepOutcome{answer,
                           "verdict",
                           answer == ExitCode::yes ? "" : "mend it",
                           {{name + ".txt", name + " of " + input.shipment.id}}};
    };
    return step;
}

Step recording_step(std::atomic<int>& runs) {
    Step step = writing("certify", runs);
    step.part = DocumentPart::whole;
    step.reads_recordings = true;
    step.waits = [](ShipmentInput const& input) -> std::optional<StepOutcome> {
        if (input.recordings.empty())
            return StepOutcome{ExitCode::yes, "waiting", "", {}};
        return std::nullopt;
    };
    return step;
}

constexpr char const* logger_table = "[[logger]]\nserial = \"L1\"\nrecording = \"r.txt\"\n";
constexpr char const* received =
    "[custody.packed]\nat = 2026-11-23T10:00:00Z\n[custody.received]\nat = 2026-11-25T10:00:00Z\n";

} // namespace

TEST_CASE("night: each step is done once, and the same digests are skipped", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    night.add("b", "B");
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(night.read("A/check.txt") == "check of A");
    CHECK(night.read("summary.txt").starts_with("2 shipments: 2 in order"));
    std::string const done = night.read("A/done.json");
    auto const again = night.run();
    CHECK(runs == 2);
    CHECK(again.shipments[0].steps[0].state == StepState::unchanged);
    CHECK(night.read("A/done.json") == done);
}

TEST_CASE("night: a changed input with an existing output fails until forced", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    night.run();
    SECTION("the shipment") {
        night.add("a", "A", "[[product]]\nid = \"P\"\n");
    }
    SECTION("the data") {
        night.steps()[0].data_digest = "other";
    }
    SECTION("the program") {
        night.options().program_digest = "other";
    }
    auto const report = night.run();
    CHECK(report.answer == ExitCode::failed);
    CHECK(report.shipments[0].next().find("--force") != std::string::npos);
    night.options().force = true;
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(runs == 2);
}

TEST_CASE("night: receipt and recording that come later run their step alone", "[job]") {
    Night night;
    std::atomic<int> checks = 0;
    std::atomic<int> certificates = 0;
    night.steps() = {writing("check", checks), recording_step(certificates)};
    night.add("a", "A",
              std::string("[[logger]]\nserial = \"L1\"\n") +
                  "[custody.packed]\nat = 2026-11-23T10:00:00Z\n");
    auto const first = night.run();
    CHECK(first.shipments[0].steps[1].state == StepState::waiting);
    night.add("a", "A", std::string(logger_table) + received);
    std::ofstream(night.in() / "a" / "r.txt") << "recording";
    auto const second = night.run();
    CHECK(second.shipments[0].steps[0].state == StepState::unchanged);
    CHECK(second.shipments[0].steps[1].state == StepState::made);
    CHECK(checks == 1);
    CHECK(certificates == 1);
}

TEST_CASE("night: a recording missing after receipt fails its shipment with place and remedy",
          "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    std::atomic<int> certificates = 0;
    night.steps() = {writing("check", runs), recording_step(certificates)};
    night.add("a", "A", std::string(logger_table) + received);
    auto const report = night.run();
    CHECK(report.answer == ExitCode::failed);
    CHECK(report.shipments[0].next() ==
          "certify: a/shipment.toml: logger[0].recording: recording \"r.txt\" is not in the "
          "shipment's folder although the shipment was received; put the logger's export there");
    CHECK(night.read("A/check.txt") == "check of A"); // the other steps are done
    std::ofstream(night.in() / "a" / "r.txt") << "recording";
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(runs == 1);
}

TEST_CASE("night: a recording outside the shipment's folder is not read", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {recording_step(runs)};
    night.add("a", "A", std::string(logger_table) + received);
    std::ofstream(night.in() / "secret.txt") << "secret";
    fs::create_symlink("../secret.txt", night.in() / "a" / "r.txt");
    CHECK(night.run().answer == ExitCode::failed);
    CHECK(runs == 0);
}

TEST_CASE("night: one bad shipment never stops the others", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    fs::create_directories(night.in() / "b");
    std::ofstream(night.in() / "b" / "shipment.toml")
        << "schema = \"coldchain.shipment/1\"\nid = \"B";
    auto const report = night.run();
    CHECK(report.answer == ExitCode::failed);
    CHECK(night.read("A/check.txt") == "check of A");
    CHECK(report.shipments[1].next().starts_with("b/shipment.toml:2:"));
}

TEST_CASE("night: two folders with one id are both refused", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "SAME");
    night.add("b", "SAME");
    auto const report = night.run();
    CHECK(report.answer == ExitCode::failed);
    CHECK(runs == 0);
    CHECK(report.shipments[0].next().find("2 folders (a, b)") != std::string::npos);
}

TEST_CASE("night: a result that somebody changed is not taken for ours", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    night.run();
    SECTION("edited") {
        std::ofstream(night.out() / "A" / "check.txt") << "edited";
    }
    SECTION("removed") {
        fs::remove(night.out() / "A" / "check.txt");
    }
    CHECK(night.run().answer == ExitCode::failed);
    night.options().force = true;
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(night.read("A/check.txt") == "check of A");
}

TEST_CASE("night: a file that no record explains is not written over", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    fs::create_directories(night.out() / "A");
    std::ofstream(night.out() / "A" / "check.txt") << "mine";
    CHECK(night.run().answer == ExitCode::failed);
    CHECK(night.read("A/check.txt") == "mine");
}

TEST_CASE("night: what a dead run left half done is made again", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs), writing("label", runs)};
    night.add("a", "A");
    fs::create_directories(night.out() / "A");
    std::ofstream(night.out() / "A" / ".tmp-begun") << "check.txt\n";
    std::ofstream(night.out() / "A" / "check.txt") << "made with other data";
    std::ofstream(night.out() / "A" / ".tmp-label.txt-abcdef") << "half";
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(night.read("A/check.txt") == "check of A");
    CHECK(std::distance(fs::directory_iterator(night.out() / "A"), {}) ==
          3); // two results, done.json
}

TEST_CASE("night: a damaged record is told, and made anew when forced", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    night.run();
    std::string const good = night.read("A/done.json");
    std::ofstream(night.out() / "A" / "done.json") << "{\"schema\":";
    auto const report = night.run();
    CHECK(report.answer == ExitCode::failed);
    CHECK(report.shipments[0].next().find("is damaged") != std::string::npos);
    night.options().force = true;
    night.run();
    CHECK(night.read("A/done.json") == good);
}

TEST_CASE("night: a second run into a locked folder is refused with the reason", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.add("a", "A");
    fs::create_directories(night.out());
    auto const lock = FolderLock::take(night.out());
    REQUIRE(lock);
    auto const report = run_night(night.options(), night.steps());
    REQUIRE_FALSE(report);
    CHECK(report.error().text.find("another run is writing here") != std::string::npos);
    CHECK(runs == 0);
}

TEST_CASE("night: an interrupted run writes no summary and the next one finishes", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    std::atomic<bool> stop = false;
    night.steps() = {writing("check", runs)};
    for (char const id : std::string("ABCDE"))
        night.add(std::string(1, id), std::string(1, id));
    night.options().stop = &stop;
    night.options().progress = [&](std::size_t done, std::size_t) { stop = done == 2; };
    auto const first = run_night(night.options(), night.steps());
    REQUIRE(first);
    CHECK(first->interrupted);
    CHECK(first->answer == ExitCode::failed);
    CHECK(night.read("summary.txt") == "missing");
    stop = false;
    night.options().progress = {};
    CHECK(night.run().answer == ExitCode::yes);
    CHECK(runs == 5);
}

TEST_CASE("night: the results do not depend on the number of jobs", "[job]") {
    std::vector<std::string> summaries;
    for (unsigned const jobs : {1U, 2U, 7U}) {
        Night night;
        std::atomic<int> runs = 0;
        night.steps() = {writing("check", runs, ExitCode::no)};
        for (int i = 0; i < 20; ++i)
            night.add("s" + std::to_string(i), "S" + std::to_string(i));
        night.options().jobs = jobs;
        CHECK(night.run().answer == ExitCode::no);
        summaries.push_back(night.read("summary.txt") + night.read("summary.json") +
                            night.read("S7/done.json"));
    }
    CHECK(summaries[0] == summaries[1]);
    CHECK(summaries[0] == summaries[2]);
}

TEST_CASE("night: a folder without shipments, or none at all, is an error", "[job]") {
    Night night;
    CHECK_FALSE(run_night(night.options(), night.steps()));
    night.options().folder = night.in() / "missing";
    CHECK_FALSE(run_night(night.options(), night.steps()));
}

TEST_CASE("night: the folder of results may lie inside the night's folder", "[job]") {
    Night night;
    std::atomic<int> runs = 0;
    night.steps() = {writing("check", runs)};
    night.options().out = night.in() / "results";
    night.add("a", "A");
    night.add("results/old", "OLD"); // looks like a shipment, but lies among results
    night.run();
    CHECK(runs == 1);
}

TEST_CASE("night: the digest of a document does not depend on the order of keys", "[job]") {
    auto const first = config::parse_toml("a = 1\nb = 2\n", "x");
    auto const second = config::parse_toml("b = 2\n# a remark\na = 1\n", "y");
    auto const other = config::parse_toml("a = 1\nb = 3\n", "z");
    CHECK(digest_of(first->root, DocumentPart::whole) ==
          digest_of(second->root, DocumentPart::whole));
    CHECK(digest_of(first->root, DocumentPart::whole) !=
          digest_of(other->root, DocumentPart::whole));
}
