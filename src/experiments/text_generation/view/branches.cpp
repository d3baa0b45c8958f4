#include "experiments/text_generation/view/branches.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/shortest.hpp"
#include "core/text.hpp"

namespace mllab::text_generation {

namespace {

constexpr std::size_t most_branches = 1'000;  // in a link; nobody presses so often

std::vector<std::string> parts_of(std::string_view text, char between) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == between)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::optional<std::size_t> whole_number(const std::string& text, std::size_t below) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value >= below) return std::nullopt;
    return value;
}

std::optional<float> number_between(const std::string& text, float low, float high) {
    const auto value = core::number_from(text);
    if (!value) return std::nullopt;
    const auto number = static_cast<float>(*value);
    return number >= low && number <= high ? std::optional(number) : std::nullopt;
}

std::optional<core::SamplingSettings> sampling_of(const std::vector<std::string>& parts, std::size_t from) {
    if (parts.size() != from + 4) return std::nullopt;
    const auto temperature = number_between(parts[from], 0, 2);
    const auto top_k = whole_number(parts[from + 1], 1'000'000);
    const auto top_p = number_between(parts[from + 2], 0.05F, 1);
    const auto penalty = number_between(parts[from + 3], 0, 3);
    if (!temperature || !top_k || !top_p || !penalty) return std::nullopt;
    return core::SamplingSettings{
        .temperature = *temperature, .top_k = *top_k, .top_p = *top_p, .repetition_penalty = *penalty};
}

}  // namespace

const Branch* branch_from(const Branches& branches, std::size_t at) {
    const auto found = std::ranges::find_if(branches, [&](const Branch& branch) { return branch.at >= at; });
    return found == branches.end() ? nullptr : &*found;
}

std::string text_of(const core::SamplingSettings& sampling) {
    return core::joined(core::shortest(sampling.temperature), "-", sampling.top_k, "-", core::shortest(sampling.top_p),
                        "-", core::shortest(sampling.repetition_penalty));
}

std::optional<core::SamplingSettings> sampling_of(const std::string& text) {
    return sampling_of(parts_of(text, '-'), 0);
}

std::string text_of(const Branches& branches, const core::SamplingSettings& last) {
    std::string text;
    for (const Branch& branch : branches) {
        text += core::joined(text.empty() ? "" : "_", branch.at, "-", branch.token);
        if (!same(branch.before, last)) text += "-" + text_of(branch.before);
    }
    return text;
}

std::optional<Branches> branches_of(const std::string& text, const core::SamplingSettings& last,
                                    std::size_t characters) {
    Branches branches;
    if (text.empty()) return branches;
    for (const std::string& one : parts_of(text, '_')) {
        const auto parts = parts_of(one, '-');
        if (parts.size() < 2 || branches.size() == most_branches) return std::nullopt;
        const auto at = whole_number(parts[0], 1'000'000'000);
        const auto token = whole_number(parts[1], characters);
        const auto before = parts.size() == 2 ? last : sampling_of(parts, 2);
        if (!at || !token || !before || (!branches.empty() && *at <= branches.back().at)) return std::nullopt;
        branches.push_back({.at = *at, .token = static_cast<std::uint16_t>(*token), .before = *before});
    }
    return branches;
}

bool same(const core::SamplingSettings& a, const core::SamplingSettings& b) {
    return a.temperature == b.temperature && a.top_k == b.top_k && a.top_p == b.top_p &&
           a.repetition_penalty == b.repetition_penalty;
}

}  // namespace mllab::text_generation
