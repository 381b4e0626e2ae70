// SPDX-License-Identifier: Apache-2.0
// Every unit is an exact fraction of its dimension's base unit (mm, g, mL, kPa, s, Wh, %), so that
// comparisons need whole numbers only. Pounds and ounces are the international avoirdupois ones,
// inches the international inch (both exact since 1959).
#include "common/units.hpp"

#include "common/text.hpp"
#include "common/unit_symbols.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace coldchain {

namespace {

__extension__ using Wide = __int128;

struct Unit {
    std::string_view symbol;
    Dimension dimension;
    std::int64_t numerator; // base units in one of these, as a fraction
    std::int64_t denominator;
    bool stated = true; ///< a document may state it; others are read only to say what they come to
};

constexpr std::array units{
    Unit{"mm", Dimension::length, 1, 1},
    Unit{"cm", Dimension::length, 10, 1},
    Unit{"m", Dimension::length, 1000, 1},
    Unit{"in", Dimension::length, 127, 5},
    Unit{"g", Dimension::mass, 1, 1},
    Unit{"kg", Dimension::mass, 1000, 1},
    Unit{"mg", Dimension::mass, 1, 1000},
    Unit{"lb", Dimension::mass, 45359237, 100000, false},
    Unit{"oz", Dimension::mass, 45359237, 1600000, false},
    Unit{"mL", Dimension::volume, 1, 1},
    Unit{"L", Dimension::volume, 1000, 1},
    Unit{"uL", Dimension::volume, 1, 1000},
    Unit{"kPa", Dimension::pressure, 1, 1},
    Unit{"bar", Dimension::pressure, 100, 1},
    Unit{"s", Dimension::duration, 1, 1},
    Unit{"min", Dimension::duration, 60, 1},
    Unit{"h", Dimension::duration, 3600, 1},
    Unit{"d", Dimension::duration, 86400, 1},
    Unit{"Wh", Dimension::energy, 1, 1},
    Unit{"%", Dimension::proportion, 1, 1},
};

constexpr std::array<std::string_view, 8> dimension_words{
    "length", "mass", "volume", "temperature", "pressure", "duration", "energy", "proportion"};

Unit const& unit_of(Quantity const& quantity) {
    for (auto const& unit : units) {
        if (unit.symbol == quantity.unit)
            return unit;
    }
    return units[0]; // never reached: the symbol came from the table
}

std::string symbols_of(Dimension dimension) {
    std::string list;
    for (auto const symbol : unit_symbols(dimension))
        list += text::cat(list.empty() ? "" : ", ", symbol);
    return list;
}

// How people write a unit that has one spelling here.
struct SpeltUnit {
    std::string_view word;
    std::string_view symbol;
};
constexpr std::array spelt_units{
    SpeltUnit{"millimetre", "mm"}, SpeltUnit{"millimeter", "mm"}, SpeltUnit{"centimetre", "cm"},
    SpeltUnit{"centimeter", "cm"}, SpeltUnit{"inch", "in"},       SpeltUnit{"inches", "in"},
    SpeltUnit{"gram", "g"},        SpeltUnit{"kilogram", "kg"},   SpeltUnit{"kilo", "kg"},
    SpeltUnit{"pound", "lb"},      SpeltUnit{"ounce", "oz"},      SpeltUnit{"litre", "L"},
    SpeltUnit{"liter", "L"},       SpeltUnit{"millilitre", "mL"}, SpeltUnit{"milliliter", "mL"},
    SpeltUnit{"sec", "s"},         SpeltUnit{"second", "s"},      SpeltUnit{"minute", "min"},
    SpeltUnit{"hr", "h"},          SpeltUnit{"hour", "h"},        SpeltUnit{"day", "d"},
    SpeltUnit{"percent", "%"},
};

// "; did you mean kg?", or nothing.
std::string likely_unit(std::string_view written, Dimension dimension) {
    std::vector<std::string> symbols;
    for (auto const symbol : unit_symbols(dimension))
        symbols.emplace_back(symbol);
    auto const known = [&](std::string_view word) -> std::optional<std::string> {
        for (auto const& symbol : symbols) {
            if (text::equal_ignoring_case(symbol, word))
                return symbol;
        }
        for (auto const& row : spelt_units) {
            if (text::equal_ignoring_case(row.word, word) &&
                std::find(symbols.begin(), symbols.end(), row.symbol) != symbols.end())
                return std::string(row.symbol);
        }
        return std::nullopt;
    };
    for (auto const& unit : units) {
        if (unit.symbol == written) // of another dimension: not a mistyped one of this
            return "";
    }
    auto found = known(written);
    if (!found && written.size() > 1 && (written.back() == 's' || written.back() == 'S'))
        found = known(written.substr(0, written.size() - 1));
    if (!found && !written.empty())
        found = text::nearest(written, symbols);
    return found ? text::cat("; did you mean ", *found, "?") : std::string();
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent)
        power *= 10;
    return power;
}

