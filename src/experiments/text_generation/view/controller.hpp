// Text generation without its looks: settings, the text and how it reaches the page, actions, what can be said about a
// character.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "experiments/common/action_table.hpp"
#include "experiments/text_generation/view/examples.hpp"
#include "experiments/text_generation/view/generating.hpp"
#include "experiments/text_generation/view/settings.hpp"

namespace mllab::text_generation {

class Controller {
 public:
    // Throws inference::CardError, std::invalid_argument; see ModelSlot.
    Controller(platform::Host& host, const platform::Launch& launch);

    // Loads the model. To be called once. A shared link's text begins as soon as the model is there.
    void start();
    void command(const platform::Command& command);
    // To be called in every frame.
    void advance(double now_ms);
    // Takes up what has come: the model, the end of a text.
    void update();
    [[nodiscard]] platform::PageState page() const;

    [[nodiscard]] const Generating& generating() const { return generating_; }
    // The character that is looked at: the one that the visitor picked, else the newest; none before there is one.
    [[nodiscard]] const Character* shown() const;
    // What stands before it, the last characters of the text, on one line: "…to be, or ".
    [[nodiscard]] std::string before_shown() const;
    // For people: "e", "space", "new line".
    [[nodiscard]] std::string name_of(std::size_t token) const;
    [[nodiscard]] bool looking_inside() const { return generating_.watching_units(); }

 private:
    static experiments::ActionTable<Controller> table();
    void generate() { generate(settings_.order()); }
    void generate(const Order& order);
    void set(const std::string& field, const std::string& text);
    void pick(const platform::Command& command);
    void roll();
    void written();
    void flush();
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool has_text() const;
    [[nodiscard]] bool can_go_on() const;  // with the text that the settings ask for
    [[nodiscard]] std::size_t shared_length() const;
    [[nodiscard]] std::map<std::string, std::string> kept() const;
    [[nodiscard]] std::string note_on(const Character& character) const;
    [[nodiscard]] platform::Result result() const;

    platform::Host& host_;
    core::Random random_;
    Generating generating_;
    std::vector<Example> examples_;
    Settings settings_;
    std::string prompt_note_;
    std::string passage_note_;
    std::size_t flushed_ = 0;  // characters that the page has
    double asked_for_frame_ms_ = 0;
    std::optional<std::size_t> picked_;
    std::size_t newest_ = 0;  // the character that is shown while nothing is picked, from 1
    double newest_since_ms_ = 0;
    bool stopped_ = false;               // by the visitor
    std::optional<std::size_t> wanted_;  // characters, by a link, or because they were there before a reload
    std::uint64_t revision_ = 0;
    std::uint64_t answered_ = 0;  // the revision that the text was made for
};

}  // namespace mllab::text_generation
