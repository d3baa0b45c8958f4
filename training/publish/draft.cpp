#include "training/publish/draft.hpp"

#include <algorithm>
#include <cmath>
#include <print>

#include "core/task.hpp"
#include "training/datasets/sources.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/inspect.hpp"

namespace mllab::publish {

namespace {

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

Draft written(const onnx_writer::GraphBuilder& graph, report::Architecture architecture, const std::string& id,
              const std::string& name, const std::filesystem::path& folder) {
    Draft draft{.path = folder / (id + ".onnx"), .bytes = {}, .session = {}, .card = {}};
    graph.write(draft.path);
    draft.bytes = files::read(draft.path);
    report::Card& card = draft.card;
    card.id = id;
    card.name = name;
    card.file = {id + ".onnx", static_cast<std::int64_t>(draft.bytes.size()), files::sha256_hex(draft.bytes)};
    card.architecture = std::move(architecture);
    card.architecture.parameters = graph.parameter_count();
    draft.session = core::run_now(
        inference::Session::load({.id = id, .address = draft.path.string(), .sha256 = card.file.sha256}, {}));
    const onnx_writer::ModelSummary summary = onnx_writer::inspect(draft.path);
    card.inputs = tensor_facts(draft.session.inputs(), summary.inputs);
    card.outputs = tensor_facts(draft.session.outputs(), summary.outputs);
    return draft;
}

void note_parity(Draft& draft, const report::Parity& parity) {
    draft.card.parity = parity;
    std::println("{}: parity with the file: probabilities {:.1e}, logits and states {:.1e}, {} inputs", draft.card.id,
                 parity.probabilities, parity.logits, parity.inputs);
}

report::DataFacts data_facts(const std::string& id, std::vector<std::pair<std::string, std::int64_t>> samples) {
    const auto& set = datasets::data_set(id);
    return {set.name, set.homepage, set.licence, set.attribution, std::move(samples)};
}

void note_training(report::Card& card, report::TrainingFacts facts, const fit::Result& result) {
    facts.epochs = static_cast<std::int64_t>(result.curve.size());
    facts.seconds = result.seconds;
    facts.kernels = result.kernels;
    card.training = std::move(facts);
    card.curve = result.curve;
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

}  // namespace mllab::publish
