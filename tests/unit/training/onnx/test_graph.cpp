#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>

#include "digits_graph.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/onnx/inspect.hpp"
#include "training/onnx/read_weights.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::digits_graph;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

TEST_CASE("the same calls give the same bytes, other numbers give others") {
    CHECK(digits_graph(1).serialised() == digits_graph(1).serialised());
    const GraphBuilder g = digits_graph(1);
    CHECK(g.serialised() == g.serialised());
    CHECK(digits_graph(1).serialised() != digits_graph(2).serialised());
}

TEST_CASE("what was written can be looked into") {
    const TemporaryFolder folder;
    const GraphBuilder g = digits_graph();
    const std::size_t bytes = g.write(folder / "digits.onnx");
    const ModelSummary model = inspect(folder / "digits.onnx");
    CHECK(bytes == std::filesystem::file_size(folder / "digits.onnx"));
    CHECK(model.bytes == bytes);
    CHECK(model.graph == "digits");
    CHECK(model.description == "a small network for tests");
    CHECK(model.producer == "ML Lab");
    CHECK(model.metadata == std::vector<std::pair<std::string, std::string>>{{"model", "digits"}, {"licence", "MIT"}});
    CHECK(model.ir_version == 8);
    CHECK(model.opset == 17);
    REQUIRE(model.inputs.size() == 1);
    CHECK(model.inputs[0].name == "image");
    CHECK(model.inputs[0].type == "float32");
    CHECK(model.inputs[0].shape == "[N, 1, 8, 8]");
    CHECK(model.inputs[0].meaning == "ink 1 on paper 0");
    REQUIRE(model.outputs.size() == 3);
    CHECK(model.outputs[0].name == "features");
    CHECK(model.outputs[0].shape == "[N, 4, 8, 8]");
    CHECK(model.outputs[1].name == "logits");
    CHECK(model.outputs[1].shape == "[N, 11]");
    CHECK(model.outputs[2].type == "int64");
    CHECK(model.operators.at("Conv") == 1);
    CHECK(model.operators.at("Cast") == 3);
    CHECK(model.parameters == 4 * 9 + 4 + 11 * 64 + 11);
    CHECK(model.parameters == g.parameter_count());
    const std::string text = to_text(model);
    for (const char* part :
         {"image  float32 [N, 1, 8, 8]", "licence: MIT", "Conv × 1", "parameters  755", "IR 8, opset 17"})
        CHECK(text.contains(part));
}

TEST_CASE("every node has a name of its own") {
    const TemporaryFolder folder;
    const GraphBuilder g = digits_graph();
    g.write(folder / "digits.onnx");
    CHECK(inspect(folder / "digits.onnx").unnamed.empty());
    // What has names keeps them.
    CHECK(with_node_names(g.serialised()) == g.serialised());
}

TEST_CASE("weights come out of a file as the runtime computes with them, however they are stored") {
    const TemporaryFolder folder;
    const std::vector<float> numbers{1.5F, -0.3F, 7, 0.001F, -2, 0.25F};
    const core::Shape shape{3, 2};
    GraphBuilder g("weights");
    auto x = g.input("x", DType::float32, {dynamic("N"), 3});
    const std::vector<std::pair<std::string, Storage>> kinds{{"plain", Storage::float32()},
                                                             {"half", Storage::float16()},
                                                             {"rows", Storage::int8_per_channel(0)},
                                                             {"columns", Storage::int8_per_channel(1)}};
    for (const auto& [name, storage] : kinds)
        g.output("y_" + name, g.matmul(x, g.weight(name, numbers, shape, storage)));
    g.write(folder / "weights.onnx");
    const ReadWeights weights = read_weights(folder / "weights.onnx");
    for (const auto& [name, storage] : kinds) {
        CAPTURE(name);
        CHECK(weights.shape_of(name) == shape);
        CHECK(weights.of(name, shape) == stored_values(numbers, shape, storage));
    }
    CHECK_THROWS_MATCHES(weights.of("plain", {2, 3}), GraphError, MessageWith({"plain", "[3, 2]", "[2, 3]"}));
    CHECK_THROWS_MATCHES(weights.shape_of("other"), GraphError, MessageWith({"other"}));
}

TEST_CASE("a file that is none, or lost its end, gives no weights and is named") {
    const TemporaryFolder folder;
    const std::string whole = digits_graph().serialised();
    for (const std::size_t n : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
        files::write_atomically(folder / "part.onnx", whole.substr(0, n));
        CHECK_THROWS_MATCHES(read_weights(folder / "part.onnx"), GraphError, MessageWith({"part.onnx"}));
    }
    CHECK_THROWS_AS(read_weights(folder / "none.onnx"), files::FileError);
}

