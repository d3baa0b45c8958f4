#include "training/evaluation/figures/calibration.hpp"

#include <stdexcept>
#include <vector>

#include "core/classification.hpp"
#include "core/random.hpp"

namespace mllab::evaluation {

double calibration_error_by_chance(std::span<const float> confidence, std::size_t bins, std::size_t draws,
                                   std::uint64_t seed) {
    if (draws == 0) throw std::invalid_argument("a mean over draws needs a draw");
    const core::Random seeded(seed);
    std::vector<std::uint8_t> right(confidence.size());
    double sum = 0;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        core::Random random = seeded.fork(draw);
        for (std::size_t i = 0; i < right.size(); ++i) right[i] = random.chance(confidence[i]) ? 1 : 0;
        sum += core::expected_calibration_error(confidence, right, bins);
    }
    return sum / static_cast<double>(draws);
}

}  // namespace mllab::evaluation
