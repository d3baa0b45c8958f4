// What is read of TensorFlow.js graph models, and what is refused.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/made_up_model.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tfjs::Attribute;
using importers::tfjs::Model;

namespace {

void check_refused(const std::string& json, const files::Bytes& shard, const std::vector<std::string>& parts) {
    CHECK_THROWS_MATCHES(MadeUpModel::read_as(json, shard), ImportError, MessageWith(parts));
}
void check_refused(const MadeUpModel& model, const std::vector<std::string>& parts) {
    check_refused(model.json(), model.shard(), parts);
}

MadeUpModel one_weight(const MadeUpWeight& weight) { return {.nodes = {}, .weights = {weight}}; }

std::string topology(const std::string& nodes) {
    return R"({"modelTopology": {"node": [)" + nodes + R"(]}, "weightsManifest": []})";
}

}  // namespace

TEST_CASE("nodes of a TensorFlow.js model come after their inputs, whatever their order in the file") {
    const Model model = MadeUpModel{
        .nodes = {{.name = "c", .op = "Add", .inputs = {"b:1", "a", "^d"}},
                  {.name = "b", .op = "Split", .inputs = {"a"}},
                  {.name = "a", .op = "Placeholder"},
                  {.name = "d", .op = "NoOp"}},
        .weights = {}}.read();
    REQUIRE(model.nodes().size() == 4);
    for (std::size_t i = 0; i < 4; ++i)
        for (const auto& input : model.nodes()[i].inputs) CHECK(input.node < i);
    const auto& sum = model.nodes()[model.find("c").value()];
    CHECK(sum.op == "Add");
    CHECK(sum.place() == "node “c”, Add");
    REQUIRE(sum.inputs.size() == 3);
    CHECK(model.nodes()[sum.inputs[0].node].name == "b");
    CHECK(sum.inputs[0].result == 1);
    CHECK(sum.inputs[1].result == 0);
    CHECK_FALSE(sum.inputs[1].control);
    CHECK(sum.inputs[2].control);
    CHECK_FALSE(model.find("e"));
    CHECK(model.constant("a") == nullptr);
}

