#include "training/nn/sequence_layers.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <span>
#include <stdexcept>
#include <utility>

namespace mllab::nn {

namespace {

using onnx_writer::Cell;
using onnx_writer::GraphBuilder;
using onnx_writer::ReadWeights;
using onnx_writer::Storage;
using onnx_writer::Value;

constexpr const char* weight_name = "weight";
constexpr const char* bias_name = "bias";

// As torch initialises what is recurrent.
double bound_of(std::int64_t units) { return 1 / std::sqrt(static_cast<double>(units)); }

torch::Tensor uniform(const std::vector<std::int64_t>& sizes, double bound) {
    return torch::empty(sizes).uniform_(-bound, bound);
}

std::int64_t gates_of(Cell cell) { return cell == Cell::lstm ? 4 : 3; }

// Replaces each row of `tensor` by a row of the file's.
void take_rows(torch::Tensor tensor, const ReadWeights& learned, const std::string& name,
               const std::vector<std::int64_t>& rows) {
    core::Shape shape(tensor.sizes().begin(), tensor.sizes().end());
    const std::int64_t theirs = learned.shape_of(name).at(0);
    const bool known = std::ranges::all_of(rows, [&](std::int64_t row) { return row >= 0 && row < theirs; });
    if (std::ssize(rows) != shape.at(0) || !known)
        throw std::invalid_argument("every character must be initialised from one that the other network has");
    shape[0] = theirs;
    const torch::NoGradGuard no_gradients;
    tensor.copy_(torch::tensor(learned.of(name, shape)).view(shape).index_select(0, torch::tensor(rows)));
}

}  // namespace

std::int64_t SequenceLayer::parameter_count() const {
    std::int64_t count = 0;
    for (const torch::Tensor& tensor : parameters()) count += tensor.numel();
    return count;
}

void round(const SequenceLayers& layers) {
    for (const LayerAtSteps& at : layers) at.layer->round();
}

std::vector<report::Layer> described(const SequenceLayers& layers) {
    std::vector<report::Layer> lines;
    for (const auto& [layer, steps] : layers) {
        std::vector<std::int64_t> output = steps;
        output.push_back(layer->output_size());
        lines.push_back({.name = layer->in_words(), .output = output, .parameters = layer->parameter_count()});
    }
    return lines;
}

Embedding::Embedding(std::int64_t tokens, std::int64_t size, Storage storage) : storage_(storage) {
    weight_ = register_parameter(weight_name, torch::randn({tokens, size}));
}

torch::Tensor Embedding::forward(const torch::Tensor& tokens) { return torch::embedding(weight_, tokens); }

Embedding::InGraph Embedding::write(GraphWeights& weights, const std::string& name) const {
    const Value table = weights.write(name, weight_, storage_);
    return [&graph = weights.graph(), table](const Value& tokens) {
        return graph.gather(table, graph.transpose(tokens, {1, 0}));
    };
}

std::string Embedding::in_words() const { return std::format("embedding {}", output_size()); }

void Embedding::initialise_from(const ReadWeights& learned, const std::string& name,
                                const std::vector<std::int64_t>& rows) {
    take_rows(weight_, learned, name, rows);
}

Recurrent::Recurrent(Cell cell, std::int64_t input, std::int64_t units, Storage storage, std::string role)
    : units_(units), cell_(cell), storage_(storage), role_(std::move(role)) {
    const std::int64_t rows = gates_of(cell) * units;
    const double bound = bound_of(units);
    weight_ih_ = register_parameter("weight_ih", uniform({rows, input}, bound));
    weight_hh_ = register_parameter("weight_hh", uniform({rows, units}, bound));
    bias_ih_ = register_parameter("bias_ih", uniform({rows}, bound));
    bias_hh_ = register_parameter("bias_hh", uniform({rows}, bound));
}

void Recurrent::round() {
    for (const torch::Tensor& weight : {weight_ih_, weight_hh_}) round_to(weight, storage_);
}

std::string Recurrent::in_words() const {
    return std::format("{} {}{}{}", cell_ == Cell::lstm ? "LSTM" : "GRU", units_, role_.empty() ? "" : ", ", role_);
}

GraphBuilder::RecurrentWeights Recurrent::write_weights(GraphWeights& weights, const std::string& name) const {
    return weights.graph().recurrent_weights(name, cell_, weight_ih_.size(1), units_, numbers_of(weight_ih_),
                                             numbers_of(weight_hh_), numbers_of(bias_ih_), numbers_of(bias_hh_),
                                             storage_);
}

Gru::Gru(std::int64_t input, std::int64_t units, Storage storage, std::string role)
    : Recurrent(Cell::gru, input, units, storage, std::move(role)) {}

Gru::Read Gru::forward(const torch::Tensor& x, const torch::Tensor& hidden) {
    const std::vector<torch::Tensor> weights{weight_ih_, weight_hh_, bias_ih_, bias_hh_};
    const auto [sequence, last] = torch::gru(x, hidden, weights, true, 1, 0.0, is_training(), false, false);
    return {.sequence = sequence, .hidden = last};
}

torch::Tensor Gru::step(const torch::Tensor& x, const torch::Tensor& hidden) {
    return torch::gru_cell(x, hidden, weight_ih_, weight_hh_, bias_ih_, bias_hh_);
}

Gru::InGraph Gru::write(GraphWeights& weights, const std::string& name) const {
    return [&graph = weights.graph(), written = write_weights(weights, name)](const Value& x, const Value& hidden) {
        return graph.gru(x, written, hidden);
    };
}

Lstm::Lstm(std::int64_t input, std::int64_t units, Storage storage, double weight_dropout)
    : Recurrent(Cell::lstm, input, units, storage, ""), weight_dropout_(weight_dropout) {
    // The gates begin by keeping the state (Jozefowicz et al. 2015).
    const torch::NoGradGuard no_gradients;
    bias_ih_.slice(0, units, 2 * units).fill_(1);
    bias_hh_.zero_();
}

Lstm::Read Lstm::forward(const torch::Tensor& x, const torch::Tensor& hidden, const torch::Tensor& cell) {
    // Training in bfloat16 is half as fast again, and its noise is small beside dropout's; the weights themselves and
    // all that is measured stay in float32.
    const auto own = weight_ih_.scalar_type();
    const auto type = is_training() ? torch::kBFloat16 : own;
    const auto typed = [&](const torch::Tensor& t) { return t.to(type); };
    const torch::Tensor recurrent =
        is_training() && weight_dropout_ > 0 ? torch::dropout(weight_hh_, weight_dropout_, true) : weight_hh_;
    const std::vector<torch::Tensor> weights{typed(weight_ih_), typed(recurrent), typed(bias_ih_), typed(bias_hh_)};
    const std::vector<torch::Tensor> start{typed(hidden), typed(cell)};
    const auto [sequence, h, c] = torch::lstm(typed(x), start, weights, true, 1, 0.0, is_training(), false, false);
    return {.sequence = sequence.to(own), .hidden = h.to(own), .cell = c.to(own)};
}

Lstm::InGraph Lstm::write(GraphWeights& weights, const std::string& name) const {
    return [&graph = weights.graph(), written = write_weights(weights, name)](
               const Value& x, const Value& hidden, const Value& cell) { return graph.lstm(x, written, hidden, cell); };
}

void Lstm::initialise_from(const ReadWeights& learned, const std::string& name) {
    const torch::NoGradGuard no_gradients;
    const auto take = [&](const torch::Tensor& into, const std::string& part, std::int64_t first,
                          const core::Shape& stored) {
        const auto mine = std::span(learned.of(name + "." + part, stored))
                              .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(into.numel()));
        into.copy_(torch::tensor(onnx_writer::gates_to_torch(mine, Cell::lstm, static_cast<std::size_t>(units_)))
                       .view(into.sizes()));
    };
    const std::int64_t rows = gates_of(Cell::lstm) * units_;
    take(weight_ih_, "weight_ih", 0, {1, rows, weight_ih_.size(1)});
    take(weight_hh_, "weight_hh", 0, {1, rows, units_});
    take(bias_ih_, "bias", 0, {1, 2 * rows});
    take(bias_hh_, "bias", rows, {1, 2 * rows});
}

