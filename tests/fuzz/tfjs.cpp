// A TensorFlow.js graph model, all the way to the graph: its JSON, a zero byte, and its weight file.
#include <algorithm>

#include "fuzz/survives.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/graph.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::uint8_t* end = bytes + size;
    const std::uint8_t* middle = std::find(bytes, end, std::uint8_t{0});
    const files::Bytes weights(middle == end ? end : middle + 1, end);
    return testing::survives<importers::ImportError>([&] {
        const importers::tfjs::Model model(files::Bytes(bytes, middle), [&](const std::string&) { return weights; });
        importers::tfjs::GraphPlan plan;
        // The first input and the last node, at any size or at its own.
        for (const auto& node : model.nodes())
            if (plan.inputs.empty() && node.op == "Placeholder")
                plan.inputs.push_back(
                    {.node = node.name,
                     .name = "image",
                     .meaning = "",
                     .size = std::nullopt,
                     .any_multiple_of = size % 2 == 0 ? std::optional<std::int64_t>(4) : std::nullopt});
        if (!model.nodes().empty())
            plan.outputs.push_back({.node = model.nodes().back().name, .name = "out", .meaning = ""});
        onnx_writer::GraphBuilder graph("fuzzed");
        importers::tfjs::write_graph(model, graph, plan);
    });
}
