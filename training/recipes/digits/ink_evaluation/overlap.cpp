#include "training/recipes/digits/ink_evaluation/overlap.hpp"

namespace mllab::ink_evaluation {

void Overlap::add(const image::GrayImage& said, const image::GrayImage& there, float threshold) {
    for (std::size_t i = 0; i < said.pixels.size(); ++i) {
        const bool a = said.pixels[i] > threshold;
        const bool b = there.pixels[i] > 0.5F;
        both += a && b ? 1 : 0;
        only_said += a && !b ? 1 : 0;
        only_there += !a && b ? 1 : 0;
    }
}

double Overlap::f1() const {
    const auto sum = static_cast<double>(2 * both + only_said + only_there);
    return sum > 0 ? static_cast<double>(2 * both) / sum : 1;
}

double Overlap::iou() const {
    const auto any = static_cast<double>(both + only_said + only_there);
    return any > 0 ? static_cast<double>(both) / any : 1;
}

}  // namespace mllab::ink_evaluation
