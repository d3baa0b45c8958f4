#include "experiments/common/commands.hpp"

#include <charconv>
#include <utility>

namespace mllab::experiments {

using platform::Action;

Action example_action(std::size_t number, std::string label, bool enabled) {
    return {.verb = "example",
            .argument = std::to_string(number),
            .label = std::move(label),
            .group = "example",
            .enabled = enabled};
}

Action look_inside_action(bool on, std::string shortcut) {
    return {.verb = "look-inside",
            .label = "Look inside",
            .icon = "scan-search",
            .group = "view",
            .shortcut = std::move(shortcut),
            .pressed = on};
}

Action retry_action() { return {.verb = "retry", .label = "Try again", .icon = "rotate-ccw", .group = "view"}; }

Action share_action() { return {.verb = "share", .label = "Share a link", .icon = "link", .group = "save"}; }

Action save_model_action() {
    return {.verb = "save-model", .label = "Save model", .icon = "download", .group = "save"};
}

std::optional<std::size_t> number_of(const std::string& text, std::size_t count) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number >= count) return std::nullopt;
    return number;
}

std::optional<std::size_t> number_of(const platform::Command& command, std::size_t count) {
    return number_of(command.argument, count);
}

}  // namespace mllab::experiments
