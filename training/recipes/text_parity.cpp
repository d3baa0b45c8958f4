#include <algorithm>
#include <stdexcept>

#include "core/task.hpp"
#include "training/parity/parity.hpp"
#include "training/recipes/blocks.hpp"
#include "training/recipes/text_training.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t steps = 200;
constexpr std::int64_t texts = 2;  // side by side

core::Tensor plain(const torch::Tensor& tensor) {
    return {core::Shape(tensor.sizes().begin(), tensor.sizes().end()), numbers_of(tensor)};
}

core::Tensor tokens_of(const torch::Tensor& read) {  // [T, N] -> [N, T]
    const torch::Tensor turned = read.t().contiguous();
    const std::int64_t* data = turned.data_ptr<std::int64_t>();
    return {core::Shape(turned.sizes().begin(), turned.sizes().end()),
            std::vector<std::int64_t>(data, data + turned.numel())};
}

// One run: what it is compared with comes from the network's result.
inference::Outputs run(const inference::Session& session, const torch::Tensor& read, const inference::Value& hidden,
                       const inference::Value& cell) {
    inference::RunRequest request;
    request.inputs.push_back({"tokens", tokens_of(read)});
    request.inputs.push_back({"hidden", hidden});
    request.inputs.push_back({"cell", cell});
    return core::run_now(session.run(std::move(request)));
}

parity::Largest compared(const inference::Outputs& outputs, const TextNetworkImpl::Result& result) {
    const torch::Tensor& hidden = result.state.hidden;
    return parity::compared(outputs,
                            {{"logits", plain(result.logits.transpose(0, 1).contiguous()), parity::Rule::logits},
                             {"next_hidden", plain(hidden), parity::Rule::state},
                             {"next_cell", plain(result.state.cell), parity::Rule::state},
                             {"units", plain(hidden[-1]), parity::Rule::state}});
}

}  // namespace

report::Parity check_text_parity(TextNetwork& network, const std::filesystem::path& file,
                                 const std::vector<std::uint8_t>& tokens) {
    if (static_cast<std::int64_t>(tokens.size()) < steps * texts)
        throw std::runtime_error("the text is too short to compare anything on it");
    const torch::NoGradGuard no_gradients;
    network->eval();
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
    // Step by step; each side carries its own state.
    TextState state = network->blank(texts);
    inference::Value hidden = plain(state.hidden);
    inference::Value cell = plain(state.cell);
    for (std::int64_t t = 0; t < steps; ++t) {
        const torch::Tensor one = read.slice(0, t, t + 1);
        const auto result = network->forward(one, state);
        state = result.state;
        const inference::Outputs outputs = run(session, one, hidden, cell);
        note(compared(outputs, result));
        hidden = outputs.tensor("next_hidden");
        cell = outputs.tensor("next_cell");
        parity.inputs += texts;
    }
    // In one piece: the same again.
    const TextState blank = network->blank(texts);
    note(compared(run(session, read, plain(blank.hidden), plain(blank.cell)), network->forward(read, blank)));
    return parity;
}

}  // namespace mllab::recipes
