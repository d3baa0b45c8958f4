// The other operators of TensorFlow.js in the graph that is made of them, run by the real runtime, against plain
// numbers in TensorFlow's own order of axes; and what is refused.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/pictures.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tfjs::GraphPlan;

namespace {

MadeUpModel one_node(const Picture& in, const std::string& op, const std::vector<std::string>& inputs,
                     const std::vector<MadeUpWeight>& weights = {}, const std::string& attributes = "") {
    return {.nodes = {placeholder(in.shape()), {.name = "out", .op = op, .inputs = inputs, .attributes = attributes}},
            .weights = weights};
}

void check_refused(const MadeUpModel& made_up, const std::vector<std::string>& parts,
                   const GraphPlan& plan = picture_to_out()) {
    const auto model = made_up.read();
    onnx_writer::GraphBuilder graph("refused");
    CHECK_THROWS_MATCHES(importers::tfjs::write_graph(model, graph, plan), ImportError, MessageWith(parts));
}

// TensorFlow's ResizeBilinear for whole factors: where the centre of pixel x lies in the original.
double centre(std::int64_t x, std::int64_t size, std::int64_t scale, bool corners, bool halves) {
    const auto pixel = static_cast<double>(x);
    if (corners) return pixel * static_cast<double>(size - 1) / static_cast<double>(size * scale - 1);
    if (halves) return (pixel + 0.5) / static_cast<double>(scale) - 0.5;
    return pixel / static_cast<double>(scale);
}

Picture enlarged(const Picture& in, std::int64_t scale_h, std::int64_t scale_w, bool corners, bool halves) {
    Picture out(in.n, in.h * scale_h, in.w * scale_w, in.c);
    for (std::int64_t y = 0; y < out.h; ++y)
        for (std::int64_t x = 0; x < out.w; ++x)
            for (std::int64_t j = 0; j < in.c; ++j) {
                const double a = centre(y, in.h, scale_h, corners, halves);
                const double b = centre(x, in.w, scale_w, corners, halves);
                double sum = 0;
                for (const std::int64_t i : {0, 1})
                    for (const std::int64_t k : {0, 1}) {
                        const double row = std::floor(a) + static_cast<double>(i);
                        const double column = std::floor(b) + static_cast<double>(k);
                        sum += (1 - std::abs(a - row)) * (1 - std::abs(b - column)) *
                               static_cast<double>(
                                   in.at(0, std::clamp<std::int64_t>(static_cast<std::int64_t>(row), 0, in.h - 1),
                                         std::clamp<std::int64_t>(static_cast<std::int64_t>(column), 0, in.w - 1), j));
                    }
                out.numbers[out.place(0, y, x, j)] = static_cast<float>(sum);
            }
    return out;
}

}  // namespace

TEST_CASE("sums, differences and products broadcast along TensorFlow's axes") {
    core::Random random(41);
    const Picture in(2, 3, 4, 5, random);
    const std::vector<std::pair<std::string, std::function<float(float, float)>>> operators{
        {"Add", std::plus<float>()},
        {"AddV2", std::plus<float>()},
        {"Sub", std::minus<float>()},
        {"Mul", std::multiplies<float>()}};
    const auto& [op, compute] = GENERATE_REF(from_range(operators));
    // Seen as pictures of four axes.
    const auto other = GENERATE(std::array<std::int64_t, 4>{1, 1, 1, 1}, std::array<std::int64_t, 4>{1, 1, 1, 5},
                                std::array<std::int64_t, 4>{1, 3, 4, 1}, std::array<std::int64_t, 4>{2, 3, 4, 5});
    const auto axes = GENERATE(1U, 3U, 4U);
    CAPTURE(op, other, axes);
    const Picture constant(other[0], other[1], other[2], other[3], random);
    core::Shape shape = constant.shape();
    while (shape.size() > axes && shape.front() == 1) shape.erase(shape.begin());
    const auto expected = [&](bool first) {
        Picture result = in;
        for (std::int64_t n = 0; n < in.n; ++n)
            for (std::int64_t y = 0; y < in.h; ++y)
                for (std::int64_t x = 0; x < in.w; ++x)
                    for (std::int64_t j = 0; j < in.c; ++j) {
                        const float a = in.at(n, y, x, j);
                        const float b = constant.at(n % constant.n, y % constant.h, x % constant.w, j % constant.c);
                        result.numbers[in.place(n, y, x, j)] = first ? compute(b, a) : compute(a, b);
                    }
        return result;
    };
    const auto weight = reals("constant", shape, constant.numbers);
    check_picture(answer(one_node(in, op, {"picture", "constant"}, {weight}), in), expected(false));
    check_picture(answer(one_node(in, op, {"constant", "picture"}, {weight}), in), expected(true));
}