TEST_CASE("a file is smaller by what its weights are stored as") {
    const auto bytes = [](Storage storage) {
        GraphBuilder g("size");
        const Value x = g.input("x", DType::float32, {1, 100});
        const std::vector<float> w(10'000, 0.5F);
        g.output("y", g.linear(x, g.weight("w", w, {100, 100}, storage), std::nullopt));
        return g.serialised().size();
    };
    CHECK(bytes(Storage::float32()) - bytes(Storage::float16()) > 19'000);
    CHECK(bytes(Storage::float32()) - bytes(Storage::int8_per_channel()) > 29'000);
}

TEST_CASE("a graph with nothing to answer or with parts that lead nowhere is refused") {
    GraphBuilder g("graph");
    const Value x = g.input("x", DType::float32, {2});
    CHECK_THROWS_MATCHES(g.serialised(), GraphError, MessageWith({"graph", "no outputs"}));
    const Value w = g.weight("forgotten", std::vector<float>{1, 2}, {2}, Storage::float16());
    g.output("y", g.relu(x));
    CHECK_THROWS_MATCHES(g.serialised(), GraphError, MessageWith({"forgotten", "no output"}));
    g.output("z", g.add(x, w));
    CHECK_NOTHROW(g.serialised());
    const Value unused = g.input("unused", DType::float32, {2});
    CHECK_THROWS_MATCHES(g.serialised(), GraphError, MessageWith({"unused"}));
    g.output("w", unused);
    CHECK_NOTHROW(g.serialised());
    g.relu(unused);  // a result that nobody took is left out
    CHECK(g.serialised().find("/relu_2") == std::string::npos);
}

TEST_CASE("names are unique and plain") {
    GraphBuilder g("names");
    const Value x = g.input("x", DType::float32, {2});
    CHECK_THROWS_MATCHES(g.input("x", DType::float32, {2}), GraphError, MessageWith({"\"x\"", "taken"}));
    CHECK_THROWS_AS(g.weight("x", std::vector<float>{1}, {1}, Storage::float32()), GraphError);
    CHECK_THROWS_AS(g.output("x", g.relu(x)), GraphError);
    for (const char* name : {"", "1", ".x", "a b", "a/b", "ä", "a\nb", "/relu_1"})
        CHECK_THROWS_AS(g.input(name, DType::float32, {2}), GraphError);
    CHECK_THROWS_AS(GraphBuilder("no name"), GraphError);
    CHECK_THROWS_AS(g.metadata("model", "again"), GraphError);
    CHECK_THROWS_AS(g.metadata("", "x"), GraphError);
}

TEST_CASE("a value of another graph is refused, also where that graph is gone") {
    GraphBuilder g("one");
    const Value stranger = [] { return GraphBuilder("two").input("x", DType::float32, {2}); }();
    GraphBuilder other("three");
    CHECK_THROWS_MATCHES(g.relu(stranger), GraphError, MessageWith({"another graph"}));
    CHECK_THROWS_AS(other.output("y", stranger), GraphError);
}

TEST_CASE("a graph may be moved and added to") {
    GraphBuilder first("moved");
    const Value x = first.input("x", DType::float32, {2});
    GraphBuilder second = std::move(first);
    second.output("y", second.relu(x));
    CHECK_NOTHROW(second.serialised());
}

TEST_CASE("weights of another size, none or without a number are refused") {
    GraphBuilder g("weights");
    const std::vector<float> two{1, 2};
    CHECK_THROWS_MATCHES(g.weight("w", two, {3}, Storage::float32()), GraphError, MessageWith({"\"w\"", "[3]", "2"}));
    CHECK_THROWS_AS(g.weight("w", {}, {0}, Storage::float32()), GraphError);
    CHECK_THROWS_AS(g.weight("w", std::vector<float>{1, NAN}, {2}, Storage::float32()), GraphError);
    CHECK_THROWS_AS(g.weight("w", std::vector<float>{1, 70000}, {2}, Storage::float16()), GraphError);
    CHECK_THROWS_AS(g.weight("w", two, {2}, Storage::int8_per_channel(1)), GraphError);
    CHECK_THROWS(g.weight("w", two, {-1, -2}, Storage::float32()));
    CHECK_THROWS_AS(g.constant(two, {3}), GraphError);
    CHECK_NOTHROW(g.weight("w", two, {2}, Storage::int8_per_channel()));  // none of the failures took the name
}

TEST_CASE("a graph that is refused or cannot be written leaves the old file alone and nothing beside it") {
    const TemporaryFolder folder;
    digits_graph(1).write(folder / "model.onnx");
    const auto before = files::read(folder / "model.onnx");
    GraphBuilder broken("broken");
    broken.input("x", DType::float32, {2});
    CHECK_THROWS_AS(broken.write(folder / "model.onnx"), GraphError);
    CHECK_THROWS_AS(digits_graph(2).write(folder / "missing" / "model.onnx"), files::FileError);
    CHECK(files::read(folder / "model.onnx") == before);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    digits_graph(2).write(folder / "model.onnx");
    CHECK(files::read(folder / "model.onnx") != before);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("the file does not depend on when and where it was written") {
    const std::string bytes = digits_graph().serialised();
    const TemporaryFolder folder;
    digits_graph().write(folder / "model.onnx");
    const auto written = files::read(folder / "model.onnx");
    CHECK(std::equal(bytes.begin(), bytes.end(), written.begin(), written.end(),
                     [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }));
    CHECK_FALSE(bytes.contains(folder.path().string()));
}
