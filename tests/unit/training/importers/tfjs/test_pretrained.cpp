// The whole pretrained detector as a file of our own, in the real runtime, against the original's numbers.

#include <algorithm>
#include <cmath>

#include "training/importers/centernet.hpp"
#include "training/importers/tfjs/graph.hpp"
#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::tfjs::Model;

namespace {

Model original() {
    const auto project = centernet_package();
    return {importers::read(importers::centernet_graph(), project), [&](const std::string& name) {
                CHECK(name == "centernet.bin");
                return importers::read(importers::centernet_weights(), project);
            }};
}

double mean(const std::vector<float>& numbers, auto of) {
    double sum = 0;
    for (const double x : numbers) sum += of(x);
    return sum / static_cast<double>(numbers.size());
}

void check_near(double given, double expected, double tolerance) {
    CAPTURE(given, expected);
    CHECK(std::abs(given - expected) <= tolerance * std::max(1.0, std::abs(expected)));
}

void check_output(const core::Tensor& given, const core::Shape& shape, const OutputReference& reference,
                  double tolerance) {
    REQUIRE(given.shape == shape);
    const auto& numbers = given.as<float>();
    for (std::size_t i = 0; i < reference.samples.size(); ++i)
        check_near(static_cast<double>(numbers[i * reference.step]), static_cast<double>(reference.samples.at(i)),
                   tolerance);
    check_near(mean(numbers, [](double x) { return x; }), reference.mean, tolerance);
    check_near(mean(numbers, [](double x) { return x * x; }), reference.mean_of_squares, tolerance);
}

}  // namespace

TEST_CASE("the pretrained detector's file gives the original's maps and distances at two sizes") {
    const auto& reference = GENERATE(from_range(centernet_references));
    // One file for all sizes computes the same.
    const bool any = GENERATE(false, true);
    CAPTURE(reference.side, any);
    const Model model = original();
    onnx_writer::GraphBuilder graph("centernet");
    importers::tfjs::write_graph(
        model, graph,
        {.inputs = {{.node = "tower_0/images",
                     .name = "image",
                     .meaning = "red, green, blue from 0 to 255",
                     .size = any ? std::nullopt : std::optional(onnx_writer::Pair(reference.side)),
                     .any_multiple_of = any ? std::optional<std::int64_t>(32) : std::nullopt}},
         .outputs = {{.node = "tower_0/keypoints", .name = "keypoints", .meaning = "probabilities of centres"},
                     {.node = "tower_0/wh", .name = "wh", .meaning = "left, top, right, bottom in pixels"}},
         .weights = {}});
    CHECK(graph.parameter_count() > 1'900'000);
    // The weights were float16 in the original and are stored so: nothing is rounded.
    CHECK(graph.serialised().size() < 4'200'000);
    const std::int64_t side = reference.side;
    const auto answers = run(graph, {{"image", core::Tensor({1, 3, side, side}, raw_picture(reference.side))}});
    const core::Tensor& keypoints = answers.tensor("keypoints");
    check_output(keypoints, {1, 80, side / 4, side / 4}, reference.keypoints, 1e-4);
    check_output(answers.tensor("wh"), {1, 4, side / 4, side / 4}, reference.wh, 1e-3);
    const auto& numbers = keypoints.as<float>();
    const auto pixels = static_cast<std::size_t>(side * side / 16);
    for (const Peak& peak : reference.peaks) {
        CAPTURE(peak.map);
        const auto map = numbers.begin() + static_cast<std::ptrdiff_t>(peak.map * pixels);
        const auto highest = std::max_element(map, map + static_cast<std::ptrdiff_t>(pixels));
        CHECK(static_cast<std::size_t>(highest - map) == peak.row * static_cast<std::size_t>(side / 4) + peak.column);
        check_near(static_cast<double>(*highest), static_cast<double>(peak.value), 1e-3);
    }
}
