// SPDX-License-Identifier: Apache-2.0
#include "certificates.hpp"

using namespace certificates;

TEST_CASE("a certificate agrees with itself, whatever its verdict", "[job]") {
    auto const last = GENERATE(as<std::string>{}, "5.2", "9.9");
    auto const outcome = rechecked(certified(table(last)).pdf);
    REQUIRE(outcome);
    CHECK(outcome->agrees);
    CHECK(outcome->comparison == job::Comparison::bytes);
    CHECK(outcome->verdict == (last == "5.2" ? "conforms" : "does_not_conform"));
}

TEST_CASE("another version of the program compares parts and says so", "[job]") {
    auto const outcome = rechecked(certified(table("5.2")).pdf, "coldchain other");
    REQUIRE(outcome);
    CHECK(outcome->comparison == job::Comparison::parts);
    REQUIRE(outcome->other_versions.size() == 1);
    CHECK(outcome->other_versions[0] == "coldchain test there, coldchain other here");
    // the page names the program, so its words differ and nothing else does
    for (auto const& code : codes_of(*outcome))
        CHECK(code == "RECH-07");
}

TEST_CASE("what is changed inside is named", "[job]") {
    struct Change {
        char const* attachment;
        char const* from;
        char const* to;
        char const* code;
    };
    auto const change = GENERATE(values<Change>({
        {"recording-01-x.csv", "5.2", "5.3", "RECH-02"},                    // a reading
        {"recording-01-x.csv", "08:10", "08:11", "RECH-02"},                // a time
        {"limits-2-8.toml", "high = \"8 C\"", "high = \"9 C\"", "RECH-04"}, // a limit
        {"result.json", "\"max_c\":5.2", "\"max_c\":5.1", "RECH-04"},       // a figure
        {"result.json", "conforms", "cannot_certify", "RECH-04"},           // the verdict
        {"readings.csv", "5.1", "5.0", "RECH-05"},
        {"context.json", "coldchain test", "coldchain toast", "RECH-02"}, // the versions
        {"format-words.toml", "schema", "schemA", "RECH-09"},             // a format description
    }));
    INFO(change.attachment << ": " << change.from);
    auto const pdf =
        with_attachment(certified(table("5.2")).pdf, change.attachment, change.from, change.to);
    auto const outcome = rechecked(pdf);
    REQUIRE(outcome);
    CHECK_FALSE(outcome->agrees);
    CHECK(has(codes_of(*outcome), change.code));
}

TEST_CASE("an exchanged page is named", "[job]") {
    auto const good = certified(table("5.2")).pdf;
    auto const other = certified(table("9.9")).pdf;
    auto const attachments = render::read_attachments(good);
    auto const subject = render::document_subject(good);
    REQUIRE(attachments);
    REQUIRE(subject);
    auto const pdf =
        render::make_archive(other, *attachments, {"Temperature certificate X1", *subject, {}});
    REQUIRE(pdf);
    auto const outcome = rechecked(*pdf);
    REQUIRE(outcome);
    CHECK(has(codes_of(*outcome), "RECH-06"));
}

TEST_CASE("files given in another order make the same certificate", "[job]") {
    auto one = table("5.2");
    auto two = table("5.3");
    two[0].name = "y.csv";
    two[0].bytes = text::replace_all(two[0].bytes, "X1", "X2");
    std::vector<job::RecordingFile> const forward{one[0], two[0]};
    std::vector<job::RecordingFile> const backward{two[0], one[0]};
    CHECK(certified(forward).pdf == certified(backward).pdf);
}

TEST_CASE("a recording split into files gives the same figures and events", "[job]") {
    std::string const head = "Serial Number: X1\nTime (UTC),Temperature (C)\n";
    std::vector<std::string> rows;
    for (int i = 0; i < 40; ++i)
        rows.push_back(text::cat("2026-03-02T", text::zero_padded(8 + i / 12, 2), ":",
                                 text::zero_padded(i % 12 * 5, 2), ":00Z,",
                                 i > 15 && i < 25 ? "9.0" : "5.0", "\n"));
    auto const file = [&](std::string const& name, std::size_t from, std::size_t to) {
        auto bytes = head;
        for (auto i = from; i < to; ++i)
            bytes += rows[i];
        return job::RecordingFile{name, bytes};
    };
    auto const whole = certified({file("a.csv", 0, 40)}).judgement;
    auto const split = certified({file("a.csv", 0, 20), file("b.csv", 20, 40)}).judgement;
    REQUIRE(whole.excursions.size() == 1);
    REQUIRE(split.excursions.size() == 1);
    CHECK(whole.excursions[0].excursion == split.excursions[0].excursion);
    CHECK(whole.channels.at(0).inside.mkt == split.channels.at(0).inside.mkt);
}

TEST_CASE("limits pinned to an edition or digest are refused when they are others", "[job]") {
    auto const window = job::parse_window("recording");
    auto const judge = [&](std::string const& name) {
        return job::certify_recordings(table("5.2"), name, *window, settings(),
                                       job::Products::record)
            .has_value();
    };
    auto const profile = certify::load_limits(data(), "2-8");
    REQUIRE(profile);
    CHECK(judge("2-8@" + profile->identity.edition));
    CHECK(judge("2-8@" + profile->identity.sha256.substr(0, 12)));
    CHECK_FALSE(judge("2-8@1999-01"));
    CHECK_FALSE(judge("2-8@ffffffffffff"));
}

TEST_CASE("what is no certificate is an error", "[job]") {
    CHECK_FALSE(rechecked(""));
    CHECK_FALSE(rechecked("%PDF-1.7\nwords"));
}
