// Object detection: from a picture of any size and shape to a model's input, and from its outputs to boxes in the
// picture's own coordinates. Pure: the page, the tests and the trainer link this very code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "experiments/object_detection/pipeline/parameters.hpp"
#include "geometry/box.hpp"
#include "image/image.hpp"

namespace mllab::object_detection {

// What goes into the network.
struct Encoded {
    image::RgbaImage seen;      // side x side, opaque: the very picture that the network sees
    std::vector<float> planes;  // [3, side, side], its numbers
};

// `picture` of any size and shape, as the world is: whole in the middle of the square with bars, or stretched, as the
// parameters say; areas' means where that makes it smaller. Throws std::invalid_argument on an empty picture, and on a
// side outside 1..4096.
[[nodiscard]] Encoded encode(const image::RgbaImage& picture, const Parameters& parameters, int side_px);

// The names of the two outputs that `decode` needs: what says how much, and what says where.
struct OutputNames {
    std::string scores;
    std::string boxes;
};
[[nodiscard]] OutputNames output_names(const Parameters& parameters);

struct Floor {
    float score = 0.05F;     // what scores less is no candidate
    std::size_t most = 100;  // the best so many
};

// What might be a thing, before anybody's threshold.
struct Candidates {
    std::vector<geometry::Detection> things;  // in the picture's coordinates, inside of it, best first
    std::vector<std::uint32_t> anchors;       // of each: its index; empty where the network has no anchors
};

// `scores` and `boxes`: the outputs for one picture, whose size is told; only its shape matters. What lies in the bars
// around it is left out. Throws std::invalid_argument on tensors that are not as the parameters say.
[[nodiscard]] Candidates decode(const core::Tensor& scores, const core::Tensor& boxes, int width, int height,
                                const Parameters& parameters, const Floor& floor = {});

// What a person wants to see of the candidates.
struct Wanted {
    float score = 0.4F;
    float overlap = 0.5F;               // of two boxes of one class that overlap by more (IoU), the better one stays
    std::vector<std::size_t> labels{};  // only these; empty: all
};

// Indices of the candidates that are left, best first. Throws std::invalid_argument on an overlap outside 0..1.
[[nodiscard]] std::vector<std::size_t> found(const std::vector<geometry::Detection>& candidates, const Wanted& wanted);

// Which candidates speak for the one at `index`: of its class, and overlapping it by more than `overlap`. Itself is
// among them.
[[nodiscard]] std::vector<std::size_t> voters(const std::vector<geometry::Detection>& candidates, std::size_t index,
                                              float overlap);

}  // namespace mllab::object_detection
