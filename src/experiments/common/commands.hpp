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
// One for each example; `label_of` gives its label, a function or a member.
template <typename Examples, typename LabelOf>
[[nodiscard]] std::vector<platform::Action> example_actions(const Examples& examples, LabelOf label_of,
                                                            bool enabled = true) {
    std::vector<platform::Action> actions;
    for (const auto& example : examples)
        actions.push_back(example_action(actions.size(), std::string(std::invoke(label_of, example)), enabled));
    return actions;
}
// One for each trick (tricks.hpp), of the group “fool”.
template <typename Tricks>
[[nodiscard]] std::vector<platform::Action> trick_actions(const Tricks& tricks, bool enabled = true) {
    const auto label = [](const auto& trick) { return trick.label; };
    std::vector<platform::Action> actions = example_actions(tricks, label, enabled);
    for (platform::Action& action : actions) action.group = "fool";
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
