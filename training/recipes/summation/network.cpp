#include "training/recipes/summation/network.hpp"

#include <cmath>
#include <format>
#include <vector>

#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t embedding_size = 32;
constexpr auto characters = static_cast<std::int64_t>(summation::token_count);
constexpr auto length = static_cast<std::int64_t>(summation::input_length);
constexpr auto places = static_cast<std::int64_t>(summation::answer_length);
constexpr auto symbols = static_cast<std::int64_t>(summation::symbol_count);
constexpr onnx_writer::Storage storage = onnx_writer::Storage::float16();

}  // namespace

SummationNetworkImpl::SummationNetworkImpl(std::int64_t units) : units_(units) {
    const double bound = 1 / std::sqrt(static_cast<double>(units));
    embedding_ = register_module("embedding", std::make_shared<nn::Embedding>(characters, embedding_size, storage));
    reader_ = register_module("reader", std::make_shared<nn::Gru>(embedding_size, units, storage, "reads"));
    writer_ = register_module("writer", std::make_shared<nn::Gru>(units, units, storage, "writes"));
    attention_ = register_module("attention", std::make_shared<nn::Attention>(units, length, storage));
    symbols_ = register_module("symbols", std::make_shared<nn::ToClasses>(2 * units, symbols, bound, storage));
    layers_ = {{.layer = embedding_, .steps = {length}},
               {.layer = reader_, .steps = {length}},
               {.layer = attention_, .steps = {places}},
               {.layer = writer_, .steps = {places}},
               {.layer = symbols_, .steps = {places}}};
}

SummationNetworkImpl::Result SummationNetworkImpl::forward(const torch::Tensor& tokens) {
    const torch::Tensor x = embedding_->forward(tokens.t().contiguous());  // [7, N, embedding]
    const nn::Gru::Read all = reader_->forward(x, torch::zeros({1, tokens.size(0), units_}, x.options()));
    const torch::Tensor read = all.sequence.transpose(0, 1).contiguous();  // [N, 7, units]
    torch::Tensor state = all.hidden.squeeze(0);
    std::vector<torch::Tensor> logits;
    std::vector<torch::Tensor> attention;
    std::vector<torch::Tensor> writing;
    for (std::int64_t place = 0; place < places; ++place) {
        const auto [shares, seen] = attention_->forward(state, read);
        state = writer_->step(seen, state);
        logits.push_back(symbols_->forward(torch::cat({state, seen}, 1)));
        attention.push_back(shares);
        writing.push_back(state);
    }
    return {.logits = torch::stack(logits, 1),
            .attention = torch::stack(attention, 1),
            .reading = read,
            .writing = torch::stack(writing, 1)};
}

void SummationNetworkImpl::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    const auto tokens = graph.input(
        "tokens", onnx_writer::DType::int64, {onnx_writer::dynamic("N"), length},
        "the expression's characters, operands right-aligned in three places: 0-9 digits, 10 blank, 11 plus");
    const auto reader = reader_->write(weights, "reader");
    const auto writer = writer_->write(weights, "writer");
    const auto attend = attention_->write(weights, "query");
    const auto to_symbols = symbols_->write(weights);
    const auto x = embedding_->write(weights, "embedding")(tokens);
    // Nothing was read yet: zeros, a row for each expression.
    const auto rows = graph.mul(graph.slice(graph.slice(x, 0, 0, 1), 2, 0, 1), graph.scalar(0));  // [1, N, 1]
    const std::vector<float> zeros(static_cast<std::size_t>(units_));
    const auto nothing = graph.add(rows, graph.constant(zeros, {1, 1, units_}));
    const auto all = reader(x, nothing);
    const auto read = graph.transpose(all.sequence, {1, 0, 2});  // [N, 7, units]
    auto state = all.hidden;                                     // [1, N, units]
    std::vector<onnx_writer::Value> logits;
    std::vector<onnx_writer::Value> attention;
    std::vector<onnx_writer::Value> writing;
    for (std::int64_t place = 0; place < places; ++place) {
        const auto [shares, seen] = attend(state, read);
        state = writer(graph.transpose(seen, {1, 0, 2}), state).hidden;
        const auto wrote = graph.transpose(state, {1, 0, 2});  // [N, 1, units]
        logits.push_back(to_symbols(graph.concat({wrote, seen}, 2)));
        attention.push_back(shares);
        writing.push_back(wrote);
    }
    graph.output("logits", graph.concat(logits, 1), "for every place, units first: 0-9 digits, 10 blank");
    graph.output("attention", graph.concat(attention, 1),
                 "how much each character was looked at for a place; adds up to 1");
    graph.output("reading", graph.identity(read), "the reading units after each character, -1 to 1");
    graph.output("writing", graph.concat(writing, 1), "the writing units at each place, -1 to 1");
}

report::Architecture SummationNetworkImpl::architecture() const {
    return {.summary = std::format(
                "a GRU of {} units reads seven characters, another writes the sum's four places, units first, and "
                "looks back at what was read (attention)",
                units_),
            .layers = nn::described(layers_),
            .weights_stored_as = "float16"};
}

}  // namespace mllab::recipes
