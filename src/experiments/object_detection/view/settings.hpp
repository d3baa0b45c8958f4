// What the visitor has set: thresholds, kinds of things, the size of the network's input, how boxes behave.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "platform/platform.hpp"

namespace mllab::object_detection {

class Settings {
 public:
    // What was stored at earlier visits, and what a link says, may be anything.
    explicit Settings(const platform::Launch& launch);

    // Of the model's: its own thresholds until the visitor moves them, and only kinds that it knows.
    [[nodiscard]] Wanted wanted(const Parameters& model) const;
    // The side that was chosen, if the model has it; else its smallest for a camera, where speed counts, and its
    // largest for a picture.
    [[nodiscard]] int side_px(const Parameters& model, bool live) const;
    // The kinds that are shown alone, as far as the model knows them; empty: all are shown.
    [[nodiscard]] std::vector<std::string> kinds(const Parameters& model) const;

    // "score" or "overlap", as it was typed: whole percent. Others, and what is no such number, do nothing.
    void type(const std::string& field, const std::string& text);
    // One more kind is shown, or no longer.
    void toggle_kind(const std::string& label);
    void show_every_kind() { kinds_.clear(); }
    void choose_side(int px) { side_px_ = px; }
    bool steady = true;
    bool looking_inside = false;

    void add_to(platform::PageState& page, const Parameters& model) const;

    static constexpr int lowest_percent = 5;
    static constexpr int highest_percent = 95;
    static constexpr int step_percent = 5;
    static constexpr const char* side_setting = "object_detection/side";

 private:
    std::optional<int> score_percent_;
    std::optional<int> overlap_percent_;
    std::optional<int> side_px_;
    std::vector<std::string> kinds_;
};

}  // namespace mllab::object_detection
