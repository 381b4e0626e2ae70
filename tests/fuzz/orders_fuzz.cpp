// SPDX-License-Identifier: Apache-2.0
// Label orders of another system, in every form: a table, JSON Lines, a document; and the mapping of
// a table's columns. Each row is an order or an Error with the row's place, and the source ends.
#include "fuzz.hpp"

#include "job/label_input.hpp"
#include "job/label_source.hpp"
#include "label/columns.hpp"

#include <sstream>

namespace {
void drain(coldchain::job::OrderSource& source, std::size_t most) {
    for (std::size_t rows = 0;; ++rows) {
        fuzz::hold(rows <= most);
        auto const raw = source.next();
        if (!raw || !*raw)
            return;
        fuzz::hold((*raw)->line > 0);
        if (auto const order = source.parse(**raw); !order)
            fuzz::hold(order.error().where.line >= (*raw)->line && !order.error().text.empty());
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    std::string const text(fuzz::text_of(data, size));
    (void)job::guess_form(text);
    for (char const delimiter : {',', '\t'}) {
        std::istringstream in(text);
        label::Columns columns;
        columns.delimiter = delimiter;
        drain(*job::orders_from_csv(in, "f.csv", columns), size);
    }
    std::istringstream in(text);
    drain(*job::orders_from_json_lines(in, "f.jsonl", {}), size);
    if (auto const document = config::parse_document(text, "f")) {
        job::LabelInput input;
        (void)job::add_label_input(*document, input);
        (void)label::read_columns(*document);
    }
    return 0;
}
