#include "experiments/summation/pipeline/pipeline.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"

namespace mllab::summation {

namespace {

constexpr std::int64_t plus = 11;
constexpr std::string_view symbols = "0123456789 +";
constexpr std::size_t operand_length = 3;

// Three places, right-aligned, blanks before: what a person writes under each other.
std::string right_aligned(int number) {
    std::string digits = std::to_string(number);
    return std::string(operand_length - digits.size(), ' ') + digits;
}

void append_tokens(std::vector<std::int64_t>& tokens, std::string_view read) {
    for (const char c : read) tokens.push_back(static_cast<std::int64_t>(symbols.find(c)));
}

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(core::joined("the summation model's output does not fit: ", what));
}

// Row-major numbers of an output that must have this shape.
const std::vector<float>& numbers(const inference::Outputs& outputs, const char* name, const core::Shape& shape) {
    const core::Tensor& tensor = outputs.tensor(name);
    require(tensor.shape == shape, name);
    return tensor.as<float>();
}

inference::RunRequest request_of(core::Tensor tokens, bool inside) {
    inference::RunRequest run;
    run.inputs.push_back({"tokens", std::move(tokens)});
    run.fetch = {"logits"};
    if (inside) run.fetch.insert(run.fetch.end(), {"attention", "reading", "writing"});
    return run;
}

}  // namespace

std::string laid_out(const Expression& expression) {
    return right_aligned(expression.left) + "+" + right_aligned(expression.right);
}

core::Tensor encode(std::span<const Expression> expressions) {
    if (expressions.empty()) throw std::invalid_argument("there is no expression to encode");
    std::vector<std::int64_t> tokens;
    tokens.reserve(expressions.size() * input_length);
    for (const Expression& e : expressions) {
        if (e.left < 0 || e.left > largest_operand || e.right < 0 || e.right > largest_operand)
            throw std::invalid_argument(core::joined(e.left, "+", e.right, " is not made of numbers from 0 to 999"));
        append_tokens(tokens, laid_out(e));
    }
    static_assert(plus == static_cast<std::int64_t>(symbols.find('+')) && symbols.size() == token_count);
    static_assert(symbols.find(' ') == blank);
    return {{static_cast<std::int64_t>(expressions.size()), static_cast<std::int64_t>(input_length)},
            std::move(tokens)};
}

core::Tensor encode_characters(std::string_view read) {
    if (read.size() != input_length || read.find_first_not_of(symbols) != std::string_view::npos)
        throw std::invalid_argument(core::joined("“", read, "” is not seven digits, blanks and pluses"));
    std::vector<std::int64_t> tokens;
    append_tokens(tokens, read);
    return {{1, static_cast<std::int64_t>(input_length)}, std::move(tokens)};
}

std::array<std::int64_t, answer_length> target(const Expression& expression) {
    std::array<std::int64_t, answer_length> classes{};
    int rest = true_sum(expression);
    for (std::size_t i = 0; i < answer_length; ++i) {
        classes.at(i) = rest > 0 || i == 0 ? rest % 10 : static_cast<std::int64_t>(blank);
        rest /= 10;
    }
    return classes;
}

Parameters Parameters::from(const inference::ModelCard& card) {
    const double units = card.preprocessing_value("units");
    if (!(units >= 1 && units <= 4096) || units != std::floor(units))
        throw inference::CardError(core::joined("the model card's units are ", core::decimals(units, 3)));
    if (card.preprocessing_value("input_length") != static_cast<double>(input_length) ||
        card.preprocessing_value("answer_length") != static_cast<double>(answer_length))
        throw inference::CardError("the model card is not of a network that reads 7 characters and writes 4");
    return {.units = static_cast<std::size_t>(units)};
}

inference::RunRequest request(std::span<const Expression> expressions, bool inside) {
    return request_of(encode(expressions), inside);
}

inference::RunRequest request_of_characters(std::string_view read) { return request_of(encode_characters(read), true); }

std::vector<Answer> decode(const inference::Outputs& outputs, std::span<const Expression> expressions) {
    const auto count = static_cast<std::int64_t>(expressions.size());
    const auto& logits = numbers(
        outputs, "logits", {count, static_cast<std::int64_t>(answer_length), static_cast<std::int64_t>(symbol_count)});
    std::vector<Answer> answers(expressions.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Answer& answer = answers[i];
        answer.confidence = 1;
        for (std::size_t place = 0; place < answer_length; ++place) {
            // The network begins with the units, people with the thousands.
            const std::size_t written = answer_length - 1 - place;
            const auto p =
                core::softmax(std::span(logits).subspan((i * answer_length + written) * symbol_count, symbol_count));
            std::ranges::copy(p, answer.probabilities.at(place).begin());
            const core::Ranked best = core::top_k(p, 1).front();
            answer.symbols.at(place) = best.index;
            answer.confidence *= best.value;
            // Blanks before the number are not part of it; one inside it would be a mistake that must be seen.
            if (best.index != blank || !answer.text.empty()) answer.text += symbols[best.index];
            answer.place_right.at(place) = static_cast<std::int64_t>(best.index) == target(expressions[i]).at(written);
        }
        answer.right = answer.text == std::to_string(true_sum(expressions[i]));
    }
    return answers;
}

Inside inside_of(const inference::Outputs& outputs, std::size_t index, const Parameters& parameters) {
    const core::Shape& shape = outputs.tensor("attention").shape;
    require(!shape.empty() && static_cast<std::int64_t>(index) < shape.front(), "there is no such expression");
    const std::int64_t count = shape.front();
    const auto in = static_cast<std::int64_t>(input_length);
    const auto out = static_cast<std::int64_t>(answer_length);
    const auto units = static_cast<std::int64_t>(parameters.units);
    const auto& attention = numbers(outputs, "attention", {count, out, in});
    const auto& reading = numbers(outputs, "reading", {count, in, units});
    const auto& writing = numbers(outputs, "writing", {count, out, units});
    Inside inside;
    inside.units = parameters.units;
    for (std::size_t place = 0; place < answer_length; ++place) {
        const std::size_t row = index * answer_length + answer_length - 1 - place;
        const auto looked = std::span(attention).subspan(row * input_length, input_length);
        std::ranges::copy(looked, inside.attention.at(place).begin());
        const auto wrote = std::span(writing).subspan(row * inside.units, inside.units);
        inside.writing.insert(inside.writing.end(), wrote.begin(), wrote.end());
    }
    const auto read = std::span(reading).subspan(index * input_length * inside.units, input_length * inside.units);
    inside.reading.assign(read.begin(), read.end());
    return inside;
}

std::string message(const Expression& expression, const Answer& answer) {
    const double p = answer.confidence;
    // "100.0 %" would claim a certainty that no softmax has.
    const std::string sure = p >= 0.9995 ? "more than 99.9" : core::decimals(100 * p, 1);
    const std::string says = core::joined(expression.left, " + ", expression.right, " = ",
                                          answer.text.empty() ? std::string("nothing") : answer.text);
    if (answer.right) return core::joined(says, ", and that is right (", sure, " % sure).");
    return core::joined(says, ", says the network (", sure, " % sure), but the true sum is ", true_sum(expression),
                        ".");
}

}  // namespace mllab::summation
