// The whole pretrained network as a file of our own, in the real runtime, against the original's numbers.

#include <algorithm>
#include <cmath>

#include "training/importers/ssd_mobilenet_v2.hpp"
#include "training/importers/tflite/graph.hpp"
#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::tflite::Model;

TEST_CASE("the pretrained network's file gives the original's boxes, classes and maps") {
    const Model model(ssd_mobilenet_v2());
    const auto maps = std::ranges::find_if(model.tensors(), [](const auto& tensor) {
        return tensor.name.starts_with("FeatureExtractor/MobilenetV2/Conv_1/Relu6");
    });
    REQUIRE(maps != model.tensors().end());
    onnx_writer::GraphBuilder graph("ssd_mobilenet_v2");
    importers::tflite::write_graph(
        model, graph,
        {.inputs = {{.name = "image", .meaning = "red, green, blue as value / 127.5 − 1"}},
         .outputs = {{.tensor = model.outputs()[0], .name = "boxes", .meaning = "cy, cx, h, w"},
                     {.tensor = model.outputs()[1], .name = "classes", .meaning = "logits"},
                     {.tensor = static_cast<std::size_t>(maps - model.tensors().begin()),
                      .name = "maps",
                      .meaning = ""}},
         .weights = {}});
    const auto answers = run(graph, {{"image", core::Tensor({1, 3, 300, 300}, picture(300))}});

    const auto check_moments = [](const std::vector<float>& numbers, double mean, double mean_of_squares) {
        double sum = 0;
        double squares = 0;
        for (const double x : numbers) {
            sum += x;
            squares += x * x;
        }
        CHECK(std::abs(sum / static_cast<double>(numbers.size()) - mean) < 1e-3);
        CHECK(std::abs(squares / static_cast<double>(numbers.size()) - mean_of_squares) < 1e-3);
    };
    const auto check = [&](const std::string& name, const core::Shape& shape, const OutputReference& reference) {
        INFO(name);
        REQUIRE(answers.tensor(name).shape == shape);
        const auto& numbers = answers.tensor(name).as<float>();
        for (std::size_t i = 0; i < reference.samples.size(); ++i)
            CHECK(std::abs(numbers[i * reference.step] - reference.samples.at(i)) < 1e-3F);
        check_moments(numbers, reference.mean, reference.mean_of_squares);
    };
    check("boxes", {1, 1917, 4}, boxes_300);
    check("classes", {1, 1917, 24}, classes_300);
    REQUIRE(answers.tensor("maps").shape == core::Shape{1, 10, 10, 1280});
    const auto& numbers = answers.tensor("maps").as<float>();
    check_moments(numbers, maps_300.mean, maps_300.mean_of_squares);
    for (std::size_t map = 0; map < maps_300.means.size(); ++map) {
        double sum = 0;
        for (std::size_t pixel = 0; pixel < 100; ++pixel) sum += static_cast<double>(numbers[pixel * 1280 + map * 32]);
        CHECK(std::abs(sum / 100 - static_cast<double>(maps_300.means.at(map))) < 1e-3);
    }
}
