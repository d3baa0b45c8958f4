#include "experiments/object_detection/pipeline/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/text.hpp"

namespace mllab::object_detection {

namespace {

struct Noun {
    std::string_view label;
    std::string_view one;
    std::string_view many;
};

// Those that the rules below would get wrong.
constexpr auto irregular = std::to_array<Noun>({
    {.label = "broccoli", .one = "a piece of broccoli", .many = "pieces of broccoli"},
    {.label = "cattle", .one = "a cow", .many = "cattle"},
    {.label = "computer mouse", .one = "a computer mouse", .many = "computer mice"},
    {.label = "footwear", .one = "a piece of footwear", .many = "pieces of footwear"},
    {.label = "high heels", .one = "a high-heeled shoe", .many = "high-heeled shoes"},
    {.label = "knife", .one = "a knife", .many = "knives"},
    {.label = "mouse", .one = "a mouse", .many = "mice"},
    {.label = "scissors", .one = "a pair of scissors", .many = "pairs of scissors"},
    {.label = "sheep", .one = "a sheep", .many = "sheep"},
    {.label = "skis", .one = "a pair of skis", .many = "pairs of skis"},
    {.label = "tv", .one = "a TV", .many = "TVs"},
});

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string plural(const std::string& noun) {
    const bool hisses = noun.ends_with("s") || noun.ends_with("x") || noun.ends_with("ch") || noun.ends_with("sh");
    return noun + (hisses ? "es" : "s");
}

}  // namespace

std::string counted(std::size_t count, const std::string& label) {
    const std::string noun = lower(label);
    const auto special = std::ranges::find(irregular, noun, &Noun::label);
    if (special != irregular.end()) {
        if (count > 1) return core::joined(count, " ", special->many);
        const std::string_view one = special->one;
        return count == 1 ? std::string(one) : core::joined("no ", one.substr(one.find(' ') + 1));
    }
    if (count > 1) return core::joined(count, " ", plural(noun));
    if (count == 0) return "no " + noun;
    const bool vowel = !noun.empty() && std::string_view("aeiou").contains(noun.front());
    return (vowel ? "an " : "a ") + noun;
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
                        percent(thing.score));
}

}  // namespace mllab::object_detection
