#include "training/datasets/hands/clips.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace mllab::datasets {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view players = "egohands-public-";

// How a recording's frames begin, and its group.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> recordings{{
    {"20220216_", "turquoise"},
    {"IMG_5567_", "ceiling"},
    {"IMG_5636_", "red-top"},
    {"IMG_7043_", "bracelet"},
    {"IMG_7079_", "bracelet"},
    {"JWitt-RCP_", "sleeve"},
    {"Screen-Recording-2023-03-11-", "show"},
    {"youtube-", "white"},
    {"zoom_tests_RockPaperScissors-mohamed_", "glasses"},
    {"Photo-on-2-1", "beard"},
    {"Screen-Shot-2021-05-12-", "beard"},
    {"Screen-Shot-2022-02-08-", "plant"},
    {"Screen-Shot-2022-02-14-", "plant"},
    {"Screen-Shot-2022-02-16-", "black-shirt"},
    {"scissors", "scissors"},
}};

struct Sitting {
    std::uint64_t until_ms;
    std::string_view group;
};
constexpr std::array<Sitting, 4> sittings{{{1'620'850'000'000, "game-1"},
                                           {1'620'852'000'000, "game-2"},
                                           {1'620'853'000'000, "game-3"},
                                           {1'620'900'000'000, "game-4"}}};

// What stands between "kaust_" and ".rf.", or nothing.
std::string_view frame_of(std::string_view name) {
    constexpr std::string_view beginning = "kaust_";
    const std::size_t end = name.find(".rf.");
    if (!name.starts_with(beginning) || end == std::string_view::npos || end <= beginning.size()) return {};
    return name.substr(beginning.size(), end - beginning.size());
}

bool is_numbered(std::string_view frame) {
    constexpr std::string_view kind = "_png"sv;
    return frame.size() >= 8 && std::ranges::all_of(frame.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; }) &&
           frame.substr(4).starts_with(kind);
}

}  // namespace

std::string webcam_group(std::string_view file_name) {
    const std::string_view frame = frame_of(file_name);
    if (frame.empty()) return {};
    if (frame.starts_with(players)) {
        std::uint64_t time = 0;
        const char* begin = frame.data() + players.size();
        if (std::from_chars(begin, frame.data() + frame.size(), time).ptr != begin) {
            const auto* const found =
                std::ranges::find_if(sittings, [&](const Sitting& sitting) { return time < sitting.until_ms; });
            return std::string(found == sittings.end() ? "game-office"sv : found->group);
        }
    }
    if (is_numbered(frame)) return "doors";
    for (const auto& [beginning, group] : recordings)
        if (frame.starts_with(beginning)) return std::string(group);
    return "frame " + std::string(frame);
}

Split split_of_webcam_group(std::string_view group) {
    constexpr std::array validation{"game-1"sv, "game-4"sv, "sleeve"sv, "beard"sv};
    constexpr std::array test{"game-3"sv, "ceiling"sv, "red-top"sv, "turquoise"sv, "glasses"sv, "plant"sv};
    if (std::ranges::find(validation, group) != validation.end()) return Split::validation;
    if (std::ranges::find(test, group) != test.end()) return Split::test;
    return Split::train;
}

bool has_dark_skin(std::string_view group) {
    constexpr std::array groups{"bracelet"sv, "glasses"sv, "turquoise"sv};
    return std::ranges::find(groups, group) != groups.end();
}

bool is_mislabelled(std::string_view file_name) {
    return frame_of(file_name).starts_with("egohands-public-1625070455958");
}

}  // namespace mllab::datasets
