// How good a sketch model is: its file, asked as the page asks it, about drawings that it never saw.
#pragma once

#include <string>
#include <vector>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/sketches/data/sketches.hpp"
#include "training/report/card.hpp"

namespace mllab::sketches_evaluation {

// What the file said to drawings laid freely on the pad.
struct Answers {
    std::string data;  // as it stands on the card
    std::vector<evaluation::Logits> logits;
    std::vector<std::size_t> labels;
    std::vector<sketches::InkLook> looks;  // of the drawings
};

struct Evaluation {
    Answers whole;          // finished drawings
    Answers half_finished;  // the first 60 % of their ink
};

// Places and sizes are drawn with a fixed seed, so that every model answers the same inputs. Throws
// inference::ModelError.
[[nodiscard]] Evaluation evaluate(const inference::Session& session, const sketches::Parameters& parameters,
                                  const sketches_data::StrokeSet& drawings);

// What is asked to fit a confidence, beside validation drawings that are whole or half finished: the same with other
// parts of their ink, since nobody looks at the page at 60 % only.
[[nodiscard]] std::vector<Answers> ask_about_other_parts(const inference::Session& session,
                                                         const sketches::Parameters& parameters,
                                                         const sketches_data::StrokeSet& drawings);

// The temperature that calibrates finished drawings, from validation data.
[[nodiscard]] float calibrated_temperature(const Evaluation& validation);

// The weights that calibrate finished and half-finished drawings alike, at the parameters' temperature.
[[nodiscard]] std::vector<float> calibrated_confidence(const Evaluation& validation,
                                                       const std::vector<Answers>& other_parts,
                                                       const sketches::Parameters& parameters);

// `accuracy` (the best guess is right), `top_3_accuracy` and `calibration_error` of both sets. All of the network's own
// answers, without the page's preference among kin.
[[nodiscard]] std::vector<report::Metric> figures_of(const Evaluation& evaluation,
                                                     const sketches::Parameters& parameters, const std::string& split);

// "accuracy on finished drawings, test: 64.10 % of 10350", for a terminal.
[[nodiscard]] std::string message(const report::Metric& metric);

}  // namespace mllab::sketches_evaluation
