#include <catch_amalgamated.hpp>

#include "support/message.hpp"
#include "training/onnx/graph_builder.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::MessageWith;

namespace {

// A graph with a few inputs to try operators on.
struct Inputs {
    GraphBuilder g{"inputs"};
    Value picture = g.input("picture", DType::float32, {dynamic("N"), 3, 8, 8});
    Value rows = g.input("rows", DType::float32, {dynamic("N"), 6});
    Value others = g.input("others", DType::float32, {dynamic("M"), 6});
    Value tokens = g.input("tokens", DType::int64, {dynamic("N")});
    Value fixed = g.input("fixed", DType::float32, {4, 6});
    Value numbers(const core::Shape& shape) {
        return g.constant(std::vector<float>(static_cast<std::size_t>(core::element_count(shape)), 1.0F), shape);
    }
};

// The shape of a sum of two values.
Dims broadcast(const Dims& a, const Dims& b) {
    GraphBuilder g("broadcast");
    return g.add(g.input("a", DType::float32, a), g.input("b", DType::float32, b)).dims();
}

}  // namespace

TEST_CASE("shapes broadcast as numpy's do, and only where that is certain") {
    const Dim n = dynamic("N");
    CHECK(broadcast({2, 3}, {3}) == Dims{2, 3});
    CHECK(broadcast({2, 1}, {1, 3}) == Dims{2, 3});
    CHECK(broadcast({}, {2}) == Dims{2});
    CHECK(broadcast({n, 3}, {1}) == Dims{n, 3});
    CHECK(broadcast({1, 3}, {n, 1}) == Dims{n, 3});
    CHECK(broadcast({n}, {n}) == Dims{n});
    CHECK_THROWS_MATCHES(broadcast({2, 3}, {2}), GraphError, MessageWith({"[2, 3]", "[2]"}));
    CHECK_THROWS_AS(broadcast({n}, {dynamic("M")}), GraphError);
    CHECK_THROWS_AS(broadcast({n}, {2}), GraphError);
    CHECK_THROWS_AS(broadcast({0}, {2}), GraphError);
}

TEST_CASE("dimensions that make no sense are refused") {
    CHECK_THROWS_AS(Dim(-1), GraphError);
    CHECK_THROWS_AS(dynamic(""), GraphError);
    CHECK(to_string(Dims{dynamic("N"), 2}) == "[N, 2]");
}

TEST_CASE("a matrix product with inner sizes that differ is refused, which ONNX's checker would let pass") {
    Inputs w;
    CHECK_THROWS_MATCHES(w.g.linear(w.rows, w.numbers({4, 5}), std::nullopt), GraphError,
                         MessageWith({"[N, 6]", "[4, 5]"}));
    CHECK_THROWS_AS(w.g.linear(w.rows, w.numbers({6, 4}), std::nullopt), GraphError);
    CHECK_THROWS_AS(w.g.linear(w.rows, w.numbers({4, 6}), w.numbers({5})), GraphError);
    CHECK_THROWS_AS(w.g.linear(w.rows, w.numbers({4, 6}), w.numbers({2, 4})), GraphError);
    CHECK_THROWS_AS(w.g.linear(w.picture, w.numbers({4, 6}), std::nullopt), GraphError);
    CHECK_THROWS_AS(w.g.matmul(w.rows, w.numbers({5, 4})), GraphError);
    CHECK_THROWS_AS(w.g.matmul(w.rows, w.numbers({6})), GraphError);
    CHECK_THROWS_AS(w.g.gemm(w.rows, w.others, std::nullopt), GraphError);
    CHECK_THROWS_AS(w.g.linear(w.tokens, w.numbers({4, 6}), std::nullopt), GraphError);
    CHECK(w.g.linear(w.rows, w.numbers({4, 6}), w.numbers({4})).dims() == Dims{dynamic("N"), 4});
}

