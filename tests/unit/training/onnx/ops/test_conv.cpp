#include <limits>

#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::random_numbers;

namespace {

struct Picture {
    std::int64_t n, c, h, w;
    [[nodiscard]] std::size_t at(std::int64_t i, std::int64_t j, std::int64_t y, std::int64_t x) const {
        return static_cast<std::size_t>(((i * c + j) * h + y) * w + x);
    }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(n * c * h * w); }
    [[nodiscard]] bool inside(std::int64_t y, std::int64_t x) const { return y >= 0 && x >= 0 && y < h && x < w; }
    [[nodiscard]] core::Shape shape() const { return {n, c, h, w}; }
};

// The definition of a convolution (cross-correlation), in double.
std::vector<float> convolved(const Picture& in, const std::vector<float>& x, const Picture& k,
                             const std::vector<float>& w, const std::vector<float>& bias, const ConvOptions& o,
                             const Picture& out) {
    std::vector<float> y(out.size());
    for (std::int64_t n = 0; n < out.n; ++n)
        for (std::int64_t m = 0; m < out.c; ++m)
            for (std::int64_t row = 0; row < out.h; ++row)
                for (std::int64_t column = 0; column < out.w; ++column) {
                    double sum = bias.empty() ? 0.0 : static_cast<double>(bias[static_cast<std::size_t>(m)]);
                    const std::int64_t first = m / (out.c / o.groups) * k.c;  // this group's first input channel
                    for (std::int64_t c = 0; c < k.c; ++c)
                        for (std::int64_t i = 0; i < k.h; ++i)
                            for (std::int64_t j = 0; j < k.w; ++j) {
                                const std::int64_t a = row * o.stride.height - o.padding.top + i * o.dilation.height;
                                const std::int64_t b = column * o.stride.width - o.padding.left + j * o.dilation.width;
                                if (in.inside(a, b))
                                    sum += static_cast<double>(x[in.at(n, first + c, a, b)]) * w[k.at(m, c, i, j)];
                            }
                    y[out.at(n, m, row, column)] = static_cast<float>(sum);
                }
    return y;
}

struct ConvCase {
    const char* what;
    Picture in, kernel, out;
    ConvOptions options;
    bool bias;
};

void check_convolution(const ConvCase& c, Storage storage) {
    CAPTURE(c.what, storage.name());
    core::Random random(7);
    const auto x = random_numbers(random, c.in.size());
    const auto w = random_numbers(random, c.kernel.size(), 0.3);
    const auto b = random_numbers(random, static_cast<std::size_t>(c.kernel.n));
    GraphBuilder g("convolution");
    const Value input = g.input("x", DType::float32, {dynamic("N"), c.in.c, c.in.h, c.in.w});
    const Value weight = g.weight("weight", w, c.kernel.shape(), storage);
    std::optional<Value> bias;
    if (c.bias) bias = g.weight("bias", b, {c.kernel.n}, Storage::float32());
    g.output("y", g.conv2d(input, weight, bias, c.options));
    const auto stored = stored_values(w, c.kernel.shape(), storage);
    const auto expected = convolved(c.in, x, c.kernel, stored, c.bias ? b : std::vector<float>{}, c.options, c.out);
    check_close(testing::run(g, {{"x", core::Tensor(c.in.shape(), x)}}).tensor("y"), c.out.shape(), expected);
}

// One value of a pooling window, and what becomes of them.
template <typename Fold>
std::vector<float> pooled(const Picture& in, const std::vector<float>& x, const PoolOptions& o, const Picture& out,
                          Fold fold) {
    std::vector<float> y;
    for (std::int64_t n = 0; n < out.n; ++n)
        for (std::int64_t c = 0; c < out.c; ++c)
            for (std::int64_t row = 0; row < out.h; ++row)
                for (std::int64_t column = 0; column < out.w; ++column) {
                    std::vector<double> window;
                    for (std::int64_t i = 0; i < o.kernel.height; ++i)
                        for (std::int64_t j = 0; j < o.kernel.width; ++j) {
                            const std::int64_t a = row * o.stride.height - o.padding.top + i;
                            const std::int64_t b = column * o.stride.width - o.padding.left + j;
                            if (in.inside(a, b)) window.push_back(x[in.at(n, c, a, b)]);
                        }
                    y.push_back(static_cast<float>(fold(window)));
                }
    return y;
}

}  // namespace

