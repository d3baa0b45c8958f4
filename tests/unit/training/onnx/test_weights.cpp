#include <bit>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "support/message.hpp"
#include "training/onnx/weights.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::MessageWith;

TEST_CASE("every float16 survives the way to float32 and back") {
    int wrong = 0;
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = half_to_float(half);
        if (!std::isfinite(value)) continue;
        if (float_to_half(value) != half) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(half_to_float(0x3C00) == 1.0F);
    CHECK(half_to_float(0xC000) == -2.0F);
    CHECK(half_to_float(0x0001) == std::ldexp(1.0F, -24));
    CHECK(std::isinf(half_to_float(0x7C00)));
    CHECK(std::isnan(half_to_float(0x7E00)));
}

TEST_CASE("float16 rounds to the nearest, ties to even") {
    // Half way between neighbours, and a float32 step to either side.
    int wrong = 0;
    for (std::uint16_t half = 0; half < 0x7BFF; ++half) {
        const float below = half_to_float(half);
        const float above = half_to_float(static_cast<std::uint16_t>(half + 1));
        const float middle = below / 2 + above / 2;
        const auto even = static_cast<std::uint16_t>(half + (half & 1));
        if (float_to_half(middle) != even || float_to_half(-middle) != (even | 0x8000)) ++wrong;
        if (float_to_half(std::nextafter(middle, 0.0F)) != half) ++wrong;
        if (float_to_half(std::nextafter(middle, 1e6F)) != half + 1) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(float_to_half(0.0F) == 0);
    CHECK(float_to_half(-0.0F) == 0x8000);
    CHECK(float_to_half(1e-30F) == 0);
    CHECK(float_to_half(std::numeric_limits<float>::denorm_min()) == 0);
}

TEST_CASE("numbers that float16 cannot hold are refused") {
    CHECK(float_to_half(65504.0F) == 0x7BFF);
    CHECK(float_to_half(65519.9F) == 0x7BFF);
    for (const float value : {65520.0F, -65520.0F, 1e30F, INFINITY, -INFINITY, NAN})
        CHECK_THROWS_AS(float_to_half(value), GraphError);
}

TEST_CASE("int8 weights have one scale a channel and err by half a step at most") {
    core::Random random(1);
    const core::Shape shape{3, 4, 5};
    std::vector<float> values(60);
    for (float& v : values) v = static_cast<float>(random.normal());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        CAPTURE(axis);
        const auto channels = static_cast<std::size_t>(shape[axis]);
        const Int8Weights q = quantised(values, shape, axis);
        REQUIRE(q.scales.size() == channels);
        REQUIRE(q.values.size() == 60);
        const auto stored = stored_values(values, shape, Storage::int8_per_channel(axis));
        std::vector<float> peak(channels);
        for (std::size_t i = 0; i < 60; ++i) {
            const std::array place{i / 20, i / 5 % 4, i % 5};
            const std::size_t c = place.at(axis);
            CHECK(std::abs(stored[i] - values[i]) <= q.scales[c] * 0.5F * 1.0001F);
            CHECK(stored[i] == static_cast<float>(q.values[i]) * q.scales[c]);
            peak[c] = std::max(peak[c], std::abs(values[i]));
        }
        for (std::size_t c = 0; c < channels; ++c) CHECK(q.scales[c] == peak[c] / 127.0F);
    }
}

TEST_CASE("a channel of zeros or of the tiniest numbers stays harmless") {
    const std::vector<float> values{0, -0.0F, 1e-44F, -1e-44F, 3, -3};
    const auto stored = stored_values(values, {3, 2}, Storage::int8_per_channel());
    CHECK(stored == std::vector<float>{0, 0, 0, 0, 3, -3});
}

