// SPDX-License-Identifier: Apache-2.0
#include "../tree.hpp"
#include "documents/certificate_page.hpp"
#include "documents/deviation_page.hpp"

#include "common/text.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

namespace {

using tree::fonts;

logger::Recording recording(std::string const& serial, std::vector<int> const& tenths) {
    logger::Recording made;
    made.file = serial + ".csv";
    made.sha256 = std::string(64, 'a');
    made.device.serial = serial;
    made.basis = logger::TimeBasis::utc;
    made.zone = "Z";
    made.interval_seconds = 300;
    logger::Channel channel;
    channel.name = "T";
    std::int64_t time = 1'772'438'400'000; // 2026-03-02T08:00:00Z
    for (int const value : tenths) {
        made.times.push_back(time);
        channel.readings.push_back({value, 1, logger::ReadingFlag::ok});
        time += 300'000;
    }
    made.channels.push_back(std::move(channel));
    return made;
}

certify::Case bare(std::vector<logger::Recording> recordings) {
    auto limits = certify::load_limits({places::source_folder}, "2-8");
    REQUIRE(limits);
    certify::Case made;
    made.custody = certify::Custody::not_judged;
    made.whole_recording = true;
    made.limits.push_back(std::move(*limits));
    for (auto& one : recordings) {
        certify::LoggerCase logger;
        logger.serial = one.device.serial;
        logger.recordings.push_back(std::move(one));
        made.loggers.push_back(std::move(logger));
    }
    return made;
}

draw::Drawing page_of(certify::Judgement const& judgement,
                      documents::Paper paper = documents::Paper::a4) {
    documents::CertificateFacts const facts{judgement,    nullptr,           paper,
                                            std::nullopt, "coldchain 0.0.0", std::string(64, 'b'),
                                            std::nullopt};
    auto drawing = documents::certificate_page(facts, fonts());
    INFO((drawing ? std::string() : describe(drawing.error())));
    REQUIRE(drawing);
    return *drawing;
}

std::vector<std::string> texts_of(draw::Page const& page) {
    std::vector<std::string> texts;
    for (auto const& item : page.items) {
        if (auto const* const text = std::get_if<draw::Text>(&item.primitive))
            texts.push_back(text->text);
    }
    return texts;
}

bool says(draw::Drawing const& drawing, std::string_view words) {
    for (auto const& page : drawing.pages) {
        if (text::join(texts_of(page), " ").find(words) != std::string::npos)
            return true;
    }
    return false;
}

// Two texts of one page never put ink on the same place, and nothing leaves the page.
void check_layout(draw::Drawing const& drawing) {
    for (auto const& page : drawing.pages) {
        std::vector<std::pair<std::string, draw::Rect>> taken;
        for (auto const& item : page.items) {
            auto const area = draw::bounds(item, fonts());
            CHECK(area.x >= 0);
            CHECK(area.y >= 0);
            CHECK(area.x + area.width <= page.width);
            CHECK(area.y + area.height <= page.height);
            auto const* const text = std::get_if<draw::Text>(&item.primitive);
            if (text == nullptr)
                continue;
            for (auto const& [name, other] : taken) {
                bool const apart =
                    area.x >= other.x + other.width || other.x >= area.x + area.width ||
                    area.y >= other.y + other.height || other.y >= area.y + area.height;
                INFO(text->text << " over " << name);
                CHECK(apart);
            }
            taken.emplace_back(text->text, area);
        }
    }
}

} // namespace

TEST_CASE("the first large words of a certificate are the verdict", "[documents]") {
    auto const [tenths, words] = GENERATE(table<std::vector<int>, std::string>(
        {{{50, 50, 50}, "Conforms"}, {{50, 90, 50}, "Does not conform"}}));
    auto const drawing = page_of(certify::judge(bare({recording("L1", tenths)})));
    draw::Text const* largest = nullptr;
    for (auto const& item : drawing.pages.front().items) {
        auto const* const text = std::get_if<draw::Text>(&item.primitive);
        if (text != nullptr && (largest == nullptr || text->size > largest->size))
            largest = text;
    }
    REQUIRE(largest != nullptr);
    CHECK(largest->text == words);
}

TEST_CASE("one page when all is well, on both papers, and nothing overlaps", "[documents]") {
    auto const paper = GENERATE(documents::Paper::a4, documents::Paper::letter);
    auto const drawing =
        page_of(certify::judge(bare({recording("L1", std::vector<int>(300, 50))})), paper);
    CHECK(drawing.pages.size() == 1);
    CHECK(says(drawing, "page 1 of 1"));
    check_layout(drawing);
}

TEST_CASE("the widest digest and a time of issue have room in the footer", "[documents]") {
    auto const judgement = certify::judge(bare({recording("L1", {50, 90, 50})}));
    auto const paper = GENERATE(documents::Paper::a4, documents::Paper::letter);
    documents::CertificateFacts const facts{judgement,
                                            nullptr,
                                            paper,
                                            Instant{1'772'438'400'000},
                                            "coldchain 0.0.0",
                                            std::string(64, 'd'), // the widest of the sixteen
                                            std::nullopt};
    auto const drawing = documents::certificate_page(facts, fonts());
    REQUIRE(drawing);
    check_layout(*drawing);
    auto const deviation = documents::deviation_page(facts, fonts());
    REQUIRE(deviation);
    check_layout(*deviation);
}

