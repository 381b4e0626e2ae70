// SPDX-License-Identifier: Apache-2.0
// A second opinion: the pages of certificates, written as PDF/A part 1 without attachments, before
// PDFBox Preflight, and the attachments before the qpdf program. Nothing is claimed of part 3
// beyond that. Needs Debian's libpdfbox2-java with its friends, java, and qpdf; skipped without.
#include "certificates.hpp"

#include <cstdlib>

using namespace certificates;

namespace {

// libpdfbox2-java, libcommons-logging-java, libactivation-java, libjaxb-api-java
constexpr char const* jars[] = {"preflight.jar", "pdfbox2.jar",         "fontbox2.jar",
                                "xmpbox.jar",    "commons-logging.jar", "javax.activation.jar",
                                "jaxb-api.jar"};

std::optional<std::string> class_path() {
    std::string path;
    for (auto const* const jar : jars) {
        auto const file = std::filesystem::path("/usr/share/java") / jar;
        if (!std::filesystem::exists(file))
            return std::nullopt;
        path += (path.empty() ? "" : ":") + file.string();
    }
    return path;
}

bool runs(std::string const& command) {
    return std::system((command + " > /dev/null 2>&1").c_str()) == 0;
}

/// Conforming and not, with a long list of excursions, A4 and Letter, with and without a date.
std::vector<std::string> certificates_of_each_kind() {
    std::vector<std::string> made{certified(table("5.2")).pdf, certified(table("9.9")).pdf};
    auto const window = job::parse_window("recording");
    REQUIRE(window);
    auto letter = settings();
    letter.paper = documents::Paper::letter;
    letter.now = Instant{1'772'438'400'000};
    std::string bytes = "Serial Number: X <1> & Co\nTime (UTC),Temperature (C)\n";
    for (int i = 0; i < 200; ++i)
        bytes +=
            text::cat("2026-03-02T", text::zero_padded(i / 12, 2), ":",
                      text::zero_padded(i % 12 * 5, 2), ":00Z,", i % 5 == 0 ? "9.0" : "5.0", "\n");
    auto const outcome = job::certify_recordings({{"x.csv", bytes}}, "2-8", *window, letter,
                                                 job::Products::certificate);
    REQUIRE(outcome);
    made.push_back(outcome->pdf);
    return made;
}

} // namespace

TEST_CASE("the pages as PDF/A-1b pass PDFBox Preflight", "[job][peer]") {
    auto const path = class_path();
    if (!path || !runs("java -version")) {
        WARN("skipped: libpdfbox2-java or java is not installed");
        return;
    }
    Scratch const scratch;
    std::string files;
    int number = 0;
    for (auto const& pdf : certificates_of_each_kind()) {
        auto const plain =
            render::make_archive_without_attachments(pdf, {"Temperature certificate", "", {}});
        REQUIRE(plain);
        CHECK(render::read_attachments(*plain)->empty());
        CHECK(*render::page_contents(*plain) == *render::page_contents(pdf));
        auto const file = scratch.path / text::cat("page-", ++number, ".pdf");
        REQUIRE(write_file(file, *plain, OnExisting::replace));
        INFO(file);
        CHECK(runs(text::cat("java -Xshare:auto -XX:TieredStopAtLevel=1 -cp ", *path,
                             " org.apache.pdfbox.preflight.Validator_A1b ", file.string())));
    }
}

TEST_CASE("Preflight is one that can refuse: attachments do not pass part 1", "[job][peer]") {
    auto const path = class_path();
    if (!path || !runs("java -version")) {
        WARN("skipped: libpdfbox2-java or java is not installed");
        return;
    }
    Scratch const scratch;
    auto const file = scratch.path / "whole.pdf";
    REQUIRE(write_file(file, certified(table("5.2")).pdf, OnExisting::replace));
    CHECK_FALSE(runs(text::cat("java -XX:TieredStopAtLevel=1 -cp ", *path,
                               " org.apache.pdfbox.preflight.Validator_A1b ", file.string())));
}

TEST_CASE("qpdf reads every attachment back, byte for byte", "[job][peer]") {
    if (!runs("qpdf --version")) {
        WARN("skipped: qpdf is not installed");
        return;
    }
    auto const pdf = certified(table("5.2")).pdf;
    Scratch const scratch;
    auto const file = scratch.path / "c.pdf";
    REQUIRE(write_file(file, pdf, OnExisting::replace));
    CHECK(runs(text::cat("qpdf --check ", file.string())));
    auto const attachments = render::read_attachments(pdf);
    REQUIRE(attachments);
    for (auto const* const name :
         {"result.json", "readings.csv", "recording-01-x.csv", "limits-2-8.toml", "context.json"}) {
        auto const out = scratch.path / name;
        INFO(name);
        REQUIRE(std::system(text::cat("qpdf --show-attachment=", name, " ", file.string(), " > ",
                                      out.string())
                                .c_str()) == 0);
        auto const found = std::find_if(attachments->begin(), attachments->end(),
                                        [&](auto const& one) { return one.name == name; });
        REQUIRE(found != attachments->end());
        auto const bytes = read_file(out);
        REQUIRE(bytes);
        CHECK(*bytes == found->bytes);
    }
}
