#include "experiments/sketches/examples/drawings.hpp"

#include "experiments/sketches/examples/examples.hpp"
#include "experiments/sketches/examples/tricks.hpp"

namespace mllab::sketches {

namespace {

// The longer side of a drawing, as a share of the pad's.
constexpr float size = 0.72F;

ink::Strokes in_the_middle(const ink::Strokes& strokes) {
    const ink::Box box = ink::bounding_box(strokes);
    const float scale = size * ink::pad_side / box.longer_side();
    const float middle = ink::pad_side / 2;
    return ink::transformed(strokes, {.a = scale,
                                      .b = 0,
                                      .c = 0,
                                      .d = scale,
                                      .tx = middle - scale * (box.left + box.right) / 2,
                                      .ty = middle - scale * (box.top + box.bottom) / 2});
}

}  // namespace

std::vector<ink::LabelledDrawing> example_drawings() {
    std::vector<ink::LabelledDrawing> drawings;
    for (const ExampleSketch& example : examples)
        drawings.push_back(
            {.label = std::string(example.category), .strokes = in_the_middle(ink::strokes_of(example.strokes))});
    return drawings;
}

std::vector<ink::LabelledDrawing> trick_drawings() {
    std::vector<ink::LabelledDrawing> drawings;
    for (const Trick& trick : tricks)
        drawings.push_back(
            {.label = std::string(trick.label), .strokes = in_the_middle(ink::strokes_of(trick.strokes))});
    return drawings;
}

}  // namespace mllab::sketches
