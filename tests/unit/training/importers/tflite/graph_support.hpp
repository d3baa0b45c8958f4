// Pictures in TensorFlow's order of axes, and what a graph made of a model answers about them.
#pragma once

#include <algorithm>
#include <vector>

#include "training/importers/tflite/graph.hpp"
#include "training/importers/tflite/made_up_model.hpp"
#include "training/onnx/running.hpp"

namespace mllab::testing {

// A picture or a weight in TensorFlow's order: [n, height, width, channels].
struct Picture {
    std::int32_t n, h, w, c;
    std::vector<float> numbers;
    Picture(std::int32_t n_, std::int32_t h_, std::int32_t w_, std::int32_t c_, core::Random& random)
        : n(n_), h(h_), w(w_), c(c_), numbers(random_numbers(random, size())) {}
    Picture(std::int32_t n_, std::int32_t h_, std::int32_t w_, std::int32_t c_)
        : n(n_), h(h_), w(w_), c(c_), numbers(size(), 0.0F) {}
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(n) * static_cast<std::size_t>(h * w * c); }
    [[nodiscard]] float& at(std::int32_t i, std::int32_t y, std::int32_t x, std::int32_t j) {
        return numbers[static_cast<std::size_t>(((i * h + y) * w + x) * c + j)];
    }
    [[nodiscard]] float at(std::int32_t i, std::int32_t y, std::int32_t x, std::int32_t j) const {
        return numbers[static_cast<std::size_t>(((i * h + y) * w + x) * c + j)];
    }
    [[nodiscard]] std::vector<std::int32_t> shape() const { return {n, h, w, c}; }
    [[nodiscard]] core::Shape long_shape() const { return {n, h, w, c}; }
    [[nodiscard]] core::Tensor channels_first() const {
        std::vector<float> moved;
        for (std::int32_t i = 0; i < n; ++i)
            for (std::int32_t j = 0; j < c; ++j)
                for (std::int32_t y = 0; y < h; ++y)
                    for (std::int32_t x = 0; x < w; ++x) moved.push_back(at(i, y, x, j));
        return {{n, c, h, w}, std::move(moved)};
    }
};

inline float activated(double x, std::int32_t activation) {
    if (activation != no_activation) x = std::max(x, 0.0);
    if (activation == relu6) x = std::min(x, 6.0);
    return static_cast<float>(x);
}

inline importers::tflite::GraphPlan plan_of(const importers::tflite::Model& model) {
    return {.inputs = {{.name = "image", .meaning = "a picture"}},
            .outputs = {{.tensor = model.outputs()[0], .name = "out", .meaning = "the result"}},
            .weights = {onnx_writer::Storage::float32(), onnx_writer::Storage::float32()}};
}

inline void check_answer(const MadeUpModel& made_up, const Picture& in, const core::Shape& shape,
                         const std::vector<float>& expected) {
    const importers::tflite::Model model(made_up.file());
    onnx_writer::GraphBuilder graph("imported");
    importers::tflite::write_graph(model, graph, plan_of(model));
    const auto answers = run(graph, {{"image", in.channels_first()}});
    check_close(answers.tensor("out"), shape, expected);
}

}  // namespace mllab::testing