// Fahrenheit degrees above absolute zero times 100 * 10^scale, exact for every unit:
// 1 C = 1.8 F, 0 K = -459.67 F.
Wide rankine_hundredths(Temperature temperature) {
    Wide const unit = power_of_ten(temperature.value.scale);
    Wide const value = temperature.value.mantissa;
    switch (temperature.unit) {
    case TemperatureUnit::celsius:
        return value * 180 + 49167 * unit;
    case TemperatureUnit::fahrenheit:
        return value * 100 + 45967 * unit;
    case TemperatureUnit::kelvin:
        return value * 180;
    }
    return 0;
}

struct NumberAndUnit {
    std::string_view number;
    std::string_view unit;
};

NumberAndUnit take_apart(std::string_view written) {
    written = text::trim(written);
    auto const end = written.find_first_not_of("0123456789+-.");
    if (end == std::string_view::npos)
        return {written, {}};
    return {written.substr(0, end), text::trim(written.substr(end))};
}

std::optional<TemperatureUnit> temperature_unit(std::string_view word) {
    for (std::string_view const degree : {"\u00B0", "\u00BA", "deg "}) {
        if (word.starts_with(degree))
            word.remove_prefix(degree.size());
    }
    if (word == "C")
        return TemperatureUnit::celsius;
    if (word == "F")
        return TemperatureUnit::fahrenheit;
    if (word == "K")
        return TemperatureUnit::kelvin;
    return std::nullopt;
}

// "2 c", "2 degC", "2 Celsius" with the unit as it is written here, or nothing.
std::string likely_temperature(std::string_view written) {
    auto const [number, unit] = take_apart(written);
    std::string word = text::lower(unit);
    for (std::string_view const degree : {"degrees ", "degree ", "degrees", "degree", "deg"}) {
        if (word.starts_with(degree))
            word.erase(0, degree.size());
    }
    bool const known = word == "c" || word == "f" || word == "k" || word == "celsius" ||
                       word == "fahrenheit" || word == "kelvin";
    if (!known || !parse_decimal(number))
        return "";
    return text::cat("; did you mean \"", number, ' ', text::upper(word.substr(0, 1)), "\"?");
}

Error bad_temperature(std::string_view written) {
    auto const likely = likely_temperature(written);
    return input_error({}, text::cat("temperature ", text::quoted(written),
                                     " is not a number with a unit",
                                     likely.empty() ? "; write for example \"-150 C\"" : likely));
}

} // namespace

