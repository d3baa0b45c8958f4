#include "training/recipes/digits/ink_evaluation/kinds.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "training/recipes/digits/ink_evaluation/making.hpp"

namespace mllab::ink_evaluation {

namespace {

struct Kind {
    std::string name;
    std::function<Picture(const Maker&)> make;
};

const std::vector<Kind>& all_kinds() {
    static const std::vector<Kind> all{
        {"plain", [](const Maker& m) { return m.clean(m.written(m.sheet(white), m.usual())); }},
        {"lined", [](const Maker& m) { return m.clean(m.written(m.lined(), m.usual())); }},
        {"squared", [](const Maker& m) { return m.clean(m.written(m.squared({0.8F, 0.82F, 0.86F}), m.usual())); }},
        {"faint squares",
         [](const Maker& m) { return m.clean(m.written(m.squared({0.93F, 0.94F, 0.95F}), m.usual())); }},
        {"dark squares", [](const Maker& m) { return m.clean(m.written(m.squared({0.5F, 0.56F, 0.66F}), m.usual())); }},
        {"lined, a small digit",
         [](const Maker& m) { return m.clean(m.written(m.lined(), {m.number(36, 70), m.number(2, 4), black})); }},
        {"squared, a small digit",
         [](const Maker& m) {
             return m.clean(
                 m.written(m.squared({0.82F, 0.84F, 0.86F}, 18, 34), {m.number(36, 70), m.number(2, 4), black}));
         }},
        {"lined, photo",
         [](const Maker& m) {
             Scene scene = m.written(m.lined(), m.usual());
             m.shade(scene, 0.2, 0.65);
             return m.photo(scene);
         }},
        {"squared, photo",
         [](const Maker& m) {
             Scene scene = m.written(m.squared({0.72F, 0.76F, 0.84F}), m.usual());
             m.shade(scene, 0.2, 0.65);
             return m.photo(scene);
         }},
        {"sheet on a table",
         [](const Maker& m) {
             Scene scene = m.written(m.sheet(white), m.usual());
             m.shade(scene, 0.1, 0.5);
             return m.on_table(scene);
         }},
        {"soft shadow",
         [](const Maker& m) {
             Scene scene = m.written(m.sheet(white), m.usual());
             m.shadow(scene, m.outline(scene.canvas), m.number(60, 160), m.number(0.3, 0.6));
             return m.photo(scene);
         }},
        {"hard shadow, thin pen",
         [](const Maker& m) {
             Scene scene = m.written(m.sheet(white), {m.number(120, 260), m.number(2, 4), black});
             m.shade(scene, 0, 0.4);
             m.shadow(scene, m.outline(scene.canvas), m.number(0, 12), m.number(0.2, 0.5));
             return m.photo(scene);
         }},
        {"rough paper",
         [](const Maker& m) {
             Scene scene = m.written(m.sheet({0.75F, 0.7F, 0.64F}), m.usual());
             scene.canvas.roughen(m.number(4, 14), m.number(0.03, 0.09), m.number(0.01, 0.05), m.random);
             m.shade(scene, 0, 0.4);
             return m.photo(scene);
         }},
        {"pencil",
         [](const Maker& m) {
             const float grey = m.number(0.4, 0.66);
             Scene scene = m.written(m.sheet(white), {m.number(150, 320), m.number(3, 6), {grey, grey, grey}});
             scene.canvas.roughen(5, 0.02F, 0.02F, m.random);
             m.shade(scene, 0, 0.4);
             return m.photo(scene);
         }},
        {"coloured pen",
         [](const Maker& m) {
             Hand hand = m.usual();
             hand.colour = {m.number(0.1, 0.9), m.number(0.1, 0.5), m.number(0.1, 0.7)};
             Scene scene = m.written(m.lined({0.8F, 0.8F, 0.8F}), hand);
             m.shade(scene, 0, 0.4);
             return m.photo(scene);
         }},
        {"chalk",
         [](const Maker& m) {
             Hand hand = m.usual();
             hand.colour = {0.9F, 0.9F, 0.86F};
             Scene scene = m.written(m.sheet({0.1F, 0.2F, 0.16F}), hand);
             scene.canvas.roughen(30, 0.15F, 0.1F, m.random);
             m.shade(scene, 0, 0.4);
             return m.photo(scene);
         }},
        {"dark strip at the edge",
         [](const Maker& m) {
             Scene scene = m.written(m.sheet({0.82F, 0.79F, 0.74F}), m.usual());
             const auto w = static_cast<float>(scene.canvas.width());
             const float y = m.number(10, 50);
             m.shadow(scene, {{.x = -9, .y = -9}, {.x = w + 9, .y = -9}, {.x = w + 9, .y = y}, {.x = -9, .y = y + 9}},
                      m.number(0, 20), m.number(0.15, 0.9));
             return m.photo(scene);
         }},
        {"fills the picture",
         [](const Maker& m) {
             Canvas canvas = m.sheet(white);
             const auto side = static_cast<float>(std::min(canvas.width(), canvas.height()));
             Scene scene = m.written(std::move(canvas), {side * m.number(0.92, 1), m.number(12, 30), black, false});
             m.shade(scene, 0, 0.4);
             return m.photo(scene);
         }},
    };
    return all;
}

}  // namespace

const std::vector<std::string>& kinds() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Kind& kind : all_kinds()) all.push_back(kind.name);
        return all;
    }();
    return names;
}

Picture picture_of(const std::string& kind, const datasets::PenDigit& digit, std::uint64_t index) {
    const auto found = std::ranges::find(all_kinds(), kind, &Kind::name);
    if (found == all_kinds().end()) throw std::invalid_argument("there is no kind of pictures called “" + kind + "”");
    core::Random random =
        core::Random(40'961).fork(static_cast<std::uint64_t>(found - all_kinds().begin())).fork(index);
    return found->make({digit, random});
}

}  // namespace mllab::ink_evaluation
