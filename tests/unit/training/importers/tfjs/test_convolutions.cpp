// TensorFlow.js's windows over pictures in the graph that is made of them, run by the real runtime, against plain sums
// over pictures in TensorFlow's own order of axes.

#include <algorithm>
#include <array>
#include <limits>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/pictures.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;

namespace {

struct Options {
    bool same = true;
    int stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
};

// tensorflow.org's definition of SAME and VALID along one axis: how many windows, and where the first one begins.
std::pair<std::int64_t, std::int64_t> windows(std::int64_t size, std::int64_t kernel, std::int64_t stride,
                                              std::int64_t dilation, bool same) {
    const std::int64_t reach = (kernel - 1) * dilation + 1;
    if (!same) return {(size - reach) / stride + 1, 0};
    const std::int64_t count = (size + stride - 1) / stride;
    return {count, std::max<std::int64_t>((count - 1) * stride + reach - size, 0) / 2};
}

// `see` is shown every window: its picture, row and column, and a function from a place in it to one in the picture.
Picture slid(const Picture& in, std::int64_t kernel_h, std::int64_t kernel_w, std::int64_t channels, const Options& o,
             auto see) {
    const auto [rows, top] = windows(in.h, kernel_h, o.stride_h, o.dilation_h, o.same);
    const auto [columns, left] = windows(in.w, kernel_w, o.stride_w, o.dilation_w, o.same);
    Picture out(in.n, rows, columns, channels);
    for (std::int64_t n = 0; n < in.n; ++n)
        for (std::int64_t y = 0; y < out.h; ++y)
            for (std::int64_t x = 0; x < out.w; ++x)
                for (std::int64_t m = 0; m < channels; ++m) {
                    std::vector<std::array<std::int64_t, 4>> seen;  // of the kernel and of the picture, inside of it
                    for (std::int64_t i = 0; i < kernel_h; ++i)
                        for (std::int64_t j = 0; j < kernel_w; ++j) {
                            const std::int64_t a = y * o.stride_h - top + i * o.dilation_h;
                            const std::int64_t b = x * o.stride_w - left + j * o.dilation_w;
                            if (a >= 0 && b >= 0 && a < in.h && b < in.w) seen.push_back({i, j, a, b});
                        }
                    out.numbers[out.place(n, y, x, m)] = see(n, m, seen);
                }
    return out;
}

Picture convolved(const Picture& in, const Picture& kernel, const std::vector<float>& bias, const Options& o,
                  bool depthwise) {
    return slid(in, kernel.n, kernel.h, depthwise ? kernel.w * kernel.c : kernel.c, o,
                [&](std::int64_t n, std::int64_t m, const auto& seen) {
                    double sum = bias.empty() ? 0 : static_cast<double>(bias[static_cast<std::size_t>(m)]);
                    for (const auto& [i, j, a, b] : seen) {
                        if (depthwise) {
                            sum += static_cast<double>(in.at(n, a, b, m / kernel.c)) *
                                   kernel.at(i, j, m / kernel.c, m % kernel.c);
                            continue;
                        }
                        for (std::int64_t k = 0; k < in.c; ++k)
                            sum += static_cast<double>(in.at(n, a, b, k)) * kernel.at(i, j, k, m);
                    }
                    return static_cast<float>(sum);
                });
}

std::string attributes(const Options& o) {
    return (o.same ? same : valid) + ", " + strides(o.stride_h, o.stride_w) + ", " +
           strides(o.dilation_h, o.dilation_w, "dilations") + R"(, "data_format": {"s": "TkhXQw=="})";
}

MadeUpModel convolution(const std::string& op, const Picture& in, const Picture& kernel, const std::vector<float>& bias,
                        const std::string& attributes) {
    MadeUpModel model{.nodes = {placeholder(in.shape()),
                                {.name = "out", .op = op, .inputs = {"picture", "kernel"}, .attributes = attributes}},
                      .weights = {reals("kernel", kernel.shape(), kernel.numbers)}};
    if (bias.empty()) return model;
    model.nodes[1].inputs.emplace_back("bias");
    model.weights.push_back(reals("bias", {static_cast<std::int64_t>(bias.size())}, bias));
    return model;
}

const std::string fused_bias = R"(, "num_args": {"i": "1"}, "fused_ops": {"list": {"s": ["Qmlhc0FkZA=="]}})";
const std::string fused_relu =
    R"(, "num_args": {"i": "1"}, "fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdQ=="]}})";
const std::string fused_relu6 = R"(, "num_args": {"i": 1}, "fused_ops": {"list": {"s": ["BiasAdd", "Relu6"]}})";

}  // namespace

TEST_CASE("convolutions imported from TensorFlow.js compute what TensorFlow defines") {
    core::Random random(31);
    const auto options = GENERATE(Options{}, Options{.same = false}, Options{.stride_h = 2, .stride_w = 2},
                                  Options{.stride_h = 1, .stride_w = 3}, Options{.dilation_h = 2, .dilation_w = 1},
                                  Options{.same = false, .stride_h = 2, .stride_w = 1});
    CAPTURE(options.same, options.stride_h, options.stride_w, options.dilation_h);
    const Picture in(2, 8, 7, 3, random);
    const Picture kernel(3, 2, 3, 4, random);
    const std::vector<float> bias{1, -2, 3, 0.5F};
    const Picture plain = convolved(in, kernel, {}, options, false);
    check_picture(answer(convolution("Conv2D", in, kernel, {}, attributes(options)), in), plain);
    const Picture biased = convolved(in, kernel, bias, options, false);
    const auto fused = [&](const std::string& with) {
        return answer(convolution("_FusedConv2D", in, kernel, bias, attributes(options) + with), in);
    };
    check_picture(fused(fused_bias), biased);
    check_picture(fused(fused_relu), biased.each([](float x) { return std::max(x, 0.0F); }));
    check_picture(fused(fused_relu6), biased.each([](float x) { return std::clamp(x, 0.0F, 6.0F); }));
}

