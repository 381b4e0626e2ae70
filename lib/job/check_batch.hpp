// SPDX-License-Identifier: Apache-2.0
// Many shipments, in order, on many threads, in memory that does not grow with their number.
#pragma once

#include "job/check_job.hpp"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace coldchain::job {

/// One shipment document still to be read.
struct CheckInput {
    std::string name;  ///< for messages: a file, or "standard input, line 7"
    std::string bytes; ///< of the document; empty with `failure`
    std::optional<Error> failure;
};

struct CheckedInput {
    std::string name;
    std::optional<CheckOutcome> outcome;
    std::optional<Error> error; ///< when there is no outcome
};

/// Gives the next input, or nothing at the end.
using CheckSource = std::function<std::optional<CheckInput>()>;

/// Files one after the other.
CheckSource files_source(std::vector<std::string> files);

/// A stream: one document, or JSON Lines when its first line is a whole JSON object. Only one line
/// is held at a time then.
CheckSource stream_source(std::istream& in);

/// What is done with inputs beside judging each.
enum class AcrossShipments { ignored, compared };

struct BatchOptions {
    packaging::JudgingOptions judging;
    unsigned jobs = 1;
    /// Products that are in two shipments are found (SHP-03); this remembers every product.
    AcrossShipments across = AcrossShipments::ignored;
};

/// Judges every input and hands results over in the order of the inputs, whatever `jobs` is. The
/// worst answer of all.
report::ExitCode check_batch(CheckSource const& next, packaging::RuleLibrary& library,
                             BatchOptions const& options,
                             std::function<void(CheckedInput const&)> const& deliver);

} // namespace coldchain::job
