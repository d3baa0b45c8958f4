#include "experiments/sketchpad/asking/reader.hpp"

#include <span>
#include <utility>

namespace mllab::sketchpad {

namespace {

const std::string answer_output = "logits";

// "digits_cnn" -> "CNN", "digits_pocket" -> "Pocket".
std::string short_name(const std::string& id) {
    constexpr std::size_t longest_abbreviation = 4;
    std::string name = id.substr(id.rfind('_') + 1);
    const std::size_t capitals = name.size() <= longest_abbreviation ? name.size() : 1;
    for (char& c : std::span(name).first(capitals))
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
}

}  // namespace

Reader::Reader(platform::Host& host, const platform::Launch& launch, const Subject& subject, const std::string& id,
               experiments::Turns& turns)
    : model_(host, launch, id, "your drawing stays"),
      name_(short_name(id)),
      latest_([this](Asked asked) { return read(std::move(asked)); }, [&host] { host.wake(); }, &turns) {
    pipeline_ = subject.pipeline_of(model_.card());
    if (const auto answers = launch.answers.find(id); answers != launch.answers.end())
        stored_answers_ = inference::stored_answers_of(answers->second, model_.card());
}

void Reader::ask(const std::shared_ptr<const Question>& question, std::uint64_t revision, bool inside) {
    if (!model_.ready() || failed_ == revision) return;
    if (answered_ == revision && !stored() && (!inside || looked_inside_ == revision)) return;
    if (asked_ == std::pair(revision, inside)) return;
    asked_ = {revision, inside};
    latest_.ask({.question = question, .inside = inside}, revision);
}

bool Reader::recall(const std::string& drawing, const std::shared_ptr<const Question>& question,
                    std::uint64_t revision) {
    if (model_.ready() || answered_ == revision) return false;
    const auto found = stored_answers_.find(drawing);
    if (found == stored_answers_.end() || found->second.empty()) return false;
    take_up({.answer = pipeline_->judged(inference::probabilities_of(found->second, card().labels.size())),
             .input = pipeline_->encode(*question).input,
             .looked_inside = false,
             .question = question,
             .stored = true},
            revision);
    return true;
}

void Reader::forget_stored() {
    // Where the model is there by now its own answer is next.
    if (stored() && !model_.ready()) last_ = reading_of_nothing();
}

Reader::Reading Reader::reading_of_nothing() const {
    Encoded encoded = pipeline_->encode({});
    return {.answer = std::move(encoded.answer).value_or(Answer{}), .input = std::move(encoded.input)};
}

void Reader::answer_empty(std::uint64_t revision) {
    latest_.answer(reading_of_nothing(), revision);
    update();
}

void Reader::withdraw() {
    latest_.withdraw();
    asked_.reset();
}

void Reader::retry() {
    failed_.reset();
    if (model_.failed()) model_.load();
}

bool Reader::update() {
    auto outcome = latest_.take();
    if (!outcome) return false;
    if (outcome->answer) {
        take_up(std::move(*outcome->answer), outcome->revision);
    } else {
        asked_.reset();
        if (!model_.lost(outcome->error)) {
            failed_ = outcome->revision;
            message_ = model_.message_of(outcome->error);
        }
    }
    return true;
}

void Reader::take_up(Reading reading, std::uint64_t revision) {
    if (reading.run_ms) model_.ran(*reading.run_ms);
    answered_ = revision;
    if (reading.looked_inside)
        looked_inside_ = revision;
    else
        reading.inside = std::move(last_.inside);
    last_ = std::move(reading);
}

inference::RunRequest Reader::request_for(std::vector<float> pixels, core::Shape shape, bool inside) const {
    inference::RunRequest request;
    request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(pixels))});
    request.fetch.push_back(answer_output);
    if (inside)
        for (const inference::TensorInfo& output : model_.session().outputs())
            if (output.name != answer_output) request.fetch.push_back(output.name);
    return request;
}

core::Task<std::vector<float>> Reader::probabilities(ink::Strokes drawing) const {
    const Question question{.drawing = std::move(drawing), .picture = nullptr};
    const Encoded encoded = pipeline_->encode(question);
    if (encoded.answer) co_return std::vector<float>{};
    const image::GrayImage& input = encoded.input;
    inference::RunRequest request = request_for(input.pixels, {1, 1, input.height, input.width}, false);
    const inference::Session session = model_.session();
    const inference::Outputs outputs = co_await session.run(std::move(request));
    co_return pipeline_->decode(question, outputs.tensor(answer_output).as<float>()).probabilities;
}

// All inputs at once: which of them it is about says the subject.
core::Task<Choice> Reader::choose(const Question& question, const Encoded& encoded) {
    std::vector<float> pixels = encoded.input.pixels;
    for (const image::GrayImage& other : encoded.others)
        pixels.insert(pixels.end(), other.pixels.begin(), other.pixels.end());
    const std::size_t count = 1 + encoded.others.size();
    core::Shape shape{static_cast<std::int64_t>(count), 1, encoded.input.height, encoded.input.width};
    const inference::Session session = model_.session();
    const inference::Outputs outputs = co_await session.run(request_for(std::move(pixels), std::move(shape), false));
    const auto& numbers = outputs.tensor(answer_output).as<float>();
    const auto classes = static_cast<std::ptrdiff_t>(numbers.size() / count);
    std::vector<std::vector<float>> logits;
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = numbers.begin() + static_cast<std::ptrdiff_t>(i) * classes;
        logits.emplace_back(row, row + classes);
    }
    co_return pipeline_->choose(question, logits);
}

core::Task<Reader::Reading> Reader::read(Asked asked) {
    Encoded encoded = pipeline_->encode(*asked.question);
    Reading reading;
    reading.question = asked.question;
    std::optional<Choice> choice;
    if (!encoded.answer && !encoded.others.empty()) {
        choice = co_await choose(*asked.question, encoded);
        if (choice->input > 0) encoded.input = std::move(encoded.others.at(choice->input - 1));
        reading.input_index = choice->input;
    }
    if (encoded.answer) {
        reading.answer = std::move(*encoded.answer);
    } else {
        const image::GrayImage& input = encoded.input;
        inference::RunRequest request = request_for(input.pixels, {1, 1, input.height, input.width}, asked.inside);
        const inference::Session session = model_.session();
        const inference::Outputs outputs = co_await session.run(std::move(request));
        if (!choice) choice = pipeline_->choose(*asked.question, {outputs.tensor(answer_output).as<float>()});
        reading.answer = std::move(choice->answer);
        reading.run_ms = outputs.run_ms();
        for (const inference::NamedValue& output : outputs.values())
            if (output.name != answer_output) reading.inside.emplace(output.name, outputs.tensor(output.name));
        reading.looked_inside = asked.inside;
    }
    reading.input = std::move(encoded.input);
    co_return reading;
}

}  // namespace mllab::sketchpad
