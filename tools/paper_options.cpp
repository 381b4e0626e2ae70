// SPDX-License-Identifier: Apache-2.0
#include "tools/paper_options.hpp"

#include "common/text.hpp"
#include "epcis/identifiers.hpp"

namespace coldchain::tools {

Result<PaperOptions> read_paper_options(Arguments const& arguments) {
    PaperOptions options;
    auto base =
        epcis::parse_base(arguments.value("uri-base").value_or(std::string(epcis::sample_base)));
    if (!base)
        return usage_error(text::cat("--uri-base: ", base.error().text));
    options.base = *base;
    auto const paper = documents::paper_of(arguments.value("paper").value_or("a4"));
    if (!paper)
        return usage_error(text::cat("--paper ", text::quoted(*arguments.value("paper")),
                                     " is not known; write a4 or letter"));
    options.paper = *paper;
    return options;
}

} // namespace coldchain::tools
