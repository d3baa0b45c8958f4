#include "training/evaluation/figures/coco.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "geometry/boxes/overlap.hpp"

namespace mllab::evaluation {

namespace {

using Judged = CocoEvaluation::Judged;
using Matches = CocoEvaluation::Matches;
using Outcome = CocoEvaluation::Outcome;

constexpr std::size_t most_answers = 100;
constexpr std::size_t recalls = 101;

struct Range {
    double smallest = 0;
    double largest = 0;
    [[nodiscard]] bool has(double area) const { return area >= smallest && area <= largest; }
};
constexpr std::array<Range, 4> ranges{{{0, 1e10}, {0, 32.0 * 32.0}, {32.0 * 32.0, 96.0 * 96.0}, {96.0 * 96.0, 1e10}}};

// Both as the original's numpy spaces them, so that what lies on a threshold falls on the same side.
double threshold(std::size_t i) { return 0.5 + static_cast<double>(i) * ((0.95 - 0.5) / 9); }
double recall_level(std::size_t i) { return i == recalls - 1 ? 1.0 : static_cast<double>(i) * 0.01; }

// One class of one picture: its answers, best first, and its truths.
struct Scene {
    std::vector<geometry::Detection> answers;
    std::vector<double> areas_px;  // of the answers' boxes
    std::vector<Truth> truths;
    std::vector<std::vector<double>> overlaps;  // [answer][truth]
};

Scene scene_of(const SeenPicture& picture, std::size_t label) {
    Scene scene;
    for (const Truth& truth : picture.truths)
        if (truth.label == label) scene.truths.push_back(truth);
    for (const geometry::Detection& answer : picture.answers)
        if (answer.label == label && !std::isnan(answer.score) && geometry::is_sound(answer.box))
            scene.answers.push_back(answer);
    std::ranges::stable_sort(scene.answers, std::ranges::greater(), &geometry::Detection::score);
    if (scene.answers.size() > most_answers) scene.answers.resize(most_answers);
    for (const geometry::Detection& answer : scene.answers) {
        scene.areas_px.push_back(answer.box.w * picture.width_px * (answer.box.h * picture.height_px));
        std::vector<double>& overlaps = scene.overlaps.emplace_back();
        // Of a crowd an answer may well cover a small part.
        for (const Truth& truth : scene.truths)
            overlaps.push_back(truth.kind == Kind::crowd ? geometry::share_inside(answer.box, truth.box)
                                                         : geometry::iou(answer.box, truth.box));
    }
    return scene;
}

// Gives every answer, best first, the truth that it overlaps most of those that are still free; one that is to be found
// before one that is not, of equal overlaps the last. That is the original's order, and where two things lie close
// together another order gives other figures.
class Matching {
 public:
    Matching(const Scene& scene, const Range& range) : scene_(scene), range_(range) {
        for (std::size_t i = 0; i < scene.truths.size(); ++i)
            ignored_.push_back(scene.truths[i].kind != Kind::thing || !range.has(scene.truths[i].area_px));
        for (const bool ignored : {false, true})
            for (std::size_t i = 0; i < scene.truths.size(); ++i)
                if (ignored_[i] == ignored) order_.push_back(i);
    }

    [[nodiscard]] std::size_t things() const { return static_cast<std::size_t>(std::ranges::count(ignored_, false)); }

    [[nodiscard]] std::vector<Outcome> outcomes(double least) const {
        std::vector<bool> taken(scene_.truths.size(), false);
        std::vector<Outcome> result;
        for (std::size_t answer = 0; answer < scene_.answers.size(); ++answer) {
            const std::size_t truth = best_truth(answer, least, taken);
            if (truth == none) {
                result.push_back(range_.has(scene_.areas_px[answer]) ? Outcome::wrong : Outcome::ignored);
            } else {
                taken[truth] = true;
                result.push_back(ignored_[truth] ? Outcome::ignored : Outcome::right);
            }
        }
        return result;
    }

 private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] std::size_t best_truth(std::size_t answer, double least, const std::vector<bool>& taken) const {
        std::size_t best = none;
        for (const std::size_t truth : order_) {
            if (taken[truth] && scene_.truths[truth].kind != Kind::crowd) continue;
            if (best != none && ignored_[truth] && !ignored_[best]) break;
            if (scene_.overlaps[answer][truth] < least) continue;
            least = scene_.overlaps[answer][truth];
            best = truth;
        }
        return best;
    }

