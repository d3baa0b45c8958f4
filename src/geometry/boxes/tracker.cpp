#include "geometry/boxes/tracker.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "geometry/boxes/overlap.hpp"

namespace mllab::geometry {

namespace {

bool is_share(double value) { return value >= 0 && value <= 1; }

Box between(const Box& from, const Box& to, double share) {
    return {std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share), std::lerp(from.w, to.w, share),
            std::lerp(from.h, to.h, share)};
}

struct Pair {
    bool same_class = false;
    double overlap = 0;
    std::size_t track = 0;
    std::size_t detection = 0;
};

bool goes_before(const Pair& a, const Pair& b) {
    return std::tuple(b.same_class, b.overlap, a.track, a.detection) <
           std::tuple(a.same_class, a.overlap, b.track, b.detection);
}

}  // namespace

Tracker::Tracker(const TrackerSettings& settings) : settings_(settings) {
    if (!is_share(settings.appear) || !is_share(settings.stay) || !is_share(settings.least_iou) ||
        !is_share(settings.newest) || settings.newest == 0 || settings.stay > settings.appear)
        throw std::invalid_argument("a tracker's scores and shares lie in 0..1, and things stay at a lower score");
}

const std::vector<Track>& Tracker::update(std::span<const Detection> detections) {
    std::vector<Pair> pairs;
    for (std::size_t t = 0; t < shown_.size(); ++t)
        for (std::size_t d = 0; d < detections.size(); ++d) {
            // A score that is no number compares false, a box that is not sound overlaps nothing.
            const double overlap = iou(memories_[t].last, detections[d].box);
            if (detections[d].score >= settings_.stay && overlap > 0 && overlap >= settings_.least_iou)
                pairs.push_back({detections[d].label == shown_[t].shown.label, overlap, t, d});
        }
    std::ranges::sort(pairs, goes_before);
    std::vector<bool> followed(shown_.size(), false);
    std::vector<bool> taken(detections.size(), false);
    for (const Pair& pair : pairs) {
        if (followed[pair.track] || taken[pair.detection]) continue;
        followed[pair.track] = taken[pair.detection] = true;
        follow(pair.track, detections[pair.detection]);
    }
    std::size_t left = 0;
    for (std::size_t t = 0; t < shown_.size(); ++t) {
        if (!followed[t] && ++shown_[t].missed > settings_.frames_kept) continue;
        shown_[left] = shown_[t];
        memories_[left++] = memories_[t];
    }
    shown_.resize(left);
    memories_.resize(left);
    for (std::size_t d = 0; d < detections.size(); ++d) {
        if (taken[d] || !(detections[d].score >= settings_.appear) || !is_sound(detections[d].box)) continue;
        shown_.push_back({.id = next_id_++, .shown = detections[d]});
        memories_.push_back({.last = detections[d].box});
    }
    return shown_;
}

void Tracker::follow(std::size_t track, const Detection& found) {
    Track& one = shown_[track];
    Memory& memory = memories_[track];
    one.missed = 0;
    one.shown.box = between(one.shown.box, found.box, settings_.newest);
    memory.last = found.box;
    if (found.label == one.shown.label) {
        memory.agreed = 0;
    } else {
        memory.agreed = memory.agreed > 0 && memory.other == found.label ? memory.agreed + 1 : 1;
        memory.other = found.label;
        // The score is about the class that is shown.
        if (memory.agreed < settings_.frames_agreed) return;
        one.shown.label = found.label;
        memory.agreed = 0;
    }
    one.shown.score = found.score;
}

void Tracker::forget() {
    shown_.clear();
    memories_.clear();
}

}  // namespace mllab::geometry
