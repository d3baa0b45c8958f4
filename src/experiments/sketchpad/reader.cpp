#include "experiments/sketchpad/reader.hpp"

#include <utility>

namespace mllab::sketchpad {

namespace {

const std::string answer_output = "logits";

// "digits_cnn" -> "CNN".
std::string short_name(const std::string& id) {
    std::string name = id.substr(id.rfind('_') + 1);
    for (char& c : name)
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
}

void Reader::ask(const std::shared_ptr<const Question>& question, std::uint64_t revision, bool inside) {
    if (!model_.ready() || failed_ == revision) return;
    if (answered_ == revision && (!inside || looked_inside_ == revision)) return;
    if (asked_ == std::pair(revision, inside)) return;
    asked_ = {revision, inside};
    latest_.ask({.question = question, .inside = inside}, revision);
}

void Reader::answer_empty(std::uint64_t revision) {
    Encoded encoded = pipeline_->encode({});
    latest_.answer({.answer = std::move(encoded.answer).value_or(Answer{}), .input = std::move(encoded.input)},
                   revision);
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

inference::RunRequest Reader::request_for(image::GrayImage input, bool inside) const {
    inference::RunRequest request;
    core::Shape shape{1, 1, input.height, input.width};
    request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(input.pixels))});
    request.fetch.push_back(answer_output);
    if (inside)
        for (const inference::TensorInfo& output : model_.session().outputs())
            if (output.name != answer_output) request.fetch.push_back(output.name);
    return request;
}

core::Task<std::vector<float>> Reader::probabilities(ink::Strokes drawing) const {
    Encoded encoded = pipeline_->encode({.drawing = std::move(drawing), .picture = nullptr});
    if (encoded.answer) co_return std::vector<float>{};
    inference::RunRequest request = request_for(std::move(encoded.input), false);
    const inference::Session session = model_.session();
    const inference::Outputs outputs = co_await session.run(std::move(request));
    co_return pipeline_->decode(outputs.tensor(answer_output).as<float>()).probabilities;
}

core::Task<Reader::Reading> Reader::read(Asked asked) {
    Encoded encoded = pipeline_->encode(*asked.question);
    Reading reading;
    if (encoded.answer) {
        reading.answer = std::move(*encoded.answer);
    } else {
        inference::RunRequest request = request_for(encoded.input, asked.inside);
        const inference::Session session = model_.session();
        const inference::Outputs outputs = co_await session.run(std::move(request));
        reading.answer = pipeline_->decode(outputs.tensor(answer_output).as<float>());
        reading.run_ms = outputs.run_ms();
        for (const inference::NamedValue& output : outputs.values())
            if (output.name != answer_output) reading.inside.emplace(output.name, outputs.tensor(output.name));
        reading.looked_inside = asked.inside;
    }
    reading.input = std::move(encoded.input);
    co_return reading;
}

}  // namespace mllab::sketchpad
