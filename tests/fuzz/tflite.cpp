// A TensorFlow Lite file, all the way to the graph.
#include "fuzz/survives.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tflite/graph.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return testing::survives<importers::ImportError>([&] {
        const importers::tflite::Model model(files::Bytes(bytes, bytes + size));
        importers::tflite::GraphPlan plan{.inputs = {}, .outputs = {}, .weights = {}, .any_number = size % 2 == 0};
        for (std::size_t i = 0; i < model.inputs().size(); ++i)
            plan.inputs.push_back({"input_" + std::to_string(i), ""});
        for (std::size_t i = 0; i < model.outputs().size(); ++i)
            plan.outputs.push_back({model.outputs()[i], "output_" + std::to_string(i), ""});
        onnx_writer::GraphBuilder graph("fuzzed");
        importers::tflite::write_graph(model, graph, plan);
    });
}
