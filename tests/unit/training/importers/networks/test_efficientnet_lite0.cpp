// EfficientNet-Lite0 as a file of our own, in the real runtime, against the original's numbers.

#include <algorithm>
#include <cmath>

#include "support/message.hpp"
#include "training/importers/efficientnet_lite0_file.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/networks/efficientnet_lite0.hpp"
#include "training/importers/torch_state/made_up_state_dict.hpp"
#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::torch_state::StateDict;
namespace network = importers::efficientnet_lite0;

namespace {

onnx_writer::GraphBuilder graph_of(const StateDict& weights, const importers::WeightStorage& storage) {
    onnx_writer::GraphBuilder graph("efficientnet_lite0");
    network::write_graph(weights, graph, storage);
    return graph;
}

constexpr importers::WeightStorage as_it_is{.dense = onnx_writer::Storage::float32(),
                                            .thin = onnx_writer::Storage::float32()};
constexpr importers::WeightStorage as_published{.dense = onnx_writer::Storage::int8_per_channel(),
                                                .thin = onnx_writer::Storage::float16()};

void check(const core::Tensor& given, const core::Shape& shape, const ClassifierReference& reference) {
    REQUIRE(given.shape == shape);
    const auto& numbers = given.as<float>();
    double sum = 0;
    double squares = 0;
    for (const double x : numbers) {
        sum += x;
        squares += x * x;
    }
    CHECK(std::abs(sum / static_cast<double>(numbers.size()) - reference.mean) < 1e-3);
    CHECK(std::abs(squares / static_cast<double>(numbers.size()) - reference.mean_of_squares) < 1e-3);
    for (std::size_t i = 0; i < reference.samples.size(); ++i)
        CHECK(std::abs(numbers[i * reference.step] - reference.samples.at(i)) < 1e-3F);
    CHECK(std::ranges::max_element(numbers) - numbers.begin() == static_cast<std::ptrdiff_t>(reference.largest));
}

}  // namespace

TEST_CASE("EfficientNet-Lite0's file gives the original's logits and maps") {
    const StateDict weights(efficientnet_lite0_file());
    CHECK(weights.names().size() == 296);
    const auto graph = graph_of(weights, as_it_is);
    CHECK(graph.parameter_count() == 4'631'000);
    const auto answers = run(graph, {{"image", core::Tensor({1, 3, 224, 224}, picture_of_waves())}});
    check(answers.tensor("logits"), {1, 1'000}, logits_of_waves);
    check(answers.tensor("class_activation"), {1, 1'000, 7, 7}, maps_of_waves);

    // As int8 and float16 it is another network, but it sees the same.
    const auto small = graph_of(weights, as_published);
    CHECK(small.serialised().size() < 5'000'000);
    const auto similar = run(small, {{"image", core::Tensor({1, 3, 224, 224}, picture_of_waves())}});
    const auto& logits = similar.tensor("logits").as<float>();
    CHECK(std::ranges::max_element(logits) - logits.begin() == 906);
    double squares = 0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        squares += std::pow(static_cast<double>(logits[i] - answers.tensor("logits").as<float>()[i]), 2);
    CHECK(std::sqrt(squares / 1'000) < 0.15);  // the logits' own deviation is 1.7
}

TEST_CASE("EfficientNet-Lite0's logits are the mean of its maps and the bias") {
    const StateDict weights(efficientnet_lite0_file());
    const std::vector<float> bias = weights.numbers("_fc.bias", {1'000});
    const std::vector<float> once = picture_of_waves();
    std::vector<float> pictures = once;
    pictures.insert(pictures.end(), once.rbegin(), once.rend());
    const auto answers =
        run(graph_of(weights, as_published), {{"image", core::Tensor({2, 3, 224, 224}, std::move(pictures))}});
    const auto& logits = answers.tensor("logits").as<float>();
    const auto& maps = answers.tensor("class_activation").as<float>();
    REQUIRE(logits.size() == 2'000);
    for (std::size_t i = 0; i < logits.size(); ++i) {
        double sum = 0;
        for (std::size_t place = 0; place < 49; ++place) sum += static_cast<double>(maps[i * 49 + place]);
        CHECK(std::abs(sum / 49 + static_cast<double>(bias[i % 1'000]) - static_cast<double>(logits[i])) < 1e-4);
    }
}

TEST_CASE("a state dict that is not EfficientNet-Lite0's is refused by the tensor that is missing") {
    const StateDict weights(small_file(true));
    CHECK_THROWS_MATCHES(graph_of(weights, as_published), importers::ImportError,
                         MessageWith({"no tensor “_bn0.weight”"}));
}
