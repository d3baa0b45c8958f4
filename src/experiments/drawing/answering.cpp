#include "experiments/drawing/answering.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace mllab::drawing {

namespace {

const std::string answer_output = "logits";

// "digits_cnn" -> "CNN".
std::string short_name(const std::string& id) {
    std::string name = id.substr(id.rfind('_') + 1);
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
}

void answer_unasked(Reader& reader, std::uint64_t revision, Encoded encoded) {
    reader.answer = std::move(encoded.answer).value_or(Answer{});
    reader.input = std::move(encoded.input);
    reader.inside.clear();
    reader.answered = reader.looked_inside = revision;
}

std::string what_failed(const std::exception& error) {
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr)
        return "There is not enough memory. Close other tabs and try again; your drawing stays.";
    return error.what();
}

}  // namespace

Answering::Answering(platform::Host& host, const platform::Launch& launch, const Subject& subject,
                     std::function<Question()> question, std::function<void()> changed)
    : host_(host), models_url_(launch.models_url), question_(std::move(question)), changed_(std::move(changed)) {
    for (const auto& [id, text] : launch.cards) {
        Reader& reader = readers_.emplace_back();
        reader.id = id;
        reader.name = short_name(id);
        reader.card = inference::ModelCard::parse(text);
        reader.pipeline = subject.pipeline_of(reader.card);
    }
    const auto found = std::ranges::find(readers_, launch.model, &Reader::id);
    if (found == readers_.end()) throw std::invalid_argument("There is no card for the model “" + launch.model + "”.");
    chosen_ = last_served_ = static_cast<std::size_t>(found - readers_.begin());
}

void Answering::start() {
    ask(revision_, true);
    load(chosen_);
}

void Answering::load(std::size_t index) {
    Reader& reader = readers_[index];
    if (reader.condition != Reader::Condition::waiting) return;
    reader.condition = Reader::Condition::loading;
    reader.loading = load_session(index);
    reader.loading.start();
}

core::Task<> Answering::load_session(std::size_t index) {
    inference::ModelSource source{.id = readers_[index].id,
                                  .address = models_url_ + readers_[index].card.file_name,
                                  .sha256 = readers_[index].card.file_sha256,
                                  .bytes = readers_[index].card.file_bytes};
    // What loads in the background is nobody's wait.
    inference::OnProgress progress = [this, index](const inference::LoadProgress& p) {
        if (index != chosen_) return;
        host_.report_progress(p.part == inference::LoadProgress::Part::runtime ? "runtime" : "model", p.received_bytes,
                              p.total_bytes);
    };
    try {
        inference::Session session = co_await inference::Session::load(std::move(source), std::move(progress));
        readers_[index].session = std::move(session);
        readers_[index].condition = Reader::Condition::ready;
    } catch (const std::exception& error) {
        readers_[index].condition = Reader::Condition::failed;
        readers_[index].trouble = what_failed(error);
        if (index == chosen_) host_.report_error(readers_[index].trouble);
    }
    if (index == chosen_) host_.when_idle([this] { load_the_others(); });
    pump();
    changed_();
}

void Answering::load_the_others() {
    for (std::size_t i = 0; i < readers_.size(); ++i) load(i);
}

void Answering::ask(std::uint64_t revision, bool empty) {
    revision_ = revision;
    if (empty) {
        for (Reader& reader : readers_) {
            answer_unasked(reader, revision, reader.pipeline->encode({}));
        }
    }
    pump();
}

void Answering::choose(const std::string& id) {
    const auto found = std::ranges::find(readers_, id, &Reader::id);
    if (found == readers_.end()) return;
    chosen_ = static_cast<std::size_t>(found - readers_.begin());
    load(chosen_);
    if (chosen().condition == Reader::Condition::failed) host_.report_error(chosen().trouble);
    pump();
    changed_();
}

void Answering::compare(bool all_answer) {
    comparing_ = all_answer;
    if (all_answer) load_the_others();
    pump();
    changed_();
}

void Answering::look_inside(bool on) {
    looking_inside_ = on;
    pump();
    changed_();
}

void Answering::retry() {
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        Reader& reader = readers_[i];
        reader.stumbled.reset();
        if (reader.condition != Reader::Condition::failed) continue;
        reader.condition = Reader::Condition::waiting;
        load(i);
    }
    pump();
    changed_();
}