TEST_CASE("a number of no axes is broadcast to a picture, a picture to itself") {
    core::Random random(42);
    const Picture in(1, 2, 3, 2, random);
    check_picture(answer(one_node(in, "Mul", {"picture", "c"}, {reals("c", {}, {3})}), in),
                  in.each([](float x) { return 3 * x; }));
    check_picture(answer(one_node(in, "Mul", {"picture", "picture:0", "^c"}, {reals("c", {}, {3})}), in),
                  in.each([](float x) { return x * x; }));
}

TEST_CASE("activations and Identity") {
    core::Random random(43);
    const Picture in = Picture(1, 4, 4, 3, random).each([](float x) { return 3 * x; });
    const auto check = [&](const std::string& op, auto of) {
        CAPTURE(op);
        check_picture(answer(one_node(in, op, {"picture"}), in), in.each(of));
    };
    check("Relu", [](float x) { return std::max(x, 0.0F); });
    check("Relu6", [](float x) { return std::clamp(x, 0.0F, 6.0F); });
    check("Sigmoid", [](float x) { return 1 / (1 + std::exp(-x)); });
    check("Identity", [](float x) { return x; });
}

TEST_CASE("Identity hands constants on, too") {
    core::Random random(44);
    const Picture in(1, 2, 2, 2, random);
    MadeUpModel model = one_node(in, "Add", {"picture", "same"}, {reals("c", {2}, {1, 10})});
    model.nodes.push_back({.name = "same", .op = "Identity", .inputs = {"c"}});
    Picture expected = in;
    for (std::size_t i = 0; i < expected.numbers.size(); ++i) expected.numbers[i] += i % 2 == 0 ? 1.0F : 10.0F;
    check_picture(answer(model, in), expected);
}

TEST_CASE("Mean over height and width, whatever the axes are written as") {
    core::Random random(45);
    const Picture in(2, 3, 4, 5, random);
    const auto axes = GENERATE(std::vector<std::int32_t>{1, 2}, std::vector<std::int32_t>{-2, 1});
    std::vector<float> expected;
    for (std::int64_t n = 0; n < in.n; ++n)
        for (std::int64_t j = 0; j < in.c; ++j) {
            double sum = 0;
            for (std::int64_t y = 0; y < in.h; ++y)
                for (std::int64_t x = 0; x < in.w; ++x) sum += static_cast<double>(in.at(n, y, x, j));
            expected.push_back(static_cast<float>(sum / static_cast<double>(in.h * in.w)));
        }
    const auto mean = [&](const std::string& attributes) {
        return answer(one_node(in, "Mean", {"picture", "axes"}, {wholes("axes", {2}, axes)}, attributes), in);
    };
    check_close(mean(R"("keep_dims": {"b": true})"), {2, 5, 1, 1}, expected);
    check_close(mean(R"("keep_dims": {"b": false})"), {2, 5}, expected);
    check_close(mean(""), {2, 5}, expected);
}

TEST_CASE("ConcatV2 along every axis of a picture") {
    core::Random random(46);
    const Picture in(1, 2, 3, 2, random);
    const auto axis = GENERATE(0, 1, 2, 3, -1, -3);
    CAPTURE(axis);
    const auto index = static_cast<std::size_t>(axis < 0 ? axis + 4 : axis);
    std::array<std::int64_t, 4> sizes{1, 2, 3, 2};
    sizes.at(index) = 2;
    const Picture constant(sizes[0], sizes[1], sizes[2], sizes[3], random);
    std::array<std::int64_t, 4> both{1, 2, 3, 2};
    both.at(index) += 2;
    Picture expected(both[0], both[1], both[2], both[3]);
    const std::int64_t own = in.shape()[index];
    for (std::int64_t n = 0; n < expected.n; ++n)
        for (std::int64_t y = 0; y < expected.h; ++y)
            for (std::int64_t x = 0; x < expected.w; ++x)
                for (std::int64_t j = 0; j < expected.c; ++j) {
                    std::array<std::int64_t, 4> place{n, y, x, j};
                    const bool second = place.at(index) >= own;
                    if (second) place.at(index) -= own;
                    expected.numbers[expected.place(n, y, x, j)] =
                        (second ? constant : in).at(place[0], place[1], place[2], place[3]);
                }
    check_picture(answer(one_node(in, "ConcatV2", {"picture", "constant", "axis"},
                                  {reals("constant", constant.shape(), constant.numbers), wholes("axis", {}, {axis})}),
                         in),
                  expected);
}

