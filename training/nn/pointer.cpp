#include "training/nn/pointer.hpp"

#include <format>

#include "training/nn/weights.hpp"

namespace mllab::nn {

namespace {

constexpr double unseen = -1e4;     // as a score: what a softmax gives no share to, not even a denormal one
constexpr double smallest = 1e-20;  // a probability's logarithm stays finite
constexpr double tiny = 1e-6;       // the length of no vector

// Of length 1; of length 0 where there is nothing.
torch::Tensor unit(const torch::Tensor& x) { return x / (x.square().sum(2, true) + tiny).sqrt(); }

}  // namespace

Pointer::Pointer(std::int64_t units, std::int64_t characters, std::int64_t context_length, std::int64_t key)
    : characters_(characters), context_length_(context_length), key_size_(key) {
    // At first similar states are found by their similarity: the same projection for both; and the network's own
    // prediction counts as much as a place that is nearly the same.
    constexpr double sharp = 18;
    constexpr double nearly = 0.9;
    key_ = register_parameter("key", torch::nn::init::orthogonal_(torch::empty({key, units})));
    query_ = register_parameter("query", key_.detach().clone());
    scale_ = register_parameter("scale", torch::full({1}, sharp));
    own_ = register_parameter("own", torch::zeros({1, units}));
    own_bias_ = register_parameter("own_bias", torch::full({1}, sharp * nearly));
}

PointerMemory Pointer::initial_memory(std::int64_t batch) const {
    return {.keys = torch::zeros({batch, context_length_, key_size_}, key_.options()),
            .followers = torch::zeros({batch, context_length_}, key_.options().dtype(torch::kInt64))};
}

Pointer::Result Pointer::forward(const torch::Tensor& tokens, const torch::Tensor& before, const torch::Tensor& after,
                                 const torch::Tensor& logits, const PointerMemory& memory) {
    const std::int64_t length = tokens.size(0);
    const std::int64_t batch = tokens.size(1);
    const auto by_text = [](const torch::Tensor& t) { return t.transpose(0, 1); };  // [T, N, …] -> [N, T, …]
    const auto linear = [](const torch::Tensor& x, const torch::Tensor& w) {
        return torch::nn::functional::linear(x, w);
    };
    const torch::Tensor states = torch::cat({before, after.slice(0, 0, length - 1)});
    const torch::Tensor keys = torch::cat({memory.keys, by_text(unit(linear(states, key_)))}, 1);  // [N, K + T, key]
    const torch::Tensor followers = torch::cat({memory.followers, by_text(tokens) + 1}, 1);
    // Two columns more: for the sentinel's score, which depends on no key, and for places where nothing was read yet.
    const torch::Tensor own = linear(after, own_) + own_bias_;
    const torch::Tensor queries =
        by_text(torch::cat({unit(linear(after, query_)) * scale_, own, torch::ones_like(own)}, 2));
    const torch::Tensor targets = torch::constant_pad_nd(keys, {0, 2, 1, 0});
    targets.select(1, 0).select(1, key_size_).fill_(1);
    targets.slice(1, 1).select(2, key_size_ + 1).masked_fill_(followers.eq(0), unseen);
    const torch::Tensor characters = torch::constant_pad_nd(followers, {1, 0});
    // The character at t sees the sentinel and the last `context_length`, itself among them.
    torch::Tensor mask = torch::full({length, 1 + context_length_ + length}, unseen, key_.options());
    mask = mask.tril(1) + mask.triu(1 + context_length_ + 1);
    mask.slice(1, 0, 1).zero_();
    const torch::Tensor shares = torch::baddbmm(mask.unsqueeze(0), queries, targets.transpose(1, 2)).softmax(2);
    const torch::Tensor by_character =
        torch::zeros({batch, length, characters_ + 1}, shares.options())
            .scatter_add(2, characters.unsqueeze(1).expand({batch, length, characters.size(1)}), shares);
    const torch::Tensor mixed = by_text(logits).softmax(2) * by_character.slice(2, 0, 1) + by_character.slice(2, 1);
    return {
        .log_probabilities = by_text(mixed.clamp_min(smallest).log()),
        .memory = {.keys = keys.slice(1, length).contiguous(), .followers = followers.slice(1, length).contiguous()}};
}

void Pointer::initialise_from(const onnx_writer::ReadWeights& learned) {
    const torch::NoGradGuard no_gradients;
    for (const auto& named : named_parameters()) {
        const torch::IntArrayRef sizes = named.value().sizes();
        const core::Shape shape(sizes.begin(), sizes.end());
        named.value().copy_(torch::tensor(learned.of("pointer." + named.key(), shape)).view(sizes));
    }
}

void Pointer::round() {
    for (const torch::Tensor& matrix : {key_, query_}) round_to(matrix, onnx_writer::Storage::float16());
}

onnx_writer::Value Pointer::write(GraphWeights& weights, const Reading& reading) const {
    using onnx_writer::Dim;
    using onnx_writer::DType;
    using onnx_writer::dynamic;
    using onnx_writer::Storage;
    using onnx_writer::Value;
    onnx_writer::GraphBuilder& graph = weights.graph();
    const Dim batch = dynamic("N");
    const Dim recent = dynamic("R");
    const Dim newer = dynamic("R_T");     // those, and the characters that are read now
    const Dim places = dynamic("K_R_T");  // and the older ones
    const auto weight = [&](const char* name, const torch::Tensor& tensor, Storage storage) {
        return weights.write(std::string("pointer.") + name, tensor, storage);
    };
    const auto unit = [&](const Value& x) {
        const Value length =
            graph.sqrt(graph.add(graph.reduce_sum(graph.mul(x, x), {2}, true), graph.scalar(static_cast<float>(tiny))));
        return graph.div(x, length);
    };
    const auto projected = [&](const Value& x, const Value& w) { return graph.matmul(x, graph.transpose(w, {1, 0})); };
    const auto by_text = [&](const Value& x) { return graph.transpose(x, {1, 0, 2}); };

    const Value old_keys = graph.input("keys", DType::float32, {batch, context_length_, key_size_},
                                       "what the network was like before each of many characters; zeros to begin with");
    const Value old_followers = graph.input("followers", DType::int64, {batch, context_length_},
                                            "those characters' places among the labels + 1; zeros to begin with");
    const Value recent_keys =
        graph.input("recent_keys", DType::float32, {batch, recent, key_size_}, "the same of those that came since");
    const Value recent_followers = graph.input("recent_followers", DType::int64, {batch, recent}, "the same");
    const Value states =
        graph.slice(graph.concat({reading.before, reading.after}, 0, dynamic("T_1")), 0, 0, -1, dynamic("T"));
    const Value keys = graph.concat(
        {recent_keys, by_text(unit(projected(states, weight("key", key_, Storage::float16()))))}, 1, newer);
    const Value followers =
        graph.concat({recent_followers, graph.add(reading.tokens, graph.whole_scalar(1))}, 1, newer);

    const Value queries = by_text(graph.mul(unit(projected(reading.after, weight("query", query_, Storage::float16()))),
                                            weight("scale", scale_, Storage::float32())));
    const Value own = by_text(graph.add(projected(reading.after, weight("own", own_, Storage::float32())),
                                        weight("own_bias", own_bias_, Storage::float32())));
    const auto likeness = [&](const Value& to) { return graph.matmul(queries, graph.transpose(to, {0, 2, 1})); };
    const Value scores = graph.concat({likeness(old_keys), likeness(keys)}, 2, places);  // [N, T, K + R + T]
    const Value all_followers = graph.concat({old_followers, followers}, 1, places);
    // Of all these the character at t sees the last `context_length`, itself among them.
    const Value zeros = graph.mul(scores, graph.scalar(0));
    const Value came_since = graph.length(recent_keys, 1);
    const Value within = graph.lower_triangle(
        graph.upper_triangle(graph.add(zeros, graph.scalar(1)), graph.add(came_since, graph.whole_scalar(1))),
        graph.add(came_since, graph.whole_scalar(context_length_)));
    const Value there = graph.cast(graph.greater(all_followers, graph.whole_scalar(0)), DType::float32);
    const Value seen = graph.mul(within, graph.unsqueeze(there, {1}));
    const Value masked =
        graph.add(scores, graph.mul(graph.sub(seen, graph.scalar(1)), graph.scalar(static_cast<float>(-unseen))));
    const Value shares = graph.softmax(graph.concat({own, masked}, 2, dynamic("K_R_T_1")), 2);

    const Value which = graph.add(graph.unsqueeze(all_followers, {1}), graph.cast(zeros, DType::int64));
    const Value nothing = graph.concat({graph.sub(own, own), graph.sub(reading.logits, reading.logits)}, 2);
    const Value copied = graph.scatter_add(nothing, which, graph.slice(shares, 2, 1, std::nullopt, places), 2);
    const Value own_share = graph.add(graph.slice(shares, 2, 0, 1, Dim(1)), graph.slice(copied, 2, 0, 1));
    const Value mixed =
        graph.add(graph.mul(graph.softmax(reading.logits, 2), own_share), graph.slice(copied, 2, 1, characters_ + 1));

    graph.output("own_share", own_share,
                 "how much of each answer is the network's own opinion; the rest was pointed at");
    graph.output("next_recent_keys", keys, "to go on with: the recent ones and those that were read");
    graph.output("next_recent_followers", followers, "the same");
    const auto all_in_one = [&](const Value& old, const Value& since) {
        return graph.slice(graph.concat({old, since}, 1, dynamic("all")), 1, -context_length_, std::nullopt,
                           context_length_);
    };
    graph.output("next_keys", all_in_one(old_keys, keys), "to go on with no recent ones: the last of all");
    graph.output("next_followers", all_in_one(old_followers, followers), "the same");
    return graph.log(graph.clip(mixed, static_cast<float>(smallest), 2));
}

std::string Pointer::in_words() const { return std::format("pointer by keys of {}", key_size_); }

}  // namespace mllab::nn
