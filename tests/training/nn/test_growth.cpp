// A network that goes on as a larger one.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <memory>

#include "support/message.hpp"
#include "training/nn/growth.hpp"

using namespace mllab;
using onnx_writer::Storage;

namespace {

class Blocks final : public nn::LayeredNetwork {
 public:
    explicit Blocks(int blocks, std::int64_t channels = 16, bool last = true)
        : LayeredNetwork({.input_meaning = "numbers",
                          .input = {1, 8, 8},
                          .summary = "blocks",
                          .weights_stored_as = Storage::float32().name()}) {
        add("begin", std::make_shared<nn::Convolution>(1, channels, nn::ConvPlan{.storage = Storage::float32()}));
        for (int block = 1; block <= blocks; ++block)
            add("block" + std::to_string(block), std::make_shared<nn::Residual>(channels, Storage::float32()));
        add("mean", std::make_shared<nn::MeanOfMaps>());
        if (last) add("last", std::make_shared<nn::Linear>(channels, 3, Storage::float32()));
    }
};

}  // namespace

TEST_CASE("a network that has grown says what the smaller one says, and learns with what it has more") {
    torch::manual_seed(1);
    Blocks smaller(1);
    Blocks larger(3);
    const torch::Tensor inputs = torch::randn({8, 1, 8, 8});
    smaller.train();
    (void)smaller.forward(inputs);  // its norms are no identities any more
    smaller.eval();
    larger.eval();
    CHECK_FALSE(torch::allclose(larger.forward(inputs), smaller.forward(inputs), 1e-3, 1e-3));
    nn::grow_from(larger, smaller);
    CHECK(torch::allclose(larger.forward(inputs), smaller.forward(inputs), 1e-6, 1e-6));

    larger.train();
    larger.forward(inputs).square().sum().backward();
    int learning = 0;
    for (const auto& item : larger.named_parameters())
        if (item.key().starts_with("block3.second") && item.value().grad().abs().max().item<double>() > 0) ++learning;
    CHECK(learning > 0);
}

TEST_CASE("what has not grown from the other is refused by name") {
    Blocks smaller(1);
    Blocks wider(2, 24);
    CHECK_THROWS_MATCHES(nn::grow_from(wider, smaller), std::invalid_argument,
                         testing::MessageWith({"begin", "another size"}));
    Blocks larger(2);
    CHECK_THROWS_MATCHES(nn::grow_from(smaller, larger), std::invalid_argument, testing::MessageWith({"block2"}));
    Blocks without(1, 16, false);
    CHECK_THROWS_MATCHES(nn::grow_from(larger, without), std::invalid_argument, testing::MessageWith({"last"}));
}
