// TensorFlow Lite's convolutions in the graph that is made of them, run by the real runtime, against plain sums over
// pictures in TensorFlow's own order of axes; and models that contradict themselves.
#include <algorithm>
#include <utility>

#include "graph_support.hpp"
#include "support/message.hpp"
#include "training/importers/import_error.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tflite::Model;

namespace {

struct Options {
    bool same = true;
    std::int32_t stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
    std::int32_t activation = no_activation;
    std::int32_t multiplier = 0;  // 0: not depthwise
};

// tensorflow.org's definition of SAME and VALID, one sum for each number.
Picture convolved(const Picture& in, const Picture& weight, const std::vector<float>& bias, const Options& o) {
    const auto along = [&](std::int32_t size, std::int32_t kernel, std::int32_t stride, std::int32_t dilation) {
        const std::int32_t reach = (kernel - 1) * dilation + 1;
        const std::int32_t windows = o.same ? (size + stride - 1) / stride : (size - reach) / stride + 1;
        return std::pair{windows, o.same ? std::max((windows - 1) * stride + reach - size, 0) / 2 : 0};
    };
    const auto [rows, top] = along(in.h, weight.h, o.stride_h, o.dilation_h);
    const auto [columns, left] = along(in.w, weight.w, o.stride_w, o.dilation_w);
    Picture out(in.n, rows, columns, o.multiplier > 0 ? weight.c : weight.n);
    for (std::int32_t y = 0; y < rows; ++y)
        for (std::int32_t x = 0; x < columns; ++x)
            for (std::int32_t m = 0; m < out.c; ++m) {
                double sum = bias.empty() ? 0.0 : static_cast<double>(bias[static_cast<std::size_t>(m)]);
                for (std::int32_t i = 0; i < weight.h; ++i)
                    for (std::int32_t j = 0; j < weight.w; ++j) {
                        const std::int32_t a = y * o.stride_h - top + i * o.dilation_h;
                        const std::int32_t b = x * o.stride_w - left + j * o.dilation_w;
                        if (a < 0 || b < 0 || a >= in.h || b >= in.w) continue;
                        if (o.multiplier > 0) {
                            sum += static_cast<double>(in.at(0, a, b, m / o.multiplier)) * weight.at(0, i, j, m);
                            continue;
                        }
                        for (std::int32_t k = 0; k < in.c; ++k)
                            sum += static_cast<double>(in.at(0, a, b, k)) * weight.at(m, i, j, k);
                    }
                out.at(0, y, x, m) = activated(sum, o.activation);
            }
    return out;
}

MadeUpModel convolution(const Picture& in, const Picture& weight, const std::vector<float>& bias,
                        const std::vector<std::int32_t>& out, const Options& o) {
    MadeUpOperator one{.code = o.multiplier > 0 ? depthwise_conv_2d : conv_2d, .inputs = {0, 1}, .outputs = {2}};
    one.options_type = o.multiplier > 0 ? depthwise_options : conv_options;
    one.options = {{0, o.same ? 0 : 1}, {1, o.stride_w}, {2, o.stride_h}};
    const std::size_t rest = o.multiplier > 0 ? 4 : 3;
    if (o.multiplier > 0) one.options[3] = o.multiplier;
    one.options[rest] = o.activation;
    one.options[rest + 1] = o.dilation_w;
    one.options[rest + 2] = o.dilation_h;
    MadeUpModel model{.tensors = {{.name = "picture", .shape = in.shape()},
                                  {.name = "weight", .shape = weight.shape(), .data = bytes_of(weight.numbers)},
                                  {.name = "maps", .shape = out}},
                      .operators = {},
                      .inputs = {0},
                      .outputs = {2}};
    if (!bias.empty()) {
        one.inputs.push_back(3);
        model.tensors.push_back(
            {.name = "bias", .shape = {static_cast<std::int32_t>(bias.size())}, .data = bytes_of(bias)});
    }
    model.operators.push_back(one);
    return model;
}

}  // namespace