TEST_CASE("attributes of every kind are read, texts in base64, as bytes and plain") {
    const Model model = MadeUpModel{
        .nodes = {{.name = "a",
                   .op = "Any",
                   .attributes = R"("b": {"b": true}, "i": {"i": "-7"}, "n": {"i": 7}, "f": {"f": 0.5},
                                   "s": {"s": "TkhXQw=="}, "bytes": {"s": [78, 72]}, "plain": {"s": "SAME"},
                                   "short": {"s": "VALID"}, "none": {"s": ""}, "type": {"type": "DT_FLOAT"},
                                   "number": {"type": 1}, "li": {"list": {"i": ["1", 2]}},
                                   "ls": {"list": {"s": ["Qmlhc0FkZA==", "Relu"]}}, "le": {"list": {}},
                                   "shape": {"shape": {"dim": [{"size": "-1"}, {"size": 3}, {}]}},
                                   "rank": {"shape": {"unknownRank": true}}, "func": {"func": {"name": "x"}})"}},
        .weights = {}}.read();
    const auto& attributes = model.nodes()[0].attributes;
    CHECK(attributes.at("b") == Attribute(true));
    CHECK(attributes.at("i") == Attribute(std::int64_t{-7}));
    CHECK(attributes.at("n") == Attribute(std::int64_t{7}));
    CHECK(attributes.at("f") == Attribute(0.5));
    CHECK(attributes.at("s") == Attribute(std::string("NHWC")));
    CHECK(attributes.at("bytes") == Attribute(std::string("NH")));
    CHECK(attributes.at("plain") == Attribute(std::string("SAME")));
    CHECK(attributes.at("short") == Attribute(std::string("VALID")));
    CHECK(attributes.at("none") == Attribute(std::string()));
    CHECK(attributes.at("type") == Attribute(std::string("DT_FLOAT")));
    CHECK(attributes.at("number") == Attribute(std::string("1")));
    CHECK(attributes.at("li") == Attribute(std::vector<std::int64_t>{1, 2}));
    CHECK(attributes.at("ls") == Attribute(std::vector<std::string>{"BiasAdd", "Relu"}));
    CHECK(attributes.at("shape") == Attribute(std::vector<std::int64_t>{-1, 3, 0}));
    for (const char* name : {"le", "rank", "func"}) CHECK(attributes.at(name) == Attribute());
}

TEST_CASE("attributes that contradict their kind are refused by node and name") {
    for (const char* given :
         {R"({"b": 1})", R"({"i": "7x"})", R"({"i": 7.5})", R"({"i": ""})", R"({"i": "99999999999999999999"})",
          R"({"f": "1"})", R"({"s": 3})", R"({"s": [256]})", R"({"type": []})", R"({"shape": {"dim": 3}})",
          R"({"shape": {"dim": [{"size": "x"}]}})", R"({"list": {"i": ["x"]}})", R"({"list": {"s": [1]}})"}) {
        CAPTURE(given);
        check_refused(MadeUpModel{.nodes = {{.name = "n", .op = "Op", .attributes = R"("it": )" + std::string(given)}},
                                  .weights = {}},
                      {"node “n”, Op", "“it”"});
    }
}

TEST_CASE("weights of every type and quantisation are what the format says") {
    const std::vector<std::uint16_t> halves{0x3c00, 0xc000, 0x0001};
    const MadeUpModel made{
        .nodes = {},
        .weights = {reals("float", {2, 1}, {1.5F, -2}),
                    wholes("int", {}, {-3}),
                    {.name = "byte", .shape = {2}, .data = {7, 255}, .type = "uint8"},
                    {.name = "truth", .shape = {2}, .data = {0, 1}, .type = "bool"},
                    {.name = "half", .shape = {3}, .data = bytes_of(halves), .quantisation = R"({"dtype": "float16"})"},
                    {.name = "eight",
                     .shape = {3},
                     .data = {0, 1, 255},
                     .quantisation = R"({"dtype": "uint8", "scale": 0.5, "min": -1})"},
                    {.name = "sixteen",
                     .shape = {2},
                     .data = {0, 1, 1, 0},
                     .quantisation = R"({"dtype": "uint16", "scale": 2, "min": 1})"},
                    {.name = "rounded",
                     .shape = {3},
                     .data = {0, 1, 2},
                     .type = "int32",
                     .quantisation = R"({"dtype": "uint8", "scale": 1, "min": -1.5})"},
                    {.name = "empty", .shape = {0, 5}, .data = {}}}};
    const Model model = made.read();
    CHECK(model.constant("float")->as<float>() == std::vector<float>{1.5F, -2});
    CHECK(model.constant("float")->shape == core::Shape{2, 1});
    CHECK(model.constant("int")->as<std::int32_t>() == std::vector<std::int32_t>{-3});
    CHECK(model.constant("int")->shape.empty());
    CHECK(model.constant("byte")->as<std::uint8_t>() == std::vector<std::uint8_t>{7, 255});
    CHECK(model.constant("truth")->as<std::uint8_t>() == std::vector<std::uint8_t>{0, 1});
    CHECK(model.constant("half")->as<float>() == std::vector<float>{1, -2, 5.9604645e-8F});
    CHECK(model.constant("eight")->as<float>() == std::vector<float>{-1, -0.5F, 126.5F});
    CHECK(model.constant("sixteen")->as<float>() == std::vector<float>{513, 3});
    CHECK(model.constant("rounded")->as<std::int32_t>() == std::vector<std::int32_t>{-1, 0, 1});
    CHECK(model.constant("empty")->as<float>().empty());
}

TEST_CASE("weights that are not understood are refused by name") {
    MadeUpWeight weight = reals("w", {2}, {1, 2});
    const auto refused = [&](const std::vector<std::string>& parts) { check_refused(one_weight(weight), parts); };
    const auto quantised = [&](const std::string& how, const std::vector<std::string>& parts) {
        weight.quantisation = how;
        refused(parts);
    };
    SECTION("a type") {
        weight.type = "complex64";
        refused({"“w”", "complex64"});
    }
    SECTION("a quantisation") {
        quantised(R"({"dtype": "int4"})", {"“w”", "int4"});
        quantised(R"({"dtype": "uint8", "min": 0})", {"“w”", "scale"});
        quantised(R"({"dtype": "uint8", "scale": 1, "min": "0"})", {"“w”", "min"});
        quantised(R"("float16")", {"“w”", "dtype"});
    }
    SECTION("a quantisation of another type") {
        weight.type = "int32";
        quantised(R"({"dtype": "float16"})", {"“w”", "int32", "float16"});
        weight.type = "bool";
        quantised(R"({"dtype": "uint8", "scale": 1, "min": 0})", {"“w”", "bool", "uint8"});
    }
    SECTION("numbers beyond their type") {
        weight.data = {1, 2};
        quantised(R"({"dtype": "uint8", "scale": 1e300, "min": 0})", {"“w”", "float32"});
        weight.type = "int32";
        quantised(R"({"dtype": "uint8", "scale": 1e300, "min": 0})", {"“w”", "int32"});
    }
    SECTION("numbers that are not finite") {
        weight = reals("w", {2}, {1, NAN});
        refused({"“w”", "not finite"});
        weight.data = {0, 0x7c, 0, 0};
        quantised(R"({"dtype": "float16"})", {"“w”", "not finite"});
    }
    SECTION("a truth of 2") {
        weight = {.name = "w", .shape = {1}, .data = {2}, .type = "bool"};
        refused({"“w”", "neither true nor false"});
    }
    SECTION("shapes") {
        for (const core::Shape& shape : {core::Shape{-1}, core::Shape{1 << 20, 1 << 20, 1 << 20, 1 << 20},
                                         core::Shape{std::int64_t{1} << 62}, core::Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}}) {
            weight.shape = shape;
            refused({"“w”", "shape"});
        }
    }
    SECTION("too few bytes, and too many") {
        weight.data.pop_back();
        refused({"“w”", "8 bytes", "7 left"});
        weight.data.insert(weight.data.end(), 3, 0);
        refused({"2 bytes", "no weight"});
    }
    SECTION("two of a name") {
        MadeUpModel twice = one_weight(weight);
        twice.nodes.push_back({.name = "w", .op = "Const"});
        check_refused(twice, {"node “w”, Const", "two nodes"});
        check_refused(R"({"modelTopology": {"node": [{"name": "a", "op": "b"}]}, "weightsManifest": [{"paths": ["x"],
            "weights": [{"name": "w", "shape": [1], "dtype": "bool"}, {"name": "w", "shape": [1], "dtype": "bool"}]}]})",
                      {0, 0}, {"weight “w”", "two"});
    }
}

