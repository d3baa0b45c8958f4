// Fitting an SSD to photos with boxes, which are made or read for every step: a one-cycle learning rate, and the same
// photos after each epoch to watch it by.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "training/fit/engine.hpp"
#include "training/recipes/object_detection/detection_loss.hpp"
#include "training/recipes/object_detection/samples/matching.hpp"
#include "training/recipes/object_detection/ssdlite.hpp"

namespace mllab::recipes {

struct DetectionFitSettings {
    std::string id;
    std::int64_t epochs = 0;
    std::int64_t batch_size = 0;
    double learning_rate = 0;  // the cycle's highest
    DetectionLossSettings loss;
    fit::OptimisationSettings optimisation;
    std::string beginning = {};  // where its weights are from
    bool bfloat16 = false;       // in training steps
    std::uint64_t seed = 1;
};

// Each writes what the network sees, [3, side, side], and gives what its anchors have to say. They depend on their
// numbers alone, so that a resumed training, and each of several processes, sees what one would have seen.
struct DetectionSource {
    int side_px = 0;
    std::size_t samples = 0;  // an epoch's
    std::function<object_detection_samples::Targets(std::uint64_t, std::size_t, std::span<float>)> sample;
    std::size_t validation = 0;
    std::function<object_detection_samples::Targets(std::size_t, std::span<float>)> photo;  // to validate with
    std::string fingerprint;  // of the data and of how samples are made from it
};

// Throws what run_engine throws, what the source throws, and std::invalid_argument where an epoch is shorter than a
// batch, a batch has a single photo, or several processes cannot share a batch evenly.
[[nodiscard]] fit::Result fit_detector(Ssdlite& network, const DetectionSource& source,
                                       const DetectionFitSettings& settings, const fit::Run& run);

// On the photos to validate with, by this process alone; accuracy is that of the anchors that have something to find.
[[nodiscard]] fit::Figures validated(Ssdlite& network, const DetectionSource& source,
                                     const DetectionFitSettings& settings);

}  // namespace mllab::recipes
