// What the command line refuses before anything begins.
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string>

namespace mllab::cli {

// For an option that is a number from `low` to `high`. CLI11's own range lets "nan" pass, which is neither below nor
// above anything.
[[nodiscard]] CLI::Validator number_within(double low, double high);

// A sentence where the first word that is no option is none of `commands`, or where there is no word at all; else
// empty. `words`: the command line without the program. Asking for help is right without a command.
[[nodiscard]] std::string wrong_command(std::span<const std::string> words, std::span<const std::string> commands);

}  // namespace mllab::cli
