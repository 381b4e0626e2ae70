// SPDX-License-Identifier: Apache-2.0
#include "isbt128/label_reading.hpp"

namespace coldchain::isbt128 {

LabelReading::LabelReading(std::span<std::string const> symbols, Tables const* tables) {
    m_readings.reserve(symbols.size());
    for (auto const& symbol : symbols)
        m_readings.push_back(decode(symbol, tables));
}

FoundStructure LabelReading::find(Kind kind) const {
    for (auto const& reading : m_readings)
        for (auto const& structure : reading.structures())
            if (structure.row->kind == kind && structure.valid)
                return {&reading, &structure};
    return {};
}

FoundStructure LabelReading::find(Kind kind, Kind otherwise) const {
    auto const found = find(kind);
    return found ? found : find(otherwise);
}

} // namespace coldchain::isbt128
