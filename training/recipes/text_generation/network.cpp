#include "training/recipes/text_generation/network.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <span>
#include <stdexcept>

#include "training/nn/weights.hpp"
#include "training/parallel/layers.hpp"

namespace mllab::recipes {

namespace {

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
    const double bound = 1 / std::sqrt(static_cast<double>(shape.units));
    const auto uniform = [&](const std::string& name, const std::vector<std::int64_t>& sizes) {
        return register_parameter(name, torch::empty(sizes).uniform_(-bound, bound));
    };
    embedding_ = register_parameter("embedding", torch::randn({shape.characters, shape.embedding}));
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const std::int64_t input = i == 0 ? shape.embedding : shape.units;
        const auto part = [&](const char* which, const std::vector<std::int64_t>& sizes) {
            // A module's parameter names hold no dots.
            return uniform(std::format("lstm_{}_{}", i + 1, which), sizes);
        };
        layers_.push_back({.weight_ih = part("weight_ih", {4 * shape.units, input}),
                           .weight_hh = part("weight_hh", {4 * shape.units, shape.units}),
                           .bias_ih = part("bias_ih", {4 * shape.units}),
                           .bias_hh = part("bias_hh", {4 * shape.units})});
        // The gates begin by keeping the state (Jozefowicz et al. 2015).
        const torch::NoGradGuard no_gradients;
        layers_.back().bias_ih.slice(0, shape.units, 2 * shape.units).fill_(1);
        layers_.back().bias_hh.zero_();
    }
    weight_ = uniform("weight", {shape.characters, shape.units});
    bias_ = register_parameter("bias", torch::zeros({shape.characters}));
    if (shape.context_length > 0)
        pointer_ = register_module(
            "pointer", nn::Pointer(shape.layers * shape.units, shape.characters, shape.context_length, shape.key));
}

void TextNetworkImpl::initialise_from(const onnx_writer::ReadWeights& learned, const std::vector<std::int64_t>& rows) {
    const std::int64_t characters = learned.shape_of("bias").at(0);
    const bool known = std::ranges::all_of(rows, [&](std::int64_t row) { return row >= 0 && row < characters; });
    if (static_cast<std::int64_t>(rows.size()) != shape_.characters || !known)
        throw std::invalid_argument("every character must be initialised from one that the other network has");
    const torch::NoGradGuard no_gradients;
    const auto read = [&](const std::string& name, const core::Shape& shape) {
        return torch::tensor(learned.of(name, shape)).view(shape);
    };
    const auto chosen = torch::tensor(rows);
    embedding_.copy_(read("embedding", {characters, shape_.embedding}).index_select(0, chosen));
    weight_.copy_(read("weight", {characters, shape_.units}).index_select(0, chosen));
    bias_.copy_(read("bias", {characters}).index_select(0, chosen));
    const std::int64_t gates = 4 * shape_.units;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        Layer& layer = layers_[i];
        const auto take = [&](torch::Tensor& into, const std::string& part, std::int64_t first, std::int64_t count,
                              const core::Shape& stored) {
            const auto& all = learned.of(std::format("lstm_{}.{}", i + 1, part), stored);
            const auto mine = std::span(all).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
            into.copy_(torch::tensor(onnx_writer::gates_to_torch(mine, onnx_writer::Cell::lstm,
                                                                 static_cast<std::size_t>(shape_.units)))
                           .view(into.sizes()));
        };
        for (auto& [tensor, part] :
             {std::pair(&layer.weight_ih, "weight_ih"), std::pair(&layer.weight_hh, "weight_hh")})
            take(*tensor, part, 0, tensor->numel(), {1, gates, tensor->size(1)});
        take(layer.bias_ih, "bias", 0, gates, {1, 2 * gates});
        take(layer.bias_hh, "bias", gates, gates, {1, 2 * gates});
    }
    if (pointer_) pointer_->initialise_from(learned);
}

