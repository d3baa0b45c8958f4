#include "experiments/digits/pipeline/ink_network.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/text.hpp"
#include "inference/card_values.hpp"

namespace mllab::digits {

namespace {

// Enlarged further a picture shows nothing more, only blur.
constexpr double most_enlarged = 2;

}  // namespace

InkParameters InkParameters::from(const inference::ModelCard& card) {
    InkParameters p;
    p.longest_side_px = static_cast<int>(inference::preprocessing_within(card, "longest_side_px", 32, 2048));
    p.step_px = static_cast<int>(inference::preprocessing_within(card, "step_px", 1, 256));
    p.ink_above = inference::decision_within(card, "ink_above", 0.01, 0.99);
    return p;
}

InkInput ink_input(const image::GrayImage& picture, const image::Part& part, const InkParameters& parameters) {
    InkInput input;
    input.part = image::within(part, picture.width, picture.height);
    image::GrayImage shown = image::cut(picture, input.part);
    for (float& v : shown.pixels) v = std::isfinite(v) ? std::clamp(v, 0.0F, 1.0F) : 0.0F;
    const double scale =
        std::min(most_enlarged, static_cast<double>(parameters.longest_side_px) / std::max(shown.width, shown.height));
    const auto scaled = [&](int side) { return std::max(1, static_cast<int>(std::lround(side * scale))); };
    input.width = scaled(shown.width);
    input.height = scaled(shown.height);
    shown = scale < 1 ? image::resized_by_area(shown, input.width, input.height)
                      : image::resized_bilinear(shown, input.width, input.height);
    const auto whole_steps = [&](int side) {
        return (side + parameters.step_px - 1) / parameters.step_px * parameters.step_px;
    };
    input.pixels = image::GrayImage(whole_steps(input.width), whole_steps(input.height));
    for (int y = 0; y < input.pixels.height; ++y)
        for (int x = 0; x < input.pixels.width; ++x)
            input.pixels.at(x, y) = shown.at(std::min(x, input.width - 1), std::min(y, input.height - 1));
    return input;
}

InkMap ink_map(const std::vector<float>& probabilities, const InkInput& input) {
    if (probabilities.size() != input.pixels.pixels.size())
        throw std::invalid_argument(core::joined("the ink network gives ", input.pixels.pixels.size(),
                                                 " numbers for this picture, not ", probabilities.size()));
    InkMap map{image::GrayImage(input.width, input.height), input.part};
    for (int y = 0; y < input.height; ++y) {
        for (int x = 0; x < input.width; ++x) {
            const float p = probabilities[input.pixels.index(x, y)];
            map.ink.at(x, y) = std::isfinite(p) ? std::clamp(p, 0.0F, 1.0F) : 0.0F;
        }
    }
    return map;
}

}  // namespace mllab::digits
