// A game that is over, as a picture to keep: what was drawn for each word, what the network saw in it, and how fast.
#pragma once

#include <string>
#include <vector>

#include "image/image.hpp"
#include "ink/strokes.hpp"

namespace mllab::sketches {

struct CardRound {
    std::string word;
    bool guessed = false;
    double took_ms = 0;
    ink::Strokes drawing{};  // in pad units
    std::string seen{};      // the best guess at the end; empty where there was none
};

// Two lines below a drawing: "cat" and "seen after 7.2 s", or what was seen instead.
[[nodiscard]] std::string outcome_of(const CardRound& round);

// Three drawings beside each other. `pen_width` in pad units; `network`: its short name. Throws std::invalid_argument
// without any round.
[[nodiscard]] image::RgbaImage card_of(const std::vector<CardRound>& rounds, float pen_width,
                                       const std::string& network);

}  // namespace mllab::sketches
