// Rows that many experiments have in their list of actions, and what commands say beyond their verb.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "platform/page_state.hpp"

namespace mllab::experiments {

[[nodiscard]] platform::Action example_action(std::size_t number, std::string label, bool enabled = true);
[[nodiscard]] platform::Action look_inside_action(bool on, std::string shortcut = "");
[[nodiscard]] platform::Action retry_action();
[[nodiscard]] platform::Action share_action();
[[nodiscard]] platform::Action save_model_action();

// The command's argument as a whole number below `count`; none if it is anything else.
[[nodiscard]] std::optional<std::size_t> number_of(const platform::Command& command, std::size_t count);

}  // namespace mllab::experiments
