#include "platform/page_state.hpp"

#include <algorithm>
#include <utility>

namespace mllab::platform {

Command command_of(const PageState& page, std::string_view id, std::string text) {
    const auto listed = std::ranges::find_if(page.actions, [&](const Action& action) { return action.id() == id; });
    if (listed == page.actions.end() || listed->argument.empty())
        return {.verb = std::string(id), .argument = std::move(text)};
    return {.verb = listed->verb, .argument = listed->argument};
}

}  // namespace mllab::platform
