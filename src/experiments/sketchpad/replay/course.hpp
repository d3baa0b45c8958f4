// How probable each class was while a drawing was made: some lines over time.
#pragma once

#include <cstddef>
#include <vector>

namespace mllab::sketchpad {

struct Course {
    struct Line {
        std::size_t label = 0;
        std::vector<float> p{};  // 0 to 1, one a moment
    };
    static constexpr std::size_t most_lines = 5;

    std::vector<float> times_ms{};  // ascending
    std::vector<Line> lines{};      // the classes that were likeliest at any moment; the likeliest at the end first
};

// `probabilities`: of all classes, one vector for each time; empty where nothing was answered. Throws
// std::invalid_argument unless there is one for each time, all of one size.
[[nodiscard]] Course course_of(std::vector<float> times_ms, const std::vector<std::vector<float>>& probabilities);

// Between two moments it goes straight; before the first it comes from nothing at time 0.
[[nodiscard]] float value_at(const Course& course, const Course::Line& line, float t_ms);

}  // namespace mllab::sketchpad
