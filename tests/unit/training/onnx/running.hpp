// A graph on its way through a real file and the real runtime, and random numbers to feed it with.
#pragma once

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/task.hpp"
#include "inference/session.hpp"
#include "support/temporary_folder.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::testing {

inline std::vector<float> random_numbers(core::Random& random, std::size_t count, double deviation = 1) {
    std::vector<float> numbers(count);
    for (float& x : numbers) x = static_cast<float>(random.normal(0, deviation));
    return numbers;
}

// 0, 1, 2, …
inline std::vector<float> counted(std::size_t count) {
    std::vector<float> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0.0F);
    return numbers;
}

inline inference::Outputs run(const onnx_writer::GraphBuilder& graph, std::vector<inference::NamedValue> inputs) {
    const TemporaryFolder folder;
    const auto path = folder / "model.onnx";
    graph.write(path);
    const auto session =
        core::run_now(inference::Session::load({.id = "test", .address = path.string(), .sha256 = "", .bytes = 0}, {}));
    return core::run_now(session.run({.inputs = std::move(inputs), .fetch = {}, .keep = {}}));
}

inline void check_close(const core::Tensor& given, const core::Shape& shape, const std::vector<float>& expected) {
    REQUIRE(given.shape == shape);
    const auto& numbers = given.as<float>();
    REQUIRE(numbers.size() == expected.size());
    std::size_t worst = 0;
    const auto difference = [&](std::size_t i) {
        const double d = std::abs(static_cast<double>(numbers[i]) - expected[i]) /
                         std::max(1.0, std::abs(static_cast<double>(expected[i])));
        return std::isnan(d) ? INFINITY : d;
    };
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        if (difference(i) > difference(worst)) worst = i;
    }
    CAPTURE(worst, numbers[worst], expected[worst]);
    CHECK(difference(worst) < 2e-5);
}

}  // namespace mllab::testing
