#include "experiments/sketches/pipeline/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/classification.hpp"
#include "core/text.hpp"

namespace mllab::sketches {

namespace {

// A drawing has at least the ink across its box; beyond these nearly no validation drawing has any.
constexpr float most_length = 20;
constexpr float most_strokes = 20;

constexpr double coldest = 0.05;
constexpr double hottest = 20;

float distance(const ink::Point& a, const ink::Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

float distance(const ink::Point& p, const ink::Point& from, const ink::Point& to) {
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float square = dx * dx + dy * dy;
    if (!(square > 0)) return distance(p, from);
    const float t = std::clamp(((p.x - from.x) * dx + (p.y - from.y) * dy) / square, 0.0F, 1.0F);
    return std::hypot(p.x - from.x - t * dx, p.y - from.y - t * dy);
}

float distance(const ink::Point& p, const ink::Stroke& stroke) {
    float nearest = distance(p, stroke.front());
    for (std::size_t i = 1; i < stroke.size(); ++i) nearest = std::min(nearest, distance(p, stroke[i - 1], stroke[i]));
    return nearest;
}

// As they stand in hint_names.
std::array<double, hint_names.size()> hints_of(std::span<const float> probabilities, const InkLook& look) {
    double entropy = 0;
    for (const float p : probabilities)
        if (p > 0) entropy -= static_cast<double>(p) * std::log(static_cast<double>(p));
    return {entropy, std::log(static_cast<double>(std::clamp(look.length, 1.0F, most_length))),
            std::log(static_cast<double>(std::clamp(look.strokes, 1.0F, most_strokes))),
            static_cast<double>(look.loose_ends), static_cast<double>(look.last_end)};
}

}  // namespace

InkLook look_of(const ink::Strokes& drawing) {
    const float side = ink::bounding_box(drawing).longer_side();
    InkLook look;
    if (drawing.empty() || !(side > 0) || !std::isfinite(side)) return look;
    look.length = ink::ink_length(drawing) / side;
    look.strokes = static_cast<float>(drawing.size());
    float sum = 0;
    for (const ink::Stroke& stroke : drawing)
        for (const ink::Point& end : {stroke.front(), stroke.back()}) {
            float nearest = std::min(side, distance(stroke.front(), stroke.back()));
            for (const ink::Stroke& other : drawing)
                if (&other != &stroke) nearest = std::min(nearest, distance(end, other));
            look.last_end = nearest / side;
            sum += look.last_end;
        }
    look.loose_ends = sum / (2 * look.strokes);
    return look;
}

ConfidenceTerms confidence_terms_of(std::span<const float> probabilities, const InkLook& look) {
    const auto hints = hints_of(probabilities, look);
    ConfidenceTerms terms{1};
    auto* to = std::ranges::copy(hints, terms.begin() + 1).out;
    for (std::size_t i = 0; i < hints.size(); ++i)
        for (std::size_t j = i; j < hints.size(); ++j) *to++ = hints.at(i) * hints.at(j);
    return terms;
}

std::vector<std::string> confidence_names() {
    std::vector<std::string> names{"sure"};
    for (const std::string_view hint : hint_names) names.push_back(core::joined("sure_", hint));
    for (std::size_t i = 0; i < hint_names.size(); ++i)
        for (std::size_t j = i; j < hint_names.size(); ++j)
            names.push_back(core::joined("sure_", hint_names.at(i), "_", hint_names.at(j)));
    return names;
}

float confidence(const ConfidenceTerms& terms, std::span<const float> weights) {
    if (weights.size() != terms.size())
        throw std::invalid_argument(core::joined("a confidence has ", terms.size(), " weights, not ", weights.size()));
    double z = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) z += terms.at(i) * static_cast<double>(weights[i]);
    return static_cast<float>(1 / (1 + std::exp(-z)));
}

float temperature_for(std::span<const float> logits, float confidence) {
    double low = std::log(coldest);
    double high = std::log(hottest);
    // The hotter, the less sure; halved until no float could tell the difference.
    for (int i = 0; i < 24; ++i) {
        const double middle = (low + high) / 2;
        const auto p = core::softmax(logits, static_cast<float>(std::exp(middle)));
        (std::ranges::max(p) > confidence ? low : high) = middle;
    }
    return static_cast<float>(std::exp((low + high) / 2));
}

}  // namespace mllab::sketches
