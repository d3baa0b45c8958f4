#include "training/publish/layered_draft.hpp"

#include <algorithm>

#include "training/nn/float64.hpp"
#include "training/publish/parity.hpp"

namespace mllab::publish {

namespace {

report::Parity check_parity(nn::LayeredNetwork& network, const std::filesystem::path& file,
                            const torch::Tensor& inputs) {
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 reference(network);
    parity::ParityCheck check(file);
    for (const torch::Tensor& batch : inputs.split(64)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network.outputs(batch.to(torch::kFloat64)))
            references.push_back(
                {name, nn::plain(tensor), name == "logits" ? parity::Rule::logits : parity::Rule::state});
        // Logits first: they count the inputs.
        std::ranges::stable_partition(references, [](const auto& r) { return r.output == "logits"; });
        std::vector<inference::NamedValue> named;
        named.push_back({"image", nn::plain(batch)});
        check.run(std::move(named), references);
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

}  // namespace

Draft draft_of(nn::LayeredNetwork& network, const std::string& id, const std::string& name,
               const std::filesystem::path& folder, const torch::Tensor& inputs) {
    onnx_writer::GraphBuilder graph(id, name);
    graph.metadata("licence", file_licence);
    network.write(graph);
    Draft draft = written(graph, network.architecture(), id, name, folder);
    note_parity(draft, check_parity(network, draft.path, inputs));
    return draft;
}

}  // namespace mllab::publish
