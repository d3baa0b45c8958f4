#include "experiments/sketchpad/replay/course.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/classification.hpp"

namespace mllab::sketchpad {

Course course_of(std::vector<float> times_ms, const std::vector<std::vector<float>>& probabilities) {
    if (times_ms.size() != probabilities.size()) throw std::invalid_argument("every moment has its probabilities");
    std::vector<float> highest;
    for (const std::vector<float>& moment : probabilities) {
        if (moment.empty()) continue;
        if (highest.empty()) highest.resize(moment.size());
        if (moment.size() != highest.size()) throw std::invalid_argument("a network's classes do not change");
        for (std::size_t i = 0; i < moment.size(); ++i) highest[i] = std::max(highest[i], moment[i]);
    }
    Course course{.times_ms = std::move(times_ms)};
    for (const core::Ranked& best : core::top_k(highest, Course::most_lines)) {
        Course::Line line{.label = best.index};
        for (const std::vector<float>& moment : probabilities)
            line.p.push_back(moment.empty() ? 0 : moment[best.index]);
        course.lines.push_back(std::move(line));
    }
    std::ranges::stable_sort(course.lines, std::greater(), [](const Course::Line& line) { return line.p.back(); });
    return course;
}

float value_at(const Course& course, const Course::Line& line, float t_ms) {
    const auto& times = course.times_ms;
    if (times.empty() || t_ms <= 0) return 0;
    const auto next = std::ranges::lower_bound(times, t_ms);
    if (next == times.end()) return line.p.back();
    const auto at = static_cast<std::size_t>(next - times.begin());
    const float from_t = at == 0 ? 0 : times[at - 1];
    const float from_p = at == 0 ? 0 : line.p[at - 1];
    const float span = *next - from_t;
    return span > 0 ? from_p + (line.p[at] - from_p) * (t_ms - from_t) / span : line.p[at];
}

}  // namespace mllab::sketchpad
