#include "experiments/digits/pipeline/ink_search.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "experiments/digits/pipeline/paper.hpp"

namespace mllab::digits {

namespace {

// Seen from near, a digit's longer side is this part of what the network is shown.
constexpr float near_size = 0.5F;
// What is larger from afar, in pixels of the map, needs no closer look; nor does what would not become larger by much.
constexpr int large_enough = 96;
constexpr float least_gain = 1.3F;
// So many groups get one: what has less ink is hardly the digit.
constexpr std::size_t most_looks = 3;
// The box of a group, seen again from near: larger by this part of its longer side.
constexpr float slack = 0.12F;
// From near the network sees less around a line, and may take a thick ruling for ink that it knew from afar. What was
// less likely than this there, so many pixels around, is no ink from near either.
constexpr float seen_from_afar = 0.12F;
constexpr int around_afar = 3;
// A piece is a digit of its own only if it is at least this high, as a part of its group.
constexpr float large_piece = 0.5F;

// Erases what nobody saw from afar.
void mask(InkMap& map, const image::GrayImage& afar, float afar_scale) {
    image::GrayImage seen(afar.width, afar.height);
    for (int y = 0; y < afar.height; ++y) {
        for (int x = 0; x < afar.width; ++x) {
            if (afar.at(x, y) <= seen_from_afar) continue;
            for (int v = std::max(0, y - around_afar); v <= std::min(afar.height - 1, y + around_afar); ++v)
                for (int u = std::max(0, x - around_afar); u <= std::min(afar.width - 1, x + around_afar); ++u)
                    seen.at(u, v) = 1;
        }
    }
    const auto on_afar = [&](int at, int from, int side) {
        const float in_picture = static_cast<float>(from) + (static_cast<float>(at) + 0.5F) / map.scale();
        return std::clamp(static_cast<int>(in_picture * afar_scale), 0, side - 1);
    };
    for (int y = 0; y < map.ink.height; ++y)
        for (int x = 0; x < map.ink.width; ++x)
            map.ink.at(x, y) *= seen.at(on_afar(x, map.part.left, seen.width), on_afar(y, map.part.top, seen.height));
}

}  // namespace

InkSearch::InkSearch(std::shared_ptr<const image::GrayImage> picture, const InkParameters& parameters)
    : parameters_(parameters) {
    if (picture == nullptr || picture->empty()) throw std::invalid_argument("a picture without pixels has no ink");
    const image::Part all{.left = 0, .top = 0, .width = picture->width, .height = picture->height};
    next_ = ink_input(*picture, all, parameters_);
    found_.picture = std::move(picture);
}

void InkSearch::take(const std::vector<float>& probabilities) {
    if (!next_) throw std::invalid_argument("nothing was asked about ink");
    InkMap map = ink_map(probabilities, *next_);
    if (std::exchange(whole_, true)) {
        mask(map, found_.marked, static_cast<float>(found_.marked.width) / static_cast<float>(found_.picture->width));
        look_closer(map, waiting_[at_++]);
    } else {
        look_at_whole(map);
    }
    go_on();
}

float InkSearch::threshold(std::size_t level) const {
    const float middle = parameters_.ink_above;
    return level == 1 ? middle / 2 : level == 2 ? (1 + middle) / 2 : middle;
}

bool InkSearch::is_waited_for(const Writing& writing) const {
    const float x = (writing.place.left + writing.place.right) / 2;
    const float y = (writing.place.top + writing.place.bottom) / 2;
    return std::ranges::any_of(waiting_, [&](const Closer& closer) {
        const float more = slack * closer.place.longer_side();
        return x >= closer.place.left - more && x <= closer.place.right + more && y >= closer.place.top - more &&
               y <= closer.place.bottom + more;
    });
}

bool InkSearch::add_all(const InkMap& map, const ink::Box& box) {
    bool any = false;
    for (std::size_t level = 0; level < threshold_levels; ++level) {
        std::vector<int> label;
        auto groups = groups_of(map.ink, threshold(level), label, box);
        if (groups.size() > most_looks) groups.resize(most_looks);
        for (const Group& group : groups) add(map, label, group, level);
        any = any || (level == 0 && !groups.empty());
    }
    return any;
}

void InkSearch::add(const InkMap& map, const std::vector<int>& label, const Group& group, std::size_t level) {
    found_.writings.push_back(cut_out(map, label, group, threshold(level)));
    found_.writings.back().level = level;
    if (level > 0) return;
    if (group.pieces.size() < 2) return;
    for (const std::size_t piece : group.pieces) {
        Group one;
        one.pieces = {piece};
        one.left = map.ink.width;
        one.top = map.ink.height;
        for (int y = group.top; y <= group.bottom; ++y) {
            for (int x = group.left; x <= group.right; ++x) {
                if (label[map.ink.index(x, y)] != static_cast<int>(piece)) continue;
                one.left = std::min(one.left, x);
                one.top = std::min(one.top, y);
                one.right = std::max(one.right, x);
                one.bottom = std::max(one.bottom, y);
            }
        }
        if (static_cast<float>(one.longer_side()) < large_piece * static_cast<float>(group.longer_side())) continue;
        pieces_.push_back(cut_out(map, label, one, parameters_.ink_above));
        pieces_.back().way = Writing::Way::piece;
    }
}

InkSearch::Closer InkSearch::closer_look(const InkMap& map, const Writing& writing) const {
    const float side = writing.place.longer_side() / near_size;
    const float x = (writing.place.left + writing.place.right) / 2;
    const float y = (writing.place.top + writing.place.bottom) / 2;
    const int whole_side = std::max(found_.picture->width, found_.picture->height);
    const int pixels = std::clamp(static_cast<int>(std::ceil(side)), 1, whole_side);
    // A square that is moved rather than cut at the picture's border: paper around the digit helps to see it.
    const auto from = [&](float middle, int limit) {
        return std::clamp(static_cast<int>(std::floor(middle - side / 2)), 0, std::max(0, limit - pixels));
    };
    const image::Part part = image::within({.left = from(x, found_.picture->width),
                                            .top = from(y, found_.picture->height),
                                            .width = pixels,
                                            .height = pixels},
                                           found_.picture->width, found_.picture->height);
    const InkInput near = ink_input(*found_.picture, part, parameters_);
    const float gain = static_cast<float>(near.width) / static_cast<float>(part.width) / map.scale();
    const float size = writing.place.longer_side() * map.scale();
    return {.part = part,
            .place = writing.place,
            .writing = writing,
            .worth_it = gain >= least_gain && size < static_cast<float>(large_enough)};
}

void InkSearch::look_at_whole(const InkMap& map) {
    found_.marked = map.ink;
    for (std::size_t level = 0; level < threshold_levels; ++level) {
        std::vector<int> label;
        auto groups = groups_of(map.ink, threshold(level), label);
        if (level > 0 && groups.size() > most_looks) groups.resize(most_looks);
        for (const Group& group : groups) {
            Writing writing = cut_out(map, label, group, threshold(level));
            if (level == 0) {
                Closer closer = closer_look(map, writing);
                if (closer.worth_it && waiting_.size() < most_looks) waiting_.push_back(std::move(closer));
            }
            if (!is_waited_for(writing)) {
                add(map, label, group, level);
            } else if (level == 0) {
                writing.level = from_afar;
                found_.writings.push_back(std::move(writing));
            }
        }
    }
}

void InkSearch::look_closer(const InkMap& map, const Closer& at) {
    const float more = slack * at.place.longer_side();
    const auto on_map = [&](float v, int from) { return (v - static_cast<float>(from)) * map.scale(); };
    const ink::Box box{.left = on_map(at.place.left - more, map.part.left),
                       .top = on_map(at.place.top - more, map.part.top),
                       .right = on_map(at.place.right + more, map.part.left),
                       .bottom = on_map(at.place.bottom + more, map.part.top)};
    // What is gone from near was there from afar: the network that reads digits shall judge.
    if (!add_all(map, box)) found_.writings.push_back(at.writing);
}

void InkSearch::go_on() {
    next_.reset();
    if (at_ < waiting_.size()) next_ = ink_input(*found_.picture, waiting_[at_].part, parameters_);
}

PictureInk InkSearch::result() {
    PictureInk all = ink_by_thresholds(found_.picture);
    std::ranges::stable_sort(found_.writings, std::ranges::greater{},
                             [](const Writing& writing) { return writing.place.longer_side(); });
    found_.writings.insert(found_.writings.end(), pieces_.begin(), pieces_.end());
    found_.writings.insert(found_.writings.end(), all.writings.begin(), all.writings.end());
    found_.dark = std::move(all.dark);
    return std::move(found_);
}

PictureInk ink_by_thresholds(std::shared_ptr<const image::GrayImage> picture) {
    PictureInk found;
    if (picture != nullptr && !picture->empty()) {
        found.dark = ink_of(*picture);
        const float unit = static_cast<float>(picture->width) / static_cast<float>(found.dark.width);
        if (auto writing = writing_by_thresholds(found.dark, unit)) found.writings.push_back(std::move(*writing));
    }
    found.picture = std::move(picture);
    return found;
}

}  // namespace mllab::digits
