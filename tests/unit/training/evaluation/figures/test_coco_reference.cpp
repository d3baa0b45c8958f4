// The same boxes, evaluated by COCO's own program. Expected numbers: `stats` 0 to 5 and 8 of pycocotools 2.0.11's
// COCOeval (type bbox, its own settings) for the annotations and results that `made_up` makes, written down once to
// twelve digits; a program of its own in Python made them by the same formula. There -1 means that nothing is to be
// found.
#include <array>
#include <catch_amalgamated.hpp>

#include "training/evaluation/figures/coco.hpp"

using namespace mllab;
using Catch::Approx;
using evaluation::SeenPicture;

namespace {

// Knuth's linear congruential generator (MMIX): two lines in any language.
class Formula {
 public:
    explicit Formula(std::uint64_t seed) : state_(seed) {}
    int below(int n) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(n));
    }

 private:
    std::uint64_t state_;
};

// Sides of pictures are powers of two, boxes are whole pixels and scores 1024ths, so that both programs compute with
// the same numbers. A picture has up to eight things, each with up to three answers near it, and answers anywhere; the
// fourth has 150 of those, all of the first class.
std::vector<SeenPicture> made_up(std::uint64_t seed, int pictures, int classes, bool crowds) {
    Formula formula(seed);
    std::vector<SeenPicture> result;
    for (int p = 0; p < pictures; ++p) {
        const int width = std::array{256, 512, 1024}[static_cast<std::size_t>(formula.below(3))];
        const int height = std::array{256, 512}[static_cast<std::size_t>(formula.below(2))];
        SeenPicture picture{.width_px = width, .height_px = height, .truths = {}, .answers = {}};
        const auto box = [&](int x, int y, int w, int h) {
            return geometry::Box{static_cast<double>(x) / width, static_cast<double>(y) / height,
                                 static_cast<double>(w) / width, static_cast<double>(h) / height};
        };
        const auto add_answer = [&](const geometry::Box& place, int label, int score) {
            picture.answers.push_back({place, static_cast<std::size_t>(label), static_cast<float>(score) / 1024});
        };
        const int things = formula.below(9);
        for (int t = 0; t < things; ++t) {
            const int w = 4 + formula.below(1 << (3 + formula.below(5)));
            const int h = 4 + formula.below(1 << (3 + formula.below(5)));
            const int x = formula.below(width - w);
            const int y = formula.below(height - h);
            const int label = formula.below(classes);
            const bool crowd = crowds && formula.below(8) == 0;
            const int area = w * h * (40 + formula.below(60)) / 100;
            picture.truths.push_back({.box = box(x, y, w, h),
                                      .label = static_cast<std::size_t>(label),
                                      .area_px = static_cast<double>(area),
                                      .kind = crowd ? evaluation::Kind::crowd : evaluation::Kind::thing});
            const int near = formula.below(4);
            for (int k = 0; k < near; ++k) {
                const int dx = formula.below(5) - 2;
                const int dy = formula.below(5) - 2;
                const int dw = formula.below(1 + w / 4);
                const int dh = formula.below(1 + h / 4);
                const int said = formula.below(10) != 0 ? label : formula.below(classes);
                add_answer(box(x + dx, y + dy, w - dw, h - dh), said, 100 + formula.below(900));
            }
        }
        const int anywhere = p == 3 ? 150 : formula.below(6);
        for (int k = 0; k < anywhere; ++k) {
            const int w = 4 + formula.below(120);
            const int h = 4 + formula.below(120);
            const int x = formula.below(width - w);
            const int y = formula.below(height - h);
            const int label = p == 3 ? 0 : formula.below(classes);
            add_answer(box(x, y, w, h), label, formula.below(700));
        }
        result.push_back(std::move(picture));
    }
    return result;
}

struct Expected {
    std::uint64_t seed;
    int pictures;
    int classes;
    bool crowds;
    std::size_t truths, answers;  // so that it is seen where the formulas differ
    std::array<double, 7> stats;  // AP, AP50, AP75, small, medium, large, recall of 100
};

}  // namespace

TEST_CASE("COCO's own program gives the same figures") {
    const auto expected = GENERATE(
        Expected{1,
                 12,
                 1,
                 false,
                 44,
                 227,
                 {0.133380296277, 0.275630567229, 0.158738148333, 0.130412427498, 0.267348734873, -1, 0.290909090909}},
        Expected{2,
                 40,
                 3,
                 true,
                 174,
                 508,
                 {0.139300293563, 0.370900370505, 0.075329823302, 0.129243592882, 0.300684128706, 0.100000000000,
                  0.329458711190}},
        Expected{3,
                 60,
                 8,
                 true,
                 229,
                 643,
                 {0.143708528137, 0.413984859823, 0.049247013080, 0.149552574026, 0.191138964927, 0.000000000000,
                  0.323734266187}},
        Expected{4,
                 25,
                 20,
                 true,
                 93,
                 350,
                 {0.201388240513, 0.521119459919, 0.077419849128, 0.194286386139, 0.375061881188, -1, 0.300075396825}});
    CAPTURE(expected.seed);
    const auto pictures = made_up(expected.seed, expected.pictures, expected.classes, expected.crowds);
    std::size_t truths = 0;
    std::size_t answers = 0;
    for (const SeenPicture& picture : pictures) {
        truths += picture.truths.size();
        answers += picture.answers.size();
    }
    REQUIRE(truths == expected.truths);
    REQUIRE(answers == expected.answers);
    const auto figures = evaluation::CocoEvaluation(pictures, static_cast<std::size_t>(expected.classes)).figures();
    const std::array computed{figures.ap,        figures.ap50,     figures.ap75,  figures.ap_small,
                              figures.ap_medium, figures.ap_large, figures.recall};
    for (std::size_t i = 0; i < computed.size(); ++i) {
        CAPTURE(i);
        CHECK(computed[i].value_or(-1) == Approx(expected.stats[i]).margin(1e-11));
    }
}