TEST_CASE("ResizeBilinear enlarges by whole factors, with the centres of pixels where the node says") {
    core::Random random(47);
    const Picture in(1, 4, 3, 2, random);
    const auto [corners, halves] = GENERATE(std::pair{false, false}, std::pair{true, false}, std::pair{false, true});
    CAPTURE(corners, halves);
    const std::string attributes = std::string(R"("align_corners": {"b": )") + (corners ? "true" : "false") +
                                   R"(}, "half_pixel_centers": {"b": )" + (halves ? "true" : "false") + "}";
    const MadeUpModel model =
        one_node(in, "ResizeBilinear", {"picture", "size"}, {wholes("size", {2}, {8, 9})}, attributes);
    check_picture(answer(model, in), enlarged(in, 2, 3, corners, halves));
    // At another size it enlarges as many times, although the node still says 8 and 9.
    const Picture larger(1, 5, 8, 2, random);
    check_picture(answer(model, larger, picture_to_out(onnx_writer::Pair(5, 8))),
                  enlarged(larger, 2, 3, corners, halves));
}

TEST_CASE("a model that leaves its input's size open takes the one that is asked for") {
    core::Random random(48);
    const Picture in(1, 2, 3, 2, random);
    MadeUpModel model = one_node(in, "ResizeBilinear", {"picture", "size"}, {wholes("size", {2}, {4, 6})});
    model.nodes[0] = placeholder({-1, -1, -1, 2});
    check_picture(answer(model, in, picture_to_out(onnx_writer::Pair(2, 3))), enlarged(in, 2, 2, false, false));
    check_refused(model, {"node “picture”, Placeholder", "not known"});
}

TEST_CASE("Pad surrounds a picture with zeros") {
    core::Random random(49);
    const Picture in(1, 2, 3, 2, random);
    Picture expected(1, 2 + 1 + 0, 3 + 2 + 4, 2);
    for (std::int64_t y = 0; y < in.h; ++y)
        for (std::int64_t x = 0; x < in.w; ++x)
            for (std::int64_t j = 0; j < in.c; ++j)
                expected.numbers[expected.place(0, y + 1, x + 2, j)] = in.at(0, y, x, j);
    check_picture(answer(one_node(in, "Pad", {"picture", "by"}, {wholes("by", {4, 2}, {0, 0, 1, 0, 2, 4, 0, 0})}), in),
                  expected);
}

TEST_CASE("only what an output needs is written, so only that must be understood") {
    core::Random random(50);
    const Picture in(1, 2, 2, 1, random);
    MadeUpModel model = one_node(in, "Relu", {"picture", "^best"});
    model.nodes.push_back({.name = "best", .op = "TopKV2", .inputs = {"picture"}});
    model.nodes.push_back({.name = "use", .op = "Sigmoid", .inputs = {"best:1"}});
    check_picture(answer(model, in), in.each([](float x) { return std::max(x, 0.0F); }));
    GraphPlan plan = picture_to_out();
    plan.outputs[0].node = "use";
    check_refused(model, {"node “best”, TopKV2", "not understood"}, plan);
    model.nodes[2].op = "Identity";
    check_refused(model, {"node “use”, Sigmoid", "“best”", "no result 1"}, plan);
}

