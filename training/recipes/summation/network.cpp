#include "training/recipes/summation/network.hpp"

#include <cmath>
#include <format>
#include <vector>

#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t embedding_size = 32;
constexpr auto characters = static_cast<std::int64_t>(summation::token_count);
constexpr auto places = static_cast<std::int64_t>(summation::answer_length);
constexpr auto symbols = static_cast<std::int64_t>(summation::symbol_count);
constexpr onnx_writer::Storage storage = onnx_writer::Storage::float16();

}  // namespace

std::int64_t SummationNetworkImpl::Gru::parameters() const {
    return weight_ih.numel() + weight_hh.numel() + bias_ih.numel() + bias_hh.numel();
}

SummationNetworkImpl::Gru SummationNetworkImpl::make_gru(const std::string& name, std::int64_t input) {
    const double bound = 1 / std::sqrt(static_cast<double>(units_));
    const auto part = [&](const char* which, const std::vector<std::int64_t>& sizes) {
        return register_parameter(name + which, torch::empty(sizes).uniform_(-bound, bound));
    };
    return {.weight_ih = part("_weight_ih", {3 * units_, input}),
            .weight_hh = part("_weight_hh", {3 * units_, units_}),
            .bias_ih = part("_bias_ih", {3 * units_}),
            .bias_hh = part("_bias_hh", {3 * units_})};
}

SummationNetworkImpl::SummationNetworkImpl(std::int64_t units) : units_(units) {
    const double bound = 1 / std::sqrt(static_cast<double>(units));
    embedding_ = register_parameter("embedding", torch::randn({characters, embedding_size}));
    reader_ = make_gru("reader", embedding_size);
    writer_ = make_gru("writer", units);
    query_ = register_parameter("query", torch::empty({units, units}).uniform_(-bound, bound));
    weight_ = register_parameter("weight", torch::empty({symbols, 2 * units}).uniform_(-bound, bound));
    bias_ = register_parameter("bias", torch::zeros({symbols}));
}

SummationNetworkImpl::Result SummationNetworkImpl::forward(const torch::Tensor& tokens) {
    const torch::Tensor x = torch::embedding(embedding_, tokens.t().contiguous());  // [7, N, embedding]
    const std::vector<torch::Tensor> weights{reader_.weight_ih, reader_.weight_hh, reader_.bias_ih, reader_.bias_hh};
    const auto [sequence, last] = torch::gru(x, torch::zeros({1, tokens.size(0), units_}, embedding_.options()),
                                             weights, true, 1, 0.0, is_training(), false, false);
    const torch::Tensor read = sequence.transpose(0, 1).contiguous();  // [N, 7, units]
    torch::Tensor state = last.squeeze(0);
    std::vector<torch::Tensor> logits;
    std::vector<torch::Tensor> attention;
    std::vector<torch::Tensor> writing;
    for (std::int64_t place = 0; place < places; ++place) {
        const torch::Tensor query = torch::matmul(state, query_).unsqueeze(2);            // [N, units, 1]
        const torch::Tensor look = torch::softmax(torch::matmul(read, query), 1);         // [N, 7, 1]
        const torch::Tensor seen = torch::matmul(look.transpose(1, 2), read).squeeze(1);  // [N, units]
        state = torch::gru_cell(seen, state, writer_.weight_ih, writer_.weight_hh, writer_.bias_ih, writer_.bias_hh);
        logits.push_back(torch::nn::functional::linear(torch::cat({state, seen}, 1), weight_, bias_));
        attention.push_back(look.squeeze(2));
        writing.push_back(state);
    }
    return {.logits = torch::stack(logits, 1),
            .attention = torch::stack(attention, 1),
            .reading = read,
            .writing = torch::stack(writing, 1)};
}

void SummationNetworkImpl::round() {
    for (const torch::Tensor& weight :
         {embedding_, reader_.weight_ih, reader_.weight_hh, writer_.weight_ih, writer_.weight_hh, query_, weight_})
        nn::round_to(weight, storage);
}