std::strong_ordering operator<=>(Temperature left, Temperature right) {
    if (left.unit == right.unit)
        return left.value <=> right.value;
    Wide const a = rankine_hundredths(left) * power_of_ten(right.value.scale);
    Wide const b = rankine_hundredths(right) * power_of_ten(left.value.scale);
    return a < b   ? std::strong_ordering::less
           : a > b ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

bool operator==(Temperature left, Temperature right) {
    return (left <=> right) == 0;
}

double celsius(Temperature temperature) {
    double const value = to_double(temperature.value);
    switch (temperature.unit) {
    case TemperatureUnit::celsius:
        return value;
    case TemperatureUnit::fahrenheit:
        return (value - 32.0) / 1.8;
    case TemperatureUnit::kelvin:
        return value - 273.15;
    }
    return value;
}

std::string celsius_text(Temperature temperature) {
    // hundredths of Rankine to millionths of Celsius: (R - 491.67) / 1.8
    Wide const unit = power_of_ten(temperature.value.scale);
    Wide const numerator = (rankine_hundredths(temperature) - 49167 * unit) * 1'000'000;
    Wide const denominator = unit * 180;
    Wide const half = numerator < 0 ? -denominator / 2 : denominator / 2;
    std::string written =
        to_text(Decimal{static_cast<std::int64_t>((numerator + half) / denominator), 6});
    while (written.ends_with('0'))
        written.pop_back();
    if (written.ends_with('.'))
        written.pop_back();
    return written == "-0" ? "0" : written;
}

std::string_view symbol(TemperatureUnit unit) {
    constexpr std::array<std::string_view, 3> symbols{"C", "F", "K"};
    return symbols.at(static_cast<std::size_t>(unit));
}

std::string to_text(Temperature temperature) {
    return text::cat(to_text(temperature.value), ' ', symbol(temperature.unit));
}

Result<Temperature> parse_temperature(std::string_view written) {
    auto const [number, unit] = take_apart(written);
    auto const value = parse_decimal(number);
    auto const scale = temperature_unit(unit);
    if (!value || !scale)
        return bad_temperature(written);
    Temperature const temperature{*value, *scale};
    if (rankine_hundredths(temperature) < 0)
        return input_error(
            {}, text::cat("temperature ", text::quoted(written), " is below absolute zero"));
    return temperature;
}

Result<TemperatureRange> parse_temperature_range(std::string_view written) {
    TemperatureRange range;
    std::string_view const body = text::trim(written);
    if (body.starts_with("<=")) {
        CC_TRY_ASSIGN(range.high, parse_temperature(body.substr(2)));
        return range;
    }
    if (body.starts_with(">=")) {
        CC_TRY_ASSIGN(range.low, parse_temperature(body.substr(2)));
        return range;
    }
    auto const at = body.find(" to ");
    if (at == std::string_view::npos)
        return input_error({},
                           text::cat("temperature range ", text::quoted(written),
                                     " is not understood; write \"2 to 8 C\" or \"<= -150 C\""));
    CC_TRY_ASSIGN(Temperature const high, parse_temperature(body.substr(at + 4)));
    auto low = parse_temperature(body.substr(0, at));
    if (!low) // the unit may stand once, at the end
        low = parse_temperature(text::cat(body.substr(0, at), ' ', symbol(high.unit)));
    if (!low)
        return std::move(low).error();
    if (high < *low)
        return input_error({}, text::cat("temperature range ", text::quoted(written),
                                         " runs downwards; write the lower limit first"));
    range.low = *low;
    range.high = high;
    return range;
}

std::string to_text(TemperatureRange const& range) {
    if (range.low && range.high && range.low->unit == range.high->unit)
        return text::cat(to_text(range.low->value), " to ", to_text(*range.high));
    if (range.low && range.high)
        return text::cat(to_text(*range.low), " to ", to_text(*range.high));
    if (range.high)
        return "<= " + to_text(*range.high);
    return range.low ? ">= " + to_text(*range.low) : "";
}

std::vector<std::string_view> unit_symbols(Dimension dimension) {
    std::vector<std::string_view> symbols;
    for (auto const& unit : units) {
        if (unit.dimension == dimension && unit.stated)
            symbols.push_back(unit.symbol);
    }
    return symbols;
}

Result<Quantity> parse_quantity(std::string_view written, Dimension dimension) {
    auto const [number, symbol] = take_apart(written);
    auto const value = parse_decimal(number);
    if (!value)
        return input_error(
            {}, text::cat(to_word(dimension), ' ', text::quoted(written),
                          " is not a number with a unit; allowed units: ", symbols_of(dimension)));
    for (auto const& unit : units) {
        if (unit.symbol == symbol && unit.dimension == dimension)
            return Quantity{*value, unit.symbol, dimension};
    }
    return input_error({}, text::cat(to_word(dimension), ' ', text::quoted(written),
                                     symbol.empty() ? " has no unit" : " has a wrong unit",
                                     likely_unit(symbol, dimension),
                                     "; allowed units: ", symbols_of(dimension)));
}

std::string to_text(Quantity const& quantity) {
    return text::cat(to_text(quantity.value), ' ', quantity.unit);
}

std::strong_ordering compare(Quantity const& left, Quantity const& right) {
    Unit const& a = unit_of(left);
    Unit const& b = unit_of(right);
    if (&a == &b)
        return left.value <=> right.value;
    // value * numerator / (denominator * 10^scale), cross-multiplied; long double settles the rare
    // products beyond 127 bits, where a tie is out of the question
    long double const x =
        static_cast<long double>(left.value.mantissa) * a.numerator /
        (static_cast<long double>(a.denominator) * power_of_ten(left.value.scale));
    long double const y =
        static_cast<long double>(right.value.mantissa) * b.numerator /
        (static_cast<long double>(b.denominator) * power_of_ten(right.value.scale));
    if (std::fabs(x - y) > 1e-9L * (std::fabs(x) + std::fabs(y)))
        return x < y ? std::strong_ordering::less : std::strong_ordering::greater;
    Wide l = 0;
    Wide r = 0;
    bool const overflow =
        __builtin_mul_overflow(static_cast<Wide>(left.value.mantissa) * a.numerator,
                               static_cast<Wide>(b.denominator) * power_of_ten(right.value.scale),
                               &l) ||
        __builtin_mul_overflow(static_cast<Wide>(right.value.mantissa) * b.numerator,
                               static_cast<Wide>(a.denominator) * power_of_ten(left.value.scale),
                               &r);
    if (overflow)
        return x < y ? std::strong_ordering::less : std::strong_ordering::greater;
    return l < r   ? std::strong_ordering::less
           : l > r ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

double in_unit(Quantity const& quantity, std::string_view symbol) {
    Unit const& from = unit_of(quantity);
    for (auto const& to : units) {
        if (to.symbol == symbol && to.dimension == from.dimension)
            return to_double(quantity.value) *
                   (static_cast<double>(from.numerator) * static_cast<double>(to.denominator)) /
                   (static_cast<double>(from.denominator) * static_cast<double>(to.numerator));
    }
    return 0.0;
}

std::optional<Quantity> add(Quantity const& left, Quantity const& right) {
    if (left.unit == right.unit) {
        auto const sum = add(left.value, right.value);
        if (!sum)
            return std::nullopt;
        return Quantity{*sum, left.unit, left.dimension};
    }
    Unit const& a = unit_of(left);
    Unit const& b = unit_of(right);
    // b in units of a; exact only when the denominator divides a power of ten times the numerator
    Decimal converted = right.value;
    for (int shift = 0; shift <= 6; ++shift) {
        Wide const numerator = static_cast<Wide>(right.value.mantissa) * b.numerator *
                               a.denominator * power_of_ten(shift);
        Wide const denominator = static_cast<Wide>(b.denominator) * a.numerator;
        if (numerator % denominator != 0 || right.value.scale + shift > 15)
            continue;
        Wide const mantissa = numerator / denominator;
        if (mantissa > INT64_MAX || mantissa < INT64_MIN)
            return std::nullopt;
        converted = {static_cast<std::int64_t>(mantissa),
                     static_cast<std::uint8_t>(right.value.scale + shift)};
        auto const sum = add(left.value, converted);
        if (!sum)
            return std::nullopt;
        return Quantity{*sum, left.unit, left.dimension};
    }
    return std::nullopt;
}

std::string_view to_word(Dimension dimension) {
    return dimension_words.at(static_cast<std::size_t>(dimension));
}

} // namespace coldchain
