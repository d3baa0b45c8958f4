// Pictures in TensorFlow's order of axes, and a model on its way into a file of our own and through the real runtime.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "training/importers/tfjs/graph.hpp"
#include "training/importers/tfjs/made_up_model.hpp"
#include "training/onnx/running.hpp"

namespace mllab::testing {

// [n, height, width, channels]; a kernel is [height, width, in, out].
struct Picture {
    std::int64_t n, h, w, c;
    std::vector<float> numbers;
    Picture(std::int64_t n_, std::int64_t h_, std::int64_t w_, std::int64_t c_)
        : n(n_), h(h_), w(w_), c(c_), numbers(static_cast<std::size_t>(n_ * h_ * w_ * c_)) {}
    Picture(std::int64_t n_, std::int64_t h_, std::int64_t w_, std::int64_t c_, core::Random& random)
        : Picture(n_, h_, w_, c_) {
        numbers = random_numbers(random, numbers.size(), 2);
    }
    [[nodiscard]] std::size_t place(std::int64_t i, std::int64_t y, std::int64_t x, std::int64_t j) const {
        return static_cast<std::size_t>(((i * h + y) * w + x) * c + j);
    }
    [[nodiscard]] float at(std::int64_t i, std::int64_t y, std::int64_t x, std::int64_t j) const {
        return numbers[place(i, y, x, j)];
    }
    [[nodiscard]] core::Shape shape() const { return {n, h, w, c}; }
    [[nodiscard]] core::Tensor channels_first() const {
        std::vector<float> moved;
        for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < c; ++j)
                for (std::int64_t y = 0; y < h; ++y)
                    for (std::int64_t x = 0; x < w; ++x) moved.push_back(at(i, y, x, j));
        return {{n, c, h, w}, std::move(moved)};
    }
    // Of the same shape: what `of` says of each number.
    [[nodiscard]] Picture each(auto of) const {
        Picture result = *this;
        for (float& x : result.numbers) x = of(x);
        return result;
    }
};

inline importers::tfjs::GraphPlan picture_to_out(std::optional<onnx_writer::Pair> size = std::nullopt) {
    return {.inputs = {{.node = "picture", .name = "image", .meaning = "a picture", .size = size}},
            .outputs = {{.node = "out", .name = "out", .meaning = "the result"}},
            .weights = {onnx_writer::Storage::float32(), onnx_writer::Storage::float32()}};
}

// The node “out” of a model with the input “picture”, as the runtime computes it.
inline core::Tensor answer(const MadeUpModel& made_up, const Picture& in,
                           const importers::tfjs::GraphPlan& plan = picture_to_out()) {
    const auto model = made_up.read();
    onnx_writer::GraphBuilder graph("imported");
    importers::tfjs::write_graph(model, graph, plan);
    return run(graph, {{"image", in.channels_first()}}).tensor("out");
}
inline void check_picture(const core::Tensor& given, const Picture& expected) {
    const core::Tensor first = expected.channels_first();
    check_close(given, first.shape, first.as<float>());
}

inline MadeUpNode placeholder(const core::Shape& shape) {
    return {.name = "picture", .op = "Placeholder", .attributes = shape_attribute(shape)};
}

}  // namespace mllab::testing
