// SPDX-License-Identifier: Apache-2.0
#include "common/result.hpp"

namespace coldchain {

namespace {

std::string describe_one(Error const& error) {
    std::string line = error.where.file;
    if (error.where.line > 0) {
        if (!line.empty())
            line += ':';
        line += std::to_string(error.where.line);
        if (error.where.column > 0)
            line += ':' + std::to_string(error.where.column);
    }
    if (!line.empty())
        line += ": ";
    if (!error.where.field.empty())
        line += error.where.field + ": ";
    return line + error.text;
}

} // namespace

std::string describe(Error const& error) {
    std::string lines = describe_one(error);
    for (auto const& other : error.others)
        lines += '\n' + describe(other);
    return lines;
}

Error merge(std::vector<Error> errors) {
    Error first = std::move(errors.at(0));
    for (std::size_t i = 1; i < errors.size(); ++i)
        first.others.push_back(std::move(errors[i]));
    return first;
}

} // namespace coldchain
