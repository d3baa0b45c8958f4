#include "experiments/rock_paper_scissors/view/inside_panel.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <stdexcept>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/common/inside.hpp"

namespace mllab::rock_paper_scissors {

namespace {

using experiments::Caption;
using experiments::draw_caption;

constexpr std::size_t channels_shown = 12;
constexpr float caption_air_em = 0.75F;
constexpr float picture_em = 12;
constexpr float channel_em = 4.5F;

// Channels, height and width.
std::array<std::size_t, 3> sizes_of(const core::Tensor& maps) {
    if (maps.shape.size() != 4 || maps.shape[0] != 1 || maps.size() == 0)
        throw std::invalid_argument("maps are [1, channels, height, width], not " + core::to_string(maps.shape));
    return {static_cast<std::size_t>(maps.shape[1]), static_cast<std::size_t>(maps.shape[2]),
            static_cast<std::size_t>(maps.shape[3])};
}

std::span<const float> channel_of(const core::Tensor& maps, std::size_t channel) {
    const auto [channels, height, width] = sizes_of(maps);
    return std::span(maps.as<float>()).subspan(channel * height * width, height * width);
}

}  // namespace

std::vector<std::size_t> busiest_channels(const core::Tensor& features, std::size_t count) {
    const std::size_t channels = sizes_of(features)[0];
    std::vector<float> sums(channels);
    for (std::size_t channel = 0; channel < channels; ++channel) {
        const auto values = channel_of(features, channel);
        sums[channel] = std::accumulate(values.begin(), values.end(), 0.0F);
    }
    std::vector<std::size_t> busiest;
    for (const core::Ranked& ranked : core::top_k(sums, count)) busiest.push_back(ranked.index);
    return busiest;
}

void InsidePanel::refresh(const viewfinder::Reading<Seeing>* reading) {
    if (reading == nullptr || !reading->answer.class_activation || !reading->answer.features) {
        shown_.reset();
        overlay_.clear();
        map_.clear();
        channels_.clear();
        return;
    }
    if (shown_ == reading->input) return;
    shown_ = reading->input;
    const Seeing& seeing = reading->answer;
    const ClassMap map = map_of(*seeing.class_activation, spoken_class(seeing.answer));
    overlay_.set(map.values, map.width, map.height);
    map_.set(map.values, map.width, map.height);
    busiest_ = busiest_channels(*seeing.features, channels_shown);
    std::vector<float> tiles;
    for (const std::size_t channel : busiest_) {
        const auto values = channel_of(*seeing.features, channel);
        tiles.insert(tiles.end(), values.begin(), values.end());
    }
    const auto [channels, height, width] = sizes_of(*seeing.features);
    channels_.set(std::move(tiles), static_cast<int>(busiest_.size()), static_cast<int>(width),
                  static_cast<int>(height));
}

float InsidePanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                        const viewfinder::Reading<Seeing>* reading, const std::vector<std::string>& labels) {
    refresh(reading);
    const ui::Palette& colours = painter.colours();
    float y = room.y;
    y += painter.text(room.x, y, "Inside the network", ui::Type::title, colours.text, room.w).h + painter.px(0.75F);
    if (!shown_) {
        const char* hint =
            "Show a hand to the camera, open a picture or take an example, and see what the network looks at.";
        return y + painter.text(room.x, y, hint, ui::Type::body, colours.muted, room.w).h - room.y;
    }
    const float gap = painter.px(1.5F);
    const bool beside = room.w >= painter.px(40);
    const float block = beside ? (room.w - gap) / 2 : room.w;
    const std::string& label = labels[spoken_class(reading->answer.answer)];
    const float map_h = draw_map(painter, host, {room.x, y, block, 0}, *reading, label);
    const ui::Rect rest{beside ? room.x + block + gap : room.x, beside ? y : y + map_h + gap, block, 0};
    const float channels_h = draw_channels(painter, host, rest, reading->answer);
    return std::max(y + map_h, rest.y + channels_h) - room.y;
}

float InsidePanel::draw_map(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                            const viewfinder::Reading<Seeing>& reading, const std::string& label) {
    const Caption caption{.title = core::joined("Where it saw “", label, "”"),
                          .sentence = core::joined("The greener a spot of the picture, the more it spoke for “", label,
                                                   "”: a class activation map.")};
    const float h = draw_caption(painter, room, caption, caption_air_em);
    const float side = std::min(room.w, painter.px(picture_em));
    const ui::Rect picture{room.x, room.y + h, side, side};
    if (!painter.measures()) {
        painter.image(input_.of(host, reading.input, platform::Sampling::linear), picture, 0, 0, 1, 1, 0.5F);
        map_.draw(painter, host, {.rect = picture}, {0, 0, 1, 1});
    }
    return h + side;
}

float InsidePanel::draw_channels(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                                 const Seeing& seeing) {
    const auto [channels, height, width] = sizes_of(*seeing.features);
    const Caption caption{.title = core::joined("What the busiest of ", channels, " channels saw"),
                          .sentence = core::joined(
                              "Each channel of the last layer looks for something of its own, here on ", width, " × ",
                              height, " places. The ", busiest_.size(), " that found most, the busiest first.")};
    const float h = draw_caption(painter, room, caption, caption_air_em);
    return h + channels_.draw(painter, host, room.x, room.y + h, room.w, channel_em);
}

}  // namespace mllab::rock_paper_scissors
