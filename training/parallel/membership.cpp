#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <format>
#include <limits>
#include <string_view>

#include "training/parallel/process_group.hpp"

namespace mllab::parallel {

namespace {

constexpr std::array<const char*, 4> names{"RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"};

int number(const char* name, std::string_view text, int lowest, int highest) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < lowest || value > highest)
        throw std::invalid_argument(
            highest == std::numeric_limits<int>::max()
                ? std::format("{} is “{}”, but must be a whole number from {} on", name, text, lowest)
                : std::format("{} is “{}”, but must be a whole number from {} to {}", name, text, lowest, highest));
    return value;
}

}  // namespace

Membership membership_of(const std::function<const char*(const char*)>& variable) {
    std::array<const char*, names.size()> texts{};
    std::ranges::transform(names, texts.begin(), variable);
    const auto missing = std::ranges::find(texts, nullptr);
    const auto there = std::ranges::find_if(texts, [](const char* text) { return text != nullptr; });
    if (there == texts.end()) return {};
    const auto name_of = [&](auto text) { return names.at(static_cast<std::size_t>(text - texts.begin())); };
    if (missing != texts.end())
        throw std::invalid_argument(std::format(
            "{} is set, but {} is not: training in several processes needs RANK, WORLD_SIZE, MASTER_ADDR and "
            "MASTER_PORT, training in one needs none of them",
            name_of(there), name_of(missing)));
    Membership membership;
    membership.size = number(names[1], texts[1], 1, std::numeric_limits<int>::max());
    membership.rank = number(names[0], texts[0], 0, membership.size - 1);
    membership.address = texts[2];
    if (membership.address.empty()) throw std::invalid_argument("MASTER_ADDR is empty, but must say where rank 0 is");
    membership.port = static_cast<std::uint16_t>(number(names[3], texts[3], 1, 65535));
    return membership;
}

Membership membership_from_environment() {
    return membership_of([](const char* name) -> const char* { return std::getenv(name); });
}

}  // namespace mllab::parallel