TEST_CASE("steps are not multiplied by scales that do not fit") {
    const std::vector<std::int8_t> steps{1, 2, 3, -4};
    CHECK(dequantised(steps, std::vector<float>{0.5F, 2}, {2, 2}, 0) == std::vector<float>{0.5F, 1, 6, -8});
    CHECK(dequantised(steps, std::vector<float>{0.5F, 2}, {2, 2}, 1) == std::vector<float>{0.5F, 4, 1.5F, -8});
    CHECK_THROWS_AS(dequantised(steps, std::vector<float>{1}, {2, 2}, 0), GraphError);
    CHECK_THROWS_AS(dequantised(steps, std::vector<float>{1, 1}, {2, 3}, 0), GraphError);
}

TEST_CASE("storing is repeatable: stored values are stored as themselves") {
    core::Random random(2);
    std::vector<float> values(64);
    for (float& v : values) v = static_cast<float>(random.normal(0, 3));
    CHECK(stored_values(values, {8, 8}, Storage::float32()) == values);
    const auto halves = stored_values(values, {8, 8}, Storage::float16());
    CHECK(halves != values);
    CHECK(stored_values(halves, {8, 8}, Storage::float16()) == halves);
}

TEST_CASE("weights that diverged, of another size or without the axis are refused") {
    const std::vector<float> bad{1, NAN};
    CHECK_THROWS_MATCHES(quantised(bad, {2, 1}, 0), GraphError, MessageWith({"finite"}));
    CHECK_THROWS_MATCHES(quantised(bad, {2, 1}, 2), GraphError, MessageWith({"axis 2", "[2, 1]"}));
    CHECK_THROWS_MATCHES(stored_values(bad, {3}, Storage::float32()), GraphError, MessageWith({"[3]", "2 numbers"}));
    CHECK_THROWS_AS(stored_values(bad, {2}, Storage::float16()), GraphError);
}

TEST_CASE("batch norm refuses sizes that do not fit") {
    const std::vector<float> three(3, 1);
    const std::vector<float> two(2, 1);
    const std::vector<float> weight(6, 1);
    const BatchNorm norm{.gamma = three, .beta = three, .mean = three, .variance = three};
    CHECK_NOTHROW(fold_batch_norm(weight, {}, norm));
    CHECK_THROWS_AS(fold_batch_norm(weight, two, norm), GraphError);
    CHECK_THROWS_AS(fold_batch_norm(std::vector<float>(7, 1), {}, norm), GraphError);
    CHECK_THROWS_AS(fold_batch_norm(weight, {}, {.gamma = three, .beta = two, .mean = three, .variance = three}),
                    GraphError);
    CHECK_THROWS_AS(fold_batch_norm(weight, {}, {.gamma = {}, .beta = {}, .mean = {}, .variance = {}}), GraphError);
}

TEST_CASE("torch's gates are put into ONNX's order") {
    const std::vector<float> lstm{1, 1, 2, 2, 3, 3, 4, 4};                                       // i, f, g, o
    CHECK(gates_from_torch(lstm, Cell::lstm, 2) == std::vector<float>{1, 1, 4, 4, 2, 2, 3, 3});  // i, o, f, c
    const std::vector<float> gru{1, 1, 2, 2, 3, 3};                                              // r, z, n
    CHECK(gates_from_torch(gru, Cell::gru, 1) == std::vector<float>{2, 2, 1, 1, 3, 3});          // z, r, h
    CHECK_THROWS_AS(gates_from_torch(gru, Cell::lstm, 1), GraphError);
    CHECK_THROWS_AS(gates_from_torch(gru, Cell::gru, 0), GraphError);
    CHECK_THROWS_AS(gates_from_torch({}, Cell::gru, 1), GraphError);
    CHECK(gates_to_torch(gates_from_torch(lstm, Cell::lstm, 2), Cell::lstm, 2) == lstm);
    CHECK(gates_to_torch(gates_from_torch(gru, Cell::gru, 1), Cell::gru, 1) == gru);
    CHECK_THROWS_AS(gates_to_torch(gru, Cell::lstm, 1), GraphError);
}
