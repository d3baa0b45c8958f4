// Summation: from an expression to the network's input, and from its output to a sum. The network reads characters, not
// numbers: both operands right-aligned in three places around the plus, "  7+ 38". It writes the sum's units first, as
// people do on paper, because a carry comes from there; what is handed out here is in reading order.
// Pure: the page, the tests and the trainer link this very code.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"

namespace mllab::summation {

inline constexpr int largest_operand = 999;
inline constexpr std::size_t input_length = 7;   // characters that the network reads
inline constexpr std::size_t answer_length = 4;  // places that it writes: 999+999=1998
inline constexpr std::size_t symbol_count = 11;  // what can stand in a place of the answer: "0" … "9" and a blank
inline constexpr std::size_t blank = 10;
inline constexpr std::size_t token_count = 12;  // what it reads: the same and the plus

struct Expression {
    int left = 0;
    int right = 0;  // both 0..largest_operand
    bool operator==(const Expression&) const = default;
};
[[nodiscard]] constexpr int true_sum(const Expression& e) { return e.left + e.right; }

enum class Problem {
    none,
    empty,         // nothing typed
    unfinished,    // "12", "12+": fine so far
    no_left,       // "+", "+5": a number is missing before the plus
    too_many,      // "1+2+3": only two numbers
    negative,      // "-3+4", "7-2": a minus
    too_large,     // an operand above 999
    no_plus,       // "17 38": two numbers, and nothing between them
    fraction,      // "1.5+2", "2,5+1"
    not_a_number,  // anything else
};

struct Parsed {
    Expression expression;  // meaningful only where `problem` is `none`
    Problem problem = Problem::empty;
    std::string offending;  // the operand, word or character that is the problem, where there is one; UTF-8
};
// Any bytes. Spaces do not matter where there is a plus, leading zeros neither; full-width digits and pluses are taken
// for what they are, commas between thousands are left out, "=" and an answer after it, too: "12+3=15" is 12+3.
[[nodiscard]] Parsed parse(std::string_view text);

// For people: "Type two numbers, for example 17+38." / "The network has no minus: it learned to add." … Empty for none.
[[nodiscard]] std::string message(const Parsed& parsed);

// The seven characters as the network reads them: "  7+ 38".
[[nodiscard]] std::string laid_out(const Expression& expression);

// Input "tokens" of shape [N, 7], int64. Throws std::invalid_argument on an operand outside 0..999 or no expression.
[[nodiscard]] core::Tensor encode(std::span<const Expression> expressions);
// The same of seven characters that need not stand as `laid_out` puts them: digits, blanks and pluses in any order.
// Throws std::invalid_argument on anything else.
[[nodiscard]] core::Tensor encode_characters(std::string_view read);
// The sum as classes, units first, as the network writes it: what it is trained on.
[[nodiscard]] std::array<std::int64_t, answer_length> target(const Expression& expression);

// Everything below in reading order: place 0 is the thousands.
struct Answer {
    std::string text;  // "55"; as the network wrote it, so it may be no number at all: "1 5"
    std::array<std::array<float, symbol_count>, answer_length> probabilities{};  // [place][symbol], softmax
    std::array<std::size_t, answer_length> symbols{};                            // the likeliest in each place
    std::array<bool, answer_length> place_right{};  // the symbol in each place is that of the true sum
    float confidence = 0;                           // product of the likeliest's probabilities
    bool right = false;                             // text is the true sum
};

// What the network did inside, for one expression; all from the very run that answered.
struct Inside {
    // How much the network looked at each character it read while it wrote a place: [place][character], rows add up
    // to 1.
    std::array<std::array<float, input_length>, answer_length> attention{};
    std::size_t units = 0;
    std::vector<float> reading;  // [input_length][units], -1..1, in the order of the characters
    std::vector<float> writing;  // [answer_length][units], in reading order of the answer
};

struct Parameters {
    std::size_t units = 0;  // of the layer that reads and of the one that writes

    // Reads "units"; checks "input_length" and "answer_length". Throws inference::CardError.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

// The run for these expressions; `inside`: also what `inside_of` needs.
[[nodiscard]] inference::RunRequest request(std::span<const Expression> expressions, bool inside = false);
// The run for one text of seven characters, with what `inside_of` needs.
[[nodiscard]] inference::RunRequest request_of_characters(std::string_view read);
// Answers, one for each expression that was asked. Throws std::invalid_argument where the outputs do not fit.
[[nodiscard]] std::vector<Answer> decode(const inference::Outputs& outputs, std::span<const Expression> expressions);
// Of expression `index` of a run with `inside`. Throws std::invalid_argument where the outputs do not fit.
[[nodiscard]] Inside inside_of(const inference::Outputs& outputs, std::size_t index, const Parameters& parameters);

// "17 + 38 = 55, and that is right (more than 99.9 % sure)." / "… = 54, but the true sum is 55 …"
[[nodiscard]] std::string message(const Expression& expression, const Answer& answer);

}  // namespace mllab::summation
