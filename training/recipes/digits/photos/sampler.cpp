#include "training/recipes/digits/photos/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <stdexcept>
#include <utility>

#include "training/files/fingerprint.hpp"
#include "training/recipes/digits/photos/camera.hpp"
#include "training/recipes/digits/photos/light.hpp"
#include "training/recipes/digits/photos/surface.hpp"
#include "training/recipes/digits/photos/writing.hpp"

namespace mllab::digits_photos {

namespace {

image::GrayImage transposed(const image::GrayImage& picture) {
    image::GrayImage result(picture.height, picture.width);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) result.at(y, x) = picture.at(x, y);
    return result;
}

image::GrayImage mirrored(image::GrayImage picture) {
    for (int y = 0; y < picture.height; ++y) {
        const auto row = picture.pixels.begin() + static_cast<std::ptrdiff_t>(picture.index(0, y));
        std::reverse(row, row + picture.width);
    }
    return picture;
}

// Below it, ink and paper are the same to a camera.
constexpr float least_difference = 0.05F;

// The page fills up to a multiple of 16 pixels by repeating the last row and column.
void repeat_edge(image::GrayImage& picture, int columns, int rows) {
    const int right = picture.width - 1 - columns;
    const int bottom = picture.height - 1 - rows;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (x > right || y > bottom) picture.at(x, y) = picture.at(std::min(x, right), std::min(y, bottom));
}

}  // namespace

Photo random_photo(const digits_data::SplitData& data, const digits_data::Negatives& others, int width, int height,
                   int whole_px, core::Random& random) {
    const bool plain = random.chance(0.14);  // from a drawing program, or a scan without a fault
    const View view(width, height, random);
    Writing writing = random_writing(
        data, others,
        {.width = width, .height = height, .turned_degrees = view.degrees(), .plain = plain, .whole_px = whole_px},
        random);
    const auto middle = [](float at, int length) { return std::clamp(static_cast<int>(at), 0, length - 1); };
    const Clear clear =
        writing.side_px > 0
            ? Clear{.x = middle(writing.x, width), .y = middle(writing.y, height), .clear_px = 0.58F * writing.side_px}
            : Clear{.x = width / 2, .y = height / 2};
    const Surface surface = random_surface(width, height, view, plain, clear, random);
    const bool even = plain || random.chance(0.1);
    const image::GrayImage light = even ? image::GrayImage() : random_light(width, height, random);
    image::GrayImage scene = surface.picture;
    for (std::size_t i = 0; i < scene.pixels.size(); ++i) {
        const float lit = light.empty() ? 1 : light.pixels[i];
        const float there = surface.sheet.empty() ? 1 : surface.sheet.pixels[i];
        float v = scene.pixels[i];
        v += (surface.ink - v) * there * std::max(writing.laid.pixels[i], writing.faint.pixels[i]);
        scene.pixels[i] = v * lit;
        writing.wanted.pixels[i] *= there;
    }
    const Tone tone = plain ? Tone() : random_tone(scene, random);
    for (std::size_t i = 0; i < scene.pixels.size(); ++i) {
        if (writing.wanted.pixels[i] <= 0) continue;
        const float lit = light.empty() ? 1 : light.pixels[i];
        const bool seen = std::abs(tone.of(lit * surface.paper) - tone.of(lit * surface.ink)) > least_difference;
        if (!seen) writing.wanted.pixels[i] = 0;
    }
    return {photographed(scene, plain, tone, writing.side_px, random), std::move(writing.wanted)};
}

Sampler::Sampler(const digits_data::SplitData& data, const digits_data::Negatives& others, SamplerSettings settings)
    : data_(data), others_(others), settings_(settings) {
    if (data.pictures.empty() || data.strokes.empty())
        throw std::invalid_argument("photos of digits are made from pictures and strokes");
}

std::string Sampler::fingerprint() const {
    files::Fingerprint all;
    all.add(photos_in_words()).add(settings_.side_px).add(settings_.whole_px);
    for (const digits_data::Picture& picture : data_.pictures) all.add(std::span<const float>(picture.ink.pixels));
    const auto add = [&](const ink::Strokes& drawing) {
        for (const ink::Stroke& stroke : drawing) all.add(std::span<const ink::Point>(stroke));
    };
    for (const datasets::PenDigit& digit : data_.strokes) add(digit.strokes);
    for (const auto* drawings : {&others_.sketches, &others_.letters})
        for (const ink::Strokes& drawing : *drawings) add(drawing);
    return std::format("{} pictures, {} pen digits, {} sketches, {} letters ({})", data_.pictures.size(),
                       data_.strokes.size(), others_.sketches.size(), others_.letters.size(), all.text());
}

Photo Sampler::sample(std::uint64_t epoch, std::size_t index) const {
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(index);
    Photo photo = random_photo(data_, others_, settings_.side_px, settings_.side_px, settings_.whole_px, random);
    if (random.chance(0.3)) {
        const int columns = static_cast<int>(random.below(16));
        const int rows = static_cast<int>(random.below(16));
        repeat_edge(photo.picture, columns, rows);
        repeat_edge(photo.ink, columns, rows);
    }
    // Ink is ink whichever way a photo lies.
    for (const bool turn : {random.chance(0.5), random.chance(0.5)}) {
        if (turn) photo = {transposed(photo.picture), transposed(photo.ink)};
        if (random.chance(0.5)) photo = {mirrored(std::move(photo.picture)), mirrored(std::move(photo.ink))};
    }
    return photo;
}

std::string photos_in_words() {
    return "Every photo is made by program: strokes of a writer varied as hands vary them, or one of MNIST's pictures, "
           "5 to 95 % of the picture, with pens, pencils and chalk; on plain, lined, squared, dotted and dirty paper, "
           "boards, sheets on tables; with shadows, folds, uneven light and what shines through from behind; turned, "
           "seen from the side, blurred, sharpened, noisy, compressed.";
}

image::RgbaImage contact_sheet(const Sampler& sampler, std::uint64_t epoch, int columns, int rows) {
    const int side = sampler.side_px();
    image::RgbaImage sheet(columns * side, 2 * rows * side);
    const auto put = [&](const image::GrayImage& picture, int left, int top) {
        for (int y = 0; y < picture.height; ++y) {
            for (int x = 0; x < picture.width; ++x) {
                const auto at = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(sheet.width) +
                                 static_cast<std::size_t>(left + x)) *
                                4;
                const auto byte = static_cast<std::uint8_t>(std::lround(255 * picture.at(x, y)));
                std::fill_n(&sheet.pixels[at], 3, byte);
                sheet.pixels[at + 3] = 255;
            }
        }
    };
    for (int i = 0; i < columns * rows; ++i) {
        const Photo photo = sampler.sample(epoch, static_cast<std::size_t>(i));
        put(photo.picture, i % columns * side, 2 * (i / columns) * side);
        put(photo.ink, i % columns * side, (2 * (i / columns) + 1) * side);
    }
    return sheet;
}

}  // namespace mllab::digits_photos
