// What a visitor can do as a table: each row says how an action looks, what of that depends on the moment, and what
// performs it. The page lists what the rows show, and a command is performed only if its action is listed and enabled
// at that moment: nothing is said twice, and nothing can be done that is not offered.
//
//     experiments::ActionTable<Controller> Controller::table() {
//         static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
//             {.action = {.verb = "clear", .label = "Clear", .icon = "trash-2", .group = "edit"},
//              .look = [](const Controller& c, Action& action) { action.enabled = !c.text_.empty(); },
//              .perform = [](Controller& c, const Command&) { c.text_.clear(); }},
//         });
//         return rows;
//     }
#pragma once

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/page_state.hpp"

namespace mllab::experiments {

// Functions without state, so that a table is made once for all owners.
template <typename Owner>
struct ActionRow {
    platform::Action action{};  // its verb names the row
    // False for a verb that is in no list ("field"): it is always performed.
    bool in_list = true;
    // Whether the action is listed at the moment; null: always.
    bool (*listed)(const Owner&) = nullptr;
    // Sets what depends on the moment: enabled, pressed, another label.
    void (*look)(const Owner&, platform::Action&) = nullptr;
    // In place of the one action: several of its verb, told apart by their arguments.
    std::vector<platform::Action> (*several)(const Owner&) = nullptr;
    // The command's argument is that of a listed action; where this has none, it is what the visitor chose. Null for
    // what the shell does itself ("open-picture").
    void (*perform)(Owner&, const platform::Command&) = nullptr;
};

template <typename Owner>
using ActionTable = std::span<const ActionRow<Owner>>;

// Appends the row's actions as they are now.
template <typename Owner>
void list(const ActionRow<Owner>& row, const Owner& owner, std::vector<platform::Action>& actions) {
    if (!row.in_list || (row.listed != nullptr && !row.listed(owner))) return;
    if (row.several == nullptr) {
        platform::Action& action = actions.emplace_back(row.action);
        if (row.look != nullptr) row.look(owner, action);
        return;
    }
    for (platform::Action& action : row.several(owner)) {
        action.verb = row.action.verb;
        actions.push_back(std::move(action));
    }
}

// Appends the table's actions, in the order of its rows.
template <typename Owner>
void list(ActionTable<Owner> table, const std::type_identity_t<Owner>& owner, std::vector<platform::Action>& actions) {
    for (const ActionRow<Owner>& row : table) list(row, owner, actions);
}

// Performs the command unless its action is not listed or not enabled. True if the verb is one of the table's, whatever
// became of the command: who has several tables asks the next one only if it is false.
template <typename Owner>
bool perform(ActionTable<Owner> table, std::type_identity_t<Owner>& owner, const platform::Command& command) {
    const auto row = std::ranges::find_if(table, [&](const auto& r) { return r.action.verb == command.verb; });
    if (row == table.end()) return false;
    bool allowed = !row->in_list;
    if (!allowed) {
        std::vector<platform::Action> actions;
        list<Owner>(*row, owner, actions);
        allowed = std::ranges::any_of(actions, [&](const platform::Action& action) {
            return action.enabled && (action.argument.empty() || action.argument == command.argument);
        });
    }
    if (allowed && row->perform != nullptr) row->perform(owner, command);
    return true;
}

}  // namespace mllab::experiments
