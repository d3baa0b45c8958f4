#include "experiments/sketchpad/inside/inside_panel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <vector>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/common/inside.hpp"
#include "experiments/sketchpad/inside/kernel_panel.hpp"

namespace mllab::sketchpad {

namespace {

const std::string pixel_output = "pixel_contributions";
const std::string neuron_output = "winner_contributions";
constexpr std::string_view feature_prefix = "features_";
constexpr std::string_view hidden_prefix = "hidden_";
const std::string first_maps = "features_1";
constexpr std::size_t neurons_shown = 6;

using experiments::Caption;
using experiments::draw_caption;

constexpr float caption_air_em = 0.5F;

std::string sentence_of_convolution(std::size_t number, std::size_t last) {
    if (number == 1)
        return "Each tile is one filter that looks over the whole drawing: the stronger the colour, the better it "
               "finds its pattern, an edge or a bend.";
    if (number == last) return "Coarse and abstract by now: from these maps the network decides.";
    return "These filters look at all the maps above, and find patterns of patterns.";
}

Caption caption_of(const std::string& output, const core::Shape& shape, std::size_t convolutions) {
    if (output.starts_with(feature_prefix)) {
        const std::string number = output.substr(feature_prefix.size());
        return {.title = core::joined("Convolution ", number, ": ", shape[1], " maps"),
                .sentence = sentence_of_convolution(std::strtoul(number.c_str(), nullptr, 10), convolutions)};
    }
    return {.title = core::joined("Hidden layer ", output.substr(hidden_prefix.size()), ": ", shape[1], " neurons"),
            .sentence =
                "Each cell is one neuron: the stronger the colour, the more it was stirred. Pale ones stayed silent."};
}

// "Digits, pocket network" -> "pocket network".
std::string network_name(const inference::ModelCard& card) {
    const std::size_t comma = card.name.rfind(", ");
    return comma == std::string::npos ? card.name : card.name.substr(comma + 2);
}

// Wide enough to tell the cells apart, small enough to see a whole layer at once.
float tile_em(const core::Shape& shape, float room_em) {
    const float narrow = room_em < 30 ? 0.8F : 1;
    if (shape.size() == 2) return shape[1] > 100 ? 0.625F : 1.25F;
    return narrow * (shape[3] >= 28 ? 4.0F : shape[3] >= 14 ? 3.25F : 2.5F);
}

}  // namespace

void InsidePanel::refresh(const Reader& reader) {
    if (model_ == reader.id() && revision_ == reader.looked_inside()) return;
    model_ = reader.id();
    revision_ = reader.looked_inside();
    layers_.clear();
    guess_.clear();
    shown_cell_.reset();
    weights_.take(reader.id(), reader.inside());
    input_.set(reader.input().pixels, 1, reader.input().width, reader.input().height);
    if (!reader.answer().probabilities.empty())
        guess_ = reader.card().labels[core::top_k(reader.answer().probabilities, 1).front().index];
    for (const auto& [name, tensor] : reader.inside()) {
        const core::Shape& shape = tensor.shape;
        if (shape.size() == 4 && (name.starts_with(feature_prefix) || name == pixel_output)) {
            const auto scale = name == pixel_output ? ui::Scale::diverging : ui::Scale::sequential;
            auto& grid = layers_.try_emplace(name, name == pixel_output ? "" : "map", scale).first->second;
            grid.set(tensor.as<float>(), static_cast<int>(shape[1]), static_cast<int>(shape[3]),
                     static_cast<int>(shape[2]));
        } else if (shape.size() == 2 && name.starts_with(hidden_prefix)) {
            auto& grid = layers_.try_emplace(name, "neuron", ui::Scale::sequential).first->second;
            grid.set(tensor.as<float>(), static_cast<int>(shape[1]), 1, 1);
        }
    }
}

float InsidePanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
                        const Subject& subject, const Explaining& explaining) {
    refresh(reader);
    const ui::Palette& colours = painter.colours();
    const float gap = painter.px(1.5F);
    float y = room.y;
    y += painter.text(room.x, y, "Inside the " + network_name(reader.card()), ui::Type::title, colours.text, room.w).h;
    y += painter.px(0.75F);
    if (reader.answer().probabilities.empty()) {
        return y - room.y + painter.text(room.x, y, subject.inside_hint, ui::Type::body, colours.muted, room.w).h;
    }
    const auto& heat = explaining.heat();
    y += draw_input(painter, host, {room.x, y, room.w, 0}, reader, heat ? &*heat : nullptr) + gap;
    for (const auto& [name, tensor] : reader.inside()) {
        if (name == pixel_output || !layers_.contains(name)) continue;
        y += draw_layer(painter, host, {room.x, y, room.w, 0}, name, tensor.shape) + gap;
        if (name != first_maps) continue;
        const float sum_h = draw_sum(painter, {room.x, y, room.w, 0}, reader, explaining.first_layer(reader.id()));
        y += sum_h > 0 ? sum_h + gap : 0;
    }
    if (reader.inside().contains(neuron_output)) y += draw_neurons(painter, {room.x, y, room.w, 0}, reader) + gap;
    return y - room.y - gap;
}

