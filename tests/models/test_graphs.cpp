// The committed graphs, whatever they are for.
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "support/source_folder.hpp"
#include "training/onnx/inspect.hpp"

TEST_CASE("every node of every committed model has a name of its own") {
    const auto folder = mllab::testing::source_folder() / "models";
    std::size_t models = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".onnx") continue;
        INFO(entry.path() << ": onnx-tool name-nodes " << entry.path().stem());
        CHECK(mllab::onnx_writer::inspect(entry.path()).unnamed.empty());
        ++models;
    }
    CHECK(models > 5);
}
