// SPDX-License-Identifier: Apache-2.0
// A logger's export: every row that is counted is used or excluded with a reason.
#include "fuzz.hpp"

#include "logger/read.hpp"
#include "logger/summary.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    static auto const profiles = logger::load_profiles(fuzz::data_folders());
    fuzz::hold(profiles.has_value());
    auto recordings = logger::read_recordings(fuzz::text_of(data, size), "f.csv", {}, *profiles);
    if (!recordings)
        return 0;
    for (auto const& recording : logger::merge_exports(*recordings, *profiles)) {
        fuzz::hold(!logger::summary_json(recording).empty());
        std::string normal;
        logger::append_normal_form(recording, normal);
    }
    return 0;
}
