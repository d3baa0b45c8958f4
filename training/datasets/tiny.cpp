#include "training/datasets/tiny.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/random.hpp"
#include "training/datasets/idx.hpp"
#include "training/files/gzip.hpp"

namespace mllab::datasets {

namespace {

using ink::Point;
using ink::Stroke;
using ink::Strokes;

// An arc of an ellipse, angles in turns, clockwise from the right (y points down).
Stroke arc(float x, float y, float rx, float ry, float from, float to) {
    constexpr int parts = 14;
    Stroke stroke;
    for (int i = 0; i <= parts; ++i) {
        const float angle =
            2 * std::numbers::pi_v<float> * (from + (to - from) * static_cast<float>(i) / static_cast<float>(parts));
        stroke.push_back({x + rx * std::cos(angle), y + ry * std::sin(angle), 0});
    }
    return stroke;
}

Stroke joined(Stroke first, const Stroke& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// The ten shapes in a box of 1 x 1.
Strokes shape_of(std::uint8_t label) {
    switch (label) {
        case 0:
            return {arc(0.5F, 0.5F, 0.35F, 0.5F, -0.25F, 0.75F)};
        case 1:
            return {{{0.35F, 0.2F}, {0.55F, 0}, {0.55F, 1}}};
        case 2:
            return {joined(arc(0.5F, 0.27F, 0.33F, 0.27F, 0.55F, 1.1F), {{0.15F, 1}, {0.85F, 1}})};
        case 3:
            return {
                joined(arc(0.45F, 0.25F, 0.33F, 0.25F, 0.6F, 1.25F), arc(0.45F, 0.74F, 0.38F, 0.26F, -0.25F, 0.42F))};
        case 4:
            return {{{0.5F, 0}, {0.1F, 0.65F}, {0.9F, 0.65F}}, {{0.65F, 0.3F}, {0.65F, 1}}};
        case 5:
            return {joined({{0.8F, 0}, {0.25F, 0}, {0.2F, 0.45F}}, arc(0.45F, 0.67F, 0.38F, 0.32F, -0.3F, 0.42F))};
        case 6:
            return {joined({{0.65F, 0}, {0.3F, 0.35F}, {0.17F, 0.7F}}, arc(0.5F, 0.7F, 0.33F, 0.3F, 0.5F, 1.5F))};
        case 7:
            return {{{0.1F, 0}, {0.85F, 0}, {0.4F, 1}}};
        case 8:
            return {
                joined(arc(0.5F, 0.24F, 0.28F, 0.24F, 0.25F, 1.25F), arc(0.5F, 0.74F, 0.36F, 0.26F, -0.25F, 0.75F))};
        default:
            return {joined(arc(0.5F, 0.28F, 0.32F, 0.28F, 0, 1), {{0.8F, 0.4F}, {0.65F, 1}})};
    }
}

LabelledImages images(std::size_t count, std::uint64_t first_index) {
    LabelledImages set;
    set.count = count;
    set.rows = set.cols = 28;
    for (std::size_t i = 0; i < count; ++i) {
        const PenDigit digit =
            tiny_digit(static_cast<std::uint8_t>(i % 10), 1 + static_cast<int>(i / 10 % 30), first_index + i);
        const image::GrayImage image =
            ink::framed(digit.strokes, {.size_px = 28, .ink_box_px = 20, .pen_width_px = 2.5F});
        for (const float ink : image.pixels)
            set.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(ink, 0.0F, 1.0F) * 255)));
        set.labels.push_back(digit.label);
    }
    return set;
}

}  // namespace

PenDigit tiny_digit(std::uint8_t label, int writer, std::uint64_t index) {
    // A writer has a hand (slant, width, size); a digit adds its own wobble.
    core::Random hand = core::Random(7).fork(static_cast<std::uint64_t>(writer));
    core::Random wobble = hand.fork(index);
    const double slant = hand.uniform(-0.25, 0.25) + wobble.uniform(-0.05, 0.05);
    const double height = hand.uniform(230, 400);
    const double width = height * hand.uniform(0.55, 0.9);
    const double left = wobble.uniform(20, 470 - width);
    const double top = wobble.uniform(20, 480 - height);
    PenDigit digit{.label = label, .writer = writer, .strokes = shape_of(label)};
    for (Stroke& stroke : digit.strokes)
        for (Point& p : stroke) {
            const double x = p.x + slant * (0.5 - p.y) + wobble.normal(0, 0.012);
            const double y = p.y + wobble.normal(0, 0.012);
            // The tablet knows whole units only.
            p.x = static_cast<float>(std::round(std::clamp(left + width * x, 0.0, 500.0)));
            p.y = static_cast<float>(std::round(std::clamp(top + height * y, 0.0, 500.0)));
        }
    return digit;
}

void write_tiny_data(const std::filesystem::path& folder, const TinySizes& sizes) {
    std::filesystem::create_directories(folder / "mnist");
    std::filesystem::create_directories(folder / "pendigits");
    const auto write_images = [&](const std::string& prefix, const LabelledImages& set) {
        files::write_atomically(folder / "mnist" / (prefix + "-images-idx3-ubyte.gz"),
                                files::gzip(idx_image_bytes(set)));
        files::write_atomically(folder / "mnist" / (prefix + "-labels-idx1-ubyte.gz"),
                                files::gzip(idx_label_bytes(set.labels)));
    };
    write_images("train", images(sizes.training_images, 1'000'000));
    write_images("t10k", images(sizes.test_images, 2'000'000));

    std::vector<PenDigit> digits;
    for (int writer = 1; writer <= 30; ++writer)
        for (std::size_t i = 0; i < sizes.digits_per_writer; ++i)
            digits.push_back(tiny_digit(static_cast<std::uint8_t>(i % 10), writer, i));
    files::write_atomically(folder / "pendigits" / "pendigits-orig.tra", unipen_text(digits));
}

}  // namespace mllab::datasets
