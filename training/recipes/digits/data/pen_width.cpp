#include "training/recipes/digits/data/pen_width.hpp"

#include <algorithm>
#include <stdexcept>

#include "experiments/digits/pipeline/paper.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"

namespace mllab::digits_data {

float fitted_pen_width(std::span<const Picture> pictures, std::span<const datasets::PenDigit> strokes,
                       ink::InkFrame frame) {
    constexpr std::size_t most = 1000;
    pictures = pictures.first(std::min(most, pictures.size()));
    strokes = strokes.first(std::min(most, strokes.size()));
    if (pictures.empty() || strokes.empty()) throw std::invalid_argument("a pen width needs pictures and strokes");
    double wanted = 0;
    for (const Picture& picture : pictures)
        wanted += static_cast<double>(digits::line_width(ink::framed(picture.ink, frame)));
    wanted /= static_cast<double>(pictures.size());
    const auto mean_width = [&](float pen) {
        frame.pen_width_px = pen;
        double sum = 0;
        for (const auto& digit : strokes)
            sum += static_cast<double>(digits::line_width(digits::laid(digit.strokes, frame)));
        return sum / static_cast<double>(strokes.size());
    };
    float thin = 0.5F;
    float thick = 6;
    for (int step = 0; step < 12; ++step) {
        const float middle = (thin + thick) / 2;
        (mean_width(middle) < wanted ? thin : thick) = middle;
    }
    // Two decimals are more than the fit knows, and read well on the card.
    return static_cast<float>(static_cast<int>((thin + thick) / 2 * 100 + 0.5F)) / 100;
}

}  // namespace mllab::digits_data
