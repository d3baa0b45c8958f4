// The experiments of this build. CMake writes the list from web/catalog.json.
#pragma once

#include <string_view>

#include "ui/experiment.hpp"

namespace mllab::app {

// Throws std::invalid_argument naming an experiment that this build does not have.
[[nodiscard]] ui::OpenExperiment experiment_named(std::string_view name);

}  // namespace mllab::app
