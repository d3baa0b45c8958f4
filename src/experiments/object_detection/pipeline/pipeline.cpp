#include "experiments/object_detection/pipeline/pipeline.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "geometry/boxes/overlap.hpp"
#include "geometry/boxes/peaks.hpp"
#include "geometry/boxes/suppression.hpp"
#include "geometry/letterbox.hpp"

namespace mllab::object_detection {

namespace {

using geometry::Box;
using geometry::Detection;
using image::RgbaImage;

constexpr int largest_side_px = 4096;
constexpr std::size_t channels = 4;

// What is transparent lies on white paper, as image::resampled has it.
void put_on_paper(RgbaImage& picture) {
    for (std::size_t i = 0; i < picture.pixels.size(); i += channels) {
        const unsigned alpha = picture.pixels[i + 3];
        if (alpha == 255) continue;
        for (std::size_t c = 0; c < 3; ++c)
            picture.pixels[i + c] =
                static_cast<std::uint8_t>((picture.pixels[i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        picture.pixels[i + 3] = 255;
    }
}

RgbaImage stretched(const RgbaImage& picture, int side_px) {
    // Larger in one direction and smaller in the other is done one after the other, each with its own filter.
    RgbaImage result =
        image::resized_by_area(picture, std::min(picture.width, side_px), std::min(picture.height, side_px));
    if (result.width != side_px || result.height != side_px) result = image::resized_bilinear(result, side_px, side_px);
    put_on_paper(result);
    return result;
}

RgbaImage letterboxed(const RgbaImage& picture, int side_px, float padding) {
    const int longer = std::max(picture.width, picture.height);
    const image::Square around{.left = (picture.width - longer) / 2.0,
                               .top = (picture.height - longer) / 2.0,
                               .side = static_cast<double>(longer)};
    RgbaImage square = image::resampled(picture, around, side_px);
    // Pixels that lie in a bar by half or more: resampling has repeated the picture's edge there.
    const Box part = geometry::Letterbox(picture.width, picture.height).part();
    const auto first = [&](double begins) { return static_cast<int>(std::lround(begins * side_px)); };
    const int left = first(part.x);
    const int right = std::max(first(part.right()), left + 1);
    const int top = first(part.y);
    const int bottom = std::max(first(part.bottom()), top + 1);
    const auto bar = static_cast<std::uint8_t>(std::lround(255 * padding));
    for (int y = 0; y < side_px; ++y) {
        std::uint8_t* const row =
            &square.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_px) * channels];
        const auto fill = [&](int from, int to) {
            for (int x = from; x < to; ++x) std::fill_n(row + static_cast<std::size_t>(x) * channels, 3, bar);
        };
        const bool inside = y >= top && y < bottom;
        fill(0, inside ? left : side_px);
        if (inside) fill(right, side_px);
    }
    return square;
}

// The way back from the square that the network saw.
class Way {
 public:
    Way(int width, int height, bool letterbox) : letterbox_(width, height), whole_(!letterbox) {}
    // Nothing is left of what lies outside of the picture.
    [[nodiscard]] Box to_picture(const Box& in_square) const {
        return geometry::clipped(whole_ ? in_square : letterbox_.to_picture(in_square));
    }

 private:
    geometry::Letterbox letterbox_;
    bool whole_;
};

void refuse(const char* what, const core::Tensor& tensor) {
    throw std::invalid_argument(std::string("a detector's output is not ") + what + ": " +
                                core::to_string(tensor.shape));
}

Candidates of_centres(const core::Tensor& heat, const core::Tensor& distances, const Way& way,
                      const Parameters& parameters, const CentrePoints& head, const Floor& floor) {
    const auto classes = static_cast<std::int64_t>(parameters.labels.size());
    if (heat.shape.size() != 4 || heat.shape[0] != 1 || heat.shape[1] != classes) refuse("[1, classes, h, w]", heat);
    if (distances.shape != core::Shape{1, 4, heat.shape[2], heat.shape[3]}) refuse("[1, 4, h, w]", distances);
    const auto peaks = geometry::peaks(
        {.classes = parameters.labels.size(),
         .height = static_cast<std::size_t>(heat.shape[2]),
         .width = static_cast<std::size_t>(heat.shape[3]),
         .heat = heat.as<float>(),
         .distances = distances.as<float>()},
        {.threshold = floor.score, .most = floor.most, .stride_px = static_cast<double>(head.stride_px)});
    Candidates candidates;
    for (const Detection& peak : peaks) {
        const Box box = way.to_picture(peak.box);
        if (box.area() > 0) candidates.things.push_back({box, peak.label, peak.score});
    }
    return candidates;
}

// The classes' probabilities of one anchor, in place of its logits without the background's.
void probabilities_of(std::span<const float> logits, bool softmax, std::span<float> probabilities) {
    if (!softmax) {
        for (std::size_t i = 0; i < probabilities.size(); ++i) probabilities[i] = 1 / (1 + std::exp(-logits[i + 1]));
        return;
    }
    const float largest = *std::ranges::max_element(logits);
    float sum = 0;
    for (const float logit : logits) sum += std::exp(logit - largest);
    for (std::size_t i = 0; i < probabilities.size(); ++i) probabilities[i] = std::exp(logits[i + 1] - largest) / sum;
}

Candidates of_anchors(const core::Tensor& logits, const core::Tensor& boxes, const Way& way,
                      const Parameters& parameters, const Anchored& head, const Floor& floor) {
    const std::size_t classes = parameters.labels.size();
    const auto anchors = static_cast<std::int64_t>(head.anchors.size());
    if (logits.shape != core::Shape{1, anchors, static_cast<std::int64_t>(classes) + 1})
        refuse("[1, anchors, 1 + classes]", logits);
    if (boxes.shape != core::Shape{1, anchors, 4}) refuse("[1, anchors, 4]", boxes);
    const std::span<const float> all_logits = logits.as<float>();
    const std::span<const float> encodings = boxes.as<float>();
    struct Hit {
        Detection thing;
        std::uint32_t anchor = 0;
    };
    std::vector<Hit> hits;
    std::vector<float> probabilities(classes);
    for (std::size_t anchor = 0; anchor < head.anchors.size(); ++anchor) {
        probabilities_of(all_logits.subspan(anchor * (classes + 1), classes + 1), head.softmax, probabilities);
        // A score that is no number compares false.
        for (std::size_t label = 0; label < classes; ++label)
            if (probabilities[label] >= floor.score)
                hits.push_back({.thing = {.box = {}, .label = label, .score = probabilities[label]},
                                .anchor = static_cast<std::uint32_t>(anchor)});
    }
    std::ranges::stable_sort(hits, std::ranges::greater(), [](const Hit& hit) { return hit.thing.score; });
    Candidates candidates;
    for (Hit& hit : hits) {
        if (candidates.things.size() == floor.most) break;
        const auto encoding = encodings.subspan(std::size_t{4} * hit.anchor).first<4>();
        const Box in_square = geometry::decoded(encoding, head.anchors[hit.anchor], head.variances);
        if (!geometry::is_sound(in_square)) continue;
        hit.thing.box = way.to_picture(in_square);
        if (hit.thing.box.area() <= 0) continue;
        candidates.things.push_back(hit.thing);
        candidates.anchors.push_back(hit.anchor);
    }
    return candidates;
}

}  // namespace

Encoded encode(const RgbaImage& picture, const Parameters& parameters, int side_px) {
    if (picture.pixels.empty()) throw std::invalid_argument("there is nothing to be found in an empty picture");
    if (side_px < 1 || side_px > largest_side_px)
        throw std::invalid_argument("a detector's input cannot be " + std::to_string(side_px) + " pixels wide");
    Encoded encoded{
        .seen = parameters.letterbox ? letterboxed(picture, side_px, parameters.padding) : stretched(picture, side_px),
        .planes = {}};
    encoded.planes = image::planes(encoded.seen, parameters.normalisation);
    return encoded;
}

OutputNames output_names(const Parameters& parameters) {
    if (std::holds_alternative<CentrePoints>(parameters.head)) return {.scores = "heat", .boxes = "distances"};
    return {.scores = "logits", .boxes = "boxes"};
}

Candidates decode(const core::Tensor& scores, const core::Tensor& boxes, int width, int height,
                  const Parameters& parameters, const Floor& floor) {
    const Way way(width, height, parameters.letterbox);
    return std::visit(
        [&](const auto& head) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(head)>, CentrePoints>)
                return of_centres(scores, boxes, way, parameters, head, floor);
            else
                return of_anchors(scores, boxes, way, parameters, head, floor);
        },
        parameters.head);
}

std::vector<std::size_t> found(const std::vector<Detection>& candidates, const Wanted& wanted) {
    std::vector<std::size_t> asked;
    std::vector<Detection> things;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Detection& one = candidates[i];
        const bool of_these =
            wanted.labels.empty() || std::ranges::find(wanted.labels, one.label) != wanted.labels.end();
        if (!of_these || !(one.score >= wanted.score)) continue;
        asked.push_back(i);
        things.push_back(one);
    }
    std::vector<std::size_t> left = geometry::suppressed(things, wanted.overlap, geometry::Suppression::each_class);
    for (std::size_t& index : left) index = asked[index];
    return left;
}

std::vector<std::size_t> voters(const std::vector<Detection>& candidates, std::size_t index, float overlap) {
    const Detection& one = candidates.at(index);
    std::vector<std::size_t> those;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (i == index ||
            (candidates[i].label == one.label && geometry::iou(candidates[i].box, one.box) > double{overlap}))
            those.push_back(i);
    return those;
}

}  // namespace mllab::object_detection
