#include "experiments/rock_paper_scissors/game/words.hpp"

#include <cmath>

#include "core/text.hpp"

namespace mllab::rock_paper_scissors {

std::string score_text(const Match& match) {
    return core::joined(match.count(Outcome::win), " to ", match.count(Outcome::lose));
}

std::string round_text(const Match& match) {
    if (match.rounds().empty()) return "";
    const Round& round = match.rounds().back();
    std::string text = core::joined("You: ", name(round.visitor), ", computer: ", name(round.seal.hand), ". ");
    if (match.over())
        return text + core::joined(match.won() ? "You win the match, " : "The computer wins the match, ",
                                   score_text(match), ".");
    switch (round.outcome) {
        case Outcome::win:
            text += "You win.";
            break;
        case Outcome::lose:
            text += "The computer wins.";
            break;
        case Outcome::draw:
            text += "A draw.";
            break;
    }
    return text + " " + score_text(match) + ".";
}

std::string guess_text(const Seal& seal) {
    if (!seal.guess) return "";
    const std::string expected =
        core::joined("It expected ", name(*seal.guess), " (", std::llround(100 * seal.guess_p), " % sure)");
    if (seal.by_lot) return expected + " but left it to chance this time.";
    return core::joined(expected, " and played ", name(seal.hand), ".");
}

std::string trouble_text(Trouble trouble) {
    switch (trouble) {
        case Trouble::none:
            return "";
        case Trouble::no_picture:
            return "Too few pictures came from the camera, so the round does not count. Play it again.";
        case Trouble::no_hand:
            return "No hand was seen, so the round does not count. Hold your hand in the square and play again.";
        case Trouble::unsure:
            return "It was not clear what your hand showed, so the round does not count. Keep it still and play again.";
        case Trouble::source_gone:
            return "The camera stopped, so the round does not count. Switch it on again, or press Rock, Paper or "
                   "Scissors.";
        case Trouble::stopped:
            return "Stopped: the round does not count.";
    }
    return "";
}

}  // namespace mllab::rock_paper_scissors
