// SPDX-License-Identifier: Apache-2.0
// The summary tells states, never what this run did: a resumed night writes the same bytes as one
// that ran through.
#include "job/night.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;
using report::ExitCode;

Json or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

std::string_view state_word(StepReport const& step) {
    if (step.state == StepState::failed)
        return "failed";
    return step.state == StepState::waiting ? "waiting" : "done";
}

struct Counts {
    std::size_t well = 0, no = 0, unknown = 0, failed = 0;
};

Counts count(NightReport const& report) {
    Counts counts;
    for (auto const& shipment : report.shipments) {
        switch (shipment.answer) {
        case ExitCode::yes:
            ++counts.well;
            break;
        case ExitCode::no:
            ++counts.no;
            break;
        case ExitCode::unknown:
            ++counts.unknown;
            break;
        case ExitCode::usage:
        case ExitCode::failed:
        case ExitCode::defect:
            ++counts.failed;
            break;
        }
    }
    return counts;
}

std::string verdicts_of(ShipmentReport const& shipment) {
    std::string out;
    for (auto const& step : shipment.steps)
        out += text::cat(out.empty() ? "" : ", ", step.step, ' ',
                         step.state == StepState::failed ? "FAILED" : step.verdict);
    return out;
}

std::string name_of(ShipmentReport const& shipment) {
    return shipment.id.empty() ? shipment.folder : shipment.id;
}

std::string answer_word(ExitCode answer) {
    switch (answer) {
    case ExitCode::yes:
        return "yes";
    case ExitCode::no:
        return "NO";
    case ExitCode::unknown:
        return "UNKNOWN";
    case ExitCode::usage:
    case ExitCode::failed:
    case ExitCode::defect:
        return "FAILED";
    }
    return "FAILED";
}

std::string lines_of(ShipmentReport const& shipment) {
    std::string out = text::cat(answer_word(shipment.answer), "  ", name_of(shipment), '\n');
    if (!shipment.steps.empty())
        out += text::cat("    ", verdicts_of(shipment), '\n');
    return out + text::cat("    do: ", first_line(shipment.next()), '\n');
}

Json step_json(StepReport const& step) {
    return {{"step", step.step},
            {"state", std::string(state_word(step))},
            {"answer", static_cast<int>(step.answer)},
            {"verdict", or_null(step.verdict)},
            {"next", or_null(step.next)}};
}

Json shipment_json(ShipmentReport const& shipment) {
    Json steps = Json::array();
    for (auto const& step : shipment.steps)
        steps.push_back(step_json(step));
    return {{"shipment", or_null(shipment.id)},
            {"folder", shipment.folder},
            {"answer", static_cast<int>(shipment.answer)},
            {"steps", steps},
            {"error", shipment.error ? Json(describe(*shipment.error)) : Json(nullptr)},
            {"next", shipment.next()}};
}

} // namespace

std::string ShipmentReport::next() const {
    if (error)
        return describe(*error);
    // what could not be done first, then what was answered no, then what is unknown
    for (ExitCode const code :
         {ExitCode::defect, ExitCode::failed, ExitCode::no, ExitCode::unknown, ExitCode::yes}) {
        for (auto const& step : steps) {
            if (step.answer == code && !step.next.empty())
                return text::cat(step.step, ": ", step.next);
        }
    }
    return "nothing";
}

std::string summary_text(NightReport const& report) {
    Counts const counts = count(report);
    std::string out = text::cat(
        report.shipments.size(),
        report.shipments.size() == 1 ? " shipment: " : " shipments: ", counts.well, " in order, ",
        counts.no, " not, ", counts.unknown, " with unknown facts, ", counts.failed, " failed\n\n");
    for (ExitCode const code :
         {ExitCode::defect, ExitCode::failed, ExitCode::no, ExitCode::unknown, ExitCode::yes}) {
        for (auto const& shipment : report.shipments) {
            if (shipment.answer == code)
                out += lines_of(shipment);
        }
    }
    return out;
}

std::string summary_json(NightReport const& report) {
    Counts const counts = count(report);
    std::string out = "{\"schema\":\"coldchain.summary/1\",\"shipments\":[";
    for (auto const& shipment : report.shipments)
        out +=
            text::cat(&shipment == report.shipments.data() ? "\n" : ",\n",
                      shipment_json(shipment).dump(-1, ' ', false, Json::error_handler_t::replace));
    Json const totals{{"shipments", report.shipments.size()},
                      {"in_order", counts.well},
                      {"not_in_order", counts.no},
                      {"unknown", counts.unknown},
                      {"failed", counts.failed}};
    return out + text::cat("\n],\"counts\":", totals.dump(),
                           ",\"exit_code\":", static_cast<int>(report.answer), "}\n");
}

} // namespace coldchain::job
