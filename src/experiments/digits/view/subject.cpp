#include "experiments/digits/view/subject.hpp"

#include <iterator>
#include <utility>

#include "experiments/digits/examples/drawings.hpp"
#include "experiments/digits/examples/tricks.hpp"
#include "experiments/digits/pipeline/picture_reading.hpp"
#include "experiments/digits/view/ink_finder.hpp"
#include "ui/bars.hpp"

namespace mllab::digits {

namespace {

// Beside the bars: how sure, or why there is no answer.
std::string remark_on(const Answer& answer) {
    if (answer.digit) return ui::percentage(answer.probabilities[*answer.digit]) + " sure";
    switch (answer.doubt) {
        case Doubt::empty:
            return "No digit yet";
        case Doubt::no_ink:
            return "Nothing written found";
        case Doubt::too_small:
            return "Too small to read";
        case Doubt::not_a_digit:
            return "Not sure that this is a digit (" + ui::percentage(answer.no_digit_probability) +
                   " sure that it is none)";
        default:
            return answer.of_picture ? "More than one digit" : message(answer);
    }
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
        if (const PictureInk* found = ink_of_picture(question)) return encoded(*found);
        Encoded encoded = digits::encode(question.drawing, parameters_);
        sketchpad::Encoded input;
        input.input = std::move(encoded.input);
        if (encoded.doubt != Doubt::none) input.answer = answer_of(unasked(encoded.doubt));
        return input;
    }
    [[nodiscard]] sketchpad::Answer decode(const sketchpad::Question& /*question*/,
                                           const std::vector<float>& logits) const override {
        return answer_of(digits::decode(logits, parameters_));
    }
    [[nodiscard]] sketchpad::Answer judged(std::vector<float> probabilities) const override {
        return answer_of(digits::judged(std::move(probabilities), parameters_));
    }
    [[nodiscard]] sketchpad::Choice choose(const sketchpad::Question& question,
                                           const std::vector<std::vector<float>>& logits) const override {
        const PictureInk* found = ink_of_picture(question);
        if (found == nullptr) return sketchpad::Pipeline::choose(question, logits);
        PictureReading reading = read(*found, logits, parameters_);
        sketchpad::Choice choice{.input = reading.writing, .answer = answer_of(std::move(reading.answer))};
        for (const PictureReading::Seen& one : reading.seen)
            choice.answer.seen.push_back({.input = one.writing, .label = one.digit});
        return choice;
    }

 private:
    static const PictureInk* ink_of_picture(const sketchpad::Question& question) {
        const auto* found = dynamic_cast<const FoundInk*>(question.picture.get());
        return found == nullptr ? nullptr : &found->ink;
    }
    [[nodiscard]] sketchpad::Encoded encoded(const PictureInk& found) const {
        std::vector<image::GrayImage> inputs = inputs_of(found, parameters_);
        sketchpad::Encoded input;
        if (inputs.empty()) {
            Answer nothing = unasked(Doubt::no_ink);
            nothing.of_picture = true;
            input.input = image::GrayImage(parameters_.frame.size_px, parameters_.frame.size_px);
            input.answer = answer_of(std::move(nothing));
            return input;
        }
        input.input = std::move(inputs.front());
        input.others.assign(std::make_move_iterator(inputs.begin() + 1), std::make_move_iterator(inputs.end()));
        return input;
    }

    Parameters parameters_;
};

}  // namespace

sketchpad::Subject subject() {
    sketchpad::Subject subject;
    subject.name = "digits";
    subject.pipeline_of = [](const inference::ModelCard& card) {
        return std::make_unique<const DigitPipeline>(Parameters::from(card));
    };
    subject.examples = example_drawings();
    auto drawn = trick_drawings();
    for (std::size_t i = 0; i < tricks.size(); ++i)
        subject.tricks.push_back({tricks.at(i), std::move(drawn[i].strokes)});
    subject.helpers = {ink_model};
    subject.takes_pictures = true;
    subject.saved_prefix = "digit-";
    subject.hint = "Draw a digit";
    subject.inside_hint = "Draw a digit, and see what the network makes of it on the way to its answer.";
    return subject;
}

}  // namespace mllab::digits
