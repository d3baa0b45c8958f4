#include "training/evaluation/figures/voc.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "geometry/boxes/overlap.hpp"

namespace mllab::evaluation {

namespace {

struct Answer {
    geometry::Detection detection;
    std::size_t picture = 0;
};

// The truths of the class in a picture, and which of them were found already.
struct Truths {
    std::vector<Truth> truths;
    std::vector<bool> found;
};

// After each answer that is right or wrong, best first.
struct Curve {
    std::size_t things = 0;
    std::vector<std::size_t> right;
    std::vector<double> precision;  // the best here or later
};

Curve curve_of(std::span<const SeenPicture> pictures, std::size_t label, double least_iou) {
    Curve curve;
    std::vector<Truths> all(pictures.size());
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (const Truth& truth : pictures[i].truths) {
            if (truth.label != label) continue;
            all[i].truths.push_back(truth);
            curve.things += truth.kind == Kind::thing ? 1 : 0;
        }
        all[i].found.resize(all[i].truths.size());
        for (const geometry::Detection& answer : pictures[i].answers)
            if (answer.label == label && !std::isnan(answer.score) && geometry::is_sound(answer.box))
                answers.push_back({answer, i});
    }
    std::ranges::stable_sort(answers, std::ranges::greater(), [](const Answer& one) { return one.detection.score; });
    std::size_t right = 0;
    for (const Answer& answer : answers) {
        Truths& here = all[answer.picture];
        double most = 0;
        std::size_t best = 0;
        for (std::size_t k = 0; k < here.truths.size(); ++k) {
            const double overlap = geometry::iou(answer.detection.box, here.truths[k].box);
            if (overlap <= most) continue;
            most = overlap;
            best = k;
        }
        if (most >= least_iou) {
            if (here.truths[best].kind != Kind::thing) continue;
            right += here.found[best] ? 0 : 1;
            here.found[best] = true;
        }
        curve.right.push_back(right);
        curve.precision.push_back(static_cast<double>(right) / static_cast<double>(curve.right.size()));
    }
    for (std::size_t i = curve.precision.size(); i > 1; --i)
        curve.precision[i - 2] = std::max(curve.precision[i - 2], curve.precision[i - 1]);
    return curve;
}

double area_under(const Curve& curve) {
    double area = 0;
    std::size_t before = 0;
    for (std::size_t i = 0; i < curve.right.size(); ++i) {
        area += static_cast<double>(curve.right[i] - before) * curve.precision[i];
        before = curve.right[i];
    }
    return area / static_cast<double>(curve.things);
}

double at_eleven_points(const Curve& curve) {
    double sum = 0;
    for (std::size_t tenth = 0; tenth <= 10; ++tenth) {
        // In whole numbers: whether 3 of 10 is a recall of 0.3 should not hang on a last bit.
        const auto reaches = [&](std::size_t right) { return 10 * right >= tenth * curve.things; };
        const auto first = std::ranges::find_if(curve.right, reaches);
        if (first != curve.right.end()) sum += curve.precision[static_cast<std::size_t>(first - curve.right.begin())];
    }
    return sum / 11;
}

}  // namespace

VocFigures voc_figures(std::span<const SeenPicture> pictures, std::size_t classes, VocRule rule, double least_iou) {
    if (!(least_iou > 0 && least_iou <= 1)) throw std::invalid_argument("the least IoU of a hit lies in 0..1");
    for (const SeenPicture& picture : pictures) {
        const auto has_class = [&](const auto& one) { return one.label < classes; };
        if (!std::ranges::all_of(picture.truths, has_class) || !std::ranges::all_of(picture.answers, has_class))
            throw std::invalid_argument("a box of a class that does not exist");
    }
    VocFigures figures;
    double sum = 0;
    double count = 0;
    for (std::size_t label = 0; label < classes; ++label) {
        const Curve curve = curve_of(pictures, label, least_iou);
        if (curve.things == 0) {
            figures.of_classes.emplace_back();
            continue;
        }
        figures.of_classes.emplace_back(rule == VocRule::all_points ? area_under(curve) : at_eleven_points(curve));
        sum += *figures.of_classes.back();
        count += 1;
    }
    if (count > 0) figures.mean = sum / count;
    return figures;
}

}  // namespace mllab::evaluation
