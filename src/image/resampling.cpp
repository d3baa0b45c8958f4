#include "image/resampling.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mllab::image {

void Taps::append(std::size_t first, std::span<const float> weights) {
    runs_.push_back({first, weights_.size(), weights.size()});
    weights_.insert(weights_.end(), weights.begin(), weights.end());
}

Taps Taps::area(double origin, double step, std::size_t outputs, std::size_t inputs, Edge edge) {
    Taps taps;
    taps.runs_.reserve(outputs);
    const auto end = static_cast<double>(inputs);
    std::vector<float> weights;
    for (std::size_t i = 0; i < outputs; ++i) {
        const double begins = origin + static_cast<double>(i) * step;
        const double ends = origin + static_cast<double>(i + 1) * step;
        double from = std::clamp(begins, 0.0, end);
        const double to = std::clamp(ends, 0.0, end);
        // The last pixel stands for all behind it, also where nothing else is covered.
        if (edge == Edge::repeat) from = std::min(from, end - 1);
        const auto first = static_cast<std::size_t>(from);
        weights.clear();
        for (std::size_t k = first; k < inputs && (static_cast<double>(k) < to || k == first); ++k) {
            double left = std::max(begins, static_cast<double>(k));
            double right = std::min(ends, static_cast<double>(k) + 1);
            if (edge == Edge::repeat && k == 0) left = begins;
            if (edge == Edge::repeat && k + 1 == inputs) right = ends;
            if (right > left) weights.push_back(static_cast<float>((right - left) / step));
        }
        taps.append(weights.empty() ? 0 : first, weights);
    }
    return taps;
}

Taps Taps::linear(double origin, double step, std::size_t outputs, std::size_t inputs, Edge edge) {
    Taps taps;
    taps.runs_.reserve(outputs);
    const auto last = static_cast<double>(inputs) - 1;
    for (std::size_t i = 0; i < outputs; ++i) {
        double at = origin + (static_cast<double>(i) + 0.5) * step - 0.5;
        if (edge == Edge::repeat) at = std::clamp(at, 0.0, last);
        if (!(at > -1 && at < last + 1)) {
            taps.append(0, {});
            continue;
        }
        const double below = std::floor(at);
        const auto part = static_cast<float>(at - below);
        const std::array<float, 2> weights{1 - part, part};
        // At the first and last pixel one of the two neighbours lies outside.
        const std::size_t skipped = below < 0 ? 1 : 0;
        const std::size_t kept = below + 1 > last ? 1 : 2;
        taps.append(below < 0 ? 0 : static_cast<std::size_t>(below), std::span(weights).first(kept).subspan(skipped));
    }
    return taps;
}

}  // namespace mllab::image
