// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/result.hpp"
#include "logger/recording.hpp"

#include <span>
#include <string>

namespace coldchain::tools {

/// One page a recording: its temperature channels over time, gaps left open.
Result<std::string> chart_pdf(std::span<logger::Recording const> recordings);

} // namespace coldchain::tools
