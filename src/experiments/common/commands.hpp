// Rows that many experiments have in their list of actions, and what commands say beyond their verb.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/page_state.hpp"

namespace mllab::experiments {

[[nodiscard]] platform::Action example_action(std::size_t number, std::string label, bool enabled = true);
// One for each example; `label_of` gives its label, a function or a member. `group`: where the page shows them.
template <typename Examples, typename LabelOf>
[[nodiscard]] std::vector<platform::Action> example_actions(const Examples& examples, LabelOf label_of,
                                                            bool enabled = true, const char* group = "example") {
    std::vector<platform::Action> actions;
    for (const auto& example : examples) {
        actions.push_back(example_action(actions.size(), std::invoke(label_of, example), enabled));
        actions.back().group = group;
    }
    return actions;
}
[[nodiscard]] platform::Action look_inside_action(bool on, std::string shortcut = "");
[[nodiscard]] platform::Action retry_action();
[[nodiscard]] platform::Action share_action();
[[nodiscard]] platform::Action save_model_action();

// A text, or the command's argument, as a whole number below `count`; none if it is anything else.
[[nodiscard]] std::optional<std::size_t> number_of(const std::string& text, std::size_t count);
[[nodiscard]] std::optional<std::size_t> number_of(const platform::Command& command, std::size_t count);

}  // namespace mllab::experiments
