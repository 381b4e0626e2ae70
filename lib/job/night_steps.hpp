// SPDX-License-Identifier: Apache-2.0
// The steps of a night, in the order the people need them: check, label, manifest, certify.
#pragma once

#include "job/night.hpp"

namespace coldchain::job {

struct NightSettings {
    config::DataFolders data;
    std::optional<Instant> now;
    std::string printer; ///< profile of the labels
    std::string program; ///< name and version, for the certificate
};

/// Fails when a data file the steps need is broken, with its place.
Result<std::vector<Step>> night_steps(NightSettings const& settings);

} // namespace coldchain::job
