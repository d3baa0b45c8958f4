#include "training/publish/picture_export.hpp"

#include <algorithm>

#include "training/publish/parity.hpp"
#include "training/nn/blocks.hpp"

namespace mllab::recipes {

namespace {

core::Tensor plain(const torch::Tensor& tensor) {
    return core::Tensor(core::Shape(tensor.sizes().begin(), tensor.sizes().end()), numbers_of(tensor));
}

report::Parity check_parity(PictureNetwork& network, const std::filesystem::path& file, const torch::Tensor& inputs) {
    const torch::NoGradGuard no_gradients;
    parity::ParityCheck check(file);
    for (const torch::Tensor& batch : inputs.split(64)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network.outputs(batch))
            references.push_back({name, plain(tensor), name == "logits" ? parity::Rule::logits : parity::Rule::state});
        // Logits first: they count the inputs.
        std::ranges::stable_partition(references, [](const auto& reference) { return reference.output == "logits"; });
        std::vector<inference::NamedValue> named;
        named.push_back({"image", plain(batch)});
        check.run(std::move(named), references);
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

}  // namespace

Draft draft_of(PictureNetwork& network, const std::string& id, const std::string& name,
               const std::filesystem::path& folder, const torch::Tensor& inputs) {
    onnx_writer::GraphBuilder graph(id, name);
    graph.metadata("licence", file_licence);
    network.write(graph);  // from here on the network holds the stored weights
    Draft draft = written(graph, network.architecture(), id, name, folder);
    note_parity(draft, check_parity(network, draft.path, inputs));
    return draft;
}

}  // namespace mllab::recipes
