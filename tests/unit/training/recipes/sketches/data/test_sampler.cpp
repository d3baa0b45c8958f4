#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>
#include <numeric>
#include <set>
#include <thread>

#include "core/random.hpp"
#include "made_up.hpp"
#include "support/temporary_folder.hpp"
#include "training/recipes/sketches/data/sampler.hpp"

namespace sketches_data = mllab::sketches_data;
using mllab::testing::keys_from;
using mllab::testing::TemporaryFolder;
using mllab::testing::write_category;
using sketches_data::Sampler;
using sketches_data::SamplerSettings;
using sketches_data::Sketches;

namespace {

Sketches three_categories() {
    const TemporaryFolder folder;
    std::uint64_t first = 1;
    for (const char* name : {"ant", "bee", "cat"}) {
        write_category(
            folder.path(),
            {.name = name, .keys = keys_from(first, 20), .bitmaps = keys_from(first + 500, 9), .bitmap_keys = {}});
        first += 20;
    }
    return sketches_data::load(folder.path());
}

std::vector<float> place_for(const SamplerSettings& settings) {
    return std::vector<float>(static_cast<std::size_t>(settings.frame.size_px * settings.frame.size_px));
}

}  // namespace

TEST_CASE("a sketch sample depends on seed, epoch and index alone, also from several threads") {
    const Sketches data = three_categories();
    const SamplerSettings settings;
    const Sampler one(data, settings);
    const Sampler other(data, settings);
    constexpr std::size_t count = 30;
    std::vector<std::vector<float>> forth(count, place_for(settings));
    auto back = forth;
    std::vector<std::int64_t> labels(count);
    for (std::size_t i = 0; i < count; ++i) labels[i] = one.sample(3, i, forth[i]);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 2; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t i = count; i-- > 0;)
                if (i % 2 == t) (void)other.sample(3, i, back[i]);
        });
    for (auto& thread : threads) thread.join();
    CHECK(forth == back);

    auto input = place_for(settings);
    CHECK(one.sample(3, 5, input) == labels[5]);
    (void)one.sample(4, 5, input);
    CHECK(input != forth[5]);
    SamplerSettings seeded = settings;
    seeded.seed = 2;
    (void)Sampler(data, seeded).sample(3, 5, input);
    CHECK(input != forth[5]);
}

TEST_CASE("every run of as many samples as categories has each once, in changing order") {
    const Sketches data = three_categories();
    const SamplerSettings settings;
    const Sampler sampler(data, settings);
    auto input = place_for(settings);
    std::set<std::vector<std::int64_t>> orders;
    for (std::size_t round = 0; round < 30; ++round) {
        std::vector<std::int64_t> order;
        for (std::size_t i = 0; i < 3; ++i) order.push_back(sampler.sample(0, 3 * round + i, input));
        orders.insert(order);
        std::ranges::sort(order);
        CHECK(order == std::vector<std::int64_t>{0, 1, 2});
    }
    CHECK(orders.size() == 6);
}

TEST_CASE("samples of any size have ink of 0 to 1 inside of the frame") {
    const Sketches data = three_categories();
    for (const int size : {28, 40, 64}) {
        for (const double strokes : {0.0, 0.5, 1.0}) {
            SamplerSettings settings;
            settings.frame = {.size_px = size, .ink_box_px = 0.85F * static_cast<float>(size), .pen_width_px = 2};
            settings.strokes = strokes;
            const Sampler sampler(data, settings);
            auto input = place_for(settings);
            for (std::size_t i = 0; i < 20; ++i) {
                (void)sampler.sample(0, i, input);
                CHECK(std::ranges::all_of(input, [](float v) { return v >= 0 && v <= 1; }));
                CHECK(std::accumulate(input.begin(), input.end(), 0.0) > size / 2.0);
            }
        }
    }
}

TEST_CASE("what is not varied is what the page would show the network") {
    const Sketches data = three_categories();
    SamplerSettings settings;
    settings.untouched_chance = 1;
    settings.strokes = 1;
    const Sampler sampler(data, settings);
    std::set<std::vector<float>> shown;
    for (std::size_t i = 0; i < data.train.drawings.size(); ++i)
        shown.insert(mllab::ink::framed(data.train.drawings.at(i), settings.frame).pixels);
    auto input = place_for(settings);
    for (std::size_t i = 0; i < 20; ++i) {
        (void)sampler.sample(0, i, input);
        CHECK(shown.contains(input));
    }
}

