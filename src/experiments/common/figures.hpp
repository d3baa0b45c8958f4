// The figures below an experiment: an experiment's own, time of a run and a frame, size and parameters of the model;
// and what runs it.
#pragma once

#include <vector>

#include "experiments/common/model_slot.hpp"
#include "ui/figures.hpp"

namespace mllab::experiments {

// Gives the height.
float draw_model_figures(ui::Painter& painter, float x, float y, float width, const ModelSlot& model,
                         std::vector<ui::Figure> own = {});

}  // namespace mllab::experiments