    const Scene& scene_;
    Range range_;
    std::vector<bool> ignored_;
    std::vector<std::size_t> order_;
};

void check(const SeenPicture& picture, std::size_t classes) {
    if (picture.width_px < 1 || picture.height_px < 1)
        throw std::invalid_argument("a picture without pixels cannot be evaluated");
    const auto has_class = [&](const auto& one) { return one.label < classes; };
    if (!std::ranges::all_of(picture.truths, has_class) || !std::ranges::all_of(picture.answers, has_class))
        throw std::invalid_argument("a box of a class that does not exist");
    for (const Truth& truth : picture.truths)
        if (!geometry::is_sound(truth.box) || std::isnan(truth.area_px))
            throw std::invalid_argument("a true box without a place or an area");
}

struct Sums {
    double precision = 0;  // mean over the recalls
    double recall = 0;     // the last
};

// Nothing where nothing is to be found. `times`: how often each picture counts.
std::optional<Sums> sums_of(const Matches& matches, std::size_t at, std::span<const std::uint32_t> times) {
    double things = 0;
    for (std::size_t i = 0; i < times.size(); ++i)
        things += static_cast<double>(matches.things_in_picture[i]) * times[i];
    if (things == 0) return std::nullopt;
    std::vector<double> recall;
    std::vector<double> precision;
    double right = 0;
    double wrong = 0;
    for (const Judged& answer : matches.answers) {
        const std::uint32_t weight = times[answer.picture];
        if (answer.outcomes[at] == Outcome::ignored || weight == 0) continue;
        (answer.outcomes[at] == Outcome::right ? right : wrong) += weight;
        recall.push_back(right / things);
        precision.push_back(right / (right + wrong));
    }
    // The best precision at this recall or a larger one.
    for (std::size_t i = precision.size(); i > 1; --i) precision[i - 2] = std::max(precision[i - 2], precision[i - 1]);
    Sums sums{.recall = recall.empty() ? 0 : recall.back()};
    std::size_t place = 0;
    for (std::size_t i = 0; i < recalls; ++i) {
        while (place < recall.size() && recall[place] < recall_level(i)) ++place;
        if (place < recall.size()) sums.precision += precision[place] / static_cast<double>(recalls);
    }
    return sums;
}

std::pair<std::size_t, std::size_t> thresholds_of(CocoFigure figure) {
    if (figure == CocoFigure::ap50) return {0, 1};
    if (figure == CocoFigure::ap75) return {5, 6};
    return {0, CocoEvaluation::thresholds};
}

// Mean over the thresholds of a figure.
std::optional<Sums> mean_of(const Matches& matches, CocoFigure figure, std::span<const std::uint32_t> times) {
    const auto [first, end] = thresholds_of(figure);
    Sums mean;
    for (std::size_t at = first; at < end; ++at) {
        const std::optional<Sums> sums = sums_of(matches, at, times);
        if (!sums) return std::nullopt;
        mean.precision += sums->precision / static_cast<double>(end - first);
        mean.recall += sums->recall / static_cast<double>(end - first);
    }
    return mean;
}

// Mean over the classes that have something to be found.
std::optional<Sums> mean_of(std::span<const Matches> classes, CocoFigure figure, std::span<const std::uint32_t> times) {
    Sums total;
    double count = 0;
    for (const Matches& matches : classes)
        if (const std::optional<Sums> mean = mean_of(matches, figure, times)) {
            total.precision += mean->precision;
            total.recall += mean->recall;
            count += 1;
        }
    if (count == 0) return std::nullopt;
    return Sums{total.precision / count, total.recall / count};
}

std::optional<double> precision_of(const std::optional<Sums>& sums) {
    return sums.transform([](const Sums& one) { return one.precision; });
}

}  // namespace

CocoEvaluation::CocoEvaluation(std::span<const SeenPicture> pictures, std::size_t classes)
    : pictures_(pictures.size()) {
    for (auto& of_range : of_ranges_)
        of_range.resize(classes, {.answers = {}, .things_in_picture = std::vector<std::uint32_t>(pictures_)});
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        check(pictures[i], classes);
        std::vector<bool> shown(classes, false);
        for (const Truth& truth : pictures[i].truths) shown[truth.label] = true;
        for (const geometry::Detection& answer : pictures[i].answers) shown[answer.label] = true;
        for (std::size_t label = 0; label < classes; ++label) {
            if (!shown[label]) continue;
            const Scene scene = scene_of(pictures[i], label);
            for (std::size_t range = 0; range < ranges.size(); ++range) {
                Matches& matches = of_ranges_[range][label];
                const Matching matching(scene, ranges[range]);
                matches.things_in_picture[i] = static_cast<std::uint32_t>(matching.things());
                const std::size_t first = matches.answers.size();
                for (const geometry::Detection& answer : scene.answers)
                    matches.answers.push_back({.score = answer.score, .picture = static_cast<std::uint32_t>(i)});
                for (std::size_t at = 0; at < thresholds; ++at) {
                    const std::vector<Outcome> outcomes = matching.outcomes(threshold(at));
                    for (std::size_t k = 0; k < outcomes.size(); ++k)
                        matches.answers[first + k].outcomes[at] = outcomes[k];
                }
            }
        }
    }
    for (auto& of_range : of_ranges_)
        for (Matches& matches : of_range)
            std::ranges::stable_sort(matches.answers, std::ranges::greater(), &Judged::score);
}

CocoFigures CocoEvaluation::figures() const {
    const std::vector<std::uint32_t> once(pictures_, 1);
    const std::optional<Sums> all = mean_of(of_ranges_[0], CocoFigure::ap, once);
    return {.ap = precision_of(all),
            .ap50 = precision_of(mean_of(of_ranges_[0], CocoFigure::ap50, once)),
            .ap75 = precision_of(mean_of(of_ranges_[0], CocoFigure::ap75, once)),
            .ap_small = precision_of(mean_of(of_ranges_[1], CocoFigure::ap, once)),
            .ap_medium = precision_of(mean_of(of_ranges_[2], CocoFigure::ap, once)),
            .ap_large = precision_of(mean_of(of_ranges_[3], CocoFigure::ap, once)),
            .recall = all.transform([](const Sums& one) { return one.recall; })};
}

std::vector<std::optional<double>> CocoEvaluation::of_classes(CocoFigure figure) const {
    const std::vector<std::uint32_t> once(pictures_, 1);
    std::vector<std::optional<double>> result;
    for (const Matches& matches : of_ranges_[0]) result.push_back(precision_of(mean_of(matches, figure, once)));
    return result;
}

std::optional<Interval> CocoEvaluation::interval(CocoFigure figure, const BootstrapSettings& settings) const {
    if (pictures_ == 0) return std::nullopt;
    return bootstrap_interval(
        pictures_,
        [&](std::span<const std::uint32_t> times) { return precision_of(mean_of(of_ranges_[0], figure, times)); },
        settings);
}

}  // namespace mllab::evaluation
