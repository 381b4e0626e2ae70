// SPDX-License-Identifier: Apache-2.0
#include "report/exit_code.hpp"

namespace coldchain::report {

namespace {

int weight(ExitCode code) {
    switch (code) {
    case ExitCode::yes:
        return 0;
    case ExitCode::unknown:
        return 1;
    case ExitCode::no:
        return 2;
    case ExitCode::usage:
        return 3;
    case ExitCode::failed:
        return 4;
    case ExitCode::defect:
        return 5;
    }
    return 5;
}

} // namespace

ExitCode worse(ExitCode left, ExitCode right) {
    return weight(left) < weight(right) ? right : left;
}

ExitCode exit_code_of(Error const& error) {
    return error.kind == ErrorKind::usage ? ExitCode::usage : ExitCode::failed;
}

ExitCode strict(ExitCode code) {
    return code == ExitCode::unknown ? ExitCode::no : code;
}

} // namespace coldchain::report
