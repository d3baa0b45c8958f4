#include "inference/stored_answers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace mllab::inference {

namespace {

using nlohmann::json;

constexpr std::size_t most_bytes = std::size_t{64} << 10;
constexpr std::size_t most_answers = 64;
constexpr std::size_t most_guesses = 32;
constexpr std::size_t longest_name = 100;
constexpr float rounding = 0.001F;  // of a sum of probabilities

// A share of something, 0 to 1.
std::optional<float> share(const json& value) {
    if (!value.is_number()) return std::nullopt;
    const auto number = value.get<double>();
    if (!(number >= 0 && number <= 1)) return std::nullopt;
    return static_cast<float>(number);
}

std::optional<StoredGuess> guess_of(const json& value, std::size_t labels) {
    if (!value.is_array() || (value.size() != 2 && value.size() != 6)) return std::nullopt;
    if (!value[0].is_number_unsigned() || value[0].get<std::uint64_t>() >= labels) return std::nullopt;
    std::array<float, 5> shares{};
    for (std::size_t i = 1; i < value.size(); ++i) {
        const auto number = share(value[i]);
        if (!number) return std::nullopt;
        shares.at(i - 1) = *number;
    }
    StoredGuess guess{.label = value[0].get<std::size_t>(), .p = shares[0]};
    if (value.size() == 6) guess.box = {shares[1], shares[2], shares[3], shares[4]};
    return guess;
}

// Guesses without places share one certainty, and none is there twice.
bool makes_sense(const StoredAnswer& answer) {
    float sum = 0;
    for (std::size_t i = 0; i < answer.size(); ++i) {
        if (answer[i].box) continue;
        sum += answer[i].p;
        for (std::size_t j = 0; j < i; ++j)
            if (!answer[j].box && answer[j].label == answer[i].label) return false;
    }
    return sum <= 1 + rounding;
}

std::optional<StoredAnswer> answer_of(const json& value, std::size_t labels) {
    if (!value.is_array() || value.size() > most_guesses) return std::nullopt;
    StoredAnswer answer;
    for (const json& one : value) {
        const auto guess = guess_of(one, labels);
        if (!guess) return std::nullopt;
        answer.push_back(*guess);
    }
    if (!makes_sense(answer)) return std::nullopt;
    return answer;
}

}  // namespace

StoredAnswers stored_answers_of(std::string_view text, const ModelCard& card) {
    if (text.size() > most_bytes) return {};
    const json file = json::parse(text, nullptr, false);
    if (!file.is_object()) return {};
    const auto hash = file.find("sha256");
    if (hash == file.end() || !hash->is_string() || hash->get_ref<const std::string&>() != card.file_sha256) return {};
    const auto answers = file.find("answers");
    if (answers == file.end() || !answers->is_object() || answers->size() > most_answers) return {};
    StoredAnswers known;
    for (const auto& [name, value] : answers->items()) {
        auto answer = answer_of(value, card.labels.size());
        if (!answer || name.size() > longest_name) return {};
        known.emplace(name, std::move(*answer));
    }
    return known;
}

std::vector<float> probabilities_of(const StoredAnswer& answer, std::size_t labels) {
    std::vector<float> probabilities(labels);
    for (const StoredGuess& guess : answer) probabilities.at(guess.label) = guess.p;
    return probabilities;
}

}  // namespace mllab::inference
