#include "training/recipes/text_generation/network.hpp"

#include <cmath>
#include <format>

#include "training/nn/weights.hpp"
#include "training/parallel/layers.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr const char* embedding_name = "embedding";

// Of a layer, and in the file: "lstm_1".
std::string lstm_name(std::size_t at) { return std::format("lstm_{}", at + 1); }

// One mask for all steps of a window (Gal, Ghahramani 2016).
torch::Tensor locked_dropout(const torch::Tensor& x, double p, bool training) {
    if (!training || p <= 0) return x;
    return x * parallel::dropout_mask({1, x.size(1), x.size(2)}, p, 1, x.options().requires_grad(false));
}

}  // namespace

nn::HiddenStates TextState::tensors() const {
    if (!keys.defined()) return {hidden.detach(), cell.detach()};
    return {hidden.detach(), cell.detach(), keys.detach(), followers};
}

TextState TextState::of(const nn::HiddenStates& tensors) {
    if (tensors.size() == 2) return {.hidden = tensors[0], .cell = tensors[1], .keys = {}, .followers = {}};
    return {.hidden = tensors.at(0), .cell = tensors.at(1), .keys = tensors.at(2), .followers = tensors.at(3)};
}

TextState TextState::where(const torch::Tensor& remember) const {
    const torch::Tensor by_layer = remember.view({1, -1, 1});
    TextState kept{.hidden = hidden * by_layer, .cell = cell * by_layer, .keys = {}, .followers = {}};
    if (!keys.defined()) return kept;
    kept.keys = keys * remember.view({-1, 1, 1});
    kept.followers = followers * remember.view({-1, 1}).to(torch::kInt64);
    return kept;
}

TextNetworkImpl::TextNetworkImpl(const TextShape& shape) : shape_(shape) {
    const auto of_others = Storage::float16();
    embedding_ = add("embedding", std::make_shared<nn::Embedding>(shape.characters, shape.embedding, of_others));
    for (std::int64_t i = 0; i < shape.layers; ++i)
        lstms_.push_back(add(lstm_name(lstms_.size()),
                             std::make_shared<nn::Lstm>(i == 0 ? shape.embedding : shape.units, shape.units,
                                                        Storage::int8_per_channel(), shape.weight_dropout)));
    const double bound = 1 / std::sqrt(static_cast<double>(shape.units));
    characters_ = add("characters", std::make_shared<nn::ToClasses>(shape.units, shape.characters, bound, of_others));
    if (shape.context_length > 0)
        pointer_ = add("pointer", std::make_shared<nn::Pointer>(shape.layers * shape.units, shape.characters,
                                                                shape.context_length, shape.key));
}

void TextNetworkImpl::initialise_from(const onnx_writer::ReadWeights& learned, const std::vector<std::int64_t>& rows) {
    embedding_->initialise_from(learned, embedding_name, rows);
    characters_->initialise_from(learned, rows);
    for (std::size_t i = 0; i < lstms_.size(); ++i) lstms_[i]->initialise_from(learned, lstm_name(i));
    if (pointer_) pointer_->initialise_from(learned);
}

TextState TextNetworkImpl::initial_state(std::int64_t batch_size) const {
    const nn::PointerMemory memory = pointer_ ? pointer_->initial_memory(batch_size) : nn::PointerMemory{};
    const torch::Tensor zeros = torch::zeros({shape_.layers, batch_size, shape_.units}, embedding_->options());
    return {.hidden = zeros, .cell = zeros, .keys = memory.keys, .followers = memory.followers};
}

nn::SequenceNetwork::Read TextNetworkImpl::read(const torch::Tensor& tokens, const nn::HiddenStates& states) {
    const Result result = forward(tokens, TextState::of(states));
    return {.logits = result.logits, .states = result.state.tensors()};
}

std::string TextNetworkImpl::in_words() const {
    return std::format(
        "{} characters, embedding {}, {} × {} units, pointer to {} characters by keys of {}, dropout {} and {}",
        shape_.characters, shape_.embedding, shape_.layers, shape_.units, shape_.context_length, shape_.key,
        shape_.dropout, shape_.weight_dropout);
}

