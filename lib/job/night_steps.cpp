// SPDX-License-Identifier: Apache-2.0
#include "job/night_steps.hpp"

#include "common/text.hpp"
#include "draw/font.hpp"
#include "job/certify_job.hpp"
#include "job/check_job.hpp"
#include "job/document_job.hpp"
#include "job/label_job.hpp"

#include <memory>

namespace coldchain::job {

namespace {

using report::ExitCode;

/// What all steps share, loaded once and read by every thread.
struct Shared {
    NightSettings settings;
    draw::Fonts fonts;
    logger::Profiles profiles;
    packaging::RuleLibrary rules;
};
using SharedPointer =
    std::shared_ptr<Shared const>; // the steps outlive the function that makes them

std::string first_sentence(std::vector<Finding> const& findings) {
    Finding const* heaviest = nullptr;
    for (auto const& finding : findings) {
        if (heaviest == nullptr || finding.severity > heaviest->severity)
            heaviest = &finding;
    }
    if (heaviest == nullptr)
        return "";
    return text::cat(heaviest->rule, ": ",
                     heaviest->fix.empty() ? heaviest->message : heaviest->fix);
}

StepOutcome nothing_to_do(std::string verdict) {
    return {ExitCode::yes, std::move(verdict), "", {}};
}

Step check_step(SharedPointer const& shared) {
    Step step;
    step.name = "check";
    step.part = DocumentPart::sent;
    step.data_digest = digest_of_data(shared->settings.data, {"rules/packaging"});
    step.waits = [](ShipmentInput const&) { return std::nullopt; };
    step.run = [shared](ShipmentInput const& input) -> Result<StepOutcome> {
        packaging::RuleLibrary rules = shared->rules; // copies share one cache, which locks itself
        CC_TRY_ASSIGN(auto const outcome, check_shipment(input.shipment, rules, {}));
        return StepOutcome{outcome.answer,
                           outcome.verdict.verdict,
                           outcome.next,
                           {{"check.json", outcome.json_lines}}};
    };
    return step;
}

Step label_step(SharedPointer const& shared) {
    Step step;
    step.name = "label";
    step.part = DocumentPart::sent;
    step.data_digest = digest_of_data(shared->settings.data,
                                      {"templates", "templates/printers", "rules/statements", "rules/stages"});
    step.waits = [](ShipmentInput const& input) -> std::optional<StepOutcome> {
        if (input.shipment.products.empty())
            return nothing_to_do("no products");
        return std::nullopt;
    };
    step.run = [shared](ShipmentInput const& input) -> Result<StepOutcome> {
        auto const clock = wall_clock(input.shipment.ship_at.instant, input.shipment.ship_at.zone);
        if (!clock)
            return clock.error();
        LabelRequest request{orders_of(input.shipment), shared->settings.data, shared->fonts,
                             date_of(clock->local)};
        request.formats = {"pdf", "zpl"};
        if (!shared->settings.printer.empty())
            request.printer = shared->settings.printer;
        CC_TRY_ASSIGN(auto const outcome, make_labels(request));
        if (!outcome.released)
            return StepOutcome{ExitCode::no, "refused", first_sentence(outcome.findings), {}};
        return StepOutcome{
            ExitCode::yes,
            "released",
            "",
            {{"label.pdf", outcome.files.at("pdf")}, {"label.zpl", outcome.files.at("zpl")}}};
    };
    return step;
}

Step manifest_step(SharedPointer const& shared) {
    Step step;
    step.name = "manifest";
    step.part = DocumentPart::sent;
    step.data_digest = digest_of_data({}, {}); // a manifest reads no data files
    step.waits = [](ShipmentInput const&) { return std::nullopt; };
    step.run = [shared](ShipmentInput const& input) -> Result<StepOutcome> {
        DocumentRequest request{input.shipment, shared->settings.data, shared->fonts};
        request.now = shared->settings.now;
        request.formats = {"pdf", "xml"};
        CC_TRY_ASSIGN(auto const outcome, make_manifest(request));
        if (!outcome.released)
            return StepOutcome{ExitCode::no, "refused", first_sentence(outcome.findings), {}};
        return StepOutcome{
            ExitCode::yes,
            "released",
            "",
            {{"manifest.pdf", outcome.files.at("pdf")}, {"manifest.xml", outcome.files.at("xml")}}};
    };
    return step;
}

// Without any recording there is nothing to certify yet. Once the shipment was received that is a
// fact somebody has to supply; before, it is the normal state of a box on its way.
std::optional<StepOutcome> waits_for_recording(ShipmentInput const& input) {
    if (input.shipment.loggers.empty())
        return nothing_to_do("no logger");
    if (!input.recordings.empty())
        return std::nullopt;
    if (!input.shipment.custody.received)
        return nothing_to_do("waiting for the recording");
    return StepOutcome{ExitCode::unknown,
                       "recording not named",
                       "name the logger's export as logger.recording",
                       {}};
}

Step certify_step(SharedPointer const& shared) {
    Step step;
    step.name = "certify";
    step.part = DocumentPart::whole;
    step.reads_recordings = true;
    step.data_digest = digest_of_data(shared->settings.data, {"rules/limits", "rules/loggers"});
    step.waits = waits_for_recording;
    step.run = [shared](ShipmentInput const& input) -> Result<StepOutcome> {
        std::vector<RecordingFile> files;
        for (auto const& recording : input.recordings)
            files.push_back({recording.name, recording.bytes});
        CertifySettings settings{shared->settings.data, shared->profiles, shared->fonts};
        settings.now = shared->settings.now;
        settings.program = shared->settings.program;
        settings.shipment_bytes = input.document;
        CC_TRY_ASSIGN(auto const outcome,
                      certify_shipment(input.shipment, files, settings, Products::certificate));
        return StepOutcome{answer_of(outcome.judgement.verdict),
                           std::string(certify::to_word(outcome.judgement.verdict)),
                           next_step(outcome.judgement),
                           {{"readings.csv", outcome.readings_csv},
                            {"certificate.pdf", outcome.pdf},
                            {"certificate.json", outcome.json}}};
    };
    return step;
}

} // namespace

Result<std::vector<Step>> night_steps(NightSettings const& settings) {
    CC_TRY_ASSIGN(auto fonts, draw::Fonts::load(draw::default_font_folder));
    CC_TRY_ASSIGN(auto profiles, logger::load_profiles(settings.data));
    CC_TRY_ASSIGN(auto rules, packaging::RuleLibrary::load(settings.data));
    SharedPointer const shared = std::make_shared<Shared>(
        Shared{settings, std::move(fonts), std::move(profiles), std::move(rules)});
    return std::vector<Step>{check_step(shared), label_step(shared), manifest_step(shared),
                             certify_step(shared)};
}

} // namespace coldchain::job