bool Answering::due(std::size_t index) const {
    const Reader& reader = readers_[index];
    if (reader.condition != Reader::Condition::ready || reader.stumbled == revision_) return false;
    if (index != chosen_ && !comparing_) return false;
    return reader.answered != revision_ || (looking_inside_ && index == chosen_ && reader.looked_inside != revision_);
}

std::optional<std::size_t> Answering::next_due() const {
    // In turn, beginning after the one that was served last: while somebody draws, the chosen one is always due.
    for (std::size_t step = 1; step <= readers_.size(); ++step) {
        const std::size_t index = (last_served_ + step) % readers_.size();
        if (due(index)) return index;
    }
    return std::nullopt;
}

void Answering::pump() {
    if (running_ || !next_due()) return;
    running_ = true;
    running_task_ = answer_until_done();
    running_task_.start();
}

core::Task<> Answering::answer_until_done() {
    while (const auto index = next_due()) {
        last_served_ = *index;
        co_await answer(*index);
        changed_();
    }
    running_ = false;
}

inference::RunRequest Answering::request_for(const Reader& reader, image::GrayImage input) const {
    inference::RunRequest request;
    core::Shape shape{1, 1, input.height, input.width};
    request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(input.pixels))});
    request.fetch.push_back(answer_output);
    if (looking_inside_ && &reader == &chosen())
        for (const inference::TensorInfo& output : reader.session.outputs())
            if (output.name != answer_output) request.fetch.push_back(output.name);
    return request;
}

core::Task<> Answering::answer(std::size_t index) {
    const std::uint64_t revision = revision_;
    bool unloaded = false;
    try {
        Encoded encoded = readers_[index].pipeline->encode(question_());
        if (encoded.answer) {
            answer_unasked(readers_[index], revision, std::move(encoded));
            co_return;
        }
        inference::RunRequest request = request_for(readers_[index], encoded.input);
        const inference::Session session = readers_[index].session;
        const inference::Outputs outputs = co_await session.run(std::move(request));
        take(readers_[index], revision, std::move(encoded.input), outputs);
    } catch (const inference::ModelError& error) {
        unloaded = error.kind() == inference::Failure::session_closed;
        readers_[index].trouble = error.what();
        readers_[index].stumbled = revision;
    } catch (const std::exception& error) {
        readers_[index].trouble = what_failed(error);
        readers_[index].stumbled = revision;
    }
    Reader& reader = readers_[index];
    if (reader.stumbled != revision) co_return;
    if (unloaded && !reader.reloaded) {
        // The worker went away and took the model with it; loading it again is all that a person could do, too.
        reader.reloaded = true;
        reader.condition = Reader::Condition::waiting;
        reader.session = {};
        reader.stumbled.reset();
        load(index);
    } else if (index == chosen_ && revision == revision_) {  // else a newer input is asked about now
        host_.report_error(reader.trouble);
    }
}

void Answering::take(Reader& reader, std::uint64_t revision, image::GrayImage input, const inference::Outputs& outputs) {
    reader.run_ms.add(outputs.run_ms());
    reader.reloaded = false;
    // The pad was cleared meanwhile: that was answered at once, and this comes too late.
    if (reader.answered && *reader.answered > revision) return;
    reader.answer = reader.pipeline->decode(outputs.tensor(answer_output).as<float>());
    reader.input = std::move(input);
    reader.answered = revision;
    if (outputs.values().size() < 2) return;
    reader.inside.clear();
    for (const inference::NamedValue& output : outputs.values())
        if (output.name != answer_output) reader.inside.emplace(output.name, outputs.tensor(output.name));
    reader.looked_inside = revision;
}

platform::State Answering::state() const {
    if (given_up(chosen())) return platform::State::error;
    if (chosen().condition != Reader::Condition::ready) return platform::State::loading;
    return due(chosen_) ? platform::State::busy : platform::State::ready;
}

std::string remark(const Reader& reader, const Answering& answering) {
    if (!answering.current(reader) && answering.given_up(reader)) return "No answer";
    if (!answering.current(reader) && reader.condition != Reader::Condition::ready) return "The network is on its way";
    return reader.answer.remark;
}

}  // namespace mllab::drawing