TEST_CASE("convolutions and poolings that do not fit are refused") {
    Inputs w;
    CHECK_THROWS_MATCHES(w.g.conv2d(w.picture, w.numbers({4, 2, 3, 3}), std::nullopt), GraphError,
                         MessageWith({"[4, 2, 3, 3]", "[N, 3, 8, 8]"}));
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3}), std::nullopt), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.rows, w.numbers({4, 3, 3, 3}), std::nullopt), GraphError);
    CHECK_THROWS_MATCHES(w.g.conv2d(w.picture, w.numbers({4, 3, 9, 9}), std::nullopt), GraphError,
                         MessageWith({"kernel of 9", "8"}));
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), w.numbers({3})), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), std::nullopt, {.stride = 0}), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), std::nullopt, {.padding = -1}), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 1, 3, 3}), std::nullopt, {.groups = 3}), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), std::nullopt, {.groups = 0}), GraphError);
    CHECK_THROWS_AS(
        w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), std::nullopt, {.stride = {1, std::int64_t{1} << 62}}),
        GraphError);
    CHECK_THROWS_AS(w.g.max_pool(w.picture, {.kernel = 2, .stride = 2, .padding = 2}), GraphError);
    CHECK_THROWS_AS(w.g.max_pool(w.picture, {.kernel = 2, .stride = 2, .padding = {0, 0, 0, 2}}), GraphError);
    CHECK_THROWS_AS(w.g.conv2d(w.picture, w.numbers({4, 3, 3, 3}), std::nullopt, {.padding = {0, 0, -1, 0}}),
                    GraphError);
    CHECK_THROWS_AS(w.g.max_pool(w.picture, {.kernel = 9, .stride = 2}), GraphError);
    CHECK_THROWS_AS(w.g.max_pool(w.rows), GraphError);
    const Value open = w.g.input("open", DType::float32, {1, 3, dynamic("H"), 8});
    CHECK_THROWS_MATCHES(w.g.max_pool(open), GraphError, MessageWith({"dynamic axis H"}));
}

TEST_CASE("a side that is any multiple of a size goes through windows, enlarging and padding") {
    GraphBuilder g("free");
    const Value x = g.input("picture", DType::float32, {dynamic("N"), 3, multiple("h", 32), multiple("w", 32)});
    const auto pool = [&](const Value& of, const PoolOptions& options) { return g.max_pool(of, options); };
    const Value half = pool(x, {.kernel = 2, .stride = 2});
    CHECK(to_string(half.dims()) == "[N, 3, 16h, 16w]");
    const Value odd = pool(x, {.kernel = 3, .stride = 2, .padding = {0, 0, 1, 1}});
    CHECK(odd.dims() == half.dims());
    CHECK(to_string(pool(x, {.kernel = 3, .stride = 2}).dims()) == "[N, 3, 16h-1, 16w-1]");
    CHECK(to_string(pool(x, {.kernel = 3, .stride = 1}).dims()) == "[N, 3, 32h-2, 32w-2]");
    CHECK(g.resize_bilinear(half, 2).dims() == x.dims());
    CHECK(to_string(g.pad(x, {1, 0, 1, 2}).dims()) == "[N, 3, 32h+2, 32w+2]");
    CHECK(g.add(g.resize_bilinear(half, 2), x).dims() == x.dims());
    CHECK_THROWS_AS(g.add(half, x), GraphError);
    CHECK_THROWS_MATCHES(pool(x, {.kernel = 3, .stride = 3}), GraphError, MessageWith({"stride of 3", "32h"}));
    CHECK_THROWS_MATCHES(pool(pool(half, {.kernel = 16, .stride = 16}), {.kernel = 2, .stride = 2}), GraphError,
                         MessageWith({"stride of 2"}));
    CHECK_THROWS_AS(pool(x, {.kernel = 40, .stride = 1}), GraphError);
    CHECK(size_like(multiple("h", 32), 2) % 2 == 0);
    CHECK(size_like(Dim("h", 32, 1), 2) % 2 == 1);
    CHECK_THROWS_AS(multiple("h", 0), GraphError);
    CHECK_THROWS_AS(Dim("h", 2, -3), GraphError);
}

TEST_CASE("SAME padding is TensorFlow's, with the odd zero at the bottom and to the right") {
    CHECK(same_padding(224, 3, 2) == Padding(0, 0, 1, 1));
    CHECK(same_padding(75, 3, 2) == Padding(1, 1, 1, 1));
    CHECK(same_padding({8, 7}, {5, 2}, {1, 2}) == Padding(2, 0, 2, 1));
    CHECK(same_padding(6, 1, 2) == Padding(0));
    CHECK(same_padding(9, 3, 1, 2) == Padding(2));
    CHECK(same_padding(10, 4) == Padding(1, 1, 2, 2));
    CHECK_THROWS_AS(same_padding(0, 3), GraphError);
    CHECK_THROWS_AS(same_padding(8, 3, 0), GraphError);
}