TEST_CASE("convolutions compute what their definition says, whatever their weights are stored as") {
    const auto storage = GENERATE(Storage::float32(), Storage::float16(), Storage::int8_per_channel());
    const std::vector<ConvCase> cases{
        {"3x3, padded", {2, 3, 9, 8}, {5, 3, 3, 3}, {2, 5, 9, 8}, {.padding = 1}, true},
        {"3x3, plain, no bias", {1, 1, 7, 7}, {4, 1, 3, 3}, {1, 4, 5, 5}, {}, false},
        {"strided", {2, 3, 9, 8}, {4, 3, 3, 3}, {2, 4, 5, 4}, {.stride = 2, .padding = 1}, true},
        {"unequal sides",
         {1, 2, 8, 10},
         {3, 2, 5, 3},
         {1, 3, 6, 4},
         {.stride = {1, 2}, .padding = {1, 0}, .dilation = 1},
         true},
        {"padded on one side, as TensorFlow does",
         {1, 2, 8, 7},
         {3, 2, 3, 3},
         {1, 3, 4, 4},
         {.stride = 2, .padding = same_padding({8, 7}, 3, 2)},
         true},
        {"padded by four numbers", {1, 2, 5, 6}, {3, 2, 3, 3}, {1, 3, 6, 7}, {.padding = {0, 1, 3, 2}}, true},
        {"dilated", {1, 2, 9, 9}, {3, 2, 3, 3}, {1, 3, 5, 5}, {.dilation = 2}, true},
        {"depthwise", {2, 6, 7, 7}, {6, 1, 3, 3}, {2, 6, 7, 7}, {.padding = 1, .groups = 6}, true},
        {"two groups", {1, 4, 6, 6}, {6, 2, 3, 3}, {1, 6, 4, 4}, {.groups = 2}, true},
        {"pointwise", {3, 8, 4, 4}, {5, 8, 1, 1}, {3, 5, 4, 4}, {}, true},
    };
    for (const ConvCase& c : cases) check_convolution(c, storage);
}

TEST_CASE("poolings compute what their definition says") {
    core::Random random(3);
    const Picture in{2, 3, 8, 7};
    const auto x = random_numbers(random, in.size());
    struct Case {
        PoolOptions options;
        Picture out;
    };
    const std::vector<Case> cases{
        {{.kernel = 2, .stride = 2}, {2, 3, 4, 3}},
        {{.kernel = 3, .stride = 2, .padding = 1}, {2, 3, 4, 4}},
        {{.kernel = {3, 2}, .stride = {1, 2}, .padding = {1, 1}, .count_include_pad = false}, {2, 3, 8, 4}},
        {{.kernel = {3, 2}, .stride = {2, 1}, .padding = {0, 1, 1, 0}, .count_include_pad = false}, {2, 3, 4, 7}},
    };
    for (const Case& c : cases) {
        const PoolOptions& options = c.options;
        const Picture& out = c.out;
        CAPTURE(to_string(Dims{options.kernel.height, options.kernel.width}));
        GraphBuilder g("pooling");
        const Value input = g.input("x", DType::float32, {dynamic("N"), in.c, in.h, in.w});
        g.output("largest", g.max_pool(input, options));
        g.output("mean", g.average_pool(input, options));
        const auto answers = testing::run(g, {{"x", core::Tensor(in.shape(), x)}});
        const auto largest = [](const std::vector<double>& window) {
            double most = -std::numeric_limits<double>::infinity();
            for (const double v : window) most = std::max(most, v);
            return most;
        };
        check_close(answers.tensor("largest"), out.shape(), pooled(in, x, options, out, largest));
        const auto mean = [&](const std::vector<double>& window) {
            double sum = 0;
            for (const double v : window) sum += v;
            const auto whole = static_cast<double>(options.kernel.height * options.kernel.width);
            return sum / (options.count_include_pad ? whole : static_cast<double>(window.size()));
        };
        check_close(answers.tensor("mean"), out.shape(), pooled(in, x, options, out, mean));
    }
}

TEST_CASE("global average pooling gives each channel's mean") {
    GraphBuilder g("pooling");
    g.output("y", g.global_average_pool(g.input("x", DType::float32, {dynamic("N"), 2, 2, 2})));
    const auto answers =
        testing::run(g, {{"x", core::Tensor({1, 2, 2, 2}, std::vector<float>{1, 2, 3, 6, -1, 0, 0, 1})}});
    check_close(answers.tensor("y"), {1, 2, 1, 1}, {3, 0});
}

TEST_CASE("a convolution with its batch norm folded in answers as the two layers do") {
    core::Random random(11);
    const Picture in{2, 3, 6, 6};
    const Picture kernel{4, 3, 3, 3};
    const Picture out{2, 4, 6, 6};
    const ConvOptions options{.padding = 1};
    const auto x = random_numbers(random, in.size());
    const auto w = random_numbers(random, kernel.size(), 0.3);
    const auto bias = GENERATE(false, true) ? random_numbers(random, 4) : std::vector<float>{};
    const auto gamma = random_numbers(random, 4);
    const auto beta = random_numbers(random, 4);
    const auto mean = random_numbers(random, 4);
    const std::vector<float> variance{0.5F, 1.0F, 2.0F, 1e-6F};
    const ConvWeights folded =
        fold_batch_norm(w, bias, {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = 1e-3});
    std::vector<float> expected = convolved(in, x, kernel, w, bias, options, out);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::size_t c = i / 36 % 4;
        expected[i] = static_cast<float>((static_cast<double>(expected[i]) - mean[c]) /
                                             std::sqrt(static_cast<double>(variance[c]) + 1e-3) * gamma[c] +
                                         beta[c]);
    }
    GraphBuilder g("folded");
    const Value input = g.input("x", DType::float32, {2, 3, 6, 6});
    g.output("y", g.conv2d(input, g.weight("weight", folded.weight, kernel.shape(), Storage::float32()),
                           g.weight("bias", folded.bias, {4}, Storage::float32()), options));
    check_close(testing::run(g, {{"x", core::Tensor(in.shape(), x)}}).tensor("y"), out.shape(), expected);
}
