// The committed network that marks ink: whole, and able to do what it is for.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>

#include "core/task.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"
#include "training/report/card.hpp"

using namespace mllab;

namespace {

std::filesystem::path models() {
    const char* folder = std::getenv("MLLAB_SOURCE_DIR");
    return std::filesystem::path(folder != nullptr ? folder : ".") / "models";
}

inference::Session session(const report::Card& card) {
    return core::run_now(inference::Session::load({.id = card.id,
                                                   .address = (models() / card.file.name).string(),
                                                   .sha256 = card.file.sha256,
                                                   .bytes = card.file.bytes},
                                                  {}));
}

// A seven with a bar, in the units of a tablet: nobody's of the training set.
datasets::PenDigit seven() {
    return {.label = 7,
            .writer = 1,
            .strokes = {{{.x = 100, .y = 60}, {.x = 310, .y = 50}, {.x = 250, .y = 200}, {.x = 190, .y = 420}},
                        {{.x = 150, .y = 230}, {.x = 300, .y = 220}}}};
}

}  // namespace

TEST_CASE("the committed ink model is the file that its card describes") {
    const report::Card card = report::read_card(models() / "digits_ink.json");
    const auto bytes = files::read(models() / card.file.name);
    CHECK(static_cast<std::int64_t>(bytes.size()) == card.file.bytes);
    CHECK(files::sha256_hex(bytes) == card.file.sha256);
    CHECK(bytes.size() <= 300'000);
    CHECK(card.parity->probabilities <= 1e-5);
    REQUIRE(session(card).inputs().size() == 1);
    CHECK(session(card).inputs().front().shape == core::Shape{-1, 1, -1, -1});
}

TEST_CASE("the committed ink model finds the strokes on every kind of paper, and little else") {
    const report::Card card = report::read_card(models() / "digits_ink.json");
    const inference::Session loaded = session(card);
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
    const report::Card card = report::read_card(models() / "digits_ink.json");
    const inference::Session loaded = session(card);
    image::GrayImage lined(256, 192);
    for (int y = 0; y < lined.height; ++y)
        for (int x = 0; x < lined.width; ++x)
            lined.at(x, y) = (y % 15 == 0 ? 0.7F : 0.95F) - 0.2F * static_cast<float>(x) / 256;
    const auto said = ink_evaluation::ink_map(loaded, lined);
    CHECK(std::ranges::count_if(said.pixels, [](float v) { return v > 0.5F; }) < 30);
}
