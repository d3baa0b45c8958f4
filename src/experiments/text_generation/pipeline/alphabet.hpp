// The characters that a text network knows, and what becomes of all others: characters with a plain relative are
// replaced by it (é by e, “ by "), marks that have no look of their own are left out, everything else becomes the
// alphabet's replacement. The trainer reads its texts through this very code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::text_generation {

// The code points of a text, each as its UTF-8 bytes; what is not UTF-8 becomes U+FFFD, one for each maximal broken
// part. "\r\n" and "\r" become "\n".
[[nodiscard]] std::vector<std::string> characters_of(std::string_view utf8);

struct Replacement {
    std::size_t position = 0;  // counted in characters of the text as it was given
    std::string from;          // one character
    std::string to;            // what stands for it; empty where it was left out
};

struct Tokens {
    std::vector<std::int64_t> tokens;
    std::vector<Replacement> replaced;
};

class Alphabet {
 public:
    // `characters`: one UTF-8 character each, all different; `replacement`: index of the one that stands for unknown
    // characters. Throws std::invalid_argument.
    Alphabet(std::vector<std::string> characters, std::size_t replacement);

    [[nodiscard]] std::size_t size() const { return characters_.size(); }
    [[nodiscard]] const std::vector<std::string>& characters() const { return characters_; }
    // Throws std::out_of_range.
    [[nodiscard]] const std::string& character(std::size_t token) const { return characters_.at(token); }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view character) const;
    [[nodiscard]] std::size_t replacement() const { return replacement_; }

    [[nodiscard]] Tokens encode(std::string_view utf8) const;
    // Throws std::out_of_range on a token that is none.
    [[nodiscard]] std::string decode(const std::vector<std::int64_t>& tokens) const;

 private:
    // What stands for a character that the alphabet does not have; all of it is in the alphabet.
    [[nodiscard]] std::string replacement_for(const std::string& character) const;

    std::vector<std::string> characters_;
    std::map<std::string, std::size_t, std::less<>> index_;
    std::size_t replacement_;
};

}  // namespace mllab::text_generation
