#include "experiments/digits/view/subject.hpp"

#include <utility>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/digits/view/examples.hpp"
#include "experiments/digits/view/tricks.hpp"
#include "ui/bars.hpp"
#include "ui/drawing_pad.hpp"

namespace mllab::digits {

namespace {

// Beside the bars: how sure, or why there is no answer.
std::string remark_on(const Answer& answer) {
    if (answer.doubt == Doubt::empty) return "No digit yet";
    if (answer.digit) return ui::percentage(answer.probabilities[*answer.digit]) + " sure";
    if (answer.doubt == Doubt::not_a_digit)
        return message(answer) + " (No digit: " + ui::percentage(answer.no_digit_probability) + ")";
    return message(answer);
}

sketchpad::Answer answer_of(Answer answer) {
    sketchpad::Answer result;
    result.best = answer.digit;
    result.empty = answer.doubt == Doubt::empty;
    result.message = message(answer);
    result.remark = remark_on(answer);
    result.probabilities = std::move(answer.probabilities);
    return result;
}

class DigitPipeline final : public sketchpad::Pipeline {
 public:
    explicit DigitPipeline(const Parameters& parameters) : parameters_(parameters) {}

    [[nodiscard]] sketchpad::Encoded encode(const sketchpad::Question& question) const override {
        Encoded encoded = question.picture ? digits::encode(*question.picture, parameters_)
                                           : digits::encode(question.drawing, parameters_);
        sketchpad::Encoded input;
        input.input = std::move(encoded.input);
        if (encoded.doubt != Doubt::none) input.answer = answer_of(unasked(encoded.doubt));
        return input;
    }
    [[nodiscard]] sketchpad::Answer decode(const std::vector<float>& logits) const override {
        return answer_of(digits::decode(logits, parameters_));
    }

 private:
    Parameters parameters_;
};

ink::Strokes on_pad(std::span<const ExampleStroke> in_percent) {
    constexpr float percent = ui::DrawingPad::side / 100;
    return ink::transformed(ink::strokes_of(in_percent),
                            {.a = percent, .b = 0, .c = 0, .d = percent, .tx = 0, .ty = 0});
}

}  // namespace

sketchpad::Subject subject() {
    sketchpad::Subject subject;
    subject.name = "digits";
    subject.pipeline_of = [](const inference::ModelCard& card) {
        return std::make_unique<const DigitPipeline>(Parameters::from(card));
    };
    for (std::size_t digit = 0; digit < examples.size(); ++digit)
        subject.examples.push_back({.label = std::to_string(digit), .strokes = on_pad(examples.at(digit))});
    for (const Trick& trick : tricks)
        subject.tricks.push_back({.label = std::string(trick.label),
                                  .strokes = on_pad(trick.strokes),
                                  .truth = std::string(trick.truth),
                                  .taken_for = std::string(trick.taken_for),
                                  .why = std::string(trick.why)});
    subject.takes_pictures = true;
    subject.saved_prefix = "digit-";
    subject.hint = "Draw a digit";
    subject.inside_hint = "Draw a digit, and see what the network makes of it on the way to its answer.";
    return subject;
}

}  // namespace mllab::digits