Attention::Attention(std::int64_t units, std::int64_t places, Storage storage) : places_(places), storage_(storage) {
    query_ = register_parameter("query", uniform({units, units}, bound_of(units)));
}

Attention::Look Attention::forward(const torch::Tensor& state, const torch::Tensor& read) {
    const torch::Tensor query = torch::matmul(state, query_).unsqueeze(2);       // [N, units, 1]
    const torch::Tensor shares = torch::softmax(torch::matmul(read, query), 1);  // [N, places, 1]
    return {.shares = shares.squeeze(2), .seen = torch::matmul(shares.transpose(1, 2), read).squeeze(1)};
}

Attention::InGraph Attention::write(GraphWeights& weights, const std::string& name) const {
    const Value query = weights.write(name, query_, storage_);
    return [&graph = weights.graph(), query](const Value& state, const Value& read) {
        const Value asked = graph.unsqueeze(graph.matmul(graph.squeeze(state, {0}), query), {2});
        const Value shares = graph.softmax(graph.transpose(graph.matmul(read, asked), {0, 2, 1}));
        return Result{.shares = shares, .seen = graph.matmul(shares, read)};
    };
}

ToClasses::ToClasses(std::int64_t input, std::int64_t classes, double bound, Storage storage) : storage_(storage) {
    weight_ = register_parameter(weight_name, uniform({classes, input}, bound));
    bias_ = register_parameter(bias_name, torch::zeros({classes}));
}

torch::Tensor ToClasses::forward(const torch::Tensor& x) { return torch::nn::functional::linear(x, weight_, bias_); }

ToClasses::InGraph ToClasses::write(GraphWeights& weights) const {
    const Value weight = weights.write(weight_name, weight_, storage_);
    const Value bias = weights.write(bias_name, bias_, Storage::float32());
    return [&graph = weights.graph(), weight, bias](const Value& x) {
        return graph.add(graph.matmul(x, graph.transpose(weight, {1, 0})), bias);
    };
}

std::string ToClasses::in_words() const { return std::format("linear {}", output_size()); }

void ToClasses::initialise_from(const ReadWeights& learned, const std::vector<std::int64_t>& rows) {
    take_rows(weight_, learned, weight_name, rows);
    take_rows(bias_, learned, bias_name, rows);
}

}  // namespace mllab::nn
