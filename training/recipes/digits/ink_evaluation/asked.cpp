#include "training/recipes/digits/ink_evaluation/asked.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/task.hpp"
#include "core/tensor.hpp"
#include "training/recipes/digits/ink_evaluation/kinds.hpp"

namespace mllab::ink_evaluation {

image::GrayImage ink_map(const inference::Session& session, const image::GrayImage& picture) {
    inference::RunRequest request;
    request.inputs.push_back({"picture", core::Tensor({1, 1, picture.height, picture.width}, picture.pixels)});
    request.fetch = {"ink"};
    const inference::Outputs outputs = core::run_now(session.run(std::move(request)));
    return {picture.width, picture.height, outputs.tensor("ink").as<float>()};
}

image::GrayImage to_size(const image::GrayImage& picture, int longest_side_px, int step_px) {
    const int longest = std::max(picture.width, picture.height);
    const auto side = [&](int length) {
        const double steps = static_cast<double>(length) * longest_side_px / longest / step_px;
        return std::max(1, static_cast<int>(std::lround(steps))) * step_px;
    };
    const int width = side(picture.width);
    const int height = side(picture.height);
    return longest > longest_side_px ? image::resized_by_area(picture, width, height)
                                     : image::resized_bilinear(picture, width, height);
}

std::vector<KindOverlap> overlap_by_kind(const inference::Session& session,
                                         const std::vector<datasets::PenDigit>& digits, std::size_t count,
                                         int longest_side_px, int step_px, float threshold) {
    // A line that is made smaller pales; this much of it is still the line.
    constexpr float pale = 0.35F;
    std::vector<KindOverlap> all;
    for (const std::string& kind : kinds()) {
        KindOverlap one{.kind = kind, .pictures = 0, .overlap = {}};
        for (; one.pictures < count && !digits.empty(); ++one.pictures) {
            // A step that has no factor in common with the ten digits: all of them come up.
            const Picture picture = picture_of(kind, digits[one.pictures * 37 % digits.size()], one.pictures);
            image::GrayImage there = to_size(picture.ink, longest_side_px, step_px);
            for (float& v : there.pixels) v = v > pale ? 1.0F : 0.0F;
            const image::GrayImage shown = to_size(image::grayscale(picture.picture), longest_side_px, step_px);
            one.overlap.add(ink_map(session, shown), there, threshold);
        }
        all.push_back(std::move(one));
    }
    return all;
}

float best_threshold(const inference::Session& session, const std::vector<digits_photos::Photo>& photos) {
    constexpr std::array<float, 9> thresholds{0.3F, 0.35F, 0.4F, 0.45F, 0.5F, 0.55F, 0.6F, 0.65F, 0.7F};
    std::array<Overlap, thresholds.size()> overlaps{};
    for (const auto& photo : photos) {
        const image::GrayImage said = ink_map(session, photo.picture);
        for (std::size_t i = 0; i < thresholds.size(); ++i) overlaps[i].add(said, photo.ink, thresholds[i]);
    }
    constexpr double close = 0.01;
    const double best = std::ranges::max(overlaps, {}, &Overlap::f1).f1();
    const auto low = std::ranges::find_if(overlaps, [&](const Overlap& one) { return one.f1() >= best - close; });
    return thresholds[static_cast<std::size_t>(low - overlaps.begin())];
}

}  // namespace mllab::ink_evaluation