TEST_CASE("what does not fit together is refused by node and operator") {
    core::Random random(51);
    const Picture in(1, 4, 4, 2, random);
    const auto axes = [](const std::vector<std::int32_t>& numbers) {
        return wholes("w", {static_cast<std::int64_t>(numbers.size())}, numbers);
    };
    check_refused(one_node(in, "Relu", {}), {"node “out”, Relu", "0 inputs instead of 1"});
    check_refused(one_node(in, "Add", {"picture"}), {"node “out”, Add", "1 inputs instead of 2"});
    check_refused(one_node(in, "Add", {"picture", "w"}, {axes({1, 2})}), {"node “out”, Add", "float32"});
    check_refused(one_node(in, "Add", {"picture", "w"}, {reals("w", {3}, {1, 2, 3})}),
                  {"node “out”, Add", "broadcast"});
    check_refused(one_node(in, "Mean", {"picture", "w"}, {axes({3})}), {"node “out”, Mean", "height and width"});
    check_refused(one_node(in, "Mean", {"picture", "w"}, {reals("w", {2}, {1, 2})}), {"node “out”, Mean", "int32"});
    check_refused(one_node(in, "ConcatV2", {"w"}, {axes({1})}), {"node “out”, ConcatV2", "nothing"});
    check_refused(one_node(in, "ConcatV2", {"picture", "w"}, {axes({4})}), {"node “out”, ConcatV2", "axis 4"});
    check_refused(one_node(in, "ConcatV2", {"picture", "w"}, {axes({1, 2})}), {"node “out”, ConcatV2", "axis"});
    check_refused(one_node(in, "ResizeBilinear", {"picture", "w"}, {axes({8, 6})}),
                  {"node “out”, ResizeBilinear", "4 × 4", "8 × 6"});
    check_refused(one_node(in, "ResizeBilinear", {"picture", "w"}, {axes({8})}), {"node “out”, ResizeBilinear"});
    check_refused(one_node(in, "ResizeBilinear", {"picture", "w"}, {axes({-4, 4})}), {"node “out”, ResizeBilinear"});
    check_refused(one_node(in, "ResizeBilinear", {"picture", "w"}, {axes({8, 8})},
                           R"("align_corners": {"b": true}, "half_pixel_centers": {"b": true})"),
                  {"node “out”, ResizeBilinear", "exclude"});
    check_refused(one_node(in, "ResizeBilinear", {"picture", "w"}, {axes({1 << 20, 1 << 20})}),
                  {"node “out”, ResizeBilinear", "larger"});
    check_refused(one_node(in, "Pad", {"picture", "w"}, {axes({0, 0, 1, 1, 1, 1, 0, 1})}), {"node “out”, Pad", "only"});
    check_refused(one_node(in, "Pad", {"picture", "w"}, {axes({1, 1})}), {"node “out”, Pad", "paddings"});
    check_refused(one_node(in, "Pad", {"picture", "w"}, {axes({0, 0, -1, 1, 1, 1, 0, 0})}),
                  {"node “out”, Pad", "negative"});
    MadeUpModel lost = one_node(in, "Add", {"picture", "lost"});
    lost.nodes.push_back({.name = "lost", .op = "Const"});
    check_refused(lost, {"node “lost”, Const", "not among the weights"});
    MadeUpModel flat = one_node(in, "Add", {"picture", "mean"}, {axes({1, 2})});
    flat.nodes.push_back({.name = "mean", .op = "Mean", .inputs = {"picture", "w"}});
    check_refused(flat, {"node “out”, Add", "pictures together with what is none"});
}

TEST_CASE("plans that a model cannot follow are refused") {
    core::Random random(52);
    const Picture in(1, 4, 4, 2, random);
    const MadeUpModel model = one_node(in, "Relu", {"picture"});
    GraphPlan plan = picture_to_out();
    plan.outputs[0].node = "elsewhere";
    check_refused(model, {"no node “elsewhere”"}, plan);
    plan = picture_to_out();
    plan.inputs[0].node = "out";
    check_refused(model, {"node “out”, Relu", "no input"}, plan);
    plan.inputs.clear();
    check_refused(model, {"node “picture”, Placeholder", "put in"}, plan);
    MadeUpModel other = model;
    other.nodes[0].attributes = R"("dtype": {"type": "DT_INT32"}, "shape": {"shape": {"dim": [{"size": "1"}]}})";
    check_refused(other, {"node “picture”, Placeholder", "DT_INT32"});
    other.nodes[0] = placeholder({1, 0, 4, 2});
    check_refused(other, {"node “picture”, Placeholder", "size"});
    other.nodes[0] = placeholder({1, 1 << 20, 1 << 20, 2});
    check_refused(other, {"node “picture”, Placeholder", "larger"});
    other.nodes[0] = placeholder({1, 2});
    check_refused(other, {"node “picture”, Placeholder", "no picture"}, picture_to_out(onnx_writer::Pair(2)));
}
