#include "core/english.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace mllab::core {

namespace {

using Text = std::string_view;

// By the last word of a name: "power outlet" follows "outlet".
constexpr auto pairs =
    std::to_array<Text>({"binoculars", "boots", "eyeglasses", "flops", "glasses", "headphones", "heels", "jeans",
                         "pants", "pliers", "rollerskates", "scissors", "shorts", "skis", "sunglasses", "trunks"});
// Always many, and counted by no word of its own.
constexpr auto many = std::to_array<Text>({"cattle", "drums", "grapes", "matches", "peas", "stairs", "stitches"});
// Stuff, places and activities of which there is no single one.
constexpr auto stuff = std::to_array<Text>({"asparagus", "bread", "broccoli", "camouflage", "footwear", "grass",
                                            "lightning", "migration", "rain", "toothpaste", "underwear", "yoga"});

struct Irregular {
    Text one, more;
};
constexpr auto irregular = std::to_array<Irregular>(
    {{"person", "people"},     {"man", "men"},         {"woman", "women"},     {"child", "children"},
     {"mouse", "mice"},        {"knife", "knives"},    {"leaf", "leaves"},     {"loaf", "loaves"},
     {"shelf", "shelves"},     {"wolf", "wolves"},     {"foot", "feet"},       {"tooth", "teeth"},
     {"goose", "geese"},       {"ox", "oxen"},         {"sheep", "sheep"},     {"fish", "fish"},
     {"aircraft", "aircraft"}, {"potato", "potatoes"}, {"tomato", "tomatoes"}, {"snowman", "snowmen"}});
// Of which there is one only.
constexpr auto single = std::to_array<Text>({"moon", "ocean", "sun"});
// Spelt with a vowel, spoken with a consonant: "a unicycle".
constexpr auto spoken_with_consonant =
    std::to_array<Text>({"eu", "ewe", "one", "uni", "use", "usu", "ukulele", "utensil"});
// The other way round: "an hourglass".
constexpr auto spoken_with_vowel = std::to_array<Text>({"heir", "honest", "hour", "x-ray"});

Text last_word(Text noun) {
    const std::size_t space = noun.find_last_of(' ');
    return space == Text::npos ? noun : noun.substr(space + 1);
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::string lowered(Text text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

template <typename List>
bool listed(const List& list, Text word) {
    return std::ranges::find(list, word) != list.end();
}

template <typename List>
bool begins_like_one_of(const List& list, Text name) {
    return std::ranges::any_of(list, [&](Text beginning) { return name.starts_with(beginning); });
}

bool is_vowel(char letter) { return Text("aeiou").contains(letter); }

bool begins_with_vowel_sound(Text name) {
    if (begins_like_one_of(spoken_with_vowel, name)) return true;
    if (begins_like_one_of(spoken_with_consonant, name)) return false;
    return !name.empty() && is_vowel(name.front());
}

std::string plural_of_word(Text word) {
    const std::string small = lowered(word);
    for (const Irregular& noun : irregular)
        if (small == noun.one) return std::string(word.substr(0, 1)) + std::string(noun.more.substr(1));
    const auto ends = [&](Text end) { return small.ends_with(end); };
    if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh")) return joined(word, "es");
    if (ends("y") && small.size() > 1 && !is_vowel(small.at(small.size() - 2)))
        return joined(word.substr(0, word.size() - 1), "ies");
    return joined(word, "s");
}

}  // namespace

std::string with_article(std::string_view noun) {
    const std::string name = lowered(noun);
    const Text last = last_word(name);
    if (name.starts_with("the ")) return joined("the ", noun.substr(4));
    if (listed(single, Text(name))) return joined("the ", noun);
    const bool none = name.empty() || listed(pairs, last) || listed(many, last) || listed(stuff, last);
    return none ? std::string(noun) : joined(begins_with_vowel_sound(name) ? "an " : "a ", noun);
}

std::string plural_of(std::string_view noun) {
    const std::string name = lowered(noun);
    const Text last = last_word(name);
    if (name.empty() || listed(pairs, last) || listed(many, last) || listed(stuff, last)) return std::string(noun);
    return joined(noun.substr(0, noun.size() - last.size()), plural_of_word(noun.substr(noun.size() - last.size())));
}

std::string counted(std::size_t count, std::string_view noun) {
    const std::string name = lowered(noun);
    const Text last = last_word(name);
    if (count == 0) return joined("no ", plural_of(noun));
    const bool pair = listed(pairs, last);
    if (pair || listed(stuff, last)) {
        const Text measure = pair ? "pair" : "piece";
        return count == 1 ? joined("a ", measure, " of ", noun) : joined(count, " ", measure, "s of ", noun);
    }
    return count == 1 ? with_article(noun) : joined(count, " ", plural_of(noun));
}

}  // namespace mllab::core