TEST_CASE("convolutions of TensorFlow Lite become what they were, at every padding, stride and dilation") {
    core::Random random(11);
    struct Case {
        const char* what;
        std::int32_t height, width, in, out, kernel_h, kernel_w;
        Options options;
        bool bias;
    };
    const std::vector<Case> cases{
        {"plain", 5, 6, 3, 4, 3, 3, {}, true},
        {"stride 2, even sides", 8, 6, 3, 4, 3, 3, {.stride_h = 2, .stride_w = 2, .activation = relu6}, true},
        {"stride 2, odd sides", 7, 9, 3, 4, 3, 3, {.stride_h = 2, .stride_w = 2, .activation = relu}, true},
        {"stride 2, one of each", 8, 7, 2, 3, 3, 3, {.stride_h = 2, .stride_w = 2}, true},
        {"unequal", 8, 9, 2, 3, 5, 2, {.stride_h = 1, .stride_w = 3}, true},
        {"valid", 8, 9, 2, 3, 3, 3, {.same = false, .stride_h = 2, .stride_w = 2}, true},
        {"dilated", 9, 8, 2, 3, 3, 3, {.dilation_h = 2, .dilation_w = 3}, true},
        {"no bias", 4, 4, 6, 5, 1, 1, {}, false},
        {"one pixel", 1, 1, 6, 5, 3, 3, {.stride_h = 2, .stride_w = 2}, true},
        {"depthwise", 6, 6, 5, 5, 3, 3, {.activation = relu6, .multiplier = 1}, true},
        {"depthwise, stride 2", 10, 7, 4, 4, 3, 3, {.stride_h = 2, .stride_w = 2, .multiplier = 1}, true},
        {"depthwise, two maps a channel", 6, 5, 3, 6, 3, 3, {.same = false, .multiplier = 2}, true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        const Picture in(1, c.height, c.width, c.in, random);
        const bool depthwise = c.options.multiplier > 0;
        const Picture weight(depthwise ? 1 : c.out, c.kernel_h, c.kernel_w, depthwise ? c.out : c.in, random);
        const auto bias = random_numbers(random, c.bias ? static_cast<std::size_t>(c.out) : 0, 3);
        const Picture expected = convolved(in, weight, bias, c.options);
        check_answer(convolution(in, weight, bias, expected.shape(), c.options), in, expected.long_shape(),
                     expected.numbers);
    }
}

TEST_CASE("float16 weights behind DEQUANTIZE are used as what they stand for") {
    core::Random random(12);
    const Picture in(1, 4, 4, 2, random);
    Picture weight(3, 1, 1, 2);
    weight.numbers = {0.5F, -1.25F, 3.0F, 0.0625F, -2.5F, 100.0F};  // float16 holds these exactly
    const Picture expected = convolved(in, weight, {}, {});
    MadeUpModel model = convolution(in, weight, {}, expected.shape(), {});
    model.tensors.push_back(
        {.name = "half", .shape = weight.shape(), .type = float16, .data = halves_of(weight.numbers)});
    model.tensors[1].data.clear();
    model.operators.insert(model.operators.begin(), {.code = dequantize, .inputs = {3}, .outputs = {1}, .version = 2});
    check_answer(model, in, expected.long_shape(), expected.numbers);
}

TEST_CASE("a model whose shapes contradict each other becomes no graph") {
    core::Random random(15);
    const Picture in(1, 4, 4, 2, random);
    const Picture weight(3, 3, 3, 2, random);
    MadeUpModel model = convolution(in, weight, {1, 2, 3}, {1, 4, 4, 3}, {});
    const auto refused = [&](const std::vector<std::string>& parts) {
        const Model read(model.file());
        onnx_writer::GraphBuilder graph("imported");
        CHECK_THROWS_MATCHES(importers::tflite::write_graph(read, graph, plan_of(read)), ImportError,
                             MessageWith(parts));
    };
    SECTION("a result of another size") {
        model.tensors[2].shape = {1, 2, 2, 3};
        refused({"operator 0, CONV_2D", "[1, 3, 4, 4]", "[1, 3, 2, 2]"});
    }
    SECTION("a result without axes") {
        model.tensors[2].shape = {};
        refused({"operator 0, CONV_2D", "[1, 3, 4, 4]"});
    }
    SECTION("a weight for other channels") {
        model.tensors[0].shape = {1, 4, 4, 5};
        refused({"operator 0, CONV_2D", "[3, 2, 3, 3]"});
    }
    SECTION("too few biases") {
        model.tensors[3].shape = {2};
        model.tensors[3].data = bytes_of(std::vector{1.0F, 2.0F});
        refused({"operator 0, CONV_2D", "2 biases for 3 maps"});
    }
    SECTION("no picture") {
        model.tensors[0].shape = {16, 2};
        refused({"operator 0, CONV_2D", "four axes"});
    }
    SECTION("a depth multiplier that its weight does not have") {
        model.operators[0] = {.code = depthwise_conv_2d,
                              .inputs = {0, 1},
                              .outputs = {2},
                              .options_type = depthwise_options,
                              .options = {{1, 1}, {2, 1}, {3, 3}}};
        model.tensors[1].shape = {1, 3, 3, 6};
        model.tensors[2].shape = {1, 4, 4, 6};
        model.operators[0].options[3] = 2;
        refused({"operator 0, DEPTHWISE_CONV_2D", "depth multiplier"});
    }
}
