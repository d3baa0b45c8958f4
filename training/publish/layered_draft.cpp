#include "training/publish/layered_draft.hpp"

#include <algorithm>
#include <format>
#include <utility>
#include <vector>

#include "training/nn/float64.hpp"
#include "training/publish/parity.hpp"

namespace mllab::publish {

namespace {

// All these outputs, of the images that `rows` says.
void compare(parity::ParityCheck& check, const torch::Tensor& images, const nn::NamedTensors& outputs,
             const torch::Tensor& rows) {
    if (outputs.empty() || rows.numel() == 0) return;
    std::vector<parity::Reference> references;
    for (const auto& [name, tensor] : outputs)
        references.push_back({name, nn::plain(tensor.index_select(0, rows)),
                              name == "logits" ? parity::Rule::logits : parity::Rule::state});
    std::vector<inference::NamedValue> named;
    named.push_back({"image", nn::plain(images.index_select(0, rows))});
    check.run(std::move(named), references);
}

// What no image changes is compared once, with any.
void compare_constants(parity::ParityCheck& check, const nn::LayeredNetwork& network, const torch::Tensor& image) {
    std::vector<parity::Reference> references;
    for (const auto& [name, tensor] : network.constants())
        references.push_back({name, nn::plain(tensor), parity::Rule::exact});
    if (references.empty()) return;
    std::vector<inference::NamedValue> named;
    named.push_back({"image", nn::plain(image)});
    check.run(std::move(named), references);
}

}  // namespace

report::Parity check_parity(nn::LayeredNetwork& network, const std::filesystem::path& file,
                            const torch::Tensor& inputs) {
    // Ten times what rounding does to a unit's sum in float32.
    constexpr double close = 1e-5;
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 reference(network);
    parity::ParityCheck check(file);
    compare_constants(check, network, inputs.slice(0, 0, 1));
    std::int64_t left_out = 0;
    for (const torch::Tensor& batch : inputs.split(64)) {
        const torch::Tensor images = batch.to(torch::kFloat64);
        const auto [jumping, distance] = network.jumps(images);
        nn::NamedTensors steady;
        nn::NamedTensors jumps;
        for (auto& output : network.outputs(images))
            (std::ranges::contains(jumping, output.first) ? jumps : steady).push_back(std::move(output));
        const torch::Tensor all = torch::arange(images.size(0));
        compare(check, images, steady, all);
        if (jumps.empty()) continue;
        const torch::Tensor clear = all.masked_select(distance > close);
        left_out += images.size(0) - clear.numel();
        compare(check, images, jumps, clear);
    }
    if (left_out * 4 > inputs.size(0))
        throw parity::ParityError(
            std::format("{} of {} inputs are where outputs jump: too few are left to compare these outputs on",
                        left_out, inputs.size(0)));
    return {check.largest().probabilities, check.largest().logits, inputs.size(0)};
}

torch::Tensor spread(const torch::Tensor& inputs, std::int64_t count) {
    const std::int64_t step = std::max<std::int64_t>(1, inputs.size(0) / count);
    return inputs.slice(0, 0, std::min(inputs.size(0), step * count), step);
}

Draft draft_of(nn::LayeredNetwork& network, const std::string& id, const std::string& name,
               const std::filesystem::path& folder, const torch::Tensor& inputs) {
    onnx_writer::GraphBuilder graph(id, name);
    graph.metadata("licence", file_licence);
    network.write(graph);
    Draft draft = written(graph, network.architecture(), id, name, folder);
    note_parity(draft, check_parity(network, draft.path, inputs));
    return draft;
}

}  // namespace mllab::publish
