#include "training/recipes/rock_paper_scissors/gesture_network.hpp"

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"

namespace mllab::recipes {

void GestureNetwork::add_gestures(const GesturePlan& plan) {
    add_head({.channels = plan.channels,
              .further = plan.further,
              .classes = static_cast<std::int64_t>(rock_paper_scissors::class_count),
              .dropout = plan.dropout,
              .storage = plan.storage,
              .logits_meaning = "rock, paper, scissors and “no hand”, before softmax",
              .shows_maps = true});
}

}  // namespace mllab::recipes