TEST_CASE("a deviation report has facts, exposure, timeline and questions", "[documents]") {
    // 12 readings of 5.0, then 9.0 until the end, every 5 min: still beyond when last read
    auto const judgement = certify::judge(bare({recording("L1", [] {
        std::vector<int> tenths(12, 50);
        tenths.insert(tenths.end(), 6, 90);
        return tenths;
    }())}));
    documents::CertificateFacts const facts{judgement,    nullptr,           documents::Paper::a4,
                                            std::nullopt, "coldchain 0.0.0", std::string(64, 'b'),
                                            std::nullopt};
    auto const drawing = documents::deviation_page(facts, fonts());
    REQUIRE(drawing);
    check_layout(*drawing);
    for (auto const* const words :
         {"Does not conform", "Facts, in order of weight", "Affected products",
          "Exposure per product", "goes above 8 C", "still above 8 C, after", "furthest: 9.0 C",
          "Nothing on these pages decides on the product."}) {
        INFO(words);
        CHECK(says(*drawing, words));
    }
    auto const questions = text::join(documents::deviation_questions(facts), "\n");
    // six readings of 5 min
    CHECK_THAT(questions,
               Catch::Contains("until when?") &&
                   Catch::Contains("stability data of the product cover 30 min above 8 C"));
}

TEST_CASE("a gap's best and worst case stand on the page", "[documents]") {
    auto made = recording("L1", std::vector<int>(40, 50));
    for (std::size_t i = 20; i < made.times.size(); ++i)
        made.times[i] += 3'600'000; // 65 min between two readings
    auto const drawing = page_of(certify::judge(bare({made})));
    CHECK(says(drawing, "Cannot be certified"));
    CHECK(says(drawing, "What no reading shows"));
    CHECK(says(drawing, "1 h 5 min"));
    check_layout(drawing);
}

TEST_CASE("without a reading in the window there is no empty chart, and exposure is not known",
          "[documents]") {
    auto made = bare({recording("L1", {50, 50, 50})});
    made.whole_recording = false;
    made.window = {Instant{0}, Instant{3'600'000}}; // 1970: another trip
    auto const judgement = certify::judge(std::move(made));
    auto const drawing = page_of(judgement);
    CHECK(says(drawing, "Cannot be certified"));
    CHECK(says(drawing, "so there is no chart"));
    check_layout(drawing);
    documents::CertificateFacts const facts{judgement,    nullptr,           documents::Paper::a4,
                                            std::nullopt, "coldchain 0.0.0", std::string(64, 'b'),
                                            std::nullopt};
    auto const deviation = documents::deviation_page(facts, fonts());
    REQUIRE(deviation);
    CHECK_FALSE(says(*deviation, "no time beyond a limit was read"));
    check_layout(*deviation);
}

TEST_CASE("a bare recording's page says that custody is not judged", "[documents]") {
    auto const drawing = page_of(certify::judge(bare({recording("L1", {50, 50})})));
    CHECK(says(drawing, "Recording only, custody not judged"));
}

TEST_CASE("intended use stands on page one, also of a long certificate", "[documents]") {
    std::vector<int> tenths;
    for (int i = 0; i < 400; ++i)
        tenths.push_back(i % 4 == 0 ? 95 : 50);
    auto const drawing = page_of(certify::judge(bare({recording("L1", tenths)})));
    CHECK(drawing.pages.size() > 1);
    auto const first = text::join(texts_of(drawing.pages.front()), " ");
    CHECK(first.find("quality unit, which decides") != std::string::npos);
    CHECK(says(drawing, "and 70 more in the machine-readable result")); // 100 found, 30 shown
    check_layout(drawing);
}

TEST_CASE("three loggers have their names on the chart and no text overlaps", "[documents]") {
    auto const drawing = page_of(certify::judge(bare(
        {recording("L1", std::vector<int>(100, 50)), recording("L2", std::vector<int>(100, 60)),
         recording("L3", std::vector<int>(100, 90))})));
    check_layout(drawing);
    CHECK(says(drawing, "Does not conform"));
}

TEST_CASE("names that are one long word are broken, never refused", "[documents]") {
    auto made = recording(std::string(60, 'W'), {50, 90, 50});
    made.file = std::string(120, 'x') + ".csv";
    auto const drawing = page_of(certify::judge(bare({made})));
    check_layout(drawing);
}

TEST_CASE("a character that the faces lack is shown by its code point", "[documents]") {
    auto const drawing = page_of(certify::judge(bare({recording("\xF0\x9F\x98\x80", {50, 50})})));
    CHECK(says(drawing, "\\u{1F600}"));
    check_layout(drawing);
}
