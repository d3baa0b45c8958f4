// The pretrained network as npm brings it, a picture that everybody can compute, and what the original makes of it.
//
// The reference numbers come from the original file in Google's own interpreter for TensorFlow Lite (the Python package
// ai-edge-litert 2.3.0, its reference kernels, BuiltinOpResolver of type BUILTIN_REF), asked for `picture`, row-major
// in TensorFlow's order of axes; for the 1280 maps the model was cut behind Conv_1. Its optimised kernels differ by up
// to 5e-5.
#pragma once

#include <array>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "support/source_folder.hpp"
#include "training/importers/network.hpp"

namespace mllab::testing {

// The file's bytes; skips the running test where npm did not bring it.
inline files::Bytes ssd_mobilenet_v2() {
    const std::filesystem::path project = source_folder();
    const auto& network = importers::ssd_mobilenet_v2();
    if (!std::filesystem::exists(project / "node_modules" / network.package))
        SKIP("needs the npm package " << network.package);
    return importers::read(network, project);
}

// [3, side, side]: slanted and curved waves in squares of 40 by 60 pixels, in steps of 1 / 127.5 from −1 to 1.
inline std::vector<float> picture(int side) {
    std::vector<float> numbers;
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const int n = (x / 40 + y / 60) % 2 == 0 ? 3 * x + 2 * y + 80 * c : 7 * y + x * y / 50 + 160 * c;
                numbers.push_back(static_cast<float>(std::abs(n % 510 - 255)) / 127.5F - 1.0F);
            }
    return numbers;
}

// Of all numbers of an output, and every step-th of them.
struct OutputReference {
    double mean, mean_of_squares;
    std::size_t step;
    std::array<float, 24> samples;
};

inline constexpr OutputReference boxes_300{
    .mean = -0.2108680629905631,
    .mean_of_squares = 3.5204598065534625,
    .step = 319,
    .samples = {-2.640001F, -0.4319113F, -2.170216F, 0.8325319F,    -0.7392397F, -3.21538F,   1.57364F,   0.1602329F,
                0.7953357F, 1.573574F,   1.445006F,  1.413748e-06F, 1.644455F,   0.4871763F,  -1.986658F, -0.855444F,
                0.1274918F, -1.358633F,  1.195365F,  -0.3611892F,   -1.287076F,  -0.7881714F, 1.960225F,  1.279679F}};

inline constexpr OutputReference classes_300{
    .mean = -5.132628854607068,
    .mean_of_squares = 31.38772073596283,
    .step = 1917,
    .samples = {1.326607F, -3.196405F, -6.176539F, -4.403407F, -5.459305F, -6.621753F, -6.725727F, -3.714188F,
                5.321096F, -3.669613F, -5.56677F,  -5.065547F, -4.907652F, -6.586046F, -6.65383F,  -5.586108F,
                5.033535F, -4.247279F, -5.779828F, -5.675991F, -5.918403F, -6.259778F, -5.091319F, -4.605355F}};

// Of the 1280 maps of Conv_1: over all of them, and the mean of every 32nd map.
struct MapsReference {
    double mean, mean_of_squares;
    std::array<float, 40> means;
};

inline constexpr MapsReference maps_300{
    .mean = 0.22213143423432485,
    .mean_of_squares = 0.3028283944133487,
    .means = {1.633464F,    0.5095869F,  0.0F,        0.6900008F,  0.0001751387F, 0.1294507F,  0.1607327F,
              0.07873321F,  0.0F,        0.1433691F,  0.1615892F,  0.006880593F,  0.01141263F, 0.05890891F,
              0.2015009F,   0.05172131F, 0.0F,        0.01790213F, 0.0F,          0.1065434F,  0.4953943F,
              0.003323975F, 0.04028781F, 0.04661042F, 0.2320798F,  0.09375282F,   0.2744357F,  0.9011886F,
              0.0F,         0.09108049F, 0.1027187F,  0.4966753F,  0.009032683F,  1.377914F,   0.04325921F,
              0.2810209F,   0.04544082F, 0.08901383F, 0.1155455F,  0.04232567F}};

inline constexpr MapsReference maps_128{
    .mean = 0.19793141769278008,
    .mean_of_squares = 0.2658675596526721,
    .means = {1.134093F,  0.386212F,  0.0F,       0.4577167F, 0.04401416F, 0.334845F,    0.4613187F,  0.07015642F,
              0.0F,       0.1036536F, 0.2264294F, 0.0F,       0.01293489F, 0.1206563F,   0.1043552F,  0.04897781F,
              0.0F,       0.0F,       0.0F,       0.1826371F, 0.02482927F, 0.03191359F,  0.03436737F, 0.1260284F,
              0.1554849F, 0.2516276F, 0.3102028F, 0.3497931F, 0.0F,        0.008072171F, 0.3521839F,  0.4622533F,
              0.0F,       0.7814077F, 0.2784879F, 1.261019F,  0.04814483F, 0.5265167F,   0.210698F,   0.2119879F}};

}  // namespace mllab::testing
