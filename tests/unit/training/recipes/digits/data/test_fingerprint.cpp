#include <catch_amalgamated.hpp>

#include "training/recipes/digits/data/sampler.hpp"

using namespace mllab::digits_data;

namespace {

struct Data {
    SplitData split;
    Negatives negatives;
};

Data some() {
    Data data;
    data.split.pictures.push_back({.label = 3, .ink = mllab::image::GrayImage(28, 28)});
    data.split.strokes.push_back({.label = 4, .writer = 1, .strokes = {{{1, 2, 0}, {3, 4, 0}}}});
    data.negatives.sketches.push_back({{{5, 6, 0}}});
    return data;
}

std::string of(const Data& data, const SamplerSettings& settings = {}) {
    return Sampler(data.split, data.negatives, settings).fingerprint();
}

}  // namespace

TEST_CASE("the digits' fingerprint tells counts, contents and how samples are made") {
    const std::string one = of(some());
    CHECK(one.starts_with("1 pictures, 1 pen digits, 1 sketches, 0 letters ("));
    CHECK(of(some()) == one);
    const auto changed = [&](const auto& change) {
        Data other = some();
        change(other);
        return of(other) != one;
    };
    CHECK(changed([](Data& d) { d.split.pictures.front().ink.pixels.back() = 0.5F; }));
    CHECK(changed([](Data& d) { d.split.pictures.front().label = 5; }));
    CHECK(changed([](Data& d) { d.split.strokes.front().label = 5; }));
    CHECK(changed([](Data& d) { d.split.strokes.front().strokes.front().front().x = 2; }));
    CHECK(changed([](Data& d) { d.split.pictures.push_back(d.split.pictures.front()); }));
    CHECK(changed([](Data& d) { std::swap(d.negatives.sketches, d.negatives.letters); }));
    CHECK(of(some(), {.frame = {.size_px = 28, .ink_box_px = 21, .pen_width_px = 2}}) != one);
    CHECK(of(some(), {.frame = {}, .pictures = 0.5}) != one);
    CHECK(of(some(), {.frame = {}, .written = 0.1}) != one);
}