TEST_CASE("weights lie in several files, whose names lead nowhere else") {
    const auto json = [](const std::string& paths) {
        const std::string text = R"({"modelTopology": {"node": [{"name": "a", "op": "b"}]}, "weightsManifest": [
            {"paths": ["1"], "weights": [{"name": "one", "shape": [], "dtype": "uint8"}]}, {"paths": [)" +
                                 paths + R"(], "weights": [{"name": "two", "shape": [2], "dtype": "uint8"}]}]})";
        return files::Bytes(text.begin(), text.end());
    };
    const auto shards = [](const std::string& name) {
        if (name.size() != 1) throw ImportError("there is no file " + name);
        return files::Bytes{static_cast<std::uint8_t>(name[0])};
    };
    const Model model(json(R"("2", "3")"), shards);
    CHECK(model.constant("one")->as<std::uint8_t>() == std::vector<std::uint8_t>{'1'});
    CHECK(model.constant("two")->as<std::uint8_t>() == std::vector<std::uint8_t>{'2', '3'});
    CHECK_THROWS_MATCHES(Model(json(R"("2", "missing")"), shards), ImportError, MessageWith({"missing"}));
    CHECK_THROWS_MATCHES(Model(json(R"("2")"), shards), ImportError, MessageWith({"“two”", "1 left"}));
    for (const char* path : {R"("../2")", R"("..")", R"("")", R"("/2")", R"("a\\b")", R"("2\u0000")", "2"}) {
        CAPTURE(path);
        CHECK_THROWS_MATCHES(Model(json(path), shards), ImportError, MessageWith({"manifest"}));
    }
}

TEST_CASE("graphs that make no sense are refused by node") {
    check_refused(topology(""), {}, {"0 nodes"});
    check_refused(topology(R"({"op": "b"})"), {}, {"node 0", "“name”"});
    check_refused(topology(R"({"name": "a"})"), {}, {"“a”", "“op”"});
    check_refused(topology(R"({"name": "a", "op": 3})"), {}, {"“a”", "“op”"});
    check_refused(topology(R"({"name": "a", "op": "b", "attr": []})"), {}, {"“a”", "attributes"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": "a"})"), {}, {"“a”", "“input”"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": [3]})"), {}, {"“a”", "no text"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": ["c"]})"), {}, {"“a”, b", "“c”"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": ["a:x"]})"), {}, {"“a”, b", "“a:x”"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": ["a:99999"]})"), {}, {"“a”, b", "“a:99999”"});
    check_refused(topology(R"({"name": "a", "op": "b", "input": ["a"]})"), {}, {"“a”, b", "back to itself"});
    // A circle of two, and what only depends on it.
    check_refused(topology(R"({"name": "user", "op": "x", "input": ["a"]}, {"name": "a", "op": "x", "input": ["b"]},
                              {"name": "b", "op": "x", "input": ["^a"]})"),
                  {}, {"“", ", x", "back to itself"});
    try {
        MadeUpModel::read_as(topology(R"({"name": "user", "op": "x", "input": ["a"]},
                                         {"name": "a", "op": "x", "input": ["a"]})"),
                             {});
        FAIL("a circle was understood");
    } catch (const ImportError& error) {
        CHECK(std::string(error.what()).starts_with("node “a”"));
    }
    check_refused(R"({"format": "layers-model"})", {}, {"layers"});
    check_refused("[]", {}, {"modelTopology"});
    check_refused(R"({"modelTopology": 3})", {}, {"“node”"});
    check_refused(R"({"modelTopology": {"node": [{"name": "a", "op": "b"}]}})", {}, {"weightsManifest"});
    check_refused("", {}, {"no JSON"});
    check_refused(R"({"modelTopology": 1e999})", {}, {"no JSON"});
    check_refused(std::string(100'000, '['), {}, {"nested"});
}
