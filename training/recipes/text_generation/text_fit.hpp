// Fitting a text network: the text is a ring that several readers go round side by side, each from its own place, a
// window at a time; they remember from window to window, and learn within one (truncated backpropagation through time,
// Williams, Peng 1990).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "training/recipes/text_generation/network.hpp"
#include "training/report/card.hpp"
#include "training/report/log.hpp"

namespace mllab::recipes {

// One rise and fall of the learning rate (Smith 2017; a second one goes on with the weights of the first as Loshchilov
// and Hutter's warm restarts do, 2017). Its readers begin at places of their own, remembering nothing.
struct TextCycle {
    std::int64_t rounds = 0;
    std::int64_t readers = 32;
    double learning_rate = 2e-3;  // the highest
    bool pointer = true;          // false: the network, where it has a pointer, learns without it
};

struct TextFitSettings {
    std::string id;
    std::optional<std::string> begins_as = std::nullopt;  // what `network` begins as, where that is not chance's
    std::vector<TextCycle> cycles;                        // the curve gets a point after each of their rounds
    std::int64_t steps_per_round = 0;                     // 0: as many as make one pass through the text
    std::int64_t window = 100;                            // characters
    double weight_decay = 1e-2;
    double forget = 0.02;  // chance that a reader forgets everything before a window: texts begin out of nothing, too
    double average_decay = 0.999;
    std::uint64_t seed = 1;
    int threads = 1;
    std::filesystem::path checkpoints;
    double checkpoint_seconds = 600;  // at least as often; and at every round's end
    bool train = true;                // false: only take up the newest checkpoint
};

struct TextFigures {
    double nats = 0;  // per character
    double accuracy = 0;
    std::int64_t characters = 0;
};
// What the network says of a text that `readers` read side by side, each out of nothing but with the characters before
// its part as context (not counted).
[[nodiscard]] TextFigures figures_on(TextNetwork& network, const std::vector<std::uint8_t>& tokens,
                                     std::int64_t readers);

struct TextFitResult {
    std::vector<report::CurvePoint> curve;
    std::int64_t steps = 0;
    double seconds = 0;
    bool finished = false;
};

// Leaves the averaged weights in `network`, in evaluation mode. Throws std::runtime_error as Learner does, and where
// there is nothing to take up.
TextFitResult fit(TextNetwork& network, const std::vector<std::uint8_t>& train,
                  const std::vector<std::uint8_t>& validation, const TextFitSettings& settings,
                  report::TrainingLog& log);

}  // namespace mllab::recipes