TextNetworkImpl::Result TextNetworkImpl::forward(const torch::Tensor& tokens, const TextState& state) {
    torch::Tensor x = embedding_->forward(tokens);
    std::vector<torch::Tensor> sequences;
    std::vector<torch::Tensor> hidden;
    std::vector<torch::Tensor> cell;
    for (std::size_t i = 0; i < lstms_.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        if (i > 0) x = locked_dropout(x, shape_.dropout, is_training());
        const nn::Lstm::Read read = lstms_[i]->forward(x, state.hidden.slice(0, at, at + 1).contiguous(),
                                                       state.cell.slice(0, at, at + 1).contiguous());
        x = read.sequence;
        sequences.push_back(x);
        hidden.push_back(read.hidden);
        cell.push_back(read.cell);
    }
    const torch::Tensor logits = characters_->forward(locked_dropout(x, shape_.dropout, is_training()));
    TextState next{
        .hidden = torch::cat(hidden), .cell = torch::cat(cell), .keys = state.keys, .followers = state.followers};
    if (!pointer_ || !pointing_) return {.logits = logits, .state = next};
    // The layers' units side by side: [1, N, layers * units] before the first character, [T, N, …] after each.
    const torch::Tensor before = state.hidden.transpose(0, 1).flatten(1).unsqueeze(0);
    const auto pointed = pointer_->forward(tokens, before, torch::cat(sequences, 2), logits,
                                           {.keys = state.keys, .followers = state.followers});
    next.keys = pointed.memory.keys;
    next.followers = pointed.memory.followers;
    return {.logits = pointed.log_probabilities, .state = next};
}

void TextNetworkImpl::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    using onnx_writer::DType;
    const auto batch = onnx_writer::dynamic("N");
    const auto tokens = graph.input("tokens", DType::int64, {batch, onnx_writer::dynamic("T")},
                                    "characters to read, by their places among the labels");
    const auto hidden = graph.input("hidden", DType::float32, {shape_.layers, batch, shape_.units},
                                    "what the network remembers; zeros to begin with");
    const auto cell = graph.input("cell", DType::float32, {shape_.layers, batch, shape_.units}, "the same");
    auto x = embedding_->write(weights, embedding_name)(tokens);
    std::vector<onnx_writer::Value> sequences;
    std::vector<onnx_writer::Value> hidden_parts;
    std::vector<onnx_writer::Value> cell_parts;
    for (std::size_t i = 0; i < lstms_.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        const auto lstm = lstms_[i]->write(weights, lstm_name(i));
        const auto read = lstm(x, graph.slice(hidden, 0, at, at + 1), graph.slice(cell, 0, at, at + 1));
        x = read.sequence;
        sequences.push_back(x);
        hidden_parts.push_back(read.hidden);
        cell_parts.push_back(read.cell);
    }
    auto logits = graph.transpose(characters_->write(weights)(x), {1, 0, 2});
    if (pointer_) {
        const auto side_by_side =
            graph.reshape(graph.transpose(hidden, {1, 0, 2}), {batch, shape_.layers * shape_.units});
        logits = pointer_->write(weights, {.tokens = tokens,
                                           .before = graph.unsqueeze(side_by_side, {0}),
                                           .after = graph.concat(sequences, 2),
                                           .logits = logits});
    }
    graph.output("logits", logits, "for the character after each one that was read");
    const auto join = [&](const std::vector<onnx_writer::Value>& parts) {
        return parts.size() == 1 ? graph.identity(parts.front()) : graph.concat(parts, 0);
    };
    graph.output("units", graph.squeeze(hidden_parts.back(), {0}),
                 "the last layer's units after the last character, -1 to 1");
    graph.output("next_hidden", join(hidden_parts), "what it remembers now");
    graph.output("next_cell", join(cell_parts), "the same");
}

report::Architecture TextNetworkImpl::architecture() const {
    return {.summary = std::format(
                "an embedding of {} characters, {} LSTM layer{} of {} units, a linear layer{}; the state goes in and "
                "out, so that a text is read in any number of parts",
                shape_.characters, shape_.layers, shape_.layers == 1 ? "" : "s", shape_.units,
                pointer_ ? std::format(", a pointer to what came after like places among the last {} characters",
                                       shape_.context_length)
                         : ""),
            .layers = nn::described(layers_),
            .weights_stored_as = "int8, one scale a row, in the LSTM layers; float16 in the others"};
}

}  // namespace mllab::recipes
