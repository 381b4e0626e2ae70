// SPDX-License-Identifier: Apache-2.0
// A rule pack of a user: read, compiled and its examples run, or refused with a place.
#include "fuzz.hpp"

#include "packaging/evaluate.hpp"
#include "rules/pack.hpp"
#include "shipment/schema.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const document = config::parse_document(fuzz::text_of(data, size), "f.toml");
    if (!document)
        return 0;
    auto const pack = rules::read_pack(*document, packaging::pack_schema);
    if (!pack)
        return 0;
    // the definitions that packs of users build on stand in the shared pack
    static auto const shared =
        rules::read_pack(*config::read_data(fuzz::data_folders(), packaging::pack_folder, "shared"),
                         packaging::pack_schema);
    auto const book =
        rules::make_book({*shared, *pack}, {0, 1}, {"shipment", &shipment::shipment_record()});
    if (book)
        rules::prove_examples(*book, packaging::prepare_sample);
    return 0;
}
