#include "experiments/text_generation/pipeline/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::text_generation {

namespace {

// The pointer's memory, its large part and its small one.
constexpr const char* old_keys = "keys";
constexpr const char* old_followers = "followers";
constexpr const char* recent_keys = "recent_keys";
constexpr const char* recent_followers = "recent_followers";
// The small part costs most to hand on, the large one most to make anew.
constexpr std::size_t most_recent = 64;

std::size_t whole_number(const inference::ModelCard& card, const char* name, std::size_t low, std::size_t high) {
    const double value = card.preprocessing_value(name);
    if (!(value >= static_cast<double>(low) && value <= static_cast<double>(high)) ||
        value != static_cast<double>(static_cast<std::size_t>(value)))
        throw inference::CardError(core::joined("the model card's ", name, " is ", core::decimals(value, 3),
                                                ", expected a whole number from ", low, " to ", high));
    return static_cast<std::size_t>(value);
}

Alphabet alphabet_of(const inference::ModelCard& card) {
    if (card.labels.empty()) throw inference::CardError("the model card has no labels: a text model's alphabet");
    const std::size_t replacement = whole_number(card, "replacement_token", 0, card.labels.size() - 1);
    try {
        return {card.labels, replacement};
    } catch (const std::invalid_argument& error) {
        throw inference::CardError(core::joined("the model card's labels are no alphabet: ", error.what()));
    }
}

// A character for people, in quotation marks; one that cannot be seen by its number.
std::string shown(const std::string& character) {
    if (character == "\n") return "new line";
    if (character == " ") return "space";
    if (character == "\t") return "tab";
    if (character == "\u00A0") return "no-break space";
    const auto lead = static_cast<unsigned char>(character.front());
    // ASCII's control characters, Latin-1's, and what only moves or marks other characters.
    const bool unseen = lead < 0x20 || lead == 0x7F ||
                        (lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0) ||
                        character.starts_with("\xE2\x80") || character.starts_with("\xE2\x81") || lead == 0xCC ||
                        lead == 0xCD || character.starts_with("\xEF\xB8") || character == "\xEF\xBB\xBF";
    const bool punctuation = character >= "\u2010" && character <= "\u2027";
    if (!unseen || punctuation) return core::joined("“", character, "”");
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::uint32_t code = lead;
    if (character.size() > 1) code = lead & (0x7FU >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i)
        code = (code << 6U) | (static_cast<unsigned char>(character[i]) & 0x3FU);
    std::string number;
    for (unsigned shift = 20; shift <= 20; shift -= 4)
        if (const std::uint32_t rest = code >> shift; rest > 0 || shift < 16) number += digits[rest & 0xFU];
    return "U+" + number;
}

bool is_old(const std::string& name) { return name == old_keys || name == old_followers; }
bool is_recent(const std::string& name) { return name == recent_keys || name == recent_followers; }

// Whether the run that reads so many characters makes one of both parts. The zeros of a blank state come from outside
// with every run, so the first one does, too.
bool makes_one(const State& state, std::size_t tokens) {
    return state.recent + tokens >= most_recent || std::ranges::any_of(state.parts, [](const auto& part) {
               return is_old(part.name) && std::holds_alternative<core::Tensor>(part.value);
           });
}

}  // namespace

Parameters Parameters::from(const inference::ModelCard& card) {
    Alphabet alphabet = alphabet_of(card);
    const std::size_t last = alphabet.size() - 1;
    const std::size_t context_length = whole_number(card, "look_back", 0, 16384);
    return {.alphabet = std::move(alphabet),
            .layers = whole_number(card, "layers", 1, 16),
            .units = whole_number(card, "units", 1, 8192),
            .context_length = context_length,
            .key = whole_number(card, "key", context_length > 0 ? 1 : 0, 1024),
            .start = whole_number(card, "start_token", 0, last),
            .never_replacement = whole_number(card, "replacement_written", 0, 1) == 0};
}

Prompt encode(std::string_view utf8, const Parameters& parameters) {
    Tokens read = parameters.alphabet.encode(utf8);
    Prompt prompt;
    prompt.text = parameters.alphabet.decode(read.tokens);
    prompt.replaced = std::move(read.replaced);
    prompt.unread = read.tokens.size() - std::min(read.tokens.size(), longest_prompt);
    prompt.tokens.push_back(static_cast<std::int64_t>(parameters.start));
    prompt.tokens.insert(prompt.tokens.end(), read.tokens.begin() + static_cast<std::ptrdiff_t>(prompt.unread),
                         read.tokens.end());
    return prompt;
}