TEST_CASE("depthwise convolutions imported from TensorFlow.js compute what TensorFlow defines") {
    core::Random random(32);
    const auto options = GENERATE(Options{}, Options{.same = false}, Options{.stride_h = 2, .stride_w = 2});
    const auto multiplier = GENERATE(1, 2);
    CAPTURE(options.same, options.stride_h, multiplier);
    const Picture in(1, 6, 9, 3, random);
    const Picture kernel(5, 3, 3, multiplier, random);
    const auto bias = random_numbers(random, static_cast<std::size_t>(3 * multiplier));
    check_picture(answer(convolution("DepthwiseConv2dNative", in, kernel, {}, attributes(options)), in),
                  convolved(in, kernel, {}, options, true));
    const Picture biased = convolved(in, kernel, bias, options, true);
    check_picture(
        answer(convolution("FusedDepthwiseConv2dNative", in, kernel, bias, attributes(options) + fused_relu6), in),
        biased.each([](float x) { return std::clamp(x, 0.0F, 6.0F); }));
}

TEST_CASE("the largest number of a window ignores what lies outside of the picture") {
    core::Random random(33);
    const auto options = GENERATE(Options{.stride_h = 2, .stride_w = 2}, Options{}, Options{.same = false});
    const Picture in = Picture(1, 5, 6, 2, random).each([](float x) { return x - 20; });
    const Picture expected = slid(in, 3, 2, in.c, options, [&](std::int64_t n, std::int64_t m, const auto& seen) {
        float most = -std::numeric_limits<float>::infinity();
        for (const auto& [i, j, a, b] : seen) most = std::max(most, in.at(n, a, b, m));
        return most;
    });
    const MadeUpModel model{.nodes = {placeholder(in.shape()),
                                      {.name = "out",
                                       .op = "MaxPool",
                                       .inputs = {"picture"},
                                       .attributes = attributes(options) + ", " + strides(3, 2, "ksize")}},
                            .weights = {}};
    check_picture(answer(model, in), expected);
}

TEST_CASE("convolutions that are not understood or do not fit are refused by node and operator") {
    core::Random random(34);
    const Picture in(1, 4, 4, 2, random);
    const Picture kernel(3, 3, 2, 4, random);
    const auto refused = [&](const MadeUpModel& made_up, const std::vector<std::string>& parts) {
        const auto model = made_up.read();
        onnx_writer::GraphBuilder graph("refused");
        CHECK_THROWS_MATCHES(importers::tfjs::write_graph(model, graph, picture_to_out()), ImportError,
                             MessageWith(parts));
    };
    const auto plain = [&](const std::string& with) { return convolution("Conv2D", in, kernel, {}, with); };
    refused(plain(R"("padding": {"s": "RVhQTElDSVQ="})"), {"node “out”, Conv2D", "EXPLICIT"});
    refused(plain(""), {"node “out”, Conv2D", "padding"});
    refused(plain(same + R"(, "data_format": {"s": "NCHW"})"), {"node “out”, Conv2D", "NCHW"});
    refused(plain(same + ", " + strides(0, 1)), {"node “out”, Conv2D", "strides"});
    refused(plain(same + ", " + strides(5'000, 1)), {"node “out”, Conv2D", "strides"});
    refused(plain(same + R"(, "strides": {"list": {"i": [1, 2]}})"), {"node “out”, Conv2D", "strides"});
    refused(plain(same + R"(, "strides": {"b": true})"), {"node “out”, Conv2D", "strides"});
    refused(convolution("Conv2D", in, Picture(3, 3, 5, 4, random), {}, same), {"node “out”, Conv2D", "[4, 5, 3, 3]"});
    refused(convolution("Conv2D", in, Picture(5, 5, 2, 4, random), {}, valid), {"node “out”, Conv2D", "fit"});
    const auto fused = [&](const std::vector<float>& bias, const std::string& with) {
        return convolution("_FusedConv2D", in, kernel, bias, same + with);
    };
    refused(fused({}, fused_bias), {"node “out”, _FusedConv2D", "2 inputs instead of 3"});
    refused(fused({1, 2}, fused_bias), {"node “out”, _FusedConv2D", "[4]", "[2]"});
    refused(fused({1, 2, 3, 4}, R"(, "fused_ops": {"list": {"s": ["FusedBatchNorm"]}})"),
            {"node “out”, _FusedConv2D", "FusedBatchNorm"});
    refused(fused({1, 2, 3, 4}, R"(, "fused_ops": {"list": {"s": ["BiasAdd", "Elu"]}})"),
            {"node “out”, _FusedConv2D", "Elu"});
    refused(fused({1, 2, 3, 4}, R"(, "num_args": {"i": "2"}, "fused_ops": {"list": {"s": ["BiasAdd"]}})"),
            {"node “out”, _FusedConv2D", "other fused inputs"});
    MadeUpModel computed = plain(same);
    computed.nodes[1].inputs[1] = "picture";
    refused(computed, {"node “out”, Conv2D", "computed"});
    MadeUpModel flat = plain(same);
    flat.weights[0].shape = {18, 4};
    refused(flat, {"node “out”, Conv2D", "[18, 4]"});
}
