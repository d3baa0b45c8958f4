#include <onnx/onnx_pb.h>

#include <catch_amalgamated.hpp>
#include <csignal>
#include <cstdlib>
#include <functional>

#include "core/random.hpp"
#include "digits_graph.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/onnx/inspect.hpp"
#include "training/onnx/isolated.hpp"
#include "training/onnx/verify.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::digits_graph;
using mllab::testing::MessageWith;

namespace {

// A sound model with one thing changed.
std::string changed(const std::function<void(onnx::ModelProto&)>& change) {
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(digits_graph().serialised()));
    change(model);
    return model.SerializeAsString();
}

void check_refused(const std::function<void(onnx::ModelProto&)>& change, const std::vector<std::string>& words) {
    CHECK_THROWS_MATCHES(parse_verified(changed(change)), GraphError, MessageWith(words));
}

onnx::TensorProto& first_weight(onnx::ModelProto& m) { return *m.mutable_graph()->mutable_initializer(0); }

onnx::NodeProto& node(onnx::ModelProto& m, const std::string& op) {
    for (auto& n : *m.mutable_graph()->mutable_node()) {
        if (n.op_type() == op) return n;
    }
    FAIL("the model has no " << op);
    return *m.mutable_graph()->mutable_node(0);
}

onnx::AttributeProto& attribute(onnx::NodeProto& n, const std::string& name) {
    for (auto& a : *n.mutable_attribute()) {
        if (a.name() == name) return a;
    }
    FAIL("no attribute " << name);
    return *n.mutable_attribute(0);
}

// Accepted or refused with a reason: both are fine, anything else is not.
bool survives(std::string_view bytes) {
    try {
        static_cast<void>(parse_verified(bytes));
        return true;
    } catch (const GraphError& error) {
        return std::string(error.what()).size() > 10;
    }
}

}  // namespace

TEST_CASE("the model that the hostile ones are made of is sound") {
    CHECK_NOTHROW(parse_verified(changed([](auto&) {})));
}

TEST_CASE("a truncated file is refused, wherever it ends") {
    const std::string whole = digits_graph().serialised();
    for (std::size_t i = 0; i < 50; ++i) {
        CAPTURE(i);
        CHECK_THROWS_AS(parse_verified(std::string_view(whole).substr(0, whole.size() * i / 50)), GraphError);
    }
}

TEST_CASE("flipped bits and random bytes are survived") {
    const std::string whole = digits_graph().serialised();
    core::Random random(99);
    int unclear = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = whole;
        for (std::size_t flips = 1 + random.below(8); flips > 0; --flips)
            bytes[random.below(bytes.size())] ^= static_cast<char>(1 << random.below(8));
        if (!survives(bytes)) ++unclear;
    }
    for (int round = 0; round < 100; ++round) {
        std::string bytes(random.below(2000), '\0');
        for (char& c : bytes) c = static_cast<char>(random.below(256));
        if (!survives(bytes)) ++unclear;
    }
    CHECK(unclear == 0);
}

TEST_CASE("damage to the structure around the numbers is survived") {
    // The graph without its weights: here every flip hits a name, a shape, an attribute or a length.
    const std::string skeleton = changed([](auto& m) { m.mutable_graph()->clear_initializer(); });
    core::Random random(7);
    int unclear = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = skeleton;
        bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        if (!survives(bytes)) ++unclear;
    }
    CHECK(unclear == 0);
}

TEST_CASE("tensors whose bytes do not match their shape are refused") {
    check_refused([](auto& m) { first_weight(m).mutable_raw_data()->pop_back(); },
                  {"conv.weight.steps", "36 bytes", "35"});
    check_refused([](auto& m) { first_weight(m).mutable_raw_data()->clear(); }, {"conv.weight.steps", "holds 0"});
    check_refused([](auto& m) { first_weight(m).clear_raw_data(); }, {"conv.weight.steps", "holds 0"});
    check_refused([](auto& m) { first_weight(m).set_data_type(onnx::TensorProto::FLOAT); }, {"144 bytes", "36"});
    check_refused([](auto& m) { first_weight(m).set_data_type(999); }, {"element type 999"});
    check_refused([](auto& m) { first_weight(m).set_data_type(onnx::TensorProto::STRING); }, {"element type 8"});
    check_refused([](auto& m) { first_weight(m).set_dims(0, -4); }, {"negative"});
    check_refused([](auto& m) { first_weight(m).set_dims(0, std::int64_t{1} << 62); }, {"too large"});
    check_refused([](auto& m) { first_weight(m).set_dims(0, 0); }, {"0 bytes", "36"});
    check_refused(
        [](auto& m) {
            for (int i = 0; i < 4; ++i) first_weight(m).set_dims(i, std::int64_t{1} << 32);
        },
        {"too large"});
    check_refused([](auto& m) { first_weight(m).add_int32_data(3); }, {"twice"});
    check_refused([](auto& m) { first_weight(m).mutable_segment()->set_begin(0); }, {"part"});
}

