// What is shown of a model's answers: the candidates that the visitor wants to see, steady from frame to frame where
// they come from a camera.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "geometry/boxes/tracker.hpp"

namespace mllab::object_detection {

struct Thing {
    std::uint64_t id = 0;  // the same as long as it is followed; of a picture, its place among the things
    geometry::Detection what{};
    bool missed = false;  // the newest frame did not show it
};

class Things {
 public:
    // A frame's or a picture's candidates. `steady`: follow things; else this answer alone counts.
    void see(const std::vector<geometry::Detection>& candidates, const Wanted& wanted, bool steady);
    // Another scene, or none.
    void forget();

    // Best first, or in the order in which they appeared.
    [[nodiscard]] const std::vector<Thing>& all() const { return things_; }
    [[nodiscard]] std::vector<geometry::Detection> detections() const;
    [[nodiscard]] const Thing* with_id(std::uint64_t id) const;
    // The id after (or before) this one's in the list, round about; without one the first (or last).
    [[nodiscard]] std::optional<std::uint64_t> neighbour(std::optional<std::uint64_t> id, bool next) const;

 private:
    std::vector<Thing> things_;
    std::optional<geometry::Tracker> tracker_;
    Wanted wanted_;  // with which it follows
};

// The smallest thing whose box holds the point, in the picture's coordinates.
[[nodiscard]] const Thing* thing_at(const std::vector<Thing>& things, double x, double y);

}  // namespace mllab::object_detection
