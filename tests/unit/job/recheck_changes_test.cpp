// SPDX-License-Identifier: Apache-2.0
// Changes to a certificate, random and deliberate: recheck notices every one, names a place, and
// never crashes. COLDCHAIN_FLIPS sets how many random ones are tried (CI: a few; 1000 for a
// release).
#include "certificates.hpp"

#include <cstdlib>
#include <functional>
#include <map>

using namespace certificates;

namespace {

/// Noticed, with a place: either the file cannot be taken apart and the error says so, or there are
/// differences, each of which names where.
void check_noticed(Result<job::RecheckOutcome> const& outcome) {
    if (!outcome) {
        CHECK_FALSE(describe(outcome.error()).empty());
        return;
    }
    CHECK_FALSE(outcome->agrees);
    CHECK_FALSE(outcome->differences.empty());
    for (auto const& difference : outcome->differences) {
        CHECK_FALSE(difference.field.empty());
        CHECK_FALSE(difference.message.empty());
    }
}

void check_noticed(std::string const& changed) {
    check_noticed(rechecked(changed));
}

using Attachments = std::vector<render::Attachment>;

/// The certificate with its attachments changed, everything else as it was.
std::string with_attachments(std::string const& pdf,
                             std::function<void(Attachments&)> const& change) {
    auto attachments = render::read_attachments(pdf);
    auto const subject = render::document_subject(pdf);
    REQUIRE(attachments);
    REQUIRE(subject);
    change(*attachments);
    auto made =
        render::make_archive(pdf, *attachments, {"Temperature certificate X1", *subject, {}});
    REQUIRE(made);
    return *made;
}

/// The pages of one certificate with the attachments of another.
std::string with_pages_of(std::string const& pdf, std::string const& other) {
    auto const attachments = render::read_attachments(pdf);
    auto const subject = render::document_subject(pdf);
    REQUIRE(attachments);
    REQUIRE(subject);
    auto made =
        render::make_archive(other, *attachments, {"Temperature certificate X1", *subject, {}});
    REQUIRE(made);
    return *made;
}

struct Edit {
    char const* attachment;
    char const* from;
    char const* to;
};

// 31 edits of one place in one attachment.
constexpr Edit edits[] = {
    {"recording-01-x.csv", "5.0", "5.1"},
    {"recording-01-x.csv", "5.1", "6.1"},
    {"recording-01-x.csv", "5.2", "2.5"},
    {"recording-01-x.csv", "5.2", "5.20"},
    {"recording-01-x.csv", "08:05:00", "08:04:00"},
    {"recording-01-x.csv", "08:10:00Z", "08:10:01Z"},
    {"recording-01-x.csv", "2026-03-02", "2026-03-03"},
    {"recording-01-x.csv", "X1", "X2"},
    {"recording-01-x.csv", "(C)", "(F)"},
    {"recording-01-x.csv", "\n2026", "\r\n2026"},
    {"limits-2-8.toml", "high = \"8 C\"", "high = \"9 C\""},
    {"limits-2-8.toml", "low = \"2 C\"", "low = \"0 C\""},
    {"limits-2-8.toml", "high = \"8 C\"", "high = \"8.0 C\""},
    {"limits-2-8.toml", "edition = \"", "edition = \"9"},
    {"limits-2-8.toml", "longest = \"5 min\"", "longest = \"6 min\""},
    {"limits-2-8.toml", "valid_from = 2013", "valid_from = 2014"},
    {"limits-2-8.toml", "verified", "recalled"},
    {"result.json", "\"max_c\":5.2", "\"max_c\":5.1"},
    {"result.json", "\"min_c\":5", "\"min_c\":4"},
    {"result.json", "conforms", "does_not_conform"},
    {"result.json", "\"count\":3", "\"count\":4"},
    {"result.json", "08:10:00Z", "08:15:00Z"},
    {"result.json", "\"custody_judged\":false", "\"custody_judged\":true"},
    {"result.json", "\"edition\":\"", "\"edition\":\"1"},
    {"readings.csv", "5.1", "5.0"},
    {"readings.csv", "08:05:00Z", "08:06:00Z"},
    {"readings.csv", ",ok", ",suspect"},
    {"context.json", "coldchain test", "coldchain toast"},
    {"context.json", "\"paper\": \"a4\"", "\"paper\": \"letter\""},
    {"context.json", "\"window\": \"recording\"",
     "\"window\": \"2026-03-02T08:00:00Z/2026-03-02T08:05:00Z\""},
    {"context.json", "\"carried_over_s\": 0", "\"carried_over_s\": 1"},
};

// How many random changes: the environment's word, else a few.
int flips() {
    char const* const word = std::getenv("COLDCHAIN_FLIPS");
    return word == nullptr ? 24 : std::atoi(word);
}

} // namespace

TEST_CASE("random single-bit changes are noticed, named, and never crash", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    std::map<std::string, int> first; // what was named first, or that it was refused
    std::uint32_t state = 2026;       // a generator of our own: the same places on every machine
    auto const next = [&] { return (state = state * 1664525U + 1013904223U) >> 8U; };
    for (int round = 0; round < flips(); ++round) {
        auto changed = pdf;
        auto const place = (next() << 8U ^ next()) % changed.size();
        auto const bit = next() % 8U;
        changed[place] = static_cast<char>(changed[place] ^ (1 << bit));
        INFO("round " << round << ", byte " << place << ", bit " << bit);
        auto const outcome = rechecked(changed);
        check_noticed(outcome);
        ++first[!outcome                       ? "refused"
                : outcome->differences.empty() ? "not noticed"
                                               : outcome->differences.front().rule];
    }
    if (std::getenv("COLDCHAIN_FLIPS") != nullptr) {
        std::string counts;
        for (auto const& [what, count] : first)
            counts += text::cat(what, " ", count, "; ");
        WARN(flips() << " changes, seed 2026: " << counts);
    }
}

