// SPDX-License-Identifier: Apache-2.0
// A picture file of unknown origin: a raster as large as its head says, or an Error.
#include "fuzz.hpp"

#include "render/read_picture.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const bytes = fuzz::text_of(data, size);
    // a head may ask for 200 million dots, which is allowed and would only make the search slow
    if (auto const head = render::read_grey_map_head(bytes); head && *head)
        fuzz::hold((*head)->width > 0 && (*head)->height > 0);
    auto const picture = render::read_picture(bytes);
    if (picture)
        fuzz::hold(picture->raster.grey.size() ==
                   static_cast<std::size_t>(picture->raster.width) *
                       static_cast<std::size_t>(picture->raster.height));
    return 0;
}
