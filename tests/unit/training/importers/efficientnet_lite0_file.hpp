// EfficientNet-Lite0's state dict as set-up brings it, a picture that everybody can compute, and what the original
// makes of it.
//
// The reference numbers come from the original code (the Python package efficientnet_lite_pytorch 0.1.0) with these
// weights in PyTorch 2.6.0 on one thread, asked for `picture_of_waves`: logits as its forward gives them, the maps as
// what its extract_features gives times the weights of its linear layer.
#pragma once

#include <array>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::testing {

// The file's bytes; skips the running test where set-up could not bring it.
inline files::Bytes efficientnet_lite0_file() {
    const char* cache = std::getenv("ML_LAB_CACHE");
    const std::filesystem::path path =
        std::filesystem::path(cache == nullptr ? "" : cache) / "packages" / "efficientnet-lite0-57934424.pth";
    if (!std::filesystem::exists(path)) SKIP("needs a file that is not here: " << path.string());
    return files::read(path);
}

// [3, 224, 224]: slanted and curved waves in squares of 40 by 60 pixels, bytes as (byte − 127) / 128.
inline std::vector<float> picture_of_waves() {
    constexpr int side = 224;
    std::vector<float> numbers;
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const int n = (x / 40 + y / 60) % 2 == 0 ? 3 * x + 2 * y + 80 * c : 7 * y + x * y / 50 + 160 * c;
                numbers.push_back(static_cast<float>(std::abs(n % 510 - 255) - 127) / 128.0F);
            }
    return numbers;
}

// Of all numbers of an output, every step-th of them, and where the largest is.
struct ClassifierReference {
    double mean, mean_of_squares;
    std::size_t largest, step;
    std::array<float, 24> samples;
};

inline constexpr ClassifierReference logits_of_waves{
    .mean = -0.09426127613708377,
    .mean_of_squares = 2.9887414918642294,
    .largest = 906,
    .step = 43,
    .samples = {-0.1060258F, -1.02663F,   -0.593182F,  0.1608353F, 0.1037961F, -1.104696F,   -0.3111188F, 0.7442684F,
                -2.133458F,  -0.2014088F, -0.9161906F, 3.474274F,  -1.79396F,  2.267218F,    0.9744641F,  2.633991F,
                3.597706F,   4.535899F,   -0.4454677F, -1.250143F, 2.077301F,  -0.03329649F, 0.8521097F,  -1.109095F}};

inline constexpr ClassifierReference maps_of_waves{
    .mean = -0.09421147776628151,
    .mean_of_squares = 3.9546480605999057,
    .largest = 30'196,
    .step = 2'041,
    .samples = {-1.209811F, -0.2748066F, -2.334921F,  -1.512988F, -0.8562957F, 0.7866539F,   -1.392563F, 0.0523973F,
                0.3040088F, 0.5686704F,  -0.9685282F, 1.779745F,  0.6489626F,  -0.05958476F, 3.795259F,  1.100455F,
                -3.063995F, 0.09085675F, 3.283488F,   0.1569509F, -2.002919F,  -2.00224F,    3.772732F,  -2.566188F}};

}  // namespace mllab::testing
