// The computer's hand, drawn before the visitor shows his and proved afterwards: a commitment. Before the round the
// page shows the SHA-256 of an opening, "<secret>/<round>/<hand>"; after it the opening itself. Nobody finds another
// opening with the same hash, so the hand cannot have been changed in between; and the secret, 128 random bits of every
// round's own, keeps anybody from trying the three hands beforehand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/sha256.hpp"
#include "experiments/rock_paper_scissors/pipeline/gesture.hpp"

namespace mllab::rock_paper_scissors {

// Numbers that follow from a text, so that anybody can draw them again: the bytes of its SHA-256, then of the SHA-256
// of that hash in hexadecimal digits, and so on.
class HashDice {
 public:
    explicit HashDice(const std::string& text) : bytes_(core::sha256(text)) {}
    // Uniform in [0, n), 0 < n <= 256: a byte at or above the largest multiple of n is thrown away, the first other one
    // counts modulo n. Throws std::invalid_argument on any other n.
    [[nodiscard]] std::size_t below(std::size_t n);

 private:
    [[nodiscard]] std::size_t next_byte();

    core::Sha256 bytes_;
    std::size_t at_ = 0;
};

struct Seal {
    std::string secret{};
    std::size_t round = 1;  // of this visit, draws and earlier matches included
    Gesture hand = Gesture::rock;
    // What the computer expected of the visitor; none of the fair one, and of one that knows nothing yet.
    std::optional<Gesture> guess{};
    double guess_p = 0;
    bool by_lot = true;  // or what beats the guess

    // It had a guess, and drew lots all the same.
    [[nodiscard]] bool explored() const { return by_lot && guess; }
    // What a hand drawn by lot follows from: "<secret>/<round>".
    [[nodiscard]] std::string lot() const;
    [[nodiscard]] std::string opening() const;
    // 64 hexadecimal digits.
    [[nodiscard]] std::string commitment() const;
};

// How a visitor checks a round that is over: for whoever has `sha256sum` or any page that computes SHA-256.
[[nodiscard]] std::string how_to_check(const Seal& seal);

}  // namespace mllab::rock_paper_scissors
