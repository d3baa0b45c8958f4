// What an experiment adds to the viewfinder: its way from a picture to a model's input and from its outputs to an
// answer, and what it offers beyond that.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "experiments/viewfinder/batch.hpp"
#include "experiments/viewfinder/frame_size.hpp"
#include "experiments/viewfinder/sources.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "inference/stored_answers.hpp"

namespace mllab::viewfinder {

// What a model is asked about a frame.
struct Question {
    inference::RunRequest request;
    image::RgbaImage input;  // the small picture that the network sees, for people to look at
};

// One model's way from a frame to its input, and from its outputs to an answer about that frame.
template <typename Answer>
struct Way {
    std::function<Question(const image::RgbaImage& frame)> encode;
    std::function<Answer(const inference::Outputs& outputs, const image::RgbaImage& frame)> decode;
    std::function<FrameNeed()> need;  // of a camera's frame: asked for each, since it may depend on what is chosen
    // The answer that was stored; without it, none is shown.
    std::function<Answer(const inference::StoredAnswer& stored)> recall{};
};

template <typename Answer>
struct Subject {
    Settings sources;
    // Throws inference::CardError on a card that does not describe such a model.
    std::function<Way<Answer>(const inference::ModelCard&)> way_of;
    std::map<std::string, std::string> model_names{};  // short, by the models' ids; else the card's name
    bool compares = false;                             // all models may look at the same picture
    Batch::Settings batch{};                           // with columns: several pictures at once …
    std::function<std::vector<Cell>(const Answer&, const inference::ModelCard&)> row_of{};  // … and their cells
};

// An answer, and what it is about.
template <typename Answer>
struct Reading {
    Seen seen;
    std::shared_ptr<const image::RgbaImage> input;  // as the network saw it
    Answer answer;
    double run_ms = 0;
    std::size_t model = 0;
    bool stored = false;  // the model gave it earlier: inference/stored_answers.hpp
};

}  // namespace mllab::viewfinder
