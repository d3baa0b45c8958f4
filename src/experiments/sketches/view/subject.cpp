#include "experiments/sketches/view/subject.hpp"

#include <utility>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "experiments/sketches/view/examples.hpp"
#include "experiments/sketches/view/tricks.hpp"
#include "ui/bars.hpp"
#include "ui/drawing_pad.hpp"

namespace mllab::sketches {

namespace {

// The longer side of an example, as a share of the pad's.
constexpr float example_size = 0.72F;

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
    [[nodiscard]] sketchpad::Answer decode(const std::vector<float>& logits) const override {
        return answer_of(sketches::decode(logits, parameters_), parameters_);
    }

 private:
    Parameters parameters_;
};

ink::Strokes in_the_middle(const ink::Strokes& strokes) {
    const ink::Box box = ink::bounding_box(strokes);
    const float scale = example_size * ui::DrawingPad::side / box.longer_side();
    const float middle = ui::DrawingPad::side / 2;
    return ink::transformed(strokes, {.a = scale,
                                      .b = 0,
                                      .c = 0,
                                      .d = scale,
                                      .tx = middle - scale * (box.left + box.right) / 2,
                                      .ty = middle - scale * (box.top + box.bottom) / 2});
}

}  // namespace

sketchpad::Subject subject() {
    sketchpad::Subject subject;
    subject.name = "sketches";
    subject.pipeline_of = [](const inference::ModelCard& card) {
        return std::make_unique<const SketchPipeline>(Parameters::from(card));
    };
    for (const ExampleSketch& example : examples)
        subject.examples.push_back(
            {.label = std::string(example.category), .strokes = in_the_middle(ink::strokes_of(example.strokes))});
    for (const Trick& trick : tricks)
        subject.tricks.push_back({.label = "A " + std::string(trick.category),
                                  .strokes = in_the_middle(ink::strokes_of(trick.strokes)),
                                  .truth = std::string(trick.category),
                                  .taken_for = std::string(trick.taken_for),
                                  .why = std::string(trick.why)});
    subject.pen_widths = {4, 7, 12};
    subject.saved_prefix = "sketch-";
    subject.hint = "Draw something";
    subject.inside_hint = "Draw something, and see what the network makes of it on the way to its guesses.";
    return subject;
}

}  // namespace mllab::sketches
