#include "training/cli/checks.hpp"

#include <algorithm>
#include <format>

namespace mllab::cli {

CLI::Validator number_within(double low, double high) {
    const std::string range = std::format("from {} to {}", low, high);
    return {[=](const std::string& text) {
                double value = 0;
                if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high) return std::string();
                return std::format("{} is no number {}", text, range);
            },
            "number " + range, "number_within"};
}

std::string wrong_command(std::span<const std::string> words, std::span<const std::string> commands) {
    std::string known;
    for (const std::string& command : commands) known += (known.empty() ? "" : ", ") + command;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "-h" || word == "--help") return "";
        // These have a value of their own, beside or behind them.
        if (word == "--data" || word == "--work") ++i;
        if (word.starts_with('-')) continue;
        return std::ranges::contains(commands, word)
                   ? std::string()
                   : std::format("there is no command “{}”; there are: {}", word, known);
    }
    return "say what is to be done: " + known;
}

}  // namespace mllab::cli
