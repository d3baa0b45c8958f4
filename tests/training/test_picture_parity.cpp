// Every network for pictures, with random weights: what the file computes is what libtorch computes, on all outputs.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>

#include "support/temporary_folder.hpp"
#include "training/nn/float64.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/digits/networks.hpp"
#include "training/recipes/sketches/sketches_recipe.hpp"

using namespace mllab;

namespace {

struct Case {
    std::string id;
    std::shared_ptr<nn::LayeredNetwork> network;
    std::int64_t side;
};

Case case_of(const recipes::SketchesSettings& recipe) { return {recipe.id, recipe.network(17), recipe.frame.size_px}; }

}  // namespace

TEST_CASE("a network's file gives libtorch's numbers on every output") {
    torch::manual_seed(5);
    const auto [id, network, side] = [which = GENERATE(0, 1, 2, 3)] {
        switch (which) {
            case 0:
                return Case{"digits_cnn", recipes::digits_cnn_network(), 28};
            case 1:
                return Case{"digits_mlp", recipes::digits_mlp_network(), 28};
            case 2:
                return case_of(recipes::sketches_cnn_settings());
            default:
                return case_of(recipes::sketches_mlp_settings());
        }
    }();
    INFO(id);
    // Norms whose statistics are not the neutral ones, so that folding is seen.
    for (int i = 0; i < 3; ++i) network->forward(torch::rand({32, 1, side, side}));
    network->eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor images = torch::rand({64, 1, side, side}) * torch::rand({64, 1, 1, 1});
    const torch::Tensor before = network->forward(images);
    network->fold();
    CHECK((network->forward(images) - before).abs().max().item<double>() < 1e-4);

    const testing::TemporaryFolder folder;
    const auto bytes_of = [&] {
        onnx_writer::GraphBuilder graph(id);
        network->write(graph);
        return graph.serialised();
    };
    network->round();
    const std::string once = bytes_of();
    network->round();
    CHECK(bytes_of() == once);  // what is rounded stays as it is
    onnx_writer::GraphBuilder graph(id);
    network->write(graph);
    graph.write(folder / "model.onnx");
    // The reference is the network in float64: a float32 kernel that is wrong must not say what is right.
    const nn::InFloat64 reference(*network);
    using nn::plain;
    parity::ParityCheck check(folder / "model.onnx");
    for (const torch::Tensor& batch : images.split(16)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network->outputs(batch.to(torch::kFloat64)))
            references.push_back({name, plain(tensor), name == "logits" ? parity::Rule::logits : parity::Rule::state});
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"image", plain(batch)});
        check.run(std::move(inputs), references);
    }
    CHECK(check.inputs() == 64);
    CHECK(check.largest().probabilities <= 1e-5);
    CHECK(check.largest().logits <= 1e-4);
}

TEST_CASE("a multilayer perceptron's pixel contributions add up to the winner's logit") {
    torch::manual_seed(6);
    const auto network = recipes::digits_mlp_network();
    network->eval();
    network->fold();
    const torch::NoGradGuard no_gradients;
    // Without pixels, only the biases speak: where no unit switches, the rest is what the pixels add.
    const torch::Tensor image = torch::rand({1, 1, 28, 28});
    const auto outputs = network->outputs(image);
    const auto nearby = network->outputs(image * 1.0001);
    const auto logits_of = [](const nn::NamedTensors& named) {
        return std::ranges::find(named, "logits", [](const auto& p) { return p.first; })->second;
    };
    const auto contributions = std::ranges::find(outputs, "pixel_contributions", [](const auto& p) { return p.first; });
    const auto winner = logits_of(outputs).slice(1, 0, 10).argmax(1).item<std::int64_t>();
    const double slope = (logits_of(nearby)[0][winner] - logits_of(outputs)[0][winner]).item<double>() / 0.0001;
    CHECK(contributions->second.sum().item<double>() == Catch::Approx(slope).epsilon(0.02).margin(0.01));
}
