#include "training/recipes/picture_export.hpp"

#include <algorithm>
#include <cmath>
#include <print>

#include "training/datasets/sources.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/inspect.hpp"
#include "training/parity/parity.hpp"
#include "training/recipes/blocks.hpp"

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

std::vector<report::TensorFacts> tensor_facts(const std::vector<inference::TensorInfo>& tensors,
                                              const std::vector<onnx_writer::ValueSummary>& described) {
    std::vector<report::TensorFacts> facts;
    for (const auto& tensor : tensors) {
        const auto found = std::ranges::find(described, tensor.name, &onnx_writer::ValueSummary::name);
        facts.push_back({tensor.name, tensor.type, tensor.shape, found == described.end() ? "" : found->meaning});
    }
    return facts;
}

}  // namespace

Draft draft_of(PictureNetwork& network, const std::string& id, const std::string& name,
               const std::filesystem::path& folder, const torch::Tensor& inputs) {
    onnx_writer::GraphBuilder graph(id, name);
    graph.metadata("licence", "MIT; trained on data sets that ask for attribution, see the model card");
    network.write(graph);  // from here on the network holds the stored weights
    Draft draft{.path = folder / (id + ".onnx"), .bytes = {}, .parity = {}, .session = {}, .card = {}};
    graph.write(draft.path);
    draft.bytes = files::read(draft.path);
    draft.parity = check_parity(network, draft.path, inputs);
    std::println("{}: parity with the file: probabilities {:.1e}, logits and states {:.1e}, {} inputs", id,
                 draft.parity.probabilities, draft.parity.logits, draft.parity.inputs);

    report::Card& card = draft.card;
    card.id = id;
    card.name = name;
    card.file = {id + ".onnx", static_cast<std::int64_t>(draft.bytes.size()), files::sha256_hex(draft.bytes)};
    card.architecture = network.architecture();
    card.architecture.parameters = graph.parameter_count();
    card.parity = draft.parity;
    draft.session = core::run_now(
        inference::Session::load({.id = id, .address = draft.path.string(), .sha256 = card.file.sha256}, {}));
    const onnx_writer::ModelSummary summary = onnx_writer::inspect(draft.path);
    card.inputs = tensor_facts(draft.session.inputs(), summary.inputs);
    card.outputs = tensor_facts(draft.session.outputs(), summary.outputs);
    return draft;
}

report::DataFacts data_facts(const std::string& id, std::vector<std::pair<std::string, std::int64_t>> samples) {
    const auto& set = datasets::data_set(id);
    return {set.name, set.homepage, set.licence, set.attribution, std::move(samples)};
}

double decimal(float value) { return std::round(static_cast<double>(value) * 1000) / 1000; }

void publish(const Draft& draft, const std::filesystem::path& models) {
    std::filesystem::create_directories(models);
    draft.card.check();
    files::write_atomically(models / draft.card.file.name, draft.bytes);
    report::write_card(models / (draft.card.id + ".json"), draft.card);
    std::println("{}: wrote {} ({} bytes) and its card", draft.card.id, (models / draft.card.file.name).string(),
                 draft.bytes.size());
}

}  // namespace mllab::recipes
