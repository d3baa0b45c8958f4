// Every network for pictures, with random weights: what the file computes is what libtorch computes, on all outputs.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>

#include "support/temporary_folder.hpp"
#include "training/publish/parity.hpp"
#include "training/nn/blocks.hpp"
#include "training/recipes/digits/recipes.hpp"
#include "training/recipes/sketches/recipes.hpp"

using namespace mllab;

namespace {

struct Case {
    std::string id;
    std::shared_ptr<recipes::PictureNetwork> network;
    std::int64_t side;
};

Case digits_case(const recipes::DigitRecipe& recipe) { return {recipe.id, recipe.make(), 28}; }
Case sketches_case(const recipes::SketchRecipe& recipe) { return {recipe.id, recipe.make(17), recipe.frame.size_px}; }

}  // namespace

TEST_CASE("a network's file gives libtorch's numbers on every output") {
    torch::manual_seed(5);
    const auto [id, network, side] = [which = GENERATE(0, 1, 2, 3)] {
        switch (which) {
            case 0:
                return digits_case(recipes::digits_cnn());
            case 1:
                return digits_case(recipes::digits_mlp());
            case 2:
                return sketches_case(recipes::sketches_cnn());
            default:
                return sketches_case(recipes::sketches_mlp());
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
    onnx_writer::GraphBuilder graph(id);
    network->write(graph);
    graph.write(folder / "model.onnx");
    const auto plain = [](const torch::Tensor& t) {
        return core::Tensor(core::Shape(t.sizes().begin(), t.sizes().end()), recipes::numbers_of(t));
    };
    parity::ParityCheck check(folder / "model.onnx");
    for (const torch::Tensor& batch : images.split(16)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network->outputs(batch))
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
    const auto network = recipes::digits_mlp().make();
    network->eval();
    network->fold();
    const torch::NoGradGuard no_gradients;
    // Without pixels, only the biases speak: where no unit switches, the rest is what the pixels add.
    const torch::Tensor image = torch::rand({1, 1, 28, 28});
    const auto outputs = network->outputs(image);
    const auto nearby = network->outputs(image * 1.0001);
    const auto logits_of = [](const recipes::NamedTensors& named) {
        return std::ranges::find(named, "logits", [](const auto& p) { return p.first; })->second;
    };
    const auto contributions = std::ranges::find(outputs, "pixel_contributions", [](const auto& p) { return p.first; });
    const auto winner = logits_of(outputs).slice(1, 0, 10).argmax(1).item<std::int64_t>();
    const double slope = (logits_of(nearby)[0][winner] - logits_of(outputs)[0][winner]).item<double>() / 0.0001;
    CHECK(contributions->second.sum().item<double>() == Catch::Approx(slope).epsilon(0.02).margin(0.01));
}
