// Boxes that are steady from frame to frame. A detector looks at every frame anew: a box at its threshold flickers, a
// border trembles, a dog is a cat for a moment. The tracker follows things by the overlap of their boxes (greedily, as
// Bewley et al. 2016 without the motion model: a camera's frames are close together) and changes its mind slowly.
// Here and not in an experiment: it knows boxes and nothing else, and whatever detects things in a stream has use for
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::geometry {

struct TrackerSettings {
    float appear = 0.5F;            // a new thing needs at least this score …
    float stay = 0.3F;              // … and one that is followed goes on with this
    double least_iou = 0.3;         // of a box and the one before it
    std::size_t frames_kept = 5;    // that a thing is shown without being found
    std::size_t frames_agreed = 3;  // in a row that must say another class before a thing's class changes
    double newest = 0.6;            // share of the newest box in the one shown; 1 is no smoothing
};

struct Track {
    std::uint64_t id = 0;    // of one thing as long as it is followed; never used again
    Detection shown{};       // its box smoothed, its class, and the newest score for that class
    std::size_t missed = 0;  // frames since it was found last
};

class Tracker {
 public:
    // Throws std::invalid_argument on scores, overlaps or shares outside 0..1, on `newest` 0, and on `stay` above
    // `appear`.
    explicit Tracker(const TrackerSettings& settings = {});

    // What is shown after the next frame, by id. The detections should have gone through suppression; scores that are
    // no number and boxes that are not sound (is_sound) are left out. Each thing is followed to the box that overlaps
    // its last one most, boxes of its own class first; equal overlaps by id, then by index. So neither the order of
    // detections nor crossing things exchange ids while boxes overlap as they should.
    const std::vector<Track>& update(std::span<const Detection> detections);

    [[nodiscard]] const std::vector<Track>& tracks() const { return shown_; }
    // Another scene: nothing is followed. Ids go on.
    void forget();

 private:
    struct Memory {
        Box last{};              // as it was found
        std::size_t other = 0;   // the class that the last frames said instead
        std::size_t agreed = 0;  // how many of them in a row
    };

    void follow(std::size_t track, const Detection& found);

    TrackerSettings settings_;
    std::vector<Track> shown_;
    std::vector<Memory> memories_;  // of each
    std::uint64_t next_id_ = 1;
};

}  // namespace mllab::geometry
