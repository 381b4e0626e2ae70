// SPDX-License-Identifier: Apache-2.0
// Mean kinetic temperature against figures worked out apart from the code.
#include "common/mean_kinetic_temperature.hpp"

#include <catch2/catch.hpp>

#include <array>

using coldchain::mean_kinetic_temperature;
using coldchain::WeightedTemperature;

TEST_CASE("MKT: 20 and 30 degrees of equal weight give 26.25989", "[common]") {
    // by hand: -10000 / ln((exp(-10000/293.15) + exp(-10000/303.15)) / 2) = 299.40989 K
    std::array const values{WeightedTemperature{20, 1}, WeightedTemperature{30, 1}};
    CHECK(mean_kinetic_temperature(values).value() == Approx(26.25989).margin(5e-6));
}

TEST_CASE("MKT: constant data give the constant, also at the boiling point of nitrogen",
          "[common]") {
    for (double const celsius : {-195.8, -150.0, 5.0, 40.0}) {
        std::array const values{WeightedTemperature{celsius, 3}, WeightedTemperature{celsius, 9}};
        CHECK(mean_kinetic_temperature(values).value() == Approx(celsius).margin(1e-9));
    }
}

TEST_CASE("MKT: it is never below the mean, and a weight of zero changes nothing", "[common]") {
    std::array const values{WeightedTemperature{-190, 5}, WeightedTemperature{-170, 1},
                            WeightedTemperature{25, 0}};
    double const mkt = mean_kinetic_temperature(values).value();
    CHECK(mkt >= (-190.0 * 5 - 170.0) / 6);
    CHECK(mkt <= -170.0);
}

TEST_CASE("MKT: nothing comes of no values, no weight or absolute zero", "[common]") {
    CHECK_FALSE(mean_kinetic_temperature({}));
    std::array const weightless{WeightedTemperature{5, 0}};
    CHECK_FALSE(mean_kinetic_temperature(weightless));
    std::array const impossible{WeightedTemperature{-273.15, 1}};
    CHECK_FALSE(mean_kinetic_temperature(impossible));
    std::array const negative{WeightedTemperature{5, -1}};
    CHECK_FALSE(mean_kinetic_temperature(negative));
    std::array const fine{WeightedTemperature{5, 1}};
    CHECK_FALSE(mean_kinetic_temperature(fine, 0));
}
