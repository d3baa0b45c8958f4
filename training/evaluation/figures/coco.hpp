// COCO's average precision of detectors (Lin et al. 2014), to the digit what its own pycocotools compute: per class and
// IoU of 0.50, 0.55 … 0.95 the precision at 101 recalls from 0 to 1, best first 100 answers a class and picture.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "training/evaluation/figures/bootstrap.hpp"
#include "training/evaluation/figures/detection.hpp"

namespace mllab::evaluation {

// Nothing where there is nothing to be found: pycocotools give -1.
struct CocoFigures {
    std::optional<double> ap{};  // mean over IoU 0.50:0.95 and classes
    std::optional<double> ap50{};
    std::optional<double> ap75{};
    std::optional<double> ap_small{};   // of things of at most 32² pixels
    std::optional<double> ap_medium{};  // 32² to 96²
    std::optional<double> ap_large{};   // at least 96²
    std::optional<double> recall{};     // the most of the things that 100 answers find, mean as ap
};

enum class CocoFigure : std::uint8_t { ap, ap50, ap75 };

// Answers matched with truths, once: figures and intervals are sums over it.
class CocoEvaluation {
 public:
    // Answers whose score is no number or whose box is not sound (geometry::is_sound) count for nothing. Throws
    // std::invalid_argument on a label that is not below `classes`, on a truth whose box is not sound or whose area is
    // no number, and on a picture without pixels.
    CocoEvaluation(std::span<const SeenPicture> pictures, std::size_t classes);

    [[nodiscard]] CocoFigures figures() const;
    // Of each class; nothing for a class that no picture shows.
    [[nodiscard]] std::vector<std::optional<double>> of_classes(CocoFigure figure) const;
    // By drawing pictures.
    [[nodiscard]] std::optional<Interval> interval(CocoFigure figure, const BootstrapSettings& settings = {}) const;

    static constexpr std::size_t thresholds = 10;

    enum class Outcome : std::uint8_t { wrong, right, ignored };
    struct Judged {
        float score = 0;
        std::uint32_t picture = 0;
        std::array<Outcome, thresholds> outcomes{};
    };
    // One class and range of areas.
    struct Matches {
        std::vector<Judged> answers;                   // best first, equal ones by picture
        std::vector<std::uint32_t> things_in_picture;  // that are to be found
    };

 private:
    std::size_t pictures_;
    std::array<std::vector<Matches>, 4> of_ranges_;  // all, small, medium, large; of each class
};

}  // namespace mllab::evaluation
