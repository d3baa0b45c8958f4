// What can be said about a place in the text: a character, or where the next one comes.
#include <algorithm>
#include <limits>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/text_generation/view/controller.hpp"
#include "ui/bars.hpp"

namespace mllab::text_generation {

namespace {

constexpr int shown_percent = 5;  // hide shares of pointing below this
constexpr std::size_t context_shown = 24;

}  // namespace

void Controller::pick(const platform::Command& command) {
    const std::size_t given = characters_of(generating_.prompt().text).size();
    const auto& written = generating_.written();
    if (command.argument == "end") {
        picked_.reset();
        passage_note_ = generating_.busy() || !generating_.begun() ? "" : "The end of the text: what comes next?";
        return;
    }
    const auto at = experiments::number_of(command, std::numeric_limits<std::size_t>::max());
    if (!at) return;
    picked_.reset();
    if (*at < given) {
        passage_note_ = "This is how the text was begun; the network only read it.";
    } else if (*at - given < written.size()) {
        picked_ = *at - given;
        passage_note_ = note_on(written[*picked_]);
    }
}

std::optional<Place> Controller::place() const {
    const auto& written = generating_.written();
    const std::size_t size = written.size();
    Place place;
    if (picked_)
        place.at = *picked_;
    else if (!generating_.busy() && !generating_.logits(size).empty())
        place.at = size;
    else if (const std::size_t newest = std::min(newest_, size); newest > 0)
        place.at = newest - 1;
    else
        return std::nullopt;

    const auto logits = generating_.logits(place.at);
    const auto before = generating_.tokens_before(place.at);
    const core::SamplingSettings& sampling = settings_.order().sampling;
    place.alphabet = generating_.parameters().alphabet.size();
    if (place.at < size) place.stands = written[place.at].chosen.token;
    place.pointed = place.at < size ? written[place.at].pointed : generating_.next_pointed();
    const Outlook all = logits.empty() ? outlook(written.at(place.at), place.alphabet, before, sampling)
                                       : outlook(logits, before, sampling);
    place.whole = all.whole;
    place.allowed = all.allowed;
    for (const core::Candidate& candidate : all.candidates) {
        const Option option{
            .token = candidate.index, .chance = candidate.chance, .stands = candidate.index == place.stands};
        if (place.options.size() < Place::most) {
            place.options.push_back(option);
            continue;
        }
        // What stands there is shown, however unlikely it was: as many rows for every place.
        const float left_out = option.stands ? std::exchange(place.options.back(), option).chance : option.chance;
        place.rest += left_out;
    }
    return place;
}

std::string Controller::before(const Place& place) const {
    const auto& written = generating_.written();
    const std::size_t end = place.at;
    const std::size_t begin = end - std::min(end, context_shown);
    std::vector<std::string> characters;
    if (end < context_shown) characters = characters_of(generating_.prompt().text);
    for (std::size_t i = begin; i < end; ++i)
        characters.push_back(generating_.parameters().alphabet.character(written[i].chosen.token));
    const std::size_t skip = characters.size() - std::min(characters.size(), context_shown);
    std::string line = skip > 0 || begin > 0 ? "…" : "";
    for (std::size_t i = skip; i < characters.size(); ++i) line += characters[i] == "\n" ? " / " : characters[i];
    return line;
}

std::string Controller::name_of(std::size_t token) const {
    const std::string& character = generating_.parameters().alphabet.character(token);
    if (character == " ") return "space";
    if (character == "\n") return "new line";
    return character;
}

std::string Controller::chance_in_words(const Option& option) {
    return option.chance > 0 ? ui::percentage(static_cast<double>(option.chance)) : "left out";
}

std::string Controller::note_on(const Character& character) const {
    const auto named = [&](const Likely& likely) {
        return core::joined("“", name_of(likely.token), "” ", ui::percentage(likely.p));
    };
    std::string note = named(character.chosen) + " likely";
    std::string others;
    for (std::size_t i = 0; i < character.best_count; ++i) {
        const Likely& other = character.best.at(i);
        if (other.token != character.chosen.token) others += (others.empty() ? "" : ", ") + named(other);
    }
    if (!others.empty()) note += " · it could have been " + others;
    if (character.pointed >= shown_percent)
        note += core::joined(" · ", static_cast<int>(character.pointed), " % of that copied from earlier text");
    return note;
}

}  // namespace mllab::text_generation
