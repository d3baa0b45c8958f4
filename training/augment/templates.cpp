#include "training/augment/templates.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace mllab::augment {

namespace {

constexpr float spacing = 3;

int number(std::string_view digits, std::string_view knot) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size())
        throw std::invalid_argument("“" + std::string(knot) + "” is no knot of a template (x,y or x,y!)");
    return value;
}

Knot knot_of(std::string_view text) {
    const std::string_view whole = text;
    const bool corner = text.ends_with('!');
    if (corner) text.remove_suffix(1);
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return {{static_cast<float>(number({}, whole)), 0, 0}, false};
    return {{static_cast<float>(number(text.substr(0, comma), whole)),
             static_cast<float>(number(text.substr(comma + 1), whole)), 0},
            corner};
}

}  // namespace

Template template_of(std::string_view text) {
    Template shape(1);
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (word == ";") {
            shape.emplace_back();
        } else {
            shape.back().push_back(knot_of(word));
        }
    }
    for (const auto& stroke : shape)
        if (stroke.empty()) throw std::invalid_argument("a template has a stroke without knots");
    return shape;
}

std::vector<Template> templates_of(std::span<const std::string_view> texts) {
    std::vector<Template> all;
    all.reserve(texts.size());
    for (const std::string_view text : texts) all.push_back(template_of(text));
    return all;
}

ink::Strokes drawn(const Template& shape, const TemplateRange& range, core::Random& random) {
    const double unsteady = range.unsteady * random.uniform();
    const bool angular = random.chance(range.angular_chance);
    ink::Strokes strokes;
    for (const auto& knots : shape) {
        ink::Stroke stroke;
        ink::Stroke part;
        for (std::size_t i = 0; i < knots.size(); ++i) {
            const Knot& knot = knots[i];
            part.push_back({knot.at.x + static_cast<float>(random.normal(0, unsteady)),
                            knot.at.y + static_cast<float>(random.normal(0, unsteady)), 0});
            if (!(knot.corner || angular) && i + 1 < knots.size()) continue;
            const ink::Stroke curve = ink::smoothed(part, spacing);
            stroke.insert(stroke.end(), curve.begin() + (stroke.empty() ? 0 : 1), curve.end());
            part = {stroke.back()};
        }
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

}  // namespace mllab::augment
