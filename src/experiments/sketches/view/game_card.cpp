#include "experiments/sketches/view/game_card.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/text.hpp"
#include "ui/lettering.hpp"
#include "ui/pad_view.hpp"

namespace mllab::sketches {

namespace {

constexpr int columns = 3;
constexpr int side = 352;   // of a drawing
constexpr int margin = 48;  // around everything
constexpr int gap = 24;     // between drawings
constexpr int line = 36;    // of text
constexpr int head = 96;    // of the title
constexpr int width = 2 * margin + columns * side + (columns - 1) * gap;
constexpr int cell = side + 2 * line + gap;
constexpr float title_px = 40;
constexpr float text_px = 26;
constexpr std::size_t channels = 4;

void fill(image::RgbaImage& picture, int left, int top, int w, int h, ui::Colour colour) {
    for (int y = top; y < top + h; ++y)
        for (int x = left; x < left + w; ++x) {
            const std::size_t at = channels * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                               static_cast<std::size_t>(x));
            for (std::size_t c = 0; c < 3; ++c)
                picture.pixels[at + c] = static_cast<std::uint8_t>((colour >> (8 * c)) & 255U);
            picture.pixels[at + 3] = 255;
        }
}

void put(image::RgbaImage& picture, int left, int top, const image::RgbaImage& what) {
    const std::size_t row = channels * static_cast<std::size_t>(what.width);
    for (int y = 0; y < what.height; ++y) {
        const auto from = what.pixels.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(y));
        const auto to = static_cast<std::size_t>(top + y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(left);
        std::copy_n(from, row, picture.pixels.begin() + static_cast<std::ptrdiff_t>(channels * to));
    }
}

}  // namespace

std::string outcome_of(const CardRound& round) {
    if (round.guessed) return core::joined("seen after ", core::decimals(round.took_ms / 1000, 1), " s");
    if (round.drawing.empty()) return "not drawn";
    return round.seen.empty() ? std::string("not seen") : "seen as " + round.seen;
}

image::RgbaImage card_of(const std::vector<CardRound>& rounds, float pen_width, const std::string& network) {
    if (rounds.empty()) throw std::invalid_argument("a card shows at least one round");
    const ui::Palette& colours = ui::palette(false);
    const int rows = (static_cast<int>(rounds.size()) + columns - 1) / columns;
    image::RgbaImage picture(width, head + rows * cell + margin + line);
    fill(picture, 0, 0, picture.width, picture.height, colours.page);

    const ui::Lettering title(title_px);
    const ui::Lettering text(text_px);
    const auto score = std::ranges::count_if(rounds, &CardRound::guessed);
    title.write(picture, margin, margin / 2 + 8,
                core::joined(score, " of ", rounds.size(), " sketches guessed in time"), colours.text);
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const CardRound& round = rounds[i];
        const int place = static_cast<int>(i);
        const int x = margin + place % columns * (side + gap);
        const int y = head + place / columns * cell;
        const ui::Colour colour = round.guessed ? colours.accent : colours.doubt;
        fill(picture, x - 3, y - 3, side + 6, side + 6, round.guessed ? colours.accent : colours.line);
        ui::DrawingPad pad;
        pad.play(round.drawing, 0, true);
        put(picture, x, y, ui::picture_of(pad, pen_width, side));
        text.write(picture, x, y + side + 8, round.word, colours.text);
        text.write(picture, x, y + side + 8 + line, outcome_of(round), colour);
    }
    text.write(picture, margin, picture.height - margin - line / 2,
               "ML Lab: guessed by a neural network, the " + network, colours.muted);
    return picture;
}

}  // namespace mllab::sketches
