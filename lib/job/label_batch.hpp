// SPDX-License-Identifier: Apache-2.0
// Many labels in bounded memory: orders are read one after another, labels made and proved by
// several workers, products written in order to temporary files that get their names only at the
// end. One order that is not right refuses all, unless the caller keeps going.
#pragma once

#include "common/file.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/staged_file.hpp"
#include "job/label_press.hpp"
#include "job/label_source.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

enum class OnRefusal { refuse_all, keep_going };

/// A PDF holds this many labels; more become numbered files.
inline constexpr std::size_t labels_in_a_pdf = 500;

struct BatchRequest {
    LabelPress const& press;
    draw::Fonts const& fonts;
    std::string format; ///< pdf, zpl, svg or png
    std::string output; ///< "-" is standard output
    OnExisting on_existing = OnExisting::refuse;
    OnRefusal on_refusal = OnRefusal::refuse_all;
    int copies = 1;          ///< of each label; further ones say so
    bool divide = false;     ///< a label for each container of a product
    bool native_zpl = false; ///< the printer's own commands
    bool dry_run = false;    ///< everything, and nothing written
    unsigned jobs = 1;
    std::size_t labels_in_a_part = labels_in_a_pdf;
    std::size_t records = 0; ///< labels whose records the outcome keeps
    bool json = false;       ///< keep the JSON of every record
    /// Called one at a time, with the share of the input that was taken where that is known.
    std::function<void(std::size_t labels, std::optional<double> share)> progress = {};
    std::function<void(std::string_view)> to_output = {};  ///< takes the bytes for "-"
};

struct BatchOutcome {
    std::size_t labels = 0;  ///< made and not refused, copies included
    std::size_t refused = 0; ///< orders
    std::vector<Finding> findings;
    std::vector<Error> errors; ///< rows that could not be understood
    std::vector<LabelRecord> records;
    std::vector<std::string> files; ///< written, in order
    std::string list; ///< of several files, which says that all are there (part_set.hpp)
    bool released = false;          ///< something left, or would have
    std::optional<StagedFile> json; ///< lines that say "released":true
};

/// Labels every order of the source. Fails on an input that cannot be read to its end, a product
/// that cannot be written, and a request that does not hold together; then nothing is written.
Result<BatchOutcome> run_batch(BatchRequest const& request, OrderSource& source);

/// One label as one JSON object on one line, keys in a fixed order: what was released.
std::string to_json_line(config::DataId const& layout, config::DataId const& printer,
                         bool released, LabelRecord const& label);

} // namespace coldchain::job
