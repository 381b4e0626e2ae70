// SPDX-License-Identifier: Apache-2.0
#include "logger/recording.hpp"

namespace coldchain::logger {

std::string_view to_word(ReadingFlag flag) {
    switch (flag) {
    case ReadingFlag::ok:
        return "ok";
    case ReadingFlag::absent:
        return "absent";
    case ReadingFlag::suspect:
        return "suspect";
    case ReadingFlag::invalid:
        return "invalid";
    }
    return "";
}

std::string_view to_word(QuantityKind quantity) {
    switch (quantity) {
    case QuantityKind::temperature:
        return "temperature";
    case QuantityKind::humidity:
        return "humidity";
    case QuantityKind::other:
        return "other";
    }
    return "";
}

std::string_view to_word(Fitness fitness) {
    switch (fitness) {
    case Fitness::fit:
        return "fit";
    case Fitness::fit_with_warnings:
        return "fit_with_warnings";
    case Fitness::unfit:
        return "unfit";
    }
    return "";
}

} // namespace coldchain::logger
