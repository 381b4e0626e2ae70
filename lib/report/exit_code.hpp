// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/result.hpp"

#include <string_view>

namespace coldchain::report {

/// What a run tells the script that called it. 1 is an answer; 3 is the lack of one.
enum class ExitCode : int {
    yes = 0,
    no = 1,
    usage = 2,   ///< the command line is wrong
    failed = 3,  ///< an input could not be understood or an output not be written
    defect = 4,  ///< a defect in the toolkit
    unknown = 5, ///< done, but a fact was unknown
};

/// The code that counts when both happened, in the order 4, 3, 2, 1, 5, 0.
ExitCode worse(ExitCode left, ExitCode right);

/// usage for a wrong command line, failed for everything else.
ExitCode exit_code_of(Error const& error);

/// With --strict an unknown answer counts as "no".
ExitCode strict(ExitCode code);

} // namespace coldchain::report
