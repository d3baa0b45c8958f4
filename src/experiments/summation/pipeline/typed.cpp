// From what somebody types to two numbers, or to a sentence that says what is missing.
#include <algorithm>

#include "core/text.hpp"
#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::summation {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The bytes of the first character of `text`, which is not empty and may be no UTF-8 at all.
std::string_view first_character(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && length < 4 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
    return text.substr(0, length);
}

// Other ways of writing digits, plus and spaces become the plain ones: what a keyboard for Japanese or a web page
// gives.
std::string plain(std::string_view text) {
    constexpr std::string_view wide_plus = "\uFF0B";
    constexpr std::string_view wide_equals = "\uFF1D";
    constexpr std::string_view no_break_space = "\u00A0";
    constexpr std::string_view wide_space = "\u3000";
    constexpr std::string_view wide_zero = "\uFF10";
    std::string result;
    while (!text.empty()) {
        const std::string_view c = first_character(text);
        text.remove_prefix(c.size());
        if (c == wide_plus) {
            result += '+';
        } else if (c == wide_equals) {
            result += '=';
        } else if (c == no_break_space || c == wide_space) {
            result += ' ';
        } else if (c.size() == wide_zero.size() && c.substr(0, 2) == wide_zero.substr(0, 2) && c[2] >= wide_zero[2] &&
                   c[2] < wide_zero[2] + 10) {
            result += static_cast<char>('0' + (c[2] - wide_zero[2]));
        } else {
            result += c;
        }
    }
    return result;
}

// "1,000" -> "1000": commas with a digit before and exactly three digits after them.
std::string without_thousands(std::string_view text) {
    const auto digit_at = [&](std::size_t i) { return i < text.size() && is_digit(text[i]); };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool groups = text[i] == ',' && i > 0 && digit_at(i - 1) && digit_at(i + 1) && digit_at(i + 2) &&
                            digit_at(i + 3) && !digit_at(i + 4);
        if (!groups) result += text[i];
    }
    return result;
}

// Without "=" and the answer that somebody wrote after it, where a sum stands before it.
std::string_view without_answer(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return text;
    const std::string_view answer = text.substr(equals + 1);
    const auto before = text.substr(0, equals);
    const bool complete = std::ranges::any_of(before, is_digit) && !before.ends_with('+');
    const bool number = std::ranges::all_of(answer, [](char c) { return is_digit(c) || is_space(c); });
    return complete && number ? before : text;
}

// The word that begins here: up to a space, a digit or a plus.
std::string word_at(std::string_view text) {
    std::string word;
    while (!text.empty() && !is_space(text.front()) && !is_digit(text.front()) && text.front() != '+') {
        const std::string_view c = first_character(text);
        word += c;
        text.remove_prefix(c.size());
    }
    return word;
}

bool is_minus(std::string_view word) {
    return word.starts_with('-') || word.starts_with("\u2212") || word.starts_with("\u2013");
}

// The number that `digits` write, without leading zeros, or none above the largest operand.
int operand_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = std::min(largest_operand + 1, 10 * value + (c - '0'));
    return value;
}

}  // namespace

Parsed parse(std::string_view text) {
    const auto problem = [](Problem which, std::string offending = "") {
        return Parsed{.expression = {}, .problem = which, .offending = std::move(offending)};
    };
    const std::string all = without_thousands(plain(text));
    const std::string_view sum = without_answer(all);
    std::string tidy;
    bool apart = false;  // a space between two digits
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const char c = sum[i];
        if (is_space(c)) continue;
        if (!is_digit(c) && c != '+') {
            const std::string word = word_at(sum.substr(i));
            const bool inside = !tidy.empty() && is_digit(tidy.back()) && i + 1 < sum.size() && is_digit(sum[i + 1]);
            if (is_minus(word)) return problem(Problem::negative, word);
            if (inside && (word == "." || word == ",")) return problem(Problem::fraction, word);
            return problem(Problem::not_a_number, word);
        }
        apart = apart || (is_digit(c) && i > 0 && is_space(sum[i - 1]) && !tidy.empty() && is_digit(tidy.back()));
        tidy += c;
    }
    if (tidy.empty()) return problem(Problem::empty);
    if (tidy.front() == '+') return problem(Problem::no_left);
    if (std::ranges::count(tidy, '+') > 1) return problem(Problem::too_many);
    const std::size_t at = tidy.find('+');
    if (at == std::string::npos && apart) return problem(Problem::no_plus);
    const std::string left = tidy.substr(0, at);
    const std::string right = at == std::string::npos ? "" : tidy.substr(at + 1);
    for (const std::string& operand : {left, right})
        if (operand_of(operand) > largest_operand) return problem(Problem::too_large, operand);
    if (right.empty()) return problem(Problem::unfinished);
    return {.expression = {.left = operand_of(left), .right = operand_of(right)},
            .problem = Problem::none,
            .offending = ""};
}

std::string message(const Parsed& parsed) {
    constexpr std::size_t longest_shown = 24;  // bytes
    std::string shown;
    for (std::string_view left = parsed.offending; !left.empty();) {
        const std::string_view c = first_character(left);
        left.remove_prefix(c.size());
        if (shown.size() + c.size() > longest_shown) {
            shown += "…";
            break;
        }
        shown += c;
    }
    switch (parsed.problem) {
        case Problem::empty:
            return "Type two numbers, for example 17+38.";
        case Problem::unfinished:
            return "Go on: two numbers with a plus between them.";
        case Problem::no_left:
            return "A number is missing before the plus.";
        case Problem::no_plus:
            return "A plus is missing between the two numbers.";
        case Problem::too_many:
            return "Only two numbers, please: the network learned nothing else.";
        case Problem::negative:
            return "The network has no minus: it only learned to add numbers from 0 to 999.";
        case Problem::too_large:
            return core::joined(shown, " is too large: the network learned numbers from 0 to 999.");
        case Problem::fraction:
            return "Whole numbers only: the network never learned what comes after the point.";
        case Problem::not_a_number:
            return core::joined("“", shown, "” is no number. Type two whole numbers in digits, for example 17+38.");
        case Problem::none:
            break;
    }
    return "";
}

}  // namespace mllab::summation