TEST_CASE("numbers in other files are refused, whatever the path") {
    check_refused(
        [](auto& m) {
            first_weight(m).set_data_location(onnx::TensorProto::EXTERNAL);
            auto& entry = *first_weight(m).add_external_data();
            entry.set_key("location");
            entry.set_value("../../../../etc/passwd");
        },
        {"another file"});
    check_refused([](auto& m) { first_weight(m).add_external_data()->set_key("location"); }, {"another file"});
}

TEST_CASE("graphs that are no straight walk from inputs to outputs are refused") {
    check_refused([](auto& m) { node(m, "Conv").set_input(0, "logits"); }, {"Conv", "logits", "cycle"});
    check_refused([](auto& m) { node(m, "Relu").set_input(0, "features"); }, {"Relu", "features"});
    check_refused([](auto& m) { node(m, "Relu").set_input(0, "nowhere"); }, {"nowhere"});
    check_refused([](auto& m) { node(m, "ArgMax").set_output(0, "logits"); }, {"logits", "twice"});
    check_refused([](auto& m) { node(m, "Relu").set_output(0, "image"); }, {"image", "twice"});
    check_refused([](auto& m) { m.mutable_graph()->mutable_node()->SwapElements(0, 5); }, {"nothing before it"});
    check_refused([](auto& m) { m.mutable_graph()->mutable_output(1)->set_name("elsewhere"); }, {"elsewhere"});
    check_refused([](auto& m) { m.mutable_graph()->mutable_output(1)->set_name("best"); }, {"best", "twice"});
    check_refused([](auto& m) { m.mutable_graph()->clear_output(); }, {"no outputs"});
    check_refused([](auto& m) { m.mutable_graph()->clear_node(); }, {"output"});
    check_refused([](auto& m) { m.clear_graph(); }, {"no graph"});
    check_refused([](auto& m) { *m.mutable_graph()->add_initializer() = m.graph().initializer(0); }, {"twice"});
}

TEST_CASE("versions and operators outside of what was tested are refused") {
    check_refused([](auto& m) { m.set_ir_version(3); }, {"IR version is 3"});
    check_refused([](auto& m) { m.set_ir_version(99); }, {"IR version is 99"});
    check_refused([](auto& m) { m.clear_ir_version(); }, {"IR version is 0"});
    check_refused([](auto& m) { m.mutable_opset_import(0)->set_version(7); }, {"operator set is 7"});
    check_refused([](auto& m) { m.mutable_opset_import(0)->set_version(22); }, {"operator set is 22"});
    check_refused([](auto& m) { m.clear_opset_import(); }, {"standard operators"});
    check_refused([](auto& m) { m.mutable_opset_import(0)->set_domain("com.example"); }, {"standard operators"});
    check_refused([](auto& m) { m.add_opset_import()->set_domain("com.example"); }, {"standard operators"});
    check_refused([](auto& m) { node(m, "Relu").set_domain("com.example"); }, {"Relu", "com.example"});
    check_refused([](auto& m) { node(m, "Relu").set_op_type("Explode"); }, {"Explode"});
    check_refused([](auto& m) { m.add_functions()->set_name("f"); }, {"functions"});
    check_refused(
        [](auto& m) {
            auto& a = *node(m, "Relu").add_attribute();
            a.set_name("body");
            a.set_type(onnx::AttributeProto::GRAPH);
            a.mutable_g()->set_name("inner");
        },
        {"Relu", "contains a graph"});
}

