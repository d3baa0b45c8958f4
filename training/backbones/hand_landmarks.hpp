// The network that finds a hand's joints, with the weights that MediaPipe's authors gave it, to learn on from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "training/nn/hand_landmarks.hpp"
#include "training/report/card.hpp"

namespace mllab::backbones {

struct HandLandmarks {
    std::vector<nn::NamedLayer> layers;    // nn::hand_landmarks
    std::shared_ptr<nn::HandShape> shape;  // behind the means of their maps
};

// With the imported weights, for pictures from 0 to 1. Reads the package where npm puts it: the trainer runs
// in the checkout. Throws files::FileError, importers::ImportError.
[[nodiscard]] HandLandmarks imported_hand_landmarks();

// Where these weights are from. `after` says what has become of them: "… have learned on."
[[nodiscard]] report::Origin origin_of_hand_landmarks(const std::string& after);

}  // namespace mllab::backbones
