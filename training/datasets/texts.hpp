// Texts to read: Shakespeare in one piece, Wikipedia in articles. How they are cut is fixed here.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/splits.hpp"

namespace mllab::datasets {

// Tiny Shakespeare (Karpathy 2015), `folder`/text/tinyshakespeare.txt, as UTF-8. Throws files::FileError.
[[nodiscard]] std::string read_tiny_shakespeare(const std::filesystem::path& folder);

// The usual test split is the last tenth of the text; the last twentieth of what is before it validates. The parts of a
// text of `count` characters (for 1,115,394: 953,661, 50,193 and 111,540).
[[nodiscard]] Range shakespeare_range(std::size_t count, Split split);

struct Article {
    std::string title;
    std::string text;  // the whole article, the line with its title included, ending with an empty line
};

// All articles of `folder`/text/wikipedia/*.txt, in the order of the files' names. An article begins with a line
// "= Title =". Throws files::FileError if there is no file, or text before the first title.
[[nodiscard]] std::vector<Article> read_wikipedia(const std::filesystem::path& folder);
// The articles of one text; `name` is for the error.
[[nodiscard]] std::vector<Article> articles_of(std::string_view text, const std::string& name);

// By a hash (64-bit FNV-1a) of the title, so that adding articles moves none: of 100 titles 5 test and 2 validate.
[[nodiscard]] Split split_of_title(std::string_view title);

// What the Wikipedia network reads and writes: a new line, the printing characters of ASCII, and a sign that stands for
// all others. Of the 28.9 million characters of training 0.13 % are others: 0.10 % have a plain relative (é e, – -),
// 0.02 % become the sign.
inline constexpr std::size_t wikipedia_alphabet_size = 97;
inline constexpr std::string_view wikipedia_replacement = "\u25A1";  // a white square
[[nodiscard]] std::vector<std::string> wikipedia_alphabet();         // the replacement is the last

}  // namespace mllab::datasets
