// SPDX-License-Identifier: Apache-2.0
// A condition of a rule: what compiles can be evaluated over any shipment without failing.
#include "fuzz.hpp"

#include "packaging/evaluate.hpp"
#include "rules/expression.hpp"
#include "shipment/read.hpp"
#include "shipment/schema.hpp"

#include <filesystem>

namespace {
using namespace coldchain;

config::Object const& sample() {
    static auto const shipment =
        shipment::read_shipment_file(std::filesystem::path(places::source_folder) /
                                     "examples/a-car-t-dry-shipper/shipment.toml");
    fuzz::hold(shipment.has_value());
    return shipment->facts;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static rules::Vocabulary const vocabulary{"shipment", &shipment::shipment_record()};
    static auto const& facts = sample();
    auto const root = rules::root_element(vocabulary, facts);
    for (auto const* const scope : {"shipment", "package", "package.content"}) {
        rules::Dictionary dictionary(vocabulary);
        auto const text = fuzz::text_of(data, size);
        auto const condition = rules::Expression::compile(text, scope, dictionary);
        auto const words = rules::Template::compile(text, scope, dictionary);
        rules::for_each_element(root, scope, [&](rules::Element const& element) {
            if (condition) {
                fuzz::hold(!rules::to_text(condition->evaluate(element)).empty() ||
                           condition->type() == rules::Type::text);
                condition->place(element);
                condition->first_value(element);
            }
            if (words)
                words->fill(element);
        });
    }
    return 0;
}
