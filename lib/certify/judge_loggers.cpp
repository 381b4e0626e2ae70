// SPDX-License-Identifier: Apache-2.0
// Several loggers in one box beside each other, and each beside its own record.
#include "certify/device_record.hpp"
#include "certify/view.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::certify {

namespace {

double uncertainty_of(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& calibration = judgement.loggers[channel.logger].calibration;
    return calibration && calibration->uncertainty ? to_double(calibration->uncertainty->value)
                                                   : 0.5;
}

Series judged_series(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& recording = judgement.loggers[channel.logger].recordings[channel.recording];
    return series_of(recording, recording.channels[channel.channel],
                     judged_span(judgement, recording));
}

Agreement compare(Judgement const& judgement, std::size_t left, std::size_t right) {
    auto const a = judged_series(judgement, judgement.channels[left]);
    auto const b = judged_series(judgement, judgement.channels[right]);
    Agreement agreement{left, right, 0, 0, 0};
    auto const near = std::max(a.step, b.step) / 2;
    std::size_t j = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const distance = [&](std::size_t k) { return std::abs(b.times[k] - a.times[i]); };
        while (j + 1 < b.size() && distance(j + 1) <= distance(j))
            ++j;
        if (!a.trusted(i) || j >= b.size() || !b.trusted(j) || distance(j) > near)
            continue;
        ++agreement.compared;
        auto const kelvins = std::abs(kelvins_between(a.at(i), b.at(j)));
        if (kelvins > agreement.kelvins) {
            agreement.kelvins = kelvins;
            agreement.at = a.times[i];
        }
    }
    return agreement;
}

} // namespace

void judge_agreement(Judgement& judgement) {
    for (std::size_t i = 0; i < judgement.channels.size(); ++i) {
        for (auto j = i + 1; j < judgement.channels.size(); ++j) {
            auto const& left = judgement.channels[i];
            auto const& right = judgement.channels[j];
            if (left.logger == right.logger || left.role != right.role ||
                left.role == Role::ambient ||
                judgement.loggers[left.logger].package != judgement.loggers[right.logger].package)
                continue;
            auto const agreement = compare(judgement, i, j);
            if (agreement.compared == 0)
                continue;
            judgement.agreements.push_back(agreement);
            auto const allowed = uncertainty_of(judgement, left) + uncertainty_of(judgement, right);
            bool const apart = agreement.kelvins > allowed;
            with_facts(add(judgement, apart ? "CERT-33" : "CERT-45",
                           apart ? Severity::warn : Severity::info,
                           text::cat("loggers ", left.serial, " and ", right.serial,
                                     " differ by at most ", text::fixed(agreement.kelvins, 2),
                                     " K at the same time, at ", stamp(agreement.at, false))),
                       text::cat(text::fixed(agreement.kelvins, 2), " K"),
                       text::cat(text::fixed(allowed, 2), " K"));
        }
    }
}

void judge_devices(Judgement& judgement) {
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            auto record = compare_device(recording);
            if (!record)
                continue;
            for (auto const& alarm : record->unseen) {
                auto& finding =
                    add(judgement, "CERT-37",
                        logger.role == Role::ambient ? Severity::info : Severity::warn,
                        text::cat("logger ", recording.device.serial, " raised \"", alarm,
                                  "\", and no stored reading is beyond that limit"));
                finding.scope = recording.device.serial;
                with_facts(finding, "fired", alarm);
            }
            judgement.device_records.push_back(std::move(*record));
        }
    }
}

} // namespace coldchain::certify
