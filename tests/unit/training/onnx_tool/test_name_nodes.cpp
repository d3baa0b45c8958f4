// Names for the nodes of models that were published without any.
#include <onnx/onnx_pb.h>

#include <catch_amalgamated.hpp>
#include <set>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/onnx/inspect.hpp"
#include "training/onnx_tool/name_nodes.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::MessageWith;
using testing::TemporaryFolder;

namespace {

std::string a_model(bool with_names) {
    onnx_writer::GraphBuilder g("small");
    const auto x = g.input("x", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 3});
    g.output("y", g.relu(g.relu(x)));
    if (with_names) return g.serialised();
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(g.serialised()));
    for (auto& node : *model.mutable_graph()->mutable_node()) node.clear_name();
    return model.SerializeAsString();
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void publish(const std::filesystem::path& folder, const std::string& model, const std::string& id = "small",
             const std::string& teacher = "") {
    report::Card card;
    card.id = id;
    card.training.teacher = teacher;
    card.name = "Small";
    card.inputs = {{.name = "x", .type = "float32", .shape = {-1, 3}, .meaning = ""}};
    card.outputs = {{.name = "y", .type = "float32", .shape = {-1, 3}, .meaning = ""}};
    card.training.recipe = "this test";
    card.file = {.name = id + ".onnx",
                 .bytes = static_cast<std::int64_t>(model.size()),
                 .sha256 = files::sha256_hex(bytes_of(model))};
    files::write_atomically(folder / (id + ".onnx"), model);
    report::write_card(folder / (id + ".json"), card);
}

}  // namespace

TEST_CASE("a published model gets the names that the writer gives, and its card says so of the file") {
    const TemporaryFolder folder;
    publish(folder.path(), a_model(false));
    publish(folder.path(), a_model(true), "pupil", "small, " + files::sha256_hex(bytes_of(a_model(false))));
    REQUIRE(onnx_writer::inspect(folder / "small.onnx").unnamed.size() == 2);
    CHECK(onnx_tool::name_nodes("small", folder.path()) == 2);
    const files::Bytes named = files::read(folder / "small.onnx");
    CHECK(std::string(named.begin(), named.end()) == a_model(true));
    const report::Card card = report::read_card(folder / "small.json");
    CHECK(card.file.bytes == static_cast<std::int64_t>(named.size()));
    CHECK(card.file.sha256 == files::sha256_hex(named));
    CHECK(report::read_card(folder / "pupil.json").training.teacher == "small, " + card.file.sha256);
    CHECK(onnx_tool::name_nodes("small", folder.path()) == 0);
}

TEST_CASE("a file that is not its card's gets no names") {
    const TemporaryFolder folder;
    publish(folder.path(), a_model(false));
    files::write_atomically(folder / "small.onnx", a_model(true));
    CHECK_THROWS_MATCHES(onnx_tool::name_nodes("small", folder.path()), onnx_writer::GraphError,
                         MessageWith({"small.onnx", "not the file that its card describes"}));
}
