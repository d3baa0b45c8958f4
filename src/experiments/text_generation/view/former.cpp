#include "experiments/text_generation/view/former.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"

namespace mllab::text_generation {

namespace {

const std::string order_field = "former";  // "500-1-0.8-0-1-0": length, seed, settings
const std::string branches_field = "former-branches";
const std::string prompt_field = "former-prompt";

// A seed has all 32 bits, which a place in memory need not have.
std::optional<std::uint64_t> seed_of(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc() || end != text.data() + text.size() || seed > largest_seed) return std::nullopt;
    return seed;
}

}  // namespace

void keep_former(const Order& former, const Order& now, std::map<std::string, std::string>& fields) {
    fields[order_field] = core::joined(former.length, "-", former.seed, "-", text_of(former.sampling));
    if (!former.branches.empty()) fields[branches_field] = text_of(former.branches, former.sampling);
    if (former.prompt != now.prompt) fields[prompt_field] = former.prompt;
}

std::optional<Order> former_of(const std::map<std::string, std::string>& fields, const Order& now,
                               std::size_t characters) {
    const auto text = [&](const std::string& name) {
        const auto found = fields.find(name);
        return found == fields.end() ? std::nullopt : std::optional(found->second);
    };
    const std::string numbers = text(order_field).value_or("");
    const std::size_t first = std::min(numbers.find('-'), numbers.size());
    const std::size_t second = std::min(numbers.find('-', first + 1), numbers.size());
    if (second == numbers.size()) return std::nullopt;
    const auto length = experiments::number_of(numbers.substr(0, first), longest_text + 1);
    const auto seed = seed_of(numbers.substr(first + 1, second - first - 1));
    const auto sampling = sampling_of(numbers.substr(second + 1));
    if (!length || !seed || !sampling) return std::nullopt;
    auto branches = branches_of(text(branches_field).value_or(""), *sampling, characters);
    if (!branches) return std::nullopt;
    return Order{.prompt = text(prompt_field).value_or(now.prompt),
                 .sampling = *sampling,
                 .seed = *seed,
                 .length = *length,
                 .branches = *std::move(branches)};
}

}  // namespace mllab::text_generation
