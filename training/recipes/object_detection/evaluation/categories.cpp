#include "training/recipes/object_detection/evaluation/categories.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mllab::detection_evaluation {

namespace {

// Open Images' name, COCO's.
constexpr auto same_things = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"cattle", "cow"},
    {"coffee cup", "cup"},
    {"computer monitor", "tv"},
    {"computer mouse", "mouse"},
    {"mug", "cup"},
});

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

std::vector<std::optional<std::size_t>> categories_of(const std::vector<std::string>& labels,
                                                      const std::vector<datasets::CocoCategory>& categories) {
    std::vector<std::optional<std::size_t>> meanings;
    for (const std::string& label : labels) {
        std::string name = lower(label);
        const auto other = std::ranges::find(same_things, name, &std::pair<std::string_view, std::string_view>::first);
        if (other != same_things.end()) name = other->second;
        const auto found = std::ranges::find(categories, name, &datasets::CocoCategory::name);
        meanings.push_back(found == categories.end()
                               ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - categories.begin())));
    }
    return meanings;
}

}  // namespace mllab::detection_evaluation
