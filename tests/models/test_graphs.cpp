// The committed graphs, whatever they are for.
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>

#include "training/onnx/inspect.hpp"

TEST_CASE("every node of every committed model has a name of its own") {
    const char* source = std::getenv("MLLAB_SOURCE_DIR");
    const auto folder = std::filesystem::path(source != nullptr ? source : ".") / "models";
    std::size_t models = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".onnx") continue;
        INFO(entry.path() << ": onnx-tool name-nodes " << entry.path().stem());
        CHECK(mllab::onnx_writer::inspect(entry.path()).unnamed.empty());
        ++models;
    }
    CHECK(models > 5);
}
