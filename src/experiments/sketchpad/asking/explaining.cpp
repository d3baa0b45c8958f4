#include "experiments/sketchpad/asking/explaining.hpp"

#include <algorithm>
#include <utility>

#include "core/classification.hpp"
#include "experiments/sketchpad/asking/occlusion.hpp"

namespace mllab::sketchpad {

namespace {

constexpr std::size_t batch = 16;  // inputs at once: a few milliseconds of the slowest network here
const std::string input_name = "image";
const std::string answer_output = "logits";
const std::string first_output = "features_1";

inference::RunRequest request_of(core::Tensor input, const std::string& output) {
    inference::RunRequest request;
    request.inputs.push_back({input_name, std::move(input)});
    request.fetch.push_back(output);
    return request;
}

bool has_first_layer(const inference::Session& session, const image::GrayImage& input) {
    return std::ranges::any_of(session.outputs(), [&](const inference::TensorInfo& output) {
        return output.name == first_output && output.shape.size() == 4 && output.shape[2] == input.height &&
               output.shape[3] == input.width;
    });
}

}  // namespace

Explaining::Explaining(platform::Host& host, experiments::Turns& turns)
    : latest_([this](Question question) { return find(std::move(question)); }, [&host] { host.wake(); }, &turns) {}

void Explaining::ask(const Reader& reader, std::uint64_t revision) {
    const Asked asked{reader.id(), revision};
    if (wanted_ == asked || (heat_ && heat_->model == reader.id() && heat_->revision == revision)) return;
    wanted_ = asked;
    latest_.ask({.session = reader.model().session(),
                 .input = reader.input(),
                 .model = reader.id(),
                 .revision = revision,
                 .label = core::top_k(reader.answer().probabilities, 1).front().index,
                 .about_layer = !layers_.contains(reader.id())},
                revision);
}

void Explaining::withdraw() {
    wanted_.reset();
    latest_.withdraw();
}

bool Explaining::update() {
    auto outcome = latest_.take();
    // Where a run failed, the answer itself says so when it is asked for again; here something is not shown.
    if (!outcome || !outcome->answer) return false;
    Found& found = *outcome->answer;
    if (found.asked_layer) layers_[found.model] = std::move(found.layer);
    if (found.heat) heat_ = std::move(found.heat);
    return true;
}

const FirstLayer* Explaining::first_layer(const std::string& model) const {
    const auto known = layers_.find(model);
    return known != layers_.end() && known->second ? &*known->second : nullptr;
}

core::Task<Explaining::Found> Explaining::find(Question question) {
    const image::GrayImage& input = question.input;
    const Asked asked{question.model, question.revision};
    Found found{.heat = {}, .model = question.model, .asked_layer = question.about_layer, .layer = {}};
    if (question.about_layer && has_first_layer(question.session, input)) {
        auto request = request_of(first_layer_probes(input.width, input.height), first_output);
        const inference::Outputs outputs = co_await question.session.run(std::move(request));
        found.layer = first_layer_of(outputs.tensor(first_output), input.width, input.height);
    }
    const Cover cover = cover_for(std::max(input.width, input.height));
    const std::vector<Spot> spots = spots_with_ink(input, cover);
    // The first one is of the drawing as it is.
    std::vector<float> odds;
    while (odds.size() < spots.size() + 1) {
        if (wanted_ != asked) co_return found;
        core::Tensor inputs;
        if (odds.empty()) {
            inputs = core::Tensor(core::Shape{1, 1, input.height, input.width}, input.pixels);
        } else {
            const auto rest = std::span(spots).subspan(odds.size() - 1);
            inputs = covered(input, rest.first(std::min(batch, rest.size())), cover);
        }
        const auto count = static_cast<std::size_t>(inputs.shape.front());
        auto request = request_of(std::move(inputs), answer_output);
        const inference::Outputs outputs = co_await question.session.run(std::move(request));
        const std::vector<float>& logits = outputs.tensor(answer_output).as<float>();
        const std::size_t classes = logits.size() / count;
        for (std::size_t i = 0; i < count; ++i)
            odds.push_back(log_odds(std::span(logits).subspan(i * classes, classes), question.label));
    }
    std::vector<float> taken;
    for (std::size_t i = 1; i < odds.size(); ++i) taken.push_back(odds.front() - odds[i]);
    found.heat = Heat{.model = question.model,
                      .revision = question.revision,
                      .label = question.label,
                      .values = spread(input, spots, taken, cover)};
    co_return found;
}

}  // namespace mllab::sketchpad
