#include "training/recipes/object_detection/samples/matching.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "geometry/boxes/overlap.hpp"

namespace mllab::object_detection_samples {

namespace {

using geometry::Anchor;
using geometry::Box;

Box box_of(const Anchor& anchor) { return {anchor.cx - anchor.w / 2, anchor.cy - anchor.h / 2, anchor.w, anchor.h}; }

struct Pair {
    double overlap = 0;
    std::size_t thing = 0;
    std::size_t anchor = 0;
};

// Of the pairs that overlap the one with the largest overlap, then the next one of a thing and an anchor that are still
// free, and so on.
void give_each_its_best(std::vector<Pair> pairs, std::vector<std::ptrdiff_t>& thing_of, std::size_t things) {
    std::ranges::sort(pairs, [](const Pair& a, const Pair& b) {
        return std::tuple(-a.overlap, a.thing, a.anchor) < std::tuple(-b.overlap, b.thing, b.anchor);
    });
    std::vector<bool> served(things);
    for (const Pair& pair : pairs) {
        if (served[pair.thing] || thing_of[pair.anchor] >= 0) continue;
        served[pair.thing] = true;
        thing_of[pair.anchor] = static_cast<std::ptrdiff_t>(pair.thing);
    }
}

bool is_settled(const Box& anchor, std::span<const Thing> things, const Matching& how) {
    return std::ranges::none_of(things, [&](const Thing& thing) {
        return thing.unsettled && (geometry::iou(anchor, thing.box) >= how.overlap ||
                                   geometry::share_inside(anchor, thing.box) >= how.inside);
    });
}

}  // namespace

std::array<float, 4> encoded(const Box& box, const Anchor& anchor, const geometry::Variances& variances) {
    if (!geometry::is_sound(box) || box.area() == 0)
        throw std::invalid_argument("a box without an area has no encoding");
    return {static_cast<float>((box.y + box.h / 2 - anchor.cy) / anchor.h * variances.centre),
            static_cast<float>((box.x + box.w / 2 - anchor.cx) / anchor.w * variances.centre),
            static_cast<float>(std::log(box.h / anchor.h) * variances.size),
            static_cast<float>(std::log(box.w / anchor.w) * variances.size)};
}

Targets targets_of(std::span<const Anchor> anchors, std::span<const Thing> things, const Matching& how,
                   const geometry::Variances& variances) {
    std::vector<Pair> overlapping;
    std::vector<Pair> best(anchors.size());  // of each anchor
    for (std::size_t a = 0; a < anchors.size(); ++a) {
        const Box anchor = box_of(anchors[a]);
        for (std::size_t t = 0; t < things.size(); ++t) {
            if (things[t].unsettled || !geometry::is_sound(things[t].box) || things[t].box.area() == 0) continue;
            const Pair pair{geometry::iou(anchor, things[t].box), t, a};
            if (pair.overlap <= 0) continue;
            overlapping.push_back(pair);
            if (pair.overlap > best[a].overlap) best[a] = pair;
        }
    }
    std::vector<std::ptrdiff_t> thing_of(anchors.size(), -1);
    give_each_its_best(std::move(overlapping), thing_of, things.size());

    Targets targets{.labels = std::vector<std::int64_t>(anchors.size(), background),
                    .boxes = std::vector<std::array<float, 4>>(anchors.size())};
    for (std::size_t a = 0; a < anchors.size(); ++a) {
        if (thing_of[a] < 0 && best[a].overlap >= how.overlap) thing_of[a] = static_cast<std::ptrdiff_t>(best[a].thing);
        if (thing_of[a] >= 0) {
            const Thing& thing = things[static_cast<std::size_t>(thing_of[a])];
            targets.labels[a] = static_cast<std::int64_t>(thing.label) + 1;
            targets.boxes[a] = encoded(thing.box, anchors[a], variances);
        } else if (!is_settled(box_of(anchors[a]), things, how)) {
            targets.labels[a] = unsettled;
        }
    }
    return targets;
}

std::vector<std::size_t> hard_negatives(std::span<const float> losses, std::span<const std::int64_t> labels,
                                        double ratio, std::size_t least) {
    if (losses.size() != labels.size()) throw std::invalid_argument("there is not one loss for each anchor");
    if (!(ratio >= 0)) throw std::invalid_argument("there cannot be fewer than no negatives");
    std::vector<std::size_t> negatives;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] == background) negatives.push_back(i);
    const auto positives = static_cast<double>(std::ranges::count_if(labels, [](auto label) { return label > 0; }));
    const double wanted = std::max(std::round(ratio * positives), static_cast<double>(least));
    if (wanted >= static_cast<double>(negatives.size())) return negatives;
    const auto count = static_cast<std::ptrdiff_t>(wanted);
    const auto harder = [&](std::size_t a, std::size_t b) {
        const bool a_is_number = !std::isnan(losses[a]);
        const bool b_is_number = !std::isnan(losses[b]);
        if (a_is_number != b_is_number) return !a_is_number;
        if (a_is_number && losses[a] != losses[b]) return losses[a] > losses[b];
        return a < b;
    };
    std::ranges::nth_element(negatives, negatives.begin() + count, harder);
    negatives.resize(static_cast<std::size_t>(count));
    std::ranges::sort(negatives);
    return negatives;
}

}  // namespace mllab::object_detection_samples
