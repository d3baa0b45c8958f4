// The convolutions that a TensorFlow.js graph gives away, with their biases wherever graph optimisers put them.

#include <catch_amalgamated.hpp>
#include <vector>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/convolutions.hpp"
#include "training/importers/tfjs/made_up_model.hpp"

using namespace mllab;
using importers::Convolution;
using importers::tfjs::convolutions;
using testing::MadeUpModel;
using testing::reals;

namespace {

// A plain one with bias and ReLU6; a depthwise one at stride 2 with a ReLU6 alone; a pointwise one whose bias is added
// only after the sum with another branch; and one of another padding.
MadeUpModel model() {
    return {.nodes = {{.name = "image", .op = "Placeholder", .attributes = testing::shape_attribute({1, 4, 4, 1})},
                      {.name = "first",
                       .op = "Conv2D",
                       .inputs = {"image", "w1"},
                       .attributes = testing::same + ", " + testing::strides(1, 1)},
                      {.name = "sum", .op = "AddV2", .inputs = {"first", "b1"}},
                      {.name = "limited", .op = "Relu6", .inputs = {"sum"}},
                      {.name = "each",
                       .op = "DepthwiseConv2dNative",
                       .inputs = {"limited", "w2"},
                       .attributes = testing::same + ", " + testing::strides(2, 2)},
                      {.name = "second", .op = "Relu6", .inputs = {"each"}},
                      {.name = "mixed",
                       .op = "Conv2D",
                       .inputs = {"second", "w3"},
                       .attributes = testing::same + ", " + testing::strides(1, 1)},
                      {.name = "both", .op = "AddN", .inputs = {"mixed", "second"}},
                      {.name = "biased", .op = "AddV2", .inputs = {"b3", "both"}},
                      {.name = "other",
                       .op = "Conv2D",
                       .inputs = {"biased", "w4"},
                       .attributes = testing::valid + ", " + testing::strides(1, 1)}},
            .weights = {reals("w1", {1, 1, 1, 2}, {1, 2}), reals("b1", {2}, {3, 4}), reals("w2", {1, 1, 2, 1}, {5, 6}),
                        reals("w3", {1, 1, 2, 2}, {1, 2, 3, 4}), reals("b3", {2}, {7, 8}),
                        reals("w4", {1, 1, 2, 1}, {1, 1})}};
}

}  // namespace

TEST_CASE("a TensorFlow.js graph gives its convolutions with their biases and what limits them") {
    const std::vector<Convolution> found = convolutions(model().read());
    REQUIRE(found.size() == 3);
    const Convolution& first = found[0];
    CHECK(first.name == "first");
    CHECK(first.shape == core::Shape{2, 1, 1, 1});
    CHECK(first.weight == std::vector<float>{1, 2});
    CHECK(first.bias == std::vector<float>{3, 4});
    CHECK(first.relu6);
    CHECK(first.groups == 1);
    const Convolution& each = found[1];
    CHECK(each.name == "each");
    CHECK(each.shape == core::Shape{2, 1, 1, 1});
    CHECK(each.groups == 2);
    CHECK(each.stride == 2);
    CHECK(each.bias == std::vector<float>{0, 0});
    CHECK(each.relu6);
    const Convolution& mixed = found[2];
    CHECK(mixed.name == "mixed");
    CHECK(mixed.weight == std::vector<float>{1, 3, 2, 4});  // [in][out] became [out][in]
    CHECK(mixed.bias == std::vector<float>{7, 8});
    CHECK_FALSE(mixed.relu6);
}

TEST_CASE("a convolution of a TensorFlow.js graph whose weight is computed is refused by name") {
    MadeUpModel changed = model();
    changed.nodes[6].inputs[1] = "limited";
    CHECK_THROWS_MATCHES(convolutions(changed.read()), importers::ImportError,
                         testing::MessageWith({"mixed", "no constant"}));
}
