#include "experiments/sketches/view/subject.hpp"

#include <utility>

#include "experiments/sketches/view/examples.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"
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

drawing::Answer told(Answer answer, const Parameters& parameters) {
    drawing::Answer told;
    if (answer.doubt == Doubt::none) told.best = answer.top.front().index;
    told.empty = answer.doubt == Doubt::empty;
    told.sentence = sentence(answer, parameters);
    told.remark = remark_on(answer);
    told.probabilities = std::move(answer.probabilities);
    return told;
}

class SketchPipeline final : public drawing::Pipeline {
 public:
    explicit SketchPipeline(Parameters parameters) : parameters_(std::move(parameters)) {}

    [[nodiscard]] drawing::Encoded encode(const drawing::Question& question) const override {
        Encoded encoded = sketches::encode(question.drawing, parameters_);
        drawing::Encoded input;
        input.input = std::move(encoded.input);
        if (encoded.doubt != Doubt::none) input.answer = told(unasked(encoded.doubt), parameters_);
        return input;
    }
    [[nodiscard]] drawing::Answer decode(const std::vector<float>& logits) const override {
        return told(sketches::decode(logits, parameters_), parameters_);
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

drawing::Subject subject() {
    drawing::Subject subject;
    subject.name = "sketches";
    subject.pipeline_of = [](const inference::ModelCard& card) {
        return std::make_unique<const SketchPipeline>(Parameters::from(card));
    };
    for (const ExampleSketch& example : examples)
        subject.examples.push_back(
            {.label = std::string(example.category), .strokes = in_the_middle(ink::strokes_of(example.strokes))});
    subject.pen_widths = {4, 7, 12};
    subject.saved_prefix = "sketch-";
    subject.hint = "Draw something";
    subject.inside_hint = "Draw something, and see what the network makes of it on the way to its guesses.";
    return subject;
}

}  // namespace mllab::sketches
