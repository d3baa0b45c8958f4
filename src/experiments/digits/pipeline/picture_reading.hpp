// Which of the writings in a picture is the digit, judged by what the network that reads digits says of each.
#pragma once

#include <vector>

#include "experiments/digits/pipeline/ink_search.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"

namespace mllab::digits {

// One input for each of the writings, in their order.
[[nodiscard]] std::vector<image::GrayImage> inputs_of(const PictureInk& found, const Parameters& parameters);

struct PictureReading {
    // A digit and the writing that it is.
    struct Seen {
        std::size_t writing = 0;
        std::size_t digit = 0;
    };

    Answer answer;
    std::size_t writing = 0;   // that the answer is about; senseless where there are none
    std::vector<Seen> seen{};  // where there are several digits: from left to right
};

// `logits`: one list for each of the writings. Throws std::invalid_argument on other counts.
[[nodiscard]] PictureReading read(const PictureInk& found, const std::vector<std::vector<float>>& logits,
                                  const Parameters& parameters);

}  // namespace mllab::digits
