// The page's way from a picture to a digit with the committed models, step by step as the page goes it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/digits/pipeline/picture_reading.hpp"
#include "inference/session.hpp"
#include "training/evaluation/asking.hpp"
#include "training/files/files.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"

namespace mllab::testing {

struct LoadedModel {
    inference::ModelCard card;
    inference::Session session;
};

// Throws files::FileError, inference::CardError, inference::ModelError.
inline LoadedModel load_model(const std::filesystem::path& folder, const std::string& id) {
    const auto text = files::read(folder / (id + ".json"));
    LoadedModel model;
    model.card = inference::ModelCard::parse({reinterpret_cast<const char*>(text.data()), text.size()});
    model.session = core::run_now(inference::Session::load({.id = id,
                                                            .address = (folder / model.card.file_name).string(),
                                                            .sha256 = model.card.file_sha256,
                                                            .bytes = model.card.file_bytes},
                                                           {}));
    return model;
}

// What the network that marks ink finds in a picture; without one, what brightness alone finds.
inline digits::PictureInk ink_in(const image::GrayImage& picture, const LoadedModel* ink) {
    const auto shared = std::make_shared<const image::GrayImage>(picture);
    if (ink == nullptr) return digits::ink_by_thresholds(shared);
    digits::InkSearch search(shared, digits::InkParameters::from(ink->card));
    while (search.next()) search.take(ink_evaluation::ink_map(ink->session, search.next()->pixels).pixels);
    return search.result();
}

inline digits::PictureReading read_digit(const digits::PictureInk& found, const LoadedModel& digits) {
    const auto parameters = digits::Parameters::from(digits.card);
    return digits::read(found, evaluation::logits_of(digits.session, digits::inputs_of(found, parameters)), parameters);
}

}  // namespace mllab::testing