TextState TextNetworkImpl::initial_state(std::int64_t batch_size) const {
    const nn::PointerMemory memory = pointer_ ? pointer_->initial_memory(batch_size) : nn::PointerMemory{};
    const torch::Tensor zeros = torch::zeros({shape_.layers, batch_size, shape_.units}, embedding_.options());
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
    torch::Tensor x = torch::embedding(embedding_, tokens);
    // Training in bfloat16 is half as fast again, and its noise is small beside dropout's; the weights themselves and
    // all that is measured stay in float32.
    const auto own = embedding_.scalar_type();
    const auto type = is_training() ? torch::kBFloat16 : own;
    std::vector<torch::Tensor> sequences;
    std::vector<torch::Tensor> hidden;
    std::vector<torch::Tensor> cell;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        const Layer& layer = layers_[i];
        if (i > 0) x = locked_dropout(x, shape_.dropout, is_training());
        const torch::Tensor recurrent = is_training() && shape_.weight_dropout > 0
                                            ? torch::dropout(layer.weight_hh, shape_.weight_dropout, true)
                                            : layer.weight_hh;
        const auto typed = [&](const torch::Tensor& t) { return t.to(type); };
        const std::vector<torch::Tensor> weights{typed(layer.weight_ih), typed(recurrent), typed(layer.bias_ih),
                                                 typed(layer.bias_hh)};
        const std::vector<torch::Tensor> start{typed(state.hidden.slice(0, at, at + 1).contiguous()),
                                               typed(state.cell.slice(0, at, at + 1).contiguous())};
        const auto [sequence, h, c] = torch::lstm(typed(x), start, weights, true, 1, 0.0, is_training(), false, false);
        x = sequence.to(own);
        sequences.push_back(x);
        hidden.push_back(h.to(own));
        cell.push_back(c.to(own));
    }
    const torch::Tensor logits =
        torch::nn::functional::linear(locked_dropout(x, shape_.dropout, is_training()), weight_, bias_);
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

void TextNetworkImpl::round() {
    using onnx_writer::Storage;
    for (const Layer& layer : layers_)
        for (const torch::Tensor& weight : {layer.weight_ih, layer.weight_hh})
            nn::round_to(weight, Storage::int8_per_channel());
    for (const torch::Tensor& weight : {embedding_, weight_}) nn::round_to(weight, Storage::float16());
    if (pointer_) pointer_->round();
}

void TextNetworkImpl::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    using onnx_writer::DType;
    using onnx_writer::Storage;
    const auto batch = onnx_writer::dynamic("N");
    const auto tokens = graph.input("tokens", DType::int64, {batch, onnx_writer::dynamic("T")},
                                    "characters to read, by their places among the labels");
    const auto hidden = graph.input("hidden", DType::float32, {shape_.layers, batch, shape_.units},
                                    "what the network remembers; zeros to begin with");
    const auto cell = graph.input("cell", DType::float32, {shape_.layers, batch, shape_.units}, "the same");
    const auto table = weights.write("embedding", embedding_, Storage::float16());
    auto x = graph.gather(table, graph.transpose(tokens, {1, 0}));
    std::vector<onnx_writer::Value> sequences;
    std::vector<onnx_writer::Value> hidden_parts;
    std::vector<onnx_writer::Value> cell_parts;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        const Layer& layer = layers_[i];
        const auto recurrent = graph.recurrent_weights(
            std::format("lstm_{}", i + 1), onnx_writer::Cell::lstm, layer.weight_ih.size(1), shape_.units,
            nn::numbers_of(layer.weight_ih), nn::numbers_of(layer.weight_hh), nn::numbers_of(layer.bias_ih),
            nn::numbers_of(layer.bias_hh), Storage::int8_per_channel());
        const auto result =
            graph.lstm(x, recurrent, graph.slice(hidden, 0, at, at + 1), graph.slice(cell, 0, at, at + 1));
        x = result.sequence;
        sequences.push_back(x);
        hidden_parts.push_back(result.hidden);
        cell_parts.push_back(result.cell);
    }
    const auto weight = weights.write("weight", weight_, Storage::float16());
    const auto bias = weights.write("bias", bias_, Storage::float32());
    auto logits = graph.transpose(graph.add(graph.matmul(x, graph.transpose(weight, {1, 0})), bias), {1, 0, 2});
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
    report::Architecture architecture;
    architecture.summary = std::format(
        "an embedding of {} characters, {} LSTM layer{} of {} units, a linear layer{}; the state goes in and out, so "
        "that a text is read in any number of parts",
        shape_.characters, shape_.layers, shape_.layers == 1 ? "" : "s", shape_.units,
        pointer_ ? std::format(", a pointer to what came after like places among the last {} characters",
                               shape_.context_length)
                 : "");
    architecture.layers.push_back(
        {std::format("embedding {}", shape_.embedding), {shape_.embedding}, embedding_.numel()});
    for (const Layer& layer : layers_)
        architecture.layers.push_back(
            {std::format("LSTM {}", shape_.units),
             {shape_.units},
             layer.weight_ih.numel() + layer.weight_hh.numel() + layer.bias_ih.numel() + layer.bias_hh.numel()});
    architecture.layers.push_back(
        {std::format("linear {}", shape_.characters), {shape_.characters}, weight_.numel() + bias_.numel()});
    if (pointer_)
        architecture.layers.push_back(
            {std::format("pointer by keys of {}", shape_.key), {shape_.characters}, pointer_->parameter_count()});
    architecture.weights_stored_as = "int8, one scale a row, in the LSTM layers; float16 in the others";
    return architecture;
}

}  // namespace mllab::recipes
