// The way of a photo by brightness alone: which of its ink is the digit.

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/digits/pipeline/paper.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/digits/pipeline/writing.hpp"

namespace mllab::digits {

namespace {

constexpr float ink_threshold = 0.4F;
// Pieces below this part of the largest are specks; below the second part they may not count as another digit.
constexpr double speck = 0.03;
constexpr double substantial = 0.25;
constexpr double far_gap = 0.35;
// The margin that lets thin lines grow.
constexpr int margin = 12;

}  // namespace

std::optional<Writing> writing_by_thresholds(image::GrayImage ink, float unit) {
    if (ink.empty()) return std::nullopt;
    std::vector<int> label;
    auto pieces = pieces_of(ink, ink_threshold, label);
    // Edges of the sheet and shadows reach in from the border; the digit itself may touch it only if all ink does.
    const bool all_touch = std::ranges::all_of(pieces, &Piece::touches_border);
    std::vector<bool> kept(pieces.size(), false);
    std::size_t main = pieces.size();
    for (std::size_t i = 0; i < pieces.size() && main == pieces.size(); ++i)
        if (all_touch || !pieces[i].touches_border) main = i;
    if (main == pieces.size()) return std::nullopt;
    Writing writing{.way = Writing::Way::thresholds};
    kept[main] = true;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i == main || (pieces[i].touches_border && !all_touch)) continue;
        if (pieces[i].pixels < speck * pieces[main].pixels) continue;
        const bool far = gap(pieces[i], pieces[main]) > far_gap * pieces[main].longer_side();
        if (far && pieces[i].longer_side() > substantial * pieces[main].longer_side()) writing.several = true;
        kept[i] = !far;
    }
    int left = ink.width;
    int top = ink.height;
    int right = -1;
    int bottom = -1;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!kept[i]) continue;
        left = std::min(left, pieces[i].left);
        top = std::min(top, pieces[i].top);
        right = std::max(right, pieces[i].right);
        bottom = std::max(bottom, pieces[i].bottom);
    }
    for (int y = 0; y < ink.height; ++y) {
        for (int x = 0; x < ink.width; ++x) {
            // Soft edge pixels belong to the piece beside them; only other pieces' own pixels are erased.
            const int id = label[ink.index(x, y)];
            if (id >= 0 && !kept[static_cast<std::size_t>(id)]) ink.at(x, y) = 0;
        }
    }
    writing.ink =
        image::cropped(ink, left - margin, top - margin, right - left + 1 + 2 * margin, bottom - top + 1 + 2 * margin);
    writing.threshold = ink_threshold / 2;
    writing.place = {.left = unit * static_cast<float>(left),
                     .top = unit * static_cast<float>(top),
                     .right = unit * static_cast<float>(right + 1),
                     .bottom = unit * static_cast<float>(bottom + 1)};
    return writing;
}

Encoded encode(const image::GrayImage& picture, const Parameters& parameters) {
    image::GrayImage dark = ink_of(picture);
    const float unit = dark.empty() ? 1.0F : static_cast<float>(picture.width) / static_cast<float>(dark.width);
    const auto writing = writing_by_thresholds(std::move(dark), unit);
    if (!writing) {
        const int size = parameters.frame.size_px;
        return {image::GrayImage(size, size), Doubt::no_ink};
    }
    return {framed(*writing, parameters.frame), writing->several ? Doubt::several_digits : Doubt::none};
}

}  // namespace mllab::digits
