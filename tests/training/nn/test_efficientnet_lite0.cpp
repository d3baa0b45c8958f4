// EfficientNet-Lite0's layers with the imported weights against the original's numbers, and its file against it.

#include <torch/torch.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "backbone_network.hpp"
#include "support/message.hpp"
#include "training/importers/efficientnet_lite0_file.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/networks/efficientnet_lite0.hpp"
#include "training/importers/torch_state/state_dict.hpp"
#include "training/nn/efficientnet_lite0.hpp"

using namespace mllab;
namespace lite0 = importers::efficientnet_lite0;

TEST_CASE("EfficientNet-Lite0 with the imported weights gives the original's maps") {
    const importers::torch_state::StateDict weights(testing::efficientnet_lite0_file());
    const auto layers = nn::efficientnet_lite0({});
    nn::take_weights_of_efficientnet_lite0(layers, lite0::convolutions(weights));
    testing::BackboneNetwork network(lite0::side_px, layers);
    const torch::NoGradGuard no_gradients;
    const torch::Tensor waves = torch::tensor(testing::picture_of_waves()).view({1, 3, lite0::side_px, lite0::side_px});
    // The reference are the last maps through the original's last layer: at every place what it says for each class.
    const torch::Tensor last =
        torch::tensor(weights.numbers("_fc.weight", {1'000, lite0::last_maps})).view({1'000, lite0::last_maps, 1, 1});
    const torch::Tensor maps = torch::conv2d(network.forward(waves), last).flatten().to(torch::kFloat64);
    const testing::ClassifierReference& reference = testing::maps_of_waves;
    REQUIRE(maps.numel() == 49'000);
    CHECK(std::abs(maps.mean().item<double>() - reference.mean) < 1e-3);
    CHECK(std::abs(maps.square().mean().item<double>() - reference.mean_of_squares) < 1e-3);
    CHECK(maps.argmax().item<std::int64_t>() == static_cast<std::int64_t>(reference.largest));
    for (std::size_t i = 0; i < reference.samples.size(); ++i)
        CHECK(std::abs(maps[static_cast<std::int64_t>(i * reference.step)].item<double>() -
                       static_cast<double>(reference.samples.at(i))) < 1e-3);
}

TEST_CASE("EfficientNet-Lite0's file computes what its layers do, and all of them learn") {
    torch::manual_seed(6);
    testing::BackboneNetwork network(64, nn::efficientnet_lite0({}));
    const torch::Tensor images = torch::rand({3, 3, 64, 64}) * 2 - 1;
    const torch::Tensor maps = network.forward(images);
    CHECK(maps.sizes() == torch::IntArrayRef({3, lite0::last_maps, 2, 2}));
    CHECK(testing::belong_to_backbone(network));
    const std::int64_t count = testing::parameters_that_learn(network, maps);
    const report::Architecture architecture = network.architecture();
    CHECK(architecture.layers.size() == 18);
    CHECK(std::ranges::count_if(architecture.layers, [](const auto& layer) { return layer.name.contains("5×5"); }) ==
          9);
    testing::check_file(network, images, count, 3'700'000);
}

TEST_CASE("convolutions that are not EfficientNet-Lite0's are refused by the name of the layer") {
    const importers::torch_state::StateDict weights(testing::efficientnet_lite0_file());
    const auto layers = nn::efficientnet_lite0({});
    auto imported = lite0::convolutions(weights);
    CHECK(imported.size() == 49);
    const auto refused = [&](const std::string& why) {
        CHECK_THROWS_MATCHES(nn::take_weights_of_efficientnet_lite0(layers, imported), importers::ImportError,
                             testing::MessageWith({why}));
    };
    const auto third = std::ranges::find(imported, "blocks.3.depthwise", &importers::Convolution::name);
    REQUIRE(third != imported.end());
    SECTION("a layer is missing") {
        imported.erase(third);
        refused("no layer “blocks.3.depthwise”");
    }
    SECTION("another kernel") {
        third->shape = {144, 1, 3, 3};
        refused("blocks.3.depthwise");
    }
    SECTION("a layer is there twice") {
        imported.push_back(imported.back());
        refused("two layers “head”");
    }
}
