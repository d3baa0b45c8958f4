#include "experiments/text_generation/pipeline/alphabet.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::text_generation {

namespace {

constexpr char32_t not_utf8 = 0xFFFD;
constexpr std::string_view not_utf8_character = "\xEF\xBF\xBD";

struct Decoded {
    char32_t code = not_utf8;
    std::size_t bytes = 1;
};

// The code point at the beginning of `text`, which is not empty; not_utf8 for a broken one (Unicode 15, table 3-7: the
// broken part is as long as it could have been the beginning of a whole one).
Decoded first_code_point(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0) return {};
    auto code = static_cast<char32_t>(lead & (0x7FU >> length));
    for (std::size_t i = 1; i < length; ++i) {
        // The second byte alone decides whether a form is overlong, a surrogate or beyond Unicode.
        const unsigned low = i > 1 ? 0x80U : lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
        const unsigned high = i > 1 ? 0xBFU : lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
        if (i >= text.size() || byte(i) < low || byte(i) > high) return {not_utf8, i};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    return {code, length};
}

// What most resembles a character among those that more alphabets have.
using Relatives = std::map<std::string, std::string, std::less<>>;
const Relatives& relatives() {
    static const Relatives table = [] {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 66> families{{
            {"àáâãäåāăąǎ", "a"},
            {"ÀÁÂÃÄÅĀĂĄ", "A"},
            {"çćĉċč", "c"},
            {"ÇĆĈĊČ", "C"},
            {"ďđð", "d"},
            {"ĎĐÐ", "D"},
            {"èéêëēĕėęě", "e"},
            {"ÈÉÊËĒĔĖĘĚ", "E"},
            {"ĝğġģ", "g"},
            {"ĜĞĠĢ", "G"},
            {"ĥħḥ", "h"},
            {"ĤĦḤ", "H"},
            {"ìíîïĩīĭįı", "i"},
            {"ÌÍÎÏĨĪĬĮİ", "I"},
            {"ĵ", "j"},
            {"Ĵ", "J"},
            {"ķ", "k"},
            {"Ķ", "K"},
            {"ĺļľŀł", "l"},
            {"ĹĻĽĿŁ", "L"},
            {"ñńņňŋ", "n"},
            {"ÑŃŅŇŊ", "N"},
            {"òóôõöøōŏőơ", "o"},
            {"ÒÓÔÕÖØŌŎŐƠ", "O"},
            {"ŕŗř", "r"},
            {"ŔŖŘ", "R"},
            {"śŝşšșṣ", "s"},
            {"ŚŜŞŠȘṢ", "S"},
            {"ţťŧțṭ", "t"},
            {"ŢŤŦȚ", "T"},
            {"ùúûüũūŭůűųư", "u"},
            {"ÙÚÛÜŨŪŬŮŰŲƯ", "U"},
            {"ŵ", "w"},
            {"Ŵ", "W"},
            {"ýÿŷ", "y"},
            {"ÝŸŶ", "Y"},
            {"źżž", "z"},
            {"ŹŻŽ", "Z"},
            {"ß", "ss"},
            {"æ", "ae"},
            {"Æ", "Ae"},
            {"œ", "oe"},
            {"Œ", "Oe"},
            {"þ", "th"},
            {"Þ", "Th"},
            {"‘’‚‛′ʻʼʹ`´", "'"},
            {"“”„‟″«»", "\""},
            {"\"", "'"},
            {"‐‑‒–—―−", "-"},
            {"…", "..."},
            {"\t\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000", " "},
            {"\u0085\u2028\u2029\v\f", "\n"},
            {"×", "x"},
            {"·•‧∙", "."},
            {"÷", "/"},
            {"⁄∕", "/"},
            {"[{", "("},
            {"]}", ")"},
            {"²", "2"},
            {"³", "3"},
            {"¹", "1"},
            {"½", "1/2"},
            {"¼", "1/4"},
            {"¾", "3/4"},
            {"¡", "!"},
            {"¿", "?"},
        }};
        Relatives all;
        for (const auto& [family, relative] : families)
            for (const std::string& character : characters_of(family)) all.emplace(character, relative);
        return all;
    }();
    return table;
}

// Marks that change or order what stands beside them, and what was never meant to be seen.
bool without_a_look_of_its_own(std::string_view character) {
    const char32_t code = first_code_point(character).code;
    const auto between = [&](char32_t low, char32_t high) { return code >= low && code <= high; };
    return between(0, 0x1F) || between(0x7F, 0x9F) || code == 0xAD || between(0x300, 0x36F) ||
           between(0x200B, 0x200F) || between(0x202A, 0x202E) || between(0x2060, 0x206F) || between(0xFE00, 0xFE0F) ||
           code == 0xFEFF || between(0x1F3FB, 0x1F3FF) || between(0xE0000, 0xE01EF);
}

}  // namespace

