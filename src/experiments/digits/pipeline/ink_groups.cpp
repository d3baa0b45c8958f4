#include "experiments/digits/pipeline/ink_groups.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace mllab::digits {

namespace {

// A digit's own strokes come closer than this. See docs/experiments/digits.md for the figures.
constexpr float far_gap = 0.30F;
// A group smaller than this part of the larger one is a piece of the digit (a bar, a tail), not another digit.
constexpr float substantial = 0.35F;
// A stray dot lies at least this far from the ink, in units of the ink's longer side.
constexpr float stray_gap = 0.12F;
// More points a stroke than this do not change a gap by what matters here.
constexpr std::size_t points_per_stroke = 48;

float squared_distance_to_segment(const ink::Point& p, const ink::Point& a, const ink::Point& b) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length2 = dx * dx + dy * dy;
    const float along = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0F, 1.0F) : 0.0F;
    const float ex = p.x - (a.x + along * dx);
    const float ey = p.y - (a.y + along * dy);
    return ex * ex + ey * ey;
}

float distance_of_points_to(const ink::Stroke& points, const ink::Stroke& line) {
    float best = std::numeric_limits<float>::max();
    for (const auto& p : points) {
        best = std::min(best, squared_distance_to_segment(p, line.front(), line.front()));
        for (std::size_t i = 1; i < line.size(); ++i)
            best = std::min(best, squared_distance_to_segment(p, line[i - 1], line[i]));
    }
    return std::sqrt(best);
}

float distance_between(const ink::Stroke& a, const ink::Stroke& b) {
    return std::min(distance_of_points_to(a, b), distance_of_points_to(b, a));
}

ink::Stroke thinned(const ink::Stroke& stroke) {
    if (stroke.size() <= points_per_stroke) return stroke;
    ink::Stroke few;
    few.reserve(points_per_stroke);
    for (std::size_t i = 0; i < points_per_stroke; ++i)
        few.push_back(stroke[i * (stroke.size() - 1) / (points_per_stroke - 1)]);
    return few;
}

struct Link {
    float distance;
    std::size_t a, b;
};

// Single-linkage clustering (Gower, Ross 1969): the edges of the minimum spanning tree over the strokes.
std::vector<Link> spanning_tree(const ink::Strokes& strokes) {
    const std::size_t n = strokes.size();
    std::vector<float> nearest(n, std::numeric_limits<float>::max());
    std::vector<std::size_t> from(n, 0);
    std::vector<bool> inside(n, false);
    std::vector<Link> tree;
    std::size_t current = 0;
    inside[0] = true;
    for (std::size_t step = 1; step < n; ++step) {
        std::size_t next = n;
        for (std::size_t i = 0; i < n; ++i) {
            if (inside[i]) continue;
            const float d = distance_between(strokes[current], strokes[i]);
            if (d < nearest[i]) {
                nearest[i] = d;
                from[i] = current;
            }
            if (next == n || nearest[i] < nearest[next]) next = i;
        }
        tree.push_back({nearest[next], from[next], next});
        inside[next] = true;
        current = next;
    }
    return tree;
}

}  // namespace

ink::Strokes without_stray_dots(const ink::Strokes& drawing, float dot_size) {
    ink::Strokes ink;
    ink::Strokes dots;
    for (const auto& stroke : drawing) {
        const ink::Box box = ink::bounding_box({&stroke, 1});
        (box.longer_side() < dot_size ? dots : ink).push_back(stroke);
    }
    if (ink.empty()) return drawing;
    const float limit = stray_gap * ink::bounding_box(ink).longer_side();
    // Judged against the real strokes only, so that a row of dots does not save itself.
    const ink::Strokes reference = ink;
    for (const auto& dot : dots) {
        const bool near = std::ranges::any_of(
            reference, [&](const ink::Stroke& stroke) { return distance_between(dot, thinned(stroke)) <= limit; });
        if (near) ink.push_back(dot);
    }
    return ink;
}

float widest_gap(const ink::Strokes& drawing) {
    if (drawing.size() < 2) return 0;
    ink::Strokes strokes;
    // Someone who draws hundreds of strokes does not draw one digit; what comes first says enough.
    constexpr std::size_t most_strokes = 64;
    for (const auto& stroke : drawing) {
        if (strokes.size() == most_strokes) break;
        strokes.push_back(thinned(stroke));
    }
    const auto tree = spanning_tree(strokes);
    float widest = 0;
    for (const Link& cut : tree) {
        // The two sides that remain when this link is cut.
        std::vector<std::size_t> group(strokes.size());
        std::iota(group.begin(), group.end(), std::size_t{0});
        const auto root = [&](std::size_t i) {
            while (group[i] != i) i = group[i] = group[group[i]];
            return i;
        };
        for (const Link& link : tree)
            if (&link != &cut && link.distance <= cut.distance) group[root(link.a)] = root(link.b);
        ink::Strokes left;
        ink::Strokes right;
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            if (root(i) == root(cut.a)) left.push_back(strokes[i]);
            if (root(i) == root(cut.b)) right.push_back(strokes[i]);
        }
        const float a = ink::bounding_box(left).longer_side();
        const float b = ink::bounding_box(right).longer_side();
        const float larger = std::max(a, b);
        if (larger <= 0 || std::min(a, b) < substantial * larger) continue;
        widest = std::max(widest, cut.distance / larger);
    }
    return widest;
}

bool far_apart(const ink::Strokes& drawing) { return widest_gap(drawing) > far_gap; }

}  // namespace mllab::digits
