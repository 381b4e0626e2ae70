// SPDX-License-Identifier: Apache-2.0
// A small certificate, made and rechecked in memory, for the tests of this module.
#pragma once

#include "../tree.hpp"
#include "job/recheck_job.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "job/certificate_file.hpp"
#include "job/certify_job.hpp"
#include "render/archive.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

namespace certificates {

using namespace coldchain;

using tree::fonts;

inline config::DataFolders const& data() {
    return tree::folders;
}

inline logger::Profiles const& profiles() {
    static auto const loaded = logger::load_profiles(data());
    REQUIRE(loaded);
    return *loaded;
}

inline job::CertifySettings settings() {
    job::CertifySettings made{data(), profiles(), fonts()};
    made.program = "coldchain test";
    return made;
}

inline std::vector<job::RecordingFile> table(std::string const& last) {
    return {{"x.csv", "Serial Number: X1\nTime (UTC),Temperature (C)\n"
                      "2026-03-02T08:00:00Z,5.0\n2026-03-02T08:05:00Z,5.1\n"
                      "2026-03-02T08:10:00Z," +
                          last + "\n"}};
}

inline job::CertifyOutcome certified(std::vector<job::RecordingFile> const& files) {
    auto const window = job::parse_window("recording");
    REQUIRE(window);
    auto outcome =
        job::certify_recordings(files, "2-8", *window, settings(), job::Products::certificate);
    INFO((outcome ? std::string() : describe(outcome.error())));
    REQUIRE(outcome);
    return *outcome;
}

struct Scratch {
    Scratch()
        : path(std::filesystem::temp_directory_path() /
               text::cat("coldchain-unit-", static_cast<std::int64_t>(getpid()))) {
        std::filesystem::create_directories(path);
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

inline Result<job::RecheckOutcome> rechecked(std::string const& pdf,
                                             std::string const& program = "coldchain test") {
    Scratch const scratch;
    return job::recheck(pdf, "c.pdf", {fonts(), program, scratch.path});
}

inline std::vector<std::string> codes_of(job::RecheckOutcome const& outcome) {
    std::vector<std::string> codes;
    for (auto const& difference : outcome.differences)
        codes.push_back(difference.rule);
    return codes;
}

inline bool has(std::vector<std::string> const& codes, std::string const& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// The certificate with one attachment's bytes exchanged.
inline std::string with_attachment(std::string const& pdf, std::string_view name,
                                   std::string const& from, std::string const& to) {
    auto attachments = render::read_attachments(pdf);
    REQUIRE(attachments);
    auto const subject = render::document_subject(pdf);
    REQUIRE(subject);
    bool changed = false;
    for (auto& attachment : *attachments) {
        if (attachment.name != name)
            continue;
        changed = attachment.bytes.find(from) != std::string::npos;
        attachment.bytes = text::replace_all(attachment.bytes, from, to);
    }
    REQUIRE(changed);
    auto made =
        render::make_archive(pdf, *attachments, {"Temperature certificate X1", *subject, {}});
    REQUIRE(made);
    return *made;
}

} // namespace certificates
