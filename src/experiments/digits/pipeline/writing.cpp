#include "experiments/digits/pipeline/writing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "experiments/digits/pipeline/paper.hpp"

namespace mllab::digits {

namespace {

// Pieces belong together if the gap between their boxes is at most this part of the larger one's longer side.
constexpr float near = 0.3F;
// Of a group's ink, a piece of less than this is a speck; of the largest group's ink, a group of less than that.
constexpr double speck = 0.015;
constexpr double slight = 0.06;
constexpr std::size_t most_groups = 6;
constexpr std::size_t most_pieces = 300;
// In pixels: below this nothing can be read.
constexpr int least_side = 4;
// Of a piece's pixels, what has to lie in the box that is looked at.
constexpr double mostly = 0.5;
// Of a writing: the margin that lets thin lines grow.
constexpr int margin = 16;
// Below this a pixel is paper.
constexpr float paper = 0.06F;

bool close(const Piece& a, const Piece& b) {
    return static_cast<float>(gap(a, b)) <= near * static_cast<float>(std::max(a.longer_side(), b.longer_side()));
}

struct Amounts {
    std::vector<double> ink;     // of every piece
    std::vector<double> inside;  // its pixels in the box
};

Amounts amounts_of(const image::GrayImage& map, const std::vector<int>& label, std::size_t pieces,
                   const std::optional<ink::Box>& box) {
    Amounts amounts{std::vector<double>(pieces), std::vector<double>(pieces)};
    for (int y = 0; y < map.height; ++y) {
        for (int x = 0; x < map.width; ++x) {
            const int id = label[map.index(x, y)];
            if (id < 0) continue;
            const auto piece = static_cast<std::size_t>(id);
            amounts.ink[piece] += static_cast<double>(map.at(x, y));
            const float cx = static_cast<float>(x) + 0.5F;
            const float cy = static_cast<float>(y) + 0.5F;
            if (!box || (cx >= box->left && cx <= box->right && cy >= box->top && cy <= box->bottom))
                amounts.inside[piece] += 1;
        }
    }
    return amounts;
}

}  // namespace

std::vector<Group> groups_of(const image::GrayImage& map, float threshold, std::vector<int>& label,
                             const std::optional<ink::Box>& inside) {
    const std::vector<Piece> pieces = pieces_of(map, threshold, label);
    const Amounts amounts = amounts_of(map, label, pieces.size(), inside);
    std::vector<std::size_t> looked_at;
    for (std::size_t i = 0; i < pieces.size() && looked_at.size() < most_pieces; ++i)
        if (amounts.inside[i] >= mostly * pieces[i].pixels) looked_at.push_back(i);

    std::vector<std::size_t> root(pieces.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    for (const std::size_t a : looked_at)
        for (const std::size_t b : looked_at)
            if (a < b && close(pieces[a], pieces[b])) root[find(b)] = find(a);

    std::vector<Group> groups;
    std::vector<std::size_t> of_root(pieces.size(), pieces.size());
    for (const std::size_t i : looked_at) {
        std::size_t& index = of_root[find(i)];
        if (index == pieces.size()) {
            index = groups.size();
            groups.emplace_back();
        }
        groups[index].pieces.push_back(i);
        groups[index].ink += amounts.ink[i];
    }
    for (Group& group : groups) {
        std::erase_if(group.pieces, [&](std::size_t i) { return amounts.ink[i] < speck * group.ink; });
        const Piece& first = pieces[group.pieces.front()];
        group.left = first.left;
        group.top = first.top;
        group.right = first.right;
        group.bottom = first.bottom;
        for (const std::size_t i : group.pieces) {
            group.left = std::min(group.left, pieces[i].left);
            group.top = std::min(group.top, pieces[i].top);
            group.right = std::max(group.right, pieces[i].right);
            group.bottom = std::max(group.bottom, pieces[i].bottom);
        }
    }
    std::ranges::stable_sort(groups, std::ranges::greater{}, &Group::ink);
    const double most = groups.empty() ? 0 : groups.front().ink;
    std::erase_if(groups,
                  [&](const Group& group) { return group.ink < slight * most || group.longer_side() < least_side; });
    if (groups.size() > most_groups) groups.resize(most_groups);
    return groups;
}

Writing cut_out(const InkMap& map, const std::vector<int>& label, const Group& group, float threshold) {
    image::GrayImage ink = map.ink;
    std::vector<bool> kept;
    for (const std::size_t i : group.pieces) {
        if (kept.size() <= i) kept.resize(i + 1);
        kept[i] = true;
    }
    for (std::size_t i = 0; i < ink.pixels.size(); ++i) {
        const int id = label[i];
        // Soft edge pixels belong to the piece beside them; only other pieces' own pixels are erased.
        const bool other =
            id >= 0 && (static_cast<std::size_t>(id) >= kept.size() || !kept[static_cast<std::size_t>(id)]);
        if (other || ink.pixels[i] < paper) ink.pixels[i] = 0;
    }
    Writing writing;
    writing.ink = image::cropped(ink, group.left - margin, group.top - margin,
                                 group.right - group.left + 1 + 2 * margin, group.bottom - group.top + 1 + 2 * margin);
    const float unit = 1 / map.scale();
    const auto x = static_cast<float>(map.part.left);
    const auto y = static_cast<float>(map.part.top);
    writing.place = {.left = x + unit * static_cast<float>(group.left),
                     .top = y + unit * static_cast<float>(group.top),
                     .right = x + unit * static_cast<float>(group.right + 1),
                     .bottom = y + unit * static_cast<float>(group.bottom + 1)};
    writing.threshold = threshold / 2;
    double pixels = 0;
    double sum = 0;
    for (const float v : writing.ink.pixels) {
        if (v <= threshold) continue;
        pixels += 1;
        sum += static_cast<double>(v);
    }
    if (pixels > 0) writing.strength = static_cast<float>(sum / pixels);
    return writing;
}

image::GrayImage framed(const Writing& writing, const ink::InkFrame& frame) {
    int left = writing.ink.width;
    int top = writing.ink.height;
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < writing.ink.height; ++y) {
        for (int x = 0; x < writing.ink.width; ++x) {
            if (writing.ink.at(x, y) <= 2 * writing.threshold) continue;
            left = std::min(left, x);
            top = std::min(top, y);
            right = std::max(right, x);
            bottom = std::max(bottom, y);
        }
    }
    if (right < 0) return {frame.size_px, frame.size_px};
    // A thin pen on a large sheet would fade when made small: drawn as thick as the network's own pen.
    const float scale = frame.ink_box_px / static_cast<float>(std::max(right - left, bottom - top) + 1);
    const float missing = frame.pen_width_px / scale - line_width(writing.ink);
    const int room = std::max(0, std::min({left, top, writing.ink.width - 1 - right, writing.ink.height - 1 - bottom}));
    const image::GrayImage digit =
        missing > 0 ? grown(writing.ink, std::min(missing / 2, static_cast<float>(std::max(0, room - 1))))
                    : writing.ink;
    return ink::framed(digit, frame, writing.threshold);
}

}  // namespace mllab::digits
