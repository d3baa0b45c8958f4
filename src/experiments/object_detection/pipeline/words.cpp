#include "experiments/object_detection/pipeline/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/english.hpp"
#include "core/text.hpp"

namespace mllab::object_detection {

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

std::string counted(std::size_t count, const std::string& label) {
    const std::string noun = lower(label);
    if (noun == "tv") return core::counted(count, "TV");
    if (noun == "cattle" && count == 1) return core::counted(count, "cow");
    return core::counted(count, noun);
}

std::vector<Count> counts(std::span<const geometry::Detection> things) {
    std::vector<Count> all;
    for (const geometry::Detection& thing : things) {
        const auto known = std::ranges::find(all, thing.label, &Count::label);
        if (known == all.end())
            all.push_back({.label = thing.label, .count = 1});
        else
            ++known->count;
    }
    std::ranges::sort(
        all, [](const Count& a, const Count& b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
    return all;
}

std::string message(std::span<const geometry::Detection> things, const std::vector<std::string>& labels) {
    if (things.empty()) return "Nothing I know.";
    std::string text;
    for (const Count& count : counts(things))
        text += (text.empty() ? "" : ", ") + counted(count.count, labels.at(count.label));
    if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

std::string place(const geometry::Box& box, bool mirrored) {
    if (box.w * box.h >= 0.7) return "almost everywhere";
    const double across = box.x + box.w / 2;
    const double x = mirrored ? 1 - across : across;
    const double y = box.y + box.h / 2;
    const auto third = [](double at) { return at < 0.36 ? 0U : at > 0.64 ? 2U : 1U; };
    static constexpr std::array<std::array<const char*, 3>, 3> names{{{"top left", "top", "top right"},
                                                                      {"left", "in the middle", "right"},
                                                                      {"bottom left", "bottom", "bottom right"}}};
    return names.at(third(y)).at(third(x));
}

std::string percent(double score) { return core::joined(std::clamp(std::lround(100 * score), 1L, 99L), " %"); }

std::string in_words(const geometry::Detection& thing, const std::vector<std::string>& labels, bool mirrored) {
    return core::joined(counted(1, labels.at(thing.label)), ", ", place(thing.box, mirrored), ", ",
                        percent(thing.score), " sure");
}

}  // namespace mllab::object_detection