TEST_CASE("one place changed in an attachment is noticed", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    CHECK(std::size(edits) == 31);
    for (auto const& edit : edits) {
        INFO(edit.attachment << ": " << edit.from << " to " << edit.to);
        auto const outcome = rechecked(with_attachment(pdf, edit.attachment, edit.from, edit.to));
        check_noticed(outcome);
        REQUIRE(outcome);
        // the attachment itself is named, whatever else differs by it
        CHECK(std::any_of(outcome->differences.begin(), outcome->differences.end(),
                          [&](Finding const& finding) {
                              return finding.rule == "RECH-02" && finding.field == edit.attachment;
                          }));
    }
}

TEST_CASE("attachments dropped, added, renamed or exchanged are noticed", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    for (auto const* const name : {"recording-01-x.csv", "limits-2-8.toml", "result.json",
                                   "readings.csv", "context.json", "format-berlinger.toml"}) {
        INFO("without " << name);
        check_noticed(with_attachments(pdf, [&](Attachments& list) {
            REQUIRE(std::erase_if(list, [&](auto const& one) { return one.name == name; }) == 1);
        }));
    }
    INFO("one more");
    check_noticed(with_attachments(pdf, [](Attachments& list) {
        list.push_back({"note.txt", "text/plain", "a note", "all was well"});
    }));
    INFO("a recording renamed");
    check_noticed(with_attachments(pdf, [](Attachments& list) {
        for (auto& one : list) {
            if (one.name == "recording-01-x.csv")
                one.name = "recording-01-y.csv";
        }
    }));
    INFO("two exchanged");
    check_noticed(with_attachments(pdf, [](Attachments& list) {
        auto const find = [&](std::string_view name) {
            return std::find_if(list.begin(), list.end(),
                                [&](auto const& one) { return one.name == name; });
        };
        std::swap(find("readings.csv")->bytes, find("result.json")->bytes);
    }));
    INFO("a recording of another certificate, with its result, readings and context");
    auto const other = render::read_attachments(certified(table("5.3")).pdf);
    REQUIRE(other);
    check_noticed(with_attachments(pdf, [&](Attachments& list) { list = *other; }));
}

TEST_CASE("a page that says anything else is noticed", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    auto const asked = [](std::function<void(job::CertifySettings&)> const& change,
                          std::string const& window = "recording",
                          std::string const& limits = "2-8") {
        auto made = settings();
        change(made);
        auto const choice = job::parse_window(window);
        REQUIRE(choice);
        auto const outcome = job::certify_recordings(table("5.2"), limits, *choice, made,
                                                     job::Products::certificate);
        INFO((outcome ? std::string() : describe(outcome.error())));
        REQUIRE(outcome);
        return outcome->pdf;
    };
    auto const same = [](job::CertifySettings&) {};
    std::vector<std::pair<char const*, std::string>> const pages{
        {"another digit of a reading", certified(table("5.3")).pdf},
        {"another verdict", certified(table("9.9")).pdf},
        {"another program", asked([](auto& made) { made.program = "coldchain tesd"; })},
        {"a time of issue", asked([](auto& made) { made.now = Instant{1'772'438'400'000}; })},
        {"another paper", asked([](auto& made) { made.paper = documents::Paper::letter; })},
        {"another window", asked(same, "2026-03-02T08:05:00Z/2026-03-02T08:10:00Z")},
        {"other limits", asked(same, "recording", "refrigerated-eu")},
    };
    for (auto const& [what, other] : pages) {
        INFO(what);
        auto const outcome = rechecked(with_pages_of(pdf, other));
        REQUIRE(outcome);
        CHECK(has(codes_of(*outcome), "RECH-06"));
    }
}

TEST_CASE("what is neither a page nor an attachment is noticed", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    auto const attachments = render::read_attachments(pdf);
    auto const subject = render::document_subject(pdf);
    REQUIRE(attachments);
    REQUIRE(subject);
    auto const remade = [&](std::string const& title, std::string const& words,
                            std::optional<Instant> created) {
        auto made = render::make_archive(pdf, *attachments, {title, words, created});
        REQUIRE(made);
        return *made;
    };
    check_noticed(remade("Temperature certificate X2", *subject, {}));
    check_noticed(remade("Temperature certificate X1", *subject + "0", {}));
    check_noticed(remade("Temperature certificate X1", *subject, Instant{0}));
    check_noticed(pdf + "\n");
    check_noticed(pdf.substr(0, pdf.size() - 1));
    check_noticed(pdf.substr(0, pdf.size() / 2));
    check_noticed(" " + pdf);
}

TEST_CASE("a file that unpacks to more than a certificate holds is refused", "[job]") {
    auto const pdf = certified(table("5.2")).pdf;
    auto const whole = render::read_attachments(pdf);
    REQUIRE(whole);
    std::size_t bytes = 0;
    for (auto const& attachment : *whole)
        bytes += attachment.bytes.size();
    CHECK(render::read_attachments(pdf, bytes));
    CHECK_FALSE(render::read_attachments(pdf, bytes - 1));
    auto const few = render::page_contents(pdf, 100);
    REQUIRE_FALSE(few);
    CHECK_THAT(describe(few.error()), Catch::Contains("unpacks to too much"));
    // a thousand to one, as of zeros: small outside, too large inside
    auto const bomb = with_attachments(pdf, [](Attachments& list) {
        list.push_back(
            {"zeros.bin", "application/octet-stream", "zeros", std::string(8'000'000, '\0')});
    });
    CHECK(bomb.size() < pdf.size() + 100'000);
    CHECK_FALSE(render::read_attachments(bomb, 4'000'000));
}
