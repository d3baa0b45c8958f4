#include "experiments/object_detection/view/things.hpp"

#include <algorithm>

namespace mllab::object_detection {

namespace {

// What is followed is kept down to this share of the score that it needs to appear.
constexpr float stays = 0.6F;

}  // namespace

void Things::see(const std::vector<geometry::Detection>& candidates, const Wanted& wanted, bool steady) {
    things_.clear();
    if (!steady) {
        tracker_.reset();
        for (const std::size_t index : found(candidates, wanted))
            things_.push_back({.id = things_.size() + 1, .what = candidates[index]});
        return;
    }
    const bool otherwise =
        wanted.score != wanted_.score || wanted.overlap != wanted_.overlap || wanted.labels != wanted_.labels;
    if (!tracker_ || otherwise)
        tracker_.emplace(geometry::TrackerSettings{.appear = wanted.score, .stay = stays * wanted.score});
    wanted_ = wanted;
    Wanted followed = wanted;
    followed.score *= stays;
    std::vector<geometry::Detection> frame;
    for (const std::size_t index : found(candidates, followed)) frame.push_back(candidates[index]);
    for (const geometry::Track& track : tracker_->update(frame))
        things_.push_back({.id = track.id, .what = track.shown, .missed = track.missed > 0});
}

void Things::forget() {
    things_.clear();
    if (tracker_) tracker_->forget();
}

std::vector<geometry::Detection> Things::detections() const {
    std::vector<geometry::Detection> all;
    for (const Thing& thing : things_) all.push_back(thing.what);
    return all;
}

const Thing* Things::with_id(std::uint64_t id) const {
    const auto thing = std::ranges::find(things_, id, &Thing::id);
    return thing == things_.end() ? nullptr : &*thing;
}

std::optional<std::uint64_t> Things::neighbour(std::optional<std::uint64_t> id, bool next) const {
    if (things_.empty()) return std::nullopt;
    const Thing* const now = id ? with_id(*id) : nullptr;
    if (now == nullptr) return next ? things_.front().id : things_.back().id;
    const auto at = static_cast<std::size_t>(now - things_.data());
    return things_[(at + (next ? 1 : things_.size() - 1)) % things_.size()].id;
}

const Thing* thing_at(const std::vector<Thing>& things, double x, double y) {
    const Thing* smallest = nullptr;
    for (const Thing& thing : things) {
        const geometry::Box& box = thing.what.box;
        const bool inside = x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
        if (inside && (smallest == nullptr || box.area() < smallest->what.box.area())) smallest = &thing;
    }
    return smallest;
}

}  // namespace mllab::object_detection
