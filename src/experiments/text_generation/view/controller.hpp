// Text generation without its looks: settings, the text and how it reaches the page, actions, what can be said about a
// character, and the branch that begins where the visitor takes another one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/random.hpp"
#include "experiments/common/action_table.hpp"
#include "experiments/text_generation/examples/examples.hpp"
#include "experiments/text_generation/examples/tricks.hpp"
#include "experiments/text_generation/view/generating.hpp"
#include "experiments/text_generation/view/settings.hpp"

namespace mllab::text_generation {

// Something that could stand at a place of the text.
struct Option {
    std::size_t token = 0;
    float chance = 0;     // of being chosen under the settings as they are now; 0 where they leave it out
    bool stands = false;  // it is what stands there
};

struct Place {
    static constexpr std::size_t most = 8;

    std::size_t at = 0;  // number of a written character; how many there are: where the next one comes
    std::vector<Option>
        options;     // the likeliest by the network first; what stands there in the last one's place if need be
    float rest = 0;  // the chance of all others together
    std::size_t allowed = 0;  // so many of the alphabet have a chance
    std::size_t alphabet = 0;
    bool whole = true;  // all of the alphabet was weighed; otherwise only those few that are still known
    std::optional<std::size_t> stands;
    std::uint8_t pointed = 0;  // how much the network's pointer gave, percent
};

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
    // What is looked at: the character that the visitor picked, else the next one, or, while it writes, the newest;
    // none before there is one.
    [[nodiscard]] std::optional<Place> place() const;
    // What stands before it, the last characters of the text, on one line: "…to be, or ".
    [[nodiscard]] std::string before(const Place& place) const;
    // For people: "e", "space", "new line".
    [[nodiscard]] std::string name_of(std::size_t token) const;
    // "43.2 %", "left out".
    [[nodiscard]] static std::string chance_in_words(const Option& option);
    // Whether the text goes on from here with what is pressed; see `branch_actions`.
    [[nodiscard]] bool can_branch() const;
    [[nodiscard]] bool looking_inside() const { return generating_.watching_units(); }

 private:
    static experiments::ActionTable<Controller> table();
    void generate();
    void write_anew(const Order& order);
    void begin_passage(const std::string& prompt);
    [[nodiscard]] std::vector<platform::Action> branch_actions() const;
    void branch(std::size_t token);
    void go_back();
    void play_trick(std::size_t index);
    // Why what is written is wrong; empty where it is no trick's, or not all there.
    [[nodiscard]] std::string_view about_trick() const;
    // What a link says, or what the tab kept.
    void take_up(const std::map<std::string, std::string>& fields, bool again);
    void set(const std::string& field, const std::string& text);
    void pick(const platform::Command& command);
    void roll();
    void written();
    void flush();
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool has_text() const;
    [[nodiscard]] bool can_go_on() const;  // with the text that the settings ask for
    [[nodiscard]] bool text_is_as_set() const;
    [[nodiscard]] std::optional<Order> text_now() const;
    [[nodiscard]] std::size_t shared_length() const;
    [[nodiscard]] std::map<std::string, std::string> shared(std::size_t length) const;
    [[nodiscard]] std::map<std::string, std::string> kept() const;
    [[nodiscard]] std::string note_on(const Character& character) const;
    [[nodiscard]] platform::Result result() const;

    platform::Host& host_;
    core::Random random_;
    Generating generating_;
    std::vector<Example> examples_;
    std::span<const Trick> tricks_;
    Settings settings_;
    std::string prompt_note_;
    std::string passage_note_;
    std::size_t flushed_ = 0;  // characters that the page has
    double asked_for_frame_ms_ = 0;
    std::optional<std::size_t> picked_;
    std::size_t newest_ = 0;  // the character that is shown while nothing is picked, from 1
    double newest_since_ms_ = 0;
    bool stopped_ = false;               // by the visitor
    bool branched_ = false;              // what is written now
    std::optional<Order> former_;        // the text before, with its length
    std::optional<std::size_t> wanted_;  // characters, by a link, or because they were there before a reload
    Branches wanted_branches_;           // with these
    std::uint64_t revision_ = 0;
    std::uint64_t answered_ = 0;  // the revision that the text was made for
};

}  // namespace mllab::text_generation
