#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::random_numbers;

namespace {

// Where a pixel of an enlarged side lies in the original one: types.hpp's definition.
double place(std::int64_t x, std::int64_t size, std::int64_t scale, PixelCentres centres) {
    const auto pixel = static_cast<double>(x);
    const auto factor = static_cast<double>(scale);
    if (centres == PixelCentres::half_pixel) return (pixel + 0.5) / factor - 0.5;
    if (centres == PixelCentres::asymmetric) return pixel / factor;
    const auto last = static_cast<double>(size * scale - 1);
    return last == 0 ? 0 : pixel * static_cast<double>(size - 1) / last;
}

// Two neighbours and how much of the second.
struct Between {
    std::int64_t first, second;
    double share;
};
Between between(double place, std::int64_t size) {
    const double inside = std::clamp(place, 0.0, static_cast<double>(size - 1));
    const auto first = static_cast<std::int64_t>(std::floor(inside));
    return {.first = first, .second = std::min(first + 1, size - 1), .share = inside - std::floor(inside)};
}

}  // namespace

TEST_CASE("Resize interpolates between the pixels that its definition names") {
    const auto centres = GENERATE(PixelCentres::half_pixel, PixelCentres::asymmetric, PixelCentres::align_corners);
    const auto scale = GENERATE(Pair(2), Pair(1), Pair(3, 2), Pair(1, 4));
    CAPTURE(static_cast<int>(centres), scale.height, scale.width);
    constexpr std::int64_t maps = 6;  // two pictures of three
    constexpr std::int64_t h = 5;
    constexpr std::int64_t w = 4;
    core::Random random(3);
    const auto x = random_numbers(random, maps * h * w);
    std::vector<float> expected;
    for (std::int64_t m = 0; m < maps; ++m)
        for (std::int64_t y = 0; y < h * scale.height; ++y)
            for (std::int64_t column = 0; column < w * scale.width; ++column) {
                const Between rows = between(place(y, h, scale.height, centres), h);
                const Between columns = between(place(column, w, scale.width, centres), w);
                const auto at = [&](std::int64_t a, std::int64_t b) {
                    return static_cast<double>(x[static_cast<std::size_t>((m * h + a) * w + b)]);
                };
                const auto along = [&](std::int64_t a) {
                    return at(a, columns.first) * (1 - columns.share) + at(a, columns.second) * columns.share;
                };
                expected.push_back(
                    static_cast<float>(along(rows.first) * (1 - rows.share) + along(rows.second) * rows.share));
            }
    GraphBuilder g("resize");
    const Value input = g.input("x", DType::float32, {dynamic("N"), 3, h, w});
    g.output("y", g.resize_bilinear(input, scale, centres));
    check_close(testing::run(g, {{"x", core::Tensor({2, 3, h, w}, x)}}).tensor("y"),
                {2, 3, h * scale.height, w * scale.width}, expected);
}

TEST_CASE("Pad surrounds every picture with its number") {
    GraphBuilder g("pad");
    const Value input = g.input("x", DType::float32, {dynamic("N"), 2, 1, 2});
    g.output("zeros", g.pad(input, {1, 0, 0, 1}));
    g.output("sevens", g.pad(input, {0, 2, 1, 0}, 7));
    const auto answers = testing::run(g, {{"x", core::Tensor({1, 2, 1, 2}, std::vector<float>{1, 2, 3, 4})}});
    check_close(answers.tensor("zeros"), {1, 2, 2, 3}, {0, 0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0});
    check_close(answers.tensor("sevens"), {1, 2, 2, 4}, {7, 7, 1, 2, 7, 7, 7, 7, 7, 7, 3, 4, 7, 7, 7, 7});
}
