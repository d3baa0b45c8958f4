// The pretrained detector as npm brings it, and what the original makes of a picture that everybody can compute.
//
// The reference numbers come from the original files in TensorFlow.js 4.22.0 (npm @tensorflow/tfjs-core, -converter and
// -backend-wasm), asked for `raw_picture`. At 320 pixels the three constants that its ResizeBilinear nodes are given as
// sizes, 32, 64 and 128, and the Placeholder's shape were made smaller in proportion, nothing else.
#pragma once

#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

#include "support/source_folder.hpp"
#include "training/importers/network.hpp"
#include "training/importers/ssd_mobilenet_v2.hpp"

namespace mllab::testing {

// The folder with node_modules; skips the running test where npm did not bring the package.
inline std::filesystem::path centernet_package() {
    const std::filesystem::path project = source_folder();
    const auto& graph = importers::centernet_graph();
    if (!std::filesystem::exists(project / "node_modules" / graph.package))
        SKIP("needs the npm package " << graph.package);
    return project;
}

// `picture` in whole numbers from 0 to 255.
inline std::vector<float> raw_picture(int side) {
    std::vector<float> numbers = picture(side);
    for (float& x : numbers) x = std::round((x + 1) * 127.5F);
    return numbers;
}

// Where a class is likeliest, in maps of a quarter of the picture's side.
struct Peak {
    std::size_t map, row, column;
    float value;
};
// Samples in the order [channel][row][column].
struct DetectorReference {
    int side;
    OutputReference keypoints, wh;
    std::array<Peak, 8> peaks;
};

inline const std::array<DetectorReference, 2> centernet_references{{
    DetectorReference{
        .side = 512,
        .keypoints = {.mean = 0.0034644583852103837,
                      .mean_of_squares = 2.9272953520376243e-05,
                      .step = 54613,
                      .samples = {0.01403665F,  0.0006055211F, 0.002158088F, 0.005801366F, 0.003123F,
                                  0.004725836F, 0.001748441F,  0.001957076F, 0.005769917F, 0.001694501F,
                                  0.004613501F, 0.004896355F,  0.002849299F, 0.002176625F, 0.009653317F,
                                  0.004043458F, 0.001463428F,  0.005701613F, 0.003013528F, 0.00532166F,
                                  0.00125894F,  0.0004702523F, 0.006507721F, 0.005947663F}},
        .wh = {.mean = 110.42806307741671,
               .mean_of_squares = 18552.35547394281,
               .step = 2731,
               .samples = {1.98958F,  161.6597F, 56.47976F, 4.745175F, 79.85982F, 52.71432F, 0.7206326F, 81.47771F,
                           170.73F,   125.9777F, 276.4428F, 92.79507F, 20.65816F, 131.4279F, 82.56587F,  23.22171F,
                           69.97067F, 43.99903F, 4.135949F, 115.8401F, 287.3526F, 194.1328F, 174.4152F,  86.30579F}},
        .peaks = {Peak{.map = 0, .row = 63, .column = 15, .value = 0.169177F},
                  Peak{.map = 59, .row = 63, .column = 63, .value = 0.09650546F},
                  Peak{.map = 72, .row = 63, .column = 63, .value = 0.09158584F},
                  Peak{.map = 6, .row = 63, .column = 63, .value = 0.08240028F},
                  Peak{.map = 33, .row = 63, .column = 63, .value = 0.07946479F},
                  Peak{.map = 73, .row = 63, .column = 63, .value = 0.07898196F},
                  Peak{.map = 25, .row = 63, .column = 63, .value = 0.07426352F},
                  Peak{.map = 76, .row = 63, .column = 63, .value = 0.07352164F}}},
    DetectorReference{
        .side = 320,
        .keypoints = {.mean = 0.003316102773868842,
                      .mean_of_squares = 4.3531549884631875e-05,
                      .step = 21333,
                      .samples = {0.03067777F,   0.001477885F,  0.001705676F, 0.01048639F,   0.01183251F,
                                  0.004188081F,  0.001710785F,  0.001898481F, 0.00785162F,   0.002917586F,
                                  0.00446115F,   0.007895058F,  0.001583376F, 0.0008018742F, 0.003028106F,
                                  0.004844858F,  0.0002676004F, 0.01401364F,  0.00224946F,   0.002092139F,
                                  0.0005601539F, 0.0005479991F, 0.001415086F, 0.00211557F}},
        .wh = {.mean = 78.09875605516092,
               .mean_of_squares = 8679.747490606003,
               .step = 1067,
               .samples = {1.862962F, 94.83319F, 80.35096F, 5.109303F, 105.6897F, 96.3409F,  0.373783F, 50.4526F,
                           108.404F,  164.0323F, 164.6948F, 40.91164F, 20.34428F, 128.2189F, 78.76681F, 23.90345F,
                           96.33348F, 72.16747F, 4.222655F, 64.4297F,  212.03F,   161.1754F, 105.7043F, 54.0101F}},
        .peaks = {Peak{.map = 0, .row = 39, .column = 24, .value = 0.2699494F},
                  Peak{.map = 34, .row = 39, .column = 74, .value = 0.08160074F},
                  Peak{.map = 13, .row = 40, .column = 74, .value = 0.08119472F},
                  Peak{.map = 32, .row = 44, .column = 79, .value = 0.04865926F},
                  Peak{.map = 36, .row = 39, .column = 74, .value = 0.0396133F},
                  Peak{.map = 56, .row = 7, .column = 5, .value = 0.03669542F},
                  Peak{.map = 25, .row = 7, .column = 5, .value = 0.0340335F},
                  Peak{.map = 29, .row = 77, .column = 4, .value = 0.0310485F}}},
}};

}  // namespace mllab::testing
