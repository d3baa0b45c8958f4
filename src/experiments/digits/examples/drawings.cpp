#include "experiments/digits/examples/drawings.hpp"

#include <span>

#include "experiments/digits/examples/examples.hpp"
#include "experiments/digits/examples/tricks.hpp"

namespace mllab::digits {

namespace {

ink::Strokes on_pad(std::span<const ExampleStroke> in_percent) {
    constexpr float percent = ink::pad_side / 100;
    return ink::transformed(ink::strokes_of(in_percent),
                            {.a = percent, .b = 0, .c = 0, .d = percent, .tx = 0, .ty = 0});
}

}  // namespace

std::vector<ink::LabelledDrawing> example_drawings() {
    std::vector<ink::LabelledDrawing> drawings;
    drawings.reserve(examples.size());
    for (std::size_t digit = 0; digit < examples.size(); ++digit)
        drawings.push_back({.label = std::to_string(digit), .strokes = on_pad(examples.at(digit))});
    return drawings;
}

std::vector<ink::LabelledDrawing> trick_drawings() {
    std::vector<ink::LabelledDrawing> drawings;
    drawings.reserve(tricks.size());
    for (const Trick& trick : tricks)
        drawings.push_back({.label = std::string(trick.label), .strokes = on_pad(trick.strokes)});
    return drawings;
}

}  // namespace mllab::digits