TEST_CASE("layouts that lose, invent or confuse numbers are refused") {
    Inputs w;
    const Dim n = dynamic("N");
    CHECK_THROWS_MATCHES(w.g.reshape(w.picture, {n, 191}), GraphError, MessageWith({"[N, 3, 8, 8]", "[N, 191]"}));
    CHECK_THROWS_AS(w.g.reshape(w.picture, {dynamic("M"), 192}), GraphError);
    CHECK_THROWS_AS(w.g.reshape(w.picture, {192}), GraphError);
    CHECK_THROWS_AS(w.g.reshape(w.picture, {0, 192}), GraphError);
    CHECK(w.g.flatten(w.fixed, 2).dims() == Dims{24, 1});
    CHECK_THROWS_AS(w.g.flatten(w.picture, 5), GraphError);
    CHECK_THROWS_AS(w.g.flatten(w.picture, 2), GraphError);  // N times 3 has no name
    CHECK_THROWS_AS(w.g.concat({}, 0), GraphError);
    CHECK_THROWS_AS(w.g.concat({w.rows, w.others}, 1), GraphError);
    CHECK_THROWS_MATCHES(w.g.concat({w.rows, w.rows}, 0), GraphError, MessageWith({"[N, 6]", "name"}));
    CHECK_THROWS_AS(w.g.concat({w.rows, w.picture}, 1), GraphError);
    CHECK_THROWS_AS(w.g.concat({w.fixed, w.tokens}, 0), GraphError);
    CHECK(w.g.concat({w.fixed, w.fixed}, 0).dims() == Dims{8, 6});
    CHECK_THROWS_AS(w.g.slice(w.rows, 1, 3, 3), GraphError);
    CHECK_THROWS_AS(w.g.slice(w.rows, 1, 0, 7), GraphError);
    CHECK_THROWS_AS(w.g.slice(w.rows, 1, -7, 6), GraphError);
    CHECK_THROWS_AS(w.g.slice(w.rows, 1, 0, 6, 0), GraphError);
    CHECK_THROWS_MATCHES(w.g.slice(w.rows, 0, 0, 1), GraphError, MessageWith({"[N, 6]", "length"}));
    CHECK_THROWS_AS(w.g.slice(w.rows, 2, 0, 1), GraphError);
    CHECK_THROWS_AS(w.g.transpose(w.rows, {0, 0}), GraphError);
    CHECK_THROWS_AS(w.g.transpose(w.rows, {0}), GraphError);
    CHECK_THROWS_AS(w.g.squeeze(w.rows, {1}), GraphError);
    CHECK_THROWS_AS(w.g.unsqueeze(w.rows, {0, 0}), GraphError);
    CHECK_THROWS_AS(w.g.reduce_mean(w.rows, {}), GraphError);
    CHECK_THROWS_AS(w.g.reduce_sum(w.rows, {1, -1}), GraphError);
    CHECK_THROWS_AS(w.g.softmax(w.rows, 2), GraphError);
    CHECK_THROWS_AS(w.g.arg_max(w.rows, -3), GraphError);
}

TEST_CASE("operators along dynamic axes that do not fit are refused") {
    GraphBuilder g("refused");
    const Value fixed = g.input("fixed", DType::float32, {2, 3});
    const Value open = g.input("open", DType::float32, {2, dynamic("T")});
    const Value other = g.input("other", DType::float32, {4, dynamic("T")});
    const Value whole = g.input("whole", DType::int64, {2, dynamic("T")});
    CHECK_THROWS_AS(g.concat({}, 0, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, fixed}, 1, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, open}, 1, Dim(7)), GraphError);
    CHECK_THROWS_MATCHES(g.concat({fixed, other}, 1, dynamic("X")), GraphError, MessageWith({"[2, 3]", "[4, T]"}));
    CHECK_THROWS_AS(g.concat({open, g.input("rank", DType::float32, {2, dynamic("T"), 1})}, 1, dynamic("X")),
                    GraphError);
    CHECK_THROWS_AS(g.concat({fixed, whole}, 1, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.slice(fixed, 1, 0, 1, Dim(1)), GraphError);
    CHECK_THROWS_AS(g.slice(open, 2, 0, 1, Dim(1)), GraphError);
    CHECK_THROWS_AS(g.upper_triangle(whole, g.whole_scalar(0)), GraphError);
    CHECK_THROWS_AS(g.lower_triangle(g.input("row", DType::float32, {3}), g.whole_scalar(0)), GraphError);
    CHECK_THROWS_AS(g.lower_triangle(open, g.scalar(0)), GraphError);
    CHECK_THROWS_AS(g.upper_triangle(open, whole), GraphError);
    CHECK_THROWS_AS(g.length(open, 2), GraphError);
    CHECK_THROWS_AS(g.scatter_add(open, fixed, fixed, 1), GraphError);
    CHECK_THROWS_AS(g.scatter_add(fixed, whole, other, 1), GraphError);
    CHECK_THROWS_AS(g.scatter_add(fixed, whole, open, 0), GraphError);
    CHECK(g.scatter_add(fixed, whole, open, 1).dims() == Dims{2, 3});
}

