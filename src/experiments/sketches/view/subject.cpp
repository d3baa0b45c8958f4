#include "experiments/sketches/view/subject.hpp"

#include <utility>

#include "experiments/sketches/examples/drawings.hpp"
#include "experiments/sketches/examples/tricks.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"
#include "ui/bars.hpp"

namespace mllab::sketches {

namespace {

std::string remark_on(const Answer& answer) {
    if (answer.doubt == Doubt::empty) return "Nothing drawn yet";
    if (answer.doubt == Doubt::dot) return "Only a dot yet";
    return ui::percentage(answer.top.front().value) + " sure";
}

sketchpad::Answer answer_of(Answer answer, const Parameters& parameters) {
    sketchpad::Answer result;
    if (answer.doubt == Doubt::none) result.best = answer.top.front().index;
    result.empty = answer.doubt == Doubt::empty;
    result.message = message(answer, parameters);
    result.remark = remark_on(answer);
    result.probabilities = std::move(answer.probabilities);
    return result;
}

class SketchPipeline final : public sketchpad::Pipeline {
 public:
    explicit SketchPipeline(Parameters parameters) : parameters_(std::move(parameters)) {}

    [[nodiscard]] sketchpad::Encoded encode(const sketchpad::Question& question) const override {
        Encoded encoded = sketches::encode(question.drawing, parameters_);
        sketchpad::Encoded input;
        input.input = std::move(encoded.input);
        if (encoded.doubt != Doubt::none) input.answer = answer_of(unasked(encoded.doubt), parameters_);
        return input;
    }
    [[nodiscard]] sketchpad::Answer decode(const sketchpad::Question& question,
                                           const std::vector<float>& logits) const override {
        return answer_of(sketches::decode(logits, look_of(ink::without_broken_points(question.drawing)), parameters_),
                         parameters_);
    }
    [[nodiscard]] sketchpad::Answer judged(std::vector<float> probabilities) const override {
        return answer_of(sketches::judged(std::move(probabilities), parameters_), parameters_);
    }

 private:
    Parameters parameters_;
};

}  // namespace

sketchpad::Subject subject() {
    sketchpad::Subject subject;
    subject.name = "sketches";
    subject.pipeline_of = [](const inference::ModelCard& card) {
        return std::make_unique<const SketchPipeline>(Parameters::from(card));
    };
    subject.examples = example_drawings();
    auto drawn = trick_drawings();
    for (std::size_t i = 0; i < tricks.size(); ++i)
        subject.tricks.push_back({tricks.at(i), std::move(drawn[i].strokes)});
    subject.pen_widths = {4, 7, 12};
    subject.saved_prefix = "sketch-";
    subject.hint = "Draw something";
    subject.inside_hint = "Draw something, and see what the network makes of it on the way to its guesses.";
    return subject;
}

}  // namespace mllab::sketches
