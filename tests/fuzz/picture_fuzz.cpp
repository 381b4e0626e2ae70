// SPDX-License-Identifier: Apache-2.0
// A picture with symbols: the first byte is the width, the rest are grey pixels, each drawn as 2 by
// 2. What is found lies inside the picture.
#include "fuzz.hpp"

#include "readback/find.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    if (size < 2 || size > 20'000)
        return 0;
    int const columns = data[0] + 1;
    int const rows = static_cast<int>(size - 1) / columns;
    barcode::Raster raster{2 * columns, 2 * rows, {}};
    for (int y = 0; y < raster.height; ++y) {
        for (int x = 0; x < raster.width; ++x)
            raster.grey.push_back(data[1 + (y / 2) * columns + x / 2]);
    }
    for (auto const& found : readback::find_symbols(raster)) {
        auto const box = found.bounds();
        fuzz::hold(box.width >= 0 && box.height >= 0);
    }
    return 0;
}