TEST_CASE("element types that an operator does not take are refused") {
    Inputs w;
    CHECK_THROWS_MATCHES(w.g.relu(w.tokens), GraphError, MessageWith({"Relu", "float32", "tokens", "int64"}));
    CHECK_THROWS_MATCHES(w.g.softmax(w.tokens), GraphError, MessageWith({"softmax", "float32", "tokens", "int64"}));
    CHECK_THROWS_AS(w.g.add(w.rows, w.tokens), GraphError);
    CHECK_THROWS_AS(w.g.gather(w.rows, w.rows), GraphError);
    CHECK_THROWS_AS(w.g.where(w.rows, w.rows, w.rows), GraphError);
    const Value condition = w.g.greater(w.rows, w.rows);
    CHECK_THROWS_AS(w.g.add(condition, condition), GraphError);
    CHECK_THROWS_AS(w.g.clip(w.rows, 1, 0), GraphError);
    CHECK_THROWS_AS(w.g.clip(w.rows, 0, NAN), GraphError);
}

TEST_CASE("pictures are enlarged by whole numbers and padded by what makes sense, or not at all") {
    Inputs w;
    CHECK(w.g.resize_bilinear(w.picture, {2, 3}).dims() == Dims{dynamic("N"), 3, 16, 24});
    CHECK(w.g.pad(w.picture, {0, 1, 2, 3}).dims() == Dims{dynamic("N"), 3, 10, 12});
    CHECK_THROWS_MATCHES(w.g.resize_bilinear(w.picture, 0), GraphError, MessageWith({"0"}));
    CHECK_THROWS_AS(w.g.resize_bilinear(w.picture, {2, -1}), GraphError);
    CHECK_THROWS_AS(w.g.resize_bilinear(w.picture, std::int64_t{1} << 62), GraphError);
    CHECK_THROWS_MATCHES(w.g.resize_bilinear(w.picture, 1 << 18), GraphError, MessageWith({"8", "large"}));
    CHECK_THROWS_AS(w.g.resize_bilinear(w.rows, 2), GraphError);
    CHECK_THROWS_AS(w.g.resize_bilinear(w.tokens, 2), GraphError);
    CHECK_THROWS_MATCHES(w.g.pad(w.picture, -1), GraphError, MessageWith({"negative"}));
    CHECK_THROWS_MATCHES(w.g.pad(w.picture, {0, 0, 1 << 20, 0}), GraphError, MessageWith({"large"}));
    CHECK_THROWS_AS(w.g.pad(w.picture, {0, std::int64_t{1} << 62, 0, std::int64_t{1} << 62}), GraphError);
    CHECK_THROWS_AS(w.g.pad(w.picture, 1, NAN), GraphError);
    CHECK_THROWS_AS(w.g.pad(w.rows, 1), GraphError);
    CHECK_THROWS_AS(w.g.pad(w.tokens, 1), GraphError);
    const Value open = w.g.input("open", DType::float32, {1, 3, dynamic("H"), 8});
    CHECK(to_string(w.g.resize_bilinear(open, 2).dims()) == "[1, 3, 2H, 16]");
    CHECK(to_string(w.g.pad(open, 1).dims()) == "[1, 3, H+2, 10]");
}

TEST_CASE("recurrent layers with weights or states of another size are refused") {
    GraphBuilder g("recurrent");
    const Dim n = dynamic("N");
    const Value x = g.input("x", DType::float32, {1, n, 3});
    const std::vector<float> w(48, 0.1F);
    const std::vector<float> r(64, 0.1F);
    const std::vector<float> b(16, 0.1F);
    const auto weights = g.recurrent_weights("layer", Cell::lstm, 3, 4, w, r, b, b, Storage::float32());
    const Value state = g.input("state", DType::float32, {1, n, 4});
    const Value narrow = g.input("narrow", DType::float32, {1, n, 3});
    CHECK_NOTHROW(g.lstm(x, weights, state, state));
    CHECK_THROWS_MATCHES(g.lstm(x, weights, state, narrow), GraphError,
                         MessageWith({"state", "[1, N, 4]", "[1, N, 3]"}));
    CHECK_THROWS_AS(g.lstm(state, weights, state, state), GraphError);
    CHECK_THROWS_AS(g.gru(x, weights, state), GraphError);
    CHECK_THROWS_AS(g.recurrent_weights("other", Cell::lstm, 3, 5, w, r, b, b, Storage::float32()), GraphError);
    CHECK_THROWS_AS(g.recurrent_weights("other", Cell::gru, 3, 4, w, r, b, b, Storage::float32()), GraphError);
    CHECK_THROWS_AS(g.recurrent_weights("other", Cell::gru, 0, 4, w, r, b, b, Storage::float32()), GraphError);
}
