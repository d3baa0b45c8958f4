// One of the networks that read what is on the pad, and its last answer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "experiments/sketchpad/subject.hpp"
#include "inference/stored_answers.hpp"

namespace mllab::sketchpad {

class Reader {
 public:
    // The models of an experiment take turns. Throws inference::CardError, std::invalid_argument; see ModelSlot and
    // Subject::pipeline_of.
    Reader(platform::Host& host, const platform::Launch& launch, const Subject& subject, const std::string& id,
           experiments::Turns& turns);

    // Asks about this revision of the input, unless that is done or under way. `inside`: also for its inner outputs.
    void ask(const std::shared_ptr<const Question>& question, std::uint64_t revision, bool inside);
    // While the model is not there: answers with what it said earlier to the drawing of this name, if that is known.
    // True if there is such an answer now, and was none. The model is asked all the same as soon as it is there.
    bool recall(const std::string& drawing, const std::shared_ptr<const Question>& question, std::uint64_t revision);
    // The input is another one: what was recalled says nothing about it.
    void forget_stored();
    // Answers that nothing is drawn.
    void answer_empty(std::uint64_t revision);
    // Takes up what became of the last question; true if there was something.
    bool update();
    // Tries again what failed: loading, or the last run.
    void retry();
    // Of all classes, for a drawing besides those that are asked about; empty where the network need not be asked. The
    // model must be there. Throws inference::ModelError.
    [[nodiscard]] core::Task<std::vector<float>> probabilities(ink::Strokes drawing) const;
    // What was asked is not wanted any more.
    void withdraw();

    [[nodiscard]] const std::string& id() const { return model_.card().id; }
    [[nodiscard]] const std::string& name() const { return name_; }  // short: "CNN"
    [[nodiscard]] const inference::ModelCard& card() const { return model_.card(); }
    [[nodiscard]] const experiments::ModelSlot& model() const { return model_; }
    void load() { model_.load(); }

    [[nodiscard]] const Answer& answer() const { return last_.answer; }
    // The input revision that `answer` and `input` belong to.
    [[nodiscard]] std::optional<std::uint64_t> answered() const { return answered_; }
    // It is one that was recalled.
    [[nodiscard]] bool stored() const { return last_.stored; }
    [[nodiscard]] const image::GrayImage& input() const { return last_.input; }  // as the network saw it
    // Which of the question's inputs that is, and the question.
    [[nodiscard]] std::size_t input_index() const { return last_.input_index; }
    [[nodiscard]] const std::shared_ptr<const Question>& question() const { return last_.question; }
    // Outputs other than the answer, by name, and the input revision that they belong to.
    [[nodiscard]] const std::map<std::string, core::Tensor>& inside() const { return last_.inside; }
    [[nodiscard]] std::optional<std::uint64_t> looked_inside() const { return looked_inside_; }
    // There will be no answer to this input unless somebody tries again; and why.
    [[nodiscard]] bool given_up(std::uint64_t revision) const { return model_.failed() || failed_ == revision; }
    [[nodiscard]] const std::string& message() const { return model_.failed() ? model_.message() : message_; }

 private:
    struct Asked {
        std::shared_ptr<const Question> question;
        bool inside = false;
    };
    struct Reading {
        Answer answer;
        image::GrayImage input;
        std::map<std::string, core::Tensor> inside{};
        bool looked_inside = true;  // what was not asked of a network has nothing inside
        std::optional<double> run_ms{};
        std::size_t input_index = 0;
        std::shared_ptr<const Question> question{};
        bool stored = false;
    };

    [[nodiscard]] Reading reading_of_nothing() const;
    core::Task<Reading> read(Asked asked);
    core::Task<Choice> choose(const Question& question, const Encoded& encoded);
    [[nodiscard]] inference::RunRequest request_for(std::vector<float> pixels, core::Shape shape, bool inside) const;
    void take_up(Reading reading, std::uint64_t revision);

    std::unique_ptr<const Pipeline> pipeline_;
    experiments::ModelSlot model_;
    inference::StoredAnswers stored_answers_;
    std::string name_;
    Reading last_;
    std::optional<std::uint64_t> answered_;
    std::optional<std::uint64_t> looked_inside_;
    std::optional<std::pair<std::uint64_t, bool>> asked_;  // the newest question: input revision, with a look inside
    std::optional<std::uint64_t> failed_;                  // the input revision whose run failed
    std::string message_;
    experiments::LatestAnswer<Asked, Reading> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::sketchpad