onnx_writer::GraphBuilder::RecurrentWeights SummationNetworkImpl::write_gru(onnx_writer::GraphBuilder& graph,
                                                                            const std::string& name,
                                                                            const Gru& gru) const {
    return graph.recurrent_weights(name, onnx_writer::Cell::gru, gru.weight_ih.size(1), units_,
                                   nn::numbers_of(gru.weight_ih), nn::numbers_of(gru.weight_hh),
                                   nn::numbers_of(gru.bias_ih), nn::numbers_of(gru.bias_hh), storage);
}

void SummationNetworkImpl::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    using onnx_writer::DType;
    const auto batch = onnx_writer::dynamic("N");
    const auto tokens = graph.input(
        "tokens", DType::int64, {batch, static_cast<std::int64_t>(summation::input_length)},
        "the expression's characters, operands right-aligned in three places: 0-9 digits, 10 blank, 11 plus");
    const auto reader = write_gru(graph, "reader", reader_);
    const auto writer = write_gru(graph, "writer", writer_);
    const auto query = weights.write("query", query_, storage);
    const auto weight = weights.write("weight", weight_, storage);
    const auto bias = weights.write("bias", bias_, onnx_writer::Storage::float32());
    const auto x = graph.gather(weights.write("embedding", embedding_, storage), graph.transpose(tokens, {1, 0}));
    // Nothing was read yet: zeros, a row for each expression.
    const auto rows = graph.mul(graph.slice(graph.slice(x, 0, 0, 1), 2, 0, 1), graph.scalar(0));  // [1, N, 1]
    const std::vector<float> zeros(static_cast<std::size_t>(units_));
    const auto nothing = graph.add(rows, graph.constant(zeros, {1, 1, units_}));
    const auto read_all = graph.gru(x, reader, nothing);
    const auto read = graph.transpose(read_all.sequence, {1, 0, 2});  // [N, 7, units]
    auto state = read_all.hidden;                                     // [1, N, units]
    std::vector<onnx_writer::Value> logits;
    std::vector<onnx_writer::Value> attention;
    std::vector<onnx_writer::Value> writing;
    for (std::int64_t place = 0; place < places; ++place) {
        const auto asked = graph.unsqueeze(graph.matmul(graph.squeeze(state, {0}), query), {2});
        const auto look = graph.softmax(graph.transpose(graph.matmul(read, asked), {0, 2, 1}));  // [N, 1, 7]
        const auto seen = graph.matmul(look, read);                                              // [N, 1, units]
        state = graph.gru(graph.transpose(seen, {1, 0, 2}), writer, state).hidden;
        const auto wrote = graph.transpose(state, {1, 0, 2});  // [N, 1, units]
        const auto both = graph.concat({wrote, seen}, 2);
        logits.push_back(graph.add(graph.matmul(both, graph.transpose(weight, {1, 0})), bias));
        attention.push_back(look);
        writing.push_back(wrote);
    }
    graph.output("logits", graph.concat(logits, 1), "for every place, units first: 0-9 digits, 10 blank");
    graph.output("attention", graph.concat(attention, 1),
                 "how much each character was looked at for a place; adds up to 1");
    graph.output("reading", graph.identity(read), "the reading units after each character, -1 to 1");
    graph.output("writing", graph.concat(writing, 1), "the writing units at each place, -1 to 1");
}

report::Architecture SummationNetworkImpl::architecture() const {
    report::Architecture architecture;
    architecture.summary = std::format(
        "a GRU of {} units reads seven characters, another writes the sum's four places, units first, and looks back "
        "at "
        "what was read (attention)",
        units_);
    architecture.layers = {{std::format("embedding {}", embedding_size),
                            {static_cast<std::int64_t>(summation::input_length), embedding_size},
                            embedding_.numel()},
                           {std::format("GRU {}, reads", units_),
                            {static_cast<std::int64_t>(summation::input_length), units_},
                            reader_.parameters()},
                           {"attention", {places, static_cast<std::int64_t>(summation::input_length)}, query_.numel()},
                           {std::format("GRU {}, writes", units_), {places, units_}, writer_.parameters()},
                           {std::format("linear {}", symbols), {places, symbols}, weight_.numel() + bias_.numel()}};
    architecture.weights_stored_as = "float16";
    return architecture;
}

}  // namespace mllab::recipes
