#include "experiments/object_detection/view/settings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mllab::object_detection {

namespace {

std::optional<int> whole_number(const std::string& text, int low, int high) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < low || number > high) return std::nullopt;
    return number;
}

int percent_of(float share) { return static_cast<int>(std::lround(100 * share)); }

platform::Field slider(const char* id, const char* label, int value, const char* hint) {
    return {.id = id,
            .label = label,
            .kind = platform::Field::Kind::range,
            .value = std::to_string(value),
            .low = Settings::lowest_percent,
            .high = Settings::highest_percent,
            .step = Settings::step_percent,
            .hint = hint};
}

}  // namespace

Settings::Settings(const platform::Launch& launch) {
    const auto stored = launch.settings.find(side_setting);
    if (stored != launch.settings.end()) side_px_ = whole_number(stored->second, 1, 4096);
    for (const auto& [field, text] : launch.fields) type(field, text);
}

Wanted Settings::wanted(const Parameters& model) const {
    Wanted wanted{.score = score_percent_ ? static_cast<float>(*score_percent_) / 100 : model.score,
                  .overlap = overlap_percent_ ? static_cast<float>(*overlap_percent_) / 100 : model.overlap};
    for (const std::string& kind : kinds(model))
        wanted.labels.push_back(static_cast<std::size_t>(std::ranges::find(model.labels, kind) - model.labels.begin()));
    return wanted;
}

int Settings::side_px(const Parameters& model, bool live) const {
    const bool has = side_px_ && std::ranges::find(model.sides_px, *side_px_) != model.sides_px.end();
    if (has) return *side_px_;
    const auto [smallest, largest] = std::ranges::minmax(model.sides_px);
    return live ? smallest : largest;
}

std::vector<std::string> Settings::kinds(const Parameters& model) const {
    std::vector<std::string> known;
    for (const std::string& kind : kinds_)
        if (std::ranges::find(model.labels, kind) != model.labels.end()) known.push_back(kind);
    return known;
}

void Settings::type(const std::string& field, const std::string& text) {
    const auto number = whole_number(text, lowest_percent, highest_percent);
    if (!number) return;
    if (field == "score") score_percent_ = number;
    if (field == "overlap") overlap_percent_ = number;
}

void Settings::toggle_kind(const std::string& label) {
    if (std::erase(kinds_, label) == 0) kinds_.push_back(label);
}

void Settings::add_to(platform::PageState& page, const Parameters& model) const {
    const Wanted now = wanted(model);
    page.fields.push_back(
        slider("score", "At least this sure, in %", percent_of(now.score), "Lower: more things, and more mistakes."));
    page.fields.push_back(slider("overlap", "Overlap of two boxes, in % of what they cover together",
                                 percent_of(now.overlap), "Boxes of one kind that overlap more count as one thing."));
    if (score_percent_) page.kept["score"] = std::to_string(*score_percent_);
    if (overlap_percent_) page.kept["overlap"] = std::to_string(*overlap_percent_);
}

}  // namespace mllab::object_detection
