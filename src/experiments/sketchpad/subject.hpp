// What an experiment adds to the sketchpad: its pipeline, its examples, its words.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/common/tricks.hpp"
#include "image/image.hpp"
#include "inference/model_card.hpp"
#include "ink/pad.hpp"
#include "ink/strokes.hpp"

namespace mllab::sketchpad {

// What was found in a picture before the networks that answer are asked: what it is knows the subject alone.
class Finding {
 public:
    virtual ~Finding() = default;
    Finding() = default;
    Finding(const Finding&) = delete;
    Finding& operator=(const Finding&) = delete;
};

// What a network is asked: a drawing, or what was found in a picture in its place.
struct Question {
    ink::Strokes drawing;
    std::shared_ptr<const Finding> picture{};
};

struct Answer {
    // Of a picture that shows several things: which of the inputs is which of the classes.
    struct Seen {
        std::size_t input = 0;
        std::size_t label = 0;
    };

    std::vector<float> probabilities;  // of the classes that may be the answer; empty where the network was not asked
    std::optional<std::size_t> best;   // the answer, one of the classes; none in doubt
    bool empty = false;                // nothing is drawn
    std::string message;               // for people
    std::string remark;                // short, beside the bars: how sure, or why there is no answer
    std::vector<Seen> seen{};
};

struct Encoded {
    image::GrayImage input;
    std::optional<Answer> answer{};          // where the network need not be asked
    std::vector<image::GrayImage> others{};  // of a question that can be understood in several ways: the other inputs
};

// Of several inputs the one that the answer is about.
struct Choice {
    std::size_t input = 0;
    Answer answer;
};

// One model's way from a question to its input, and from its output to an answer.
class Pipeline {
 public:
    virtual ~Pipeline() = default;
    Pipeline() = default;
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    [[nodiscard]] virtual Encoded encode(const Question& question) const = 0;
    // Throws std::invalid_argument on another count of logits than the model's card promises.
    [[nodiscard]] virtual Answer decode(const Question& question, const std::vector<float>& logits) const = 0;
    // The answer that calibrated probabilities of all the card's labels make. Throws std::invalid_argument likewise.
    [[nodiscard]] virtual Answer judged(std::vector<float> probabilities) const = 0;
    // Of a question with other inputs, too: the logits of each, in their order.
    [[nodiscard]] virtual Choice choose(const Question& question, const std::vector<std::vector<float>>& logits) const {
        return {.input = 0, .answer = decode(question, logits.at(0))};
    }
};

// A drawing that networks get wrong.
struct Trick : experiments::Trick {
    ink::Strokes strokes;  // in pad units
};

struct Subject {
    std::string name;  // names its settings: "digits"
    // Throws inference::CardError on a card that does not describe such a model.
    std::function<std::unique_ptr<const Pipeline>(const inference::ModelCard&)> pipeline_of;
    std::vector<ink::LabelledDrawing> examples;
    std::vector<Trick> tricks{};
    // Models that answer nothing themselves: no readers, though their cards are there.
    std::vector<std::string> helpers;
    bool takes_pictures = false;
    std::array<float, 3> pen_widths{9, 14, 22};  // thin, medium, thick, in pad units
    std::string saved_prefix;                    // "digit-": a drawing is saved as "digit-7.png"

    std::string hint;         // on the empty pad
    std::string inside_hint;  // in the look inside, while nothing is drawn
};

}  // namespace mllab::sketchpad
