// A visitor who plays: presses, opens pictures, shows hands to the camera, and time that passes.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "hands_fixture.hpp"

namespace mllab::fake {

using rock_paper_scissors::Game;

struct Play : Watched<Hands, rock_paper_scissors::Controller> {
    explicit Play(std::map<std::string, std::string> settings = {}) {
        begin(launch(std::move(settings)), fixed_secrets());
    }
    // Time passes, in frames of 50 ms; the camera, if it runs, shows this.
    void pass(double ms, std::optional<std::uint8_t> shade = {}) {
        for (double gone = 0; gone < ms; gone += 50) {
            twin.clock_ms += 50;
            controller->advance();
            if (shade && camera().light()) camera().give(hand(*shade));
            twin.page();
        }
    }
    void count_down(std::optional<std::uint8_t> shade = {}) { pass(Game::beats * Game::beat_ms + 50, shade); }
    [[nodiscard]] std::string label(const std::string& id) {
        const auto* action = twin.action(id);
        return action == nullptr ? "" : action->label;
    }
    [[nodiscard]] bool enabled(const std::string& id) { return twin.action(id) != nullptr && twin.action(id)->enabled; }
    [[nodiscard]] const Game& game() const { return controller->game(); }
    [[nodiscard]] bool says(const std::string& part) { return text().find(part) != std::string::npos; }
};

}  // namespace mllab::fake