float InsidePanel::draw_weights(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                                const Reader& reader) {
    return weights_.empty() ? 0 : weights_.draw(painter, host, room, reader.card().labels);
}

float InsidePanel::draw_input(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
                              const Heat* heat) {
    const float tile = painter.px(10);
    const float gap = painter.px(1.5F);
    using Block = std::function<float(const ui::Rect&)>;
    std::vector<Block> blocks;
    blocks.emplace_back([&](const ui::Rect& block) {
        const Caption seen{.title = "What the network gets",
                           .sentence = core::joined(reader.input().width, " × ", reader.input().height,
                                                    " numbers, wherever and however large you draw.")};
        const float top = draw_caption(painter, block, seen, caption_air_em);
        const float h = top + input_.draw(painter, host, block.x, block.y + top, std::min(block.w, tile), 10);
        if (!painter.measures())
            painter.outline({block.x - 1, block.y + h - tile - 1, tile + 2, tile + 2}, painter.colours().line);
        return h;
    });
    if (!guess_.empty())
        blocks.emplace_back(
            [&](const ui::Rect& block) { return heat_.draw(painter, host, block, reader, guess_, heat); });
    if (layers_.contains(pixel_output) && !guess_.empty())
        blocks.emplace_back([&](const ui::Rect& block) {
            const Caption moved{
                .title = core::joined("What spoke for ", guess_, ", and what against"),
                .sentence = "Each cell adds (+, green) or takes away (−, amber) from the answer's score."};
            const float top = draw_caption(painter, block, moved, caption_air_em);
            return top +
                   layers_.at(pixel_output).draw(painter, host, block.x, block.y + top, std::min(block.w, tile), 10);
        });

    const auto fit = static_cast<std::size_t>(std::max(1.0F, (room.w + gap) / (painter.px(15) + gap)));
    const std::size_t columns = std::min(fit, blocks.size());
    const float block_w = (room.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    float y = room.y;
    for (std::size_t first = 0; first < blocks.size(); first += columns) {
        float tallest = 0;
        for (std::size_t i = first; i < std::min(first + columns, blocks.size()); ++i) {
            const float x = room.x + static_cast<float>(i - first) * (block_w + gap);
            tallest = std::max(tallest, blocks[i]({x, y, block_w, 0}));
        }
        y += tallest + gap;
    }
    return y - gap - room.y;
}

float InsidePanel::draw_sum(ui::Painter& painter, const ui::Rect& room, const Reader& reader, const FirstLayer* layer) {
    ui::HeatGrid& maps = layers_.at(first_maps);
    if (layer == nullptr || maps.count() != layer->maps) return 0;
    const ui::HeatGrid::Cell cell = shown_cell_.value_or(maps.strongest());
    const CellSum sum = cell_sum(*layer, reader.input(), cell.map, cell.x, cell.y);
    const auto& values = reader.inside().at(first_maps).as<float>();
    const auto place = (static_cast<std::size_t>(cell.map) * static_cast<std::size_t>(reader.input().height) +
                        static_cast<std::size_t>(cell.y)) *
                           static_cast<std::size_t>(reader.input().width) +
                       static_cast<std::size_t>(cell.x);
    // What the network did is what is shown, or nothing is.
    if (place >= values.size() || std::abs(values[place] - sum.value) > 0.001F + 0.001F * std::abs(sum.value)) return 0;
    const float h = draw_cell_sum(painter, room, sum, cell.map, cell.x, cell.y);
    // From the next frame on: this one was measured with the other cell.
    if (!painter.measures() && maps.pointed() && maps.pointed() != shown_cell_) {
        shown_cell_ = maps.pointed();
        painter.keep_moving();
    }
    return h;
}

float InsidePanel::draw_layer(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                              const std::string& output, const core::Shape& shape) {
    const auto convolutions = static_cast<std::size_t>(
        std::ranges::count_if(layers_, [](const auto& layer) { return layer.first.starts_with(feature_prefix); }));
    const float h = draw_caption(painter, room, caption_of(output, shape, convolutions), caption_air_em);
    return h +
           layers_.at(output).draw(painter, host, room.x, room.y + h, room.w, tile_em(shape, room.w / painter.em()));
}

float InsidePanel::draw_neurons(ui::Painter& painter, const ui::Rect& room, const Reader& reader) const {
    const ui::Palette& colours = painter.colours();
    const auto& values = reader.inside().at(neuron_output).as<float>();
    std::vector<float> strength(values.size());
    std::ranges::transform(values, strength.begin(), [](float v) { return std::abs(v); });
    const auto strongest = core::top_k(strength, neurons_shown);
    if (strongest.empty() || guess_.empty()) return 0;
    const Caption caption{.title = core::joined("The neurons that moved ", guess_, " most"),
                          .sentence = "What each of them added to the answer's score, or took from it."};
    float y = room.y + draw_caption(painter, room, caption, caption_air_em);
    const float label_w = painter.px(6);
    const float number_w = painter.px(4);
    const float width = std::min(room.w, painter.px(34));
    const float bars_w = width - label_w - number_w;
    // The base line stands in the middle, or to the left where nothing spoke against the answer.
    const bool signs = std::ranges::any_of(strongest, [&](const core::Ranked& n) { return values[n.index] < 0; });
    const float longest = signs ? bars_w / 2 : bars_w;
    const float base = room.x + label_w + bars_w - longest;
    const float bar_h = painter.px(0.75F);
    const float row_h = painter.px(1.5F);
    for (const core::Ranked& neuron : strongest) {
        const float v = values[neuron.index];
        const float length = strongest.front().value > 0 ? longest * neuron.value / strongest.front().value : 0;
        const float text_y = y + (row_h - painter.px(ui::line_em(ui::Type::small))) / 2;
        painter.text(room.x, text_y, core::joined("neuron ", neuron.index + 1), ui::Type::small, colours.muted);
        painter.fill({v < 0 ? base - length : base, y + (row_h - bar_h) / 2, length, bar_h},
                     v < 0 ? colours.doubt : colours.accent, 0.125F);
        painter.text(room.x + width - number_w, text_y, (v < 0 ? "−" : "+") + core::decimals(neuron.value, 2),
                     ui::Type::small, colours.text, number_w, ui::Align::right);
        y += row_h;
    }
    painter.line(base, y - row_h * static_cast<float>(strongest.size()), base, y, colours.line);
    return y - room.y;
}

}  // namespace mllab::sketchpad