TEST_CASE("operators that do not fit together are refused by ONNX's own checks") {
    check_refused([](auto& m) { node(m, "Conv").clear_input(); }, {"Conv"});
    check_refused([](auto& m) { node(m, "Relu").add_input("image"); }, {"Relu"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "strides").set_ints(0, 0); }, {"Conv"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "strides").clear_ints(); }, {"Conv"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "kernel_shape").set_ints(0, 5); }, {"differ"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "kernel_shape").set_ints(0, -3); }, {"Conv"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "dilations").set_ints(0, std::int64_t{1} << 62); },
                  {"Conv"});
    check_refused([](auto& m) { attribute(node(m, "Conv"), "pads").set_ints(0, std::int64_t{1} << 62); }, {"Conv"});
    check_refused([](auto& m) { attribute(node(m, "MaxPool"), "strides").set_ints(1, 0); }, {"MaxPool"});
    check_refused([](auto& m) { attribute(node(m, "ArgMax"), "axis").set_i(9); }, {"ArgMax"});
    check_refused([](auto& m) { attribute(node(m, "ArgMax"), "axis").set_type(onnx::AttributeProto::FLOAT); },
                  {"axis"});
    check_refused(
        [](auto& m) {
            m.mutable_graph()->mutable_output(1)->mutable_type()->mutable_tensor_type()->set_elem_type(
                onnx::TensorProto::INT64);
        },
        {"elem type"});
    check_refused(
        [](auto& m) {
            auto& shape = *m.mutable_graph()->mutable_output(1)->mutable_type()->mutable_tensor_type()->mutable_shape();
            shape.mutable_dim(1)->set_dim_value(12);
        },
        {"12"});
}

TEST_CASE("inputs of absurd or no shape are refused") {
    const auto shape = [](onnx::ModelProto& m) {
        return m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
    };
    check_refused([&](auto& m) { shape(m)->mutable_dim(1)->set_dim_value(-1); }, {"image", "negative"});
    check_refused([&](auto& m) { shape(m)->mutable_dim(2)->set_dim_value(std::int64_t{1} << 60); },
                  {"image", "too large"});
    check_refused([&](auto& m) { shape(m)->mutable_dim()->RemoveLast(); }, {"Conv"});
    check_refused(
        [](auto& m) { m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->clear_shape(); },
        {"image", "no shape"});
    check_refused([](auto& m) { m.mutable_graph()->mutable_input(0)->clear_type(); }, {"image", "no tensor"});
    check_refused([](auto& m) { m.mutable_graph()->mutable_input(0)->clear_name(); }, {"no name"});
}

TEST_CASE("isolated work gives its result or its error, and a crash stays in it") {
    const std::string large(1'000'000, 'x');
    CHECK(isolated([&] { return std::string(large); }) == large);
    CHECK(isolated([] { return std::string(); }).empty());
    CHECK_THROWS_MATCHES(isolated([]() -> std::string { throw std::runtime_error("because"); }), GraphError,
                         MessageWith({"because"}));
    CHECK_THROWS_MATCHES(isolated([]() -> std::string { std::abort(); }), GraphError, MessageWith({"crashes"}));
    CHECK_THROWS_MATCHES(isolated([]() -> std::string { std::_Exit(3); }), GraphError, MessageWith({"crashes"}));
    CHECK_THROWS_MATCHES(isolated([]() -> std::string {
                             std::raise(SIGSEGV);
                             return "";
                         }),
                         GraphError, MessageWith({"crashes"}));
}

TEST_CASE("deeply nested messages and other kinds of files are refused, naming the file") {
    onnx::TypeProto type;
    onnx::TypeProto* inner = &type;
    for (int i = 0; i < 5000; ++i) inner = inner->mutable_sequence_type()->mutable_elem_type();
    inner->mutable_tensor_type()->set_elem_type(1);
    check_refused([&](auto& m) { *m.mutable_graph()->mutable_input(0)->mutable_type() = type; }, {"no ONNX model"});

    const testing::TemporaryFolder folder;
    files::write_atomically(folder / "page.onnx", std::string_view("<!doctype html><title>404</title>"));
    files::write_atomically(folder / "empty.onnx", std::string_view(""));
    CHECK_THROWS_MATCHES(inspect(folder / "page.onnx"), GraphError, MessageWith({"page.onnx", "no ONNX model"}));
    CHECK_THROWS_MATCHES(inspect(folder / "empty.onnx"), GraphError, MessageWith({"empty.onnx", "no ONNX model"}));
    CHECK_THROWS_MATCHES(inspect(folder / "missing.onnx"), files::FileError, MessageWith({"missing.onnx"}));
    CHECK_THROWS_AS(inspect(folder.path()), files::FileError);
}