std::string message(const Prompt& prompt) {
    constexpr std::size_t most_kinds = 8;
    std::vector<std::pair<std::string, std::string>> kinds;
    for (const Replacement& r : prompt.replaced)
        if (std::pair kind{r.from, r.to}; !std::ranges::contains(kinds, kind)) kinds.push_back(std::move(kind));
    std::string text;
    for (std::size_t i = 0; i < std::min(kinds.size(), most_kinds); ++i) {
        const auto& [from, to] = kinds[i];
        text += i == 0 ? "Not in the network's alphabet: " : ", ";
        text += shown(from) + (to.empty() ? " was left out" : " became " + shown(to));
    }
    if (kinds.size() > most_kinds) text += core::joined(" and ", kinds.size() - most_kinds, " more");
    if (!text.empty()) text += ".";
    if (prompt.unread > 0)
        text += core::joined(text.empty() ? "" : " ", "Only the last ", longest_prompt,
                             " characters are read: the network remembers no more.");
    return text;
}

std::string title_prompt(std::string_view title) { return core::joined("= ", title, " =\n"); }

State blank_state(const Parameters& parameters, std::size_t batch) {
    const auto size = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    const core::Shape shape{size(parameters.layers), size(batch), size(parameters.units)};
    const std::vector<float> zeros(parameters.layers * batch * parameters.units);
    State state;
    state.parts = {{"hidden", core::Tensor(shape, zeros)}, {"cell", core::Tensor(shape, zeros)}};
    if (parameters.context_length == 0) return state;
    const auto memory = [&](const char* keys, const char* followers, std::size_t places) {
        const std::vector<float> no_keys(batch * places * parameters.key);
        const std::vector<std::int64_t> no_followers(batch * places);
        return std::vector<inference::NamedValue>{
            {keys, core::Tensor({size(batch), size(places), size(parameters.key)}, no_keys)},
            {followers, core::Tensor({size(batch), size(places)}, no_followers)}};
    };
    std::ranges::move(memory(old_keys, old_followers, parameters.context_length), std::back_inserter(state.parts));
    state.none_recent = memory(recent_keys, recent_followers, 0);
    std::ranges::copy(state.none_recent, std::back_inserter(state.parts));
    return state;
}

inference::RunRequest request(const std::vector<std::int64_t>& tokens, const State& state, bool units) {
    inference::RunRequest run;
    run.inputs.push_back({"tokens", core::Tensor({1, static_cast<std::int64_t>(tokens.size())}, tokens)});
    run.fetch = {"logits"};
    if (units) run.fetch.emplace_back("units");
    const bool one = makes_one(state, tokens.size());
    for (const inference::NamedValue& part : state.parts) {
        run.inputs.push_back(part);
        if (part.name == old_keys) run.fetch.emplace_back("own_share");
        if (one ? !is_recent(part.name) : !is_old(part.name)) run.keep.push_back("next_" + part.name);
    }
    return run;
}

State state_after(const State& before, const std::vector<std::int64_t>& tokens, const inference::Outputs& outputs) {
    const bool one = makes_one(before, tokens.size());
    State after = before;
    after.recent = one ? 0 : before.recent + tokens.size();
    for (inference::NamedValue& part : after.parts) {
        if (one ? !is_recent(part.name) : !is_old(part.name))
            part.value = outputs.handle("next_" + part.name);
        else if (one)
            part.value = std::ranges::find(before.none_recent, part.name, &inference::NamedValue::name)->value;
    }
    return after;
}

std::vector<float> next_logits(const inference::Outputs& outputs, const Parameters& parameters) {
    const std::vector<float>& all = outputs.tensor("logits").as<float>();
    const std::size_t size = parameters.alphabet.size();
    if (all.empty() || all.size() % size != 0)
        throw std::invalid_argument(
            core::joined("a text model of ", size, " characters cannot give ", all.size(), " logits"));
    std::vector<float> logits(all.end() - static_cast<std::ptrdiff_t>(size), all.end());
    if (parameters.never_replacement)
        logits[parameters.alphabet.replacement()] = -std::numeric_limits<float>::infinity();
    return logits;
}

float pointed_share(const inference::Outputs& outputs, const Parameters& parameters) {
    if (parameters.context_length == 0) return 0;
    const std::vector<float>& own = outputs.tensor("own_share").as<float>();
    if (own.empty()) throw std::invalid_argument("a model with a pointer must say what it pointed at");
    return std::clamp(1 - own.back(), 0.0F, 1.0F);
}

std::vector<float> units_of(const inference::Outputs& outputs) { return outputs.tensor("units").as<float>(); }

}  // namespace mllab::text_generation
