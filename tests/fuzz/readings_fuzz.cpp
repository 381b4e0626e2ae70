// SPDX-License-Identifier: Apache-2.0
// A logger's export: every row that is counted is used or excluded with a reason, and the overview
// taken without keeping the readings is the one of the readings.
#include "fuzz.hpp"

#include "logger/overview.hpp"
#include "logger/read.hpp"
#include "logger/summary.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    static auto const profiles = logger::load_profiles(fuzz::data_folders());
    fuzz::hold(profiles.has_value());
    auto recordings = logger::read_recordings(fuzz::text_of(data, size), "f.csv", {}, *profiles);
    auto const overviews =
        logger::read_overviews(fuzz::text_of(data, size), "f.csv", {}, *profiles);
    fuzz::hold(overviews.has_value() == recordings.has_value());
    if (!recordings)
        return 0;
    fuzz::hold(overviews->size() == recordings->size());
    for (std::size_t i = 0; i < recordings->size(); ++i)
        fuzz::hold(logger::summary_json((*overviews)[i]) == logger::summary_json((*recordings)[i]));
    for (auto const& recording : logger::merge_exports(*recordings, *profiles)) {
        fuzz::hold(!logger::summary_json(recording).empty());
        std::string normal;
        logger::append_normal_form(recording, normal);
    }
    return 0;
}