TEST_CASE("a category without bitmaps gives strokes, one without strokes bitmaps, one with nothing is refused") {
    Sketches data = three_categories();
    SamplerSettings settings;
    settings.strokes = 0;
    auto input = place_for(settings);
    const auto without_bitmaps = [&] {
        Sketches changed = data;
        changed.bitmaps = {};
        changed.bitmaps.labels.first.assign(4, 0);
        return changed;
    }();
    CHECK_NOTHROW(Sampler(without_bitmaps, settings).sample(0, 0, input));
    settings.strokes = 1;
    Sketches bare = data;
    bare.train = {};
    bare.train.labels.first.assign(4, 0);
    CHECK_NOTHROW(Sampler(bare, settings).sample(0, 0, input));
    bare.bitmaps = without_bitmaps.bitmaps;
    CHECK_THROWS_AS(Sampler(bare, settings), std::invalid_argument);
    CHECK_THROWS_AS(Sampler(Sketches{}, settings), std::invalid_argument);
}

TEST_CASE("senseless settings and a place of another size are refused") {
    const Sketches data = three_categories();
    const auto refused = [&](const auto& change) {
        SamplerSettings settings;
        change(settings);
        CHECK_THROWS_AS(Sampler(data, settings), std::invalid_argument);
    };
    refused([](SamplerSettings& s) { s.strokes = 1.5; });
    refused([](SamplerSettings& s) { s.strokes = std::numeric_limits<double>::quiet_NaN(); });
    refused([](SamplerSettings& s) { s.untouched_chance = -1; });
    refused([](SamplerSettings& s) { s.frame.ink_box_px = 100; });
    refused([](SamplerSettings& s) { s.frame.size_px = 0; });
    std::vector<float> small(10);
    CHECK_THROWS_AS(Sampler(data, {}).sample(0, 0, small), std::invalid_argument);
}

TEST_CASE("another sketch leaves out strokes or the end only as often and as far as it was told") {
    using mllab::augment::another_sketch;
    const mllab::ink::Strokes drawing{{{0, 0, 0}, {100, 0, 0}},
                                      {{0, 10, 0}, {50, 10, 0}},
                                      {{0, 20, 0}, {20, 20, 0}},
                                      {{0, 30, 0}, {20, 30, 0}},
                                      {{0, 40, 0}, {10, 40, 0}}};
    mllab::augment::SketchRange range;
    range.hand = {.shape = {.rotation_degrees = 0, .shear = 0, .stretch = 0, .elastic = 0},
                  .shaky_chance = 0,
                  .polygon_chance = 0,
                  .gap_chance = 0,
                  .tail_chance = 0,
                  .stroke_shift = 0};
    range.mirror_chance = 0;
    range.drop_chance = 0;
    range.partial_chance = 0;
    // The box is 100 long: everything is a hundredth.
    const auto length = [&](std::uint64_t seed) {
        mllab::core::Random random(seed);
        const auto varied = another_sketch(drawing, range, random);
        return static_cast<double>(mllab::ink::ink_length(varied)) * 100;
    };
    for (std::uint64_t seed = 0; seed < 20; ++seed) CHECK(length(seed) == Catch::Approx(200).epsilon(1e-4));
    range.drop_chance = 1;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const double left = length(seed);
        CHECK(left >= 149.9);  // the longest stroke stays, one other is gone
        CHECK(left <= 190.1);
    }
    range.drop_chance = 0;
    range.mirror_chance = 1;
    mllab::core::Random random(1);
    const auto mirrored = another_sketch(drawing, range, random);
    CHECK(mirrored[4].front().x > mirrored[4].back().x);
    range.mirror_chance = 0;
    range.partial_chance = 1;
    std::set<std::size_t> strokes_left;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        mllab::core::Random drawn(seed);
        strokes_left.insert(another_sketch(drawing, range, drawn).size());
    }
    CHECK(*strokes_left.begin() == 1);  // 40 % of the ink are within the first stroke
    CHECK(*strokes_left.rbegin() == 5);
    CHECK(another_sketch({}, range, random).empty());
}

TEST_CASE("a sampler's fingerprint tells other data and other settings") {
    const Sketches data = three_categories();
    const SamplerSettings settings;
    const std::string one = Sampler(data, settings).fingerprint();
    CHECK(one.starts_with("3 categories, "));
    CHECK(Sampler(three_categories(), settings).fingerprint() == one);
    SamplerSettings other = settings;
    other.strokes = 0.5;
    CHECK(Sampler(data, other).fingerprint() != one);
    other = settings;
    other.frame.pen_width_px += 0.1F;
    CHECK(Sampler(data, other).fingerprint() != one);
    Sketches changed = data;
    changed.bitmaps.pixels.back() ^= 1U;
    CHECK(Sampler(changed, settings).fingerprint() != one);
    changed = data;
    changed.categories.back() += "s";
    CHECK(Sampler(changed, settings).fingerprint() != one);
    changed = data;
    changed.train.drawings.add({{{.x = 1, .y = 2, .t_ms = 0}}});
    changed.train.labels.first.back() += 1;
    CHECK(Sampler(changed, settings).fingerprint() != one);
}
