#include <algorithm>
#include <stdexcept>

#include "core/task.hpp"
#include "training/nn/float64.hpp"
#include "training/nn/weights.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/text_generation/parity.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t steps = 200;
constexpr std::int64_t texts = 2;  // side by side
constexpr const char* recent_keys = "recent_keys";
constexpr const char* recent_followers = "recent_followers";

using nn::plain;

core::Tensor whole_numbers(const torch::Tensor& tensor) {
    const torch::Tensor dense = tensor.contiguous();
    const std::int64_t* data = dense.data_ptr<std::int64_t>();
    return {core::Shape(dense.sizes().begin(), dense.sizes().end()),
            std::vector<std::int64_t>(data, data + dense.numel())};
}

// The state under the names of the graph's inputs.
std::vector<inference::NamedValue> named(const TextState& state) {
    std::vector<inference::NamedValue> parts{{"hidden", plain(state.hidden)}, {"cell", plain(state.cell)}};
    if (!state.keys.defined()) return parts;
    parts.push_back({"keys", plain(state.keys)});
    parts.push_back({"followers", whole_numbers(state.followers)});
    const std::int64_t batch = state.keys.size(0);
    parts.push_back({recent_keys, core::Tensor({batch, 0, state.keys.size(2)}, std::vector<float>())});
    parts.push_back({recent_followers, core::Tensor({batch, 0}, std::vector<std::int64_t>())});
    return parts;
}

// One run: what it is compared with comes from the network's result.
inference::Outputs run(const inference::Session& session, const torch::Tensor& read,
                       std::vector<inference::NamedValue> state) {
    inference::RunRequest request;
    request.inputs = std::move(state);
    request.inputs.push_back({"tokens", whole_numbers(read.t())});
    return core::run_now(session.run(std::move(request)));
}

parity::Largest compared(const inference::Outputs& outputs, const TextNetworkImpl::Result& result) {
    const torch::Tensor& hidden = result.state.hidden;
    std::vector<parity::Reference> references{
        {"logits", plain(result.logits.transpose(0, 1).contiguous()), parity::Rule::logits},
        {"next_hidden", plain(hidden), parity::Rule::state},
        {"next_cell", plain(result.state.cell), parity::Rule::state},
        {"units", plain(hidden[-1]), parity::Rule::state}};
    if (result.state.keys.defined()) {
        references.push_back({"next_keys", plain(result.state.keys), parity::Rule::state});
        references.push_back({"next_followers", whole_numbers(result.state.followers), parity::Rule::exact});
    }
    return parity::compared(outputs, references);
}

}  // namespace

report::Parity check_text_parity(TextNetwork& network, const std::filesystem::path& file,
                                 const std::vector<std::uint8_t>& tokens) {
    if (static_cast<std::int64_t>(tokens.size()) < steps * texts)
        throw std::runtime_error("the text is too short to compare anything on it");
    const torch::NoGradGuard no_gradients;
    network->eval();
    const nn::InFloat64 reference(*network);
    torch::Tensor read = torch::empty({steps, texts}, torch::kInt64);
    for (std::int64_t t = 0; t < steps; ++t)
        for (std::int64_t n = 0; n < texts; ++n)
            read.data_ptr<std::int64_t>()[t * texts + n] = tokens[static_cast<std::size_t>(n * steps + t)];
    const auto session = core::run_now(
        inference::Session::load({.id = file.stem().string(), .address = file.string(), .sha256 = "", .bytes = 0}, {}));
    report::Parity parity;
    const auto note = [&](const parity::Largest& largest) {
        parity.probabilities = std::max(parity.probabilities, largest.probabilities);
        parity.logits = std::max(parity.logits, largest.logits);
    };
    // Step by step; each side carries its own hidden states. The model's pointer has its memory in one at first, then
    // in two parts, of which one grows.
    TextState state = network->initial_state(texts);
    std::vector<inference::NamedValue> theirs = named(state);
    for (std::int64_t t = 0; t < steps; ++t) {
        const torch::Tensor one = read.slice(0, t, t + 1);
        const auto result = network->forward(one, state);
        state = result.state;
        const inference::Outputs outputs = run(session, one, theirs);
        note(compared(outputs, result));
        const bool in_two = t >= steps / 2;
        for (inference::NamedValue& part : theirs) {
            const bool recent = part.name == recent_keys || part.name == recent_followers;
            const bool older = part.name == "keys" || part.name == "followers";
            if ((recent && in_two) || (older && !in_two) || (!recent && !older))
                part.value = outputs.tensor("next_" + part.name);
        }
        parity.inputs += texts;
    }
    // In one piece: the same again.
    const TextState initial = network->initial_state(texts);
    note(compared(run(session, read, named(initial)), network->forward(read, initial)));
    return parity;
}

}  // namespace mllab::recipes
