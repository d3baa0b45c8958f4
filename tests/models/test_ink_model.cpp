// The committed network that marks ink: whole, and able to do what it is for.
#include <algorithm>
#include <catch_amalgamated.hpp>

#include "site_models.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"

using namespace mllab;

namespace {

publish::Published ink_model() { return publish::open_published("digits_ink", testing::models_folder()); }

// A seven with a bar, in the units of a tablet: nobody's of the training set.
datasets::PenDigit seven() {
    return {.label = 7,
            .writer = 1,
            .strokes = {{{.x = 100, .y = 60}, {.x = 310, .y = 50}, {.x = 250, .y = 200}, {.x = 190, .y = 420}},
                        {{.x = 150, .y = 230}, {.x = 300, .y = 220}}}};
}

}  // namespace

TEST_CASE("the committed ink model is the file that its card describes") {
    const publish::Published model = ink_model();
    testing::check_file(model.card);
    CHECK(model.card.file.bytes <= 300'000);
    CHECK(model.card.parity->probabilities <= 1e-5);
    REQUIRE(model.session.inputs().size() == 1);
    CHECK(model.session.inputs().front().shape == core::Shape{-1, 1, -1, -1});
}

TEST_CASE("the committed ink model finds the strokes on every kind of paper, and little else") {
    const inference::Session loaded = ink_model().session;
    ink_evaluation::Overlap all;
    for (const auto& [kind, pictures, overlap] : ink_evaluation::overlap_by_kind(loaded, {seven()}, 3, 256, 16, 0.5F)) {
        INFO(kind);
        // Of lines that are a pixel wide here, what is next to them counts as much as they do.
        CHECK(overlap.f1() > 0.45);
        all.both += overlap.both;
        all.only_said += overlap.only_said;
        all.only_there += overlap.only_there;
    }
    CHECK(all.f1() > 0.7);
}

TEST_CASE("the committed ink model finds nothing on empty paper") {
    const inference::Session loaded = ink_model().session;
    image::GrayImage lined(256, 192);
    for (int y = 0; y < lined.height; ++y)
        for (int x = 0; x < lined.width; ++x)
            lined.at(x, y) = (y % 15 == 0 ? 0.7F : 0.95F) - 0.2F * static_cast<float>(x) / 256;
    const auto said = ink_evaluation::ink_map(loaded, lined);
    CHECK(std::ranges::count_if(said.pixels, [](float v) { return v > 0.5F; }) < 30);
}