std::vector<std::string> characters_of(std::string_view utf8) {
    std::vector<std::string> characters;
    characters.reserve(utf8.size());
    while (!utf8.empty()) {
        const Decoded decoded = first_code_point(utf8);
        if (utf8.front() == '\r') {
            characters.emplace_back("\n");
            utf8.remove_prefix(utf8.starts_with("\r\n") ? 2 : 1);
            continue;
        }
        characters.emplace_back(decoded.code == not_utf8 ? not_utf8_character : utf8.substr(0, decoded.bytes));
        utf8.remove_prefix(decoded.bytes);
    }
    return characters;
}

Alphabet::Alphabet(std::vector<std::string> characters, std::size_t replacement)
    : characters_(std::move(characters)), replacement_(replacement) {
    if (replacement_ >= characters_.size())
        throw std::invalid_argument(
            core::joined("an alphabet of ", characters_.size(), " characters has no replacement ", replacement_));
    for (std::size_t i = 0; i < characters_.size(); ++i) {
        const auto one = characters_of(characters_[i]);
        if (one.size() != 1 || one.front() != characters_[i])
            throw std::invalid_argument(core::joined("“", characters_[i], "” is not one character"));
        if (!index_.emplace(characters_[i], i).second)
            throw std::invalid_argument(core::joined("“", characters_[i], "” is twice in the alphabet"));
    }
}

std::optional<std::size_t> Alphabet::find(std::string_view character) const {
    const auto found = index_.find(character);
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

Tokens Alphabet::encode(std::string_view utf8) const {
    Tokens result;
    std::size_t position = 0;
    for (const std::string& character : characters_of(utf8)) {
        if (const auto token = find(character)) {
            result.tokens.push_back(static_cast<std::int64_t>(*token));
        } else {
            const std::string to = replacement_for(character);
            for (const std::string& part : characters_of(to))
                result.tokens.push_back(static_cast<std::int64_t>(index_.at(part)));
            result.replaced.push_back({position, character, to});
        }
        ++position;
    }
    return result;
}

std::string Alphabet::replacement_for(const std::string& character) const {
    std::string candidate = character;
    // Twice, because a relative may itself need one: “ -> " -> '.
    for (int i = 0; i < 2; ++i) {
        const auto relative = relatives().find(candidate);
        if (relative == relatives().end()) break;
        candidate = relative->second;
        if (std::ranges::all_of(characters_of(candidate), [&](const auto& part) { return find(part).has_value(); }))
            return candidate;
    }
    return without_a_look_of_its_own(character) ? "" : characters_[replacement_];
}

std::string Alphabet::decode(const std::vector<std::int64_t>& tokens) const {
    std::string text;
    for (const std::int64_t token : tokens) {
        if (token < 0) throw std::out_of_range("a token is never negative");
        text += character(static_cast<std::size_t>(token));
    }
    return text;
}

}  // namespace mllab::text_generation
