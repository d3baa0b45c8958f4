// A small network with every kind of storage, as a recipe would write it.
#pragma once

#include <vector>

#include "core/random.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::testing {

inline onnx_writer::GraphBuilder digits_graph(std::uint64_t seed = 1) {
    using namespace onnx_writer;
    core::Random random(seed);
    const auto numbers = [&](std::size_t count) {
        std::vector<float> values(count);
        for (float& v : values) v = static_cast<float>(random.normal(0, 0.2));
        return values;
    };
    GraphBuilder g("digits", "a small network for tests");
    g.metadata("licence", "MIT");
    const Value image = g.input("image", DType::float32, {dynamic("N"), 1, 8, 8}, "ink 1 on paper 0");
    const Value weight = g.weight("conv.weight", numbers(36), {4, 1, 3, 3}, Storage::int8_per_channel());
    const Value features = g.output(
        "features",
        g.relu(g.conv2d(image, weight, g.weight("conv.bias", numbers(4), {4}, Storage::float32()), {.padding = 1})));
    const Value flat = g.flatten(g.max_pool(features));
    const Value table = g.weight("fc.weight", numbers(704), {11, 64}, Storage::float16());
    const Value logits = g.linear(flat, table, g.weight("fc.bias", numbers(11), {11}, Storage::float16()));
    g.output("logits", logits, "before the softmax");
    g.output("best", g.arg_max(logits));
    return g;
}

}  // namespace mllab::testing
