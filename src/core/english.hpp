// English nouns in sentences: "a cat", "an umbrella", "2 knives". For the names of things that models know: what
// follows no rule is in lists, which hold what those models need and are no dictionary.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mllab::core {

// "cat" -> "a cat", "hourglass" -> "an hourglass", "pants" -> "pants", "grass" -> "grass", "sun" -> "the sun", "The
// Mona Lisa" -> "the Mona Lisa". An empty name stays empty.
[[nodiscard]] std::string with_article(std::string_view noun);

// "wine glass" -> "wine glasses", "person" -> "people", "sheep" -> "sheep".
[[nodiscard]] std::string plural_of(std::string_view noun);

// So many of them: "a dog", "2 dogs", "a pair of scissors", "3 pairs of skis", "2 pieces of broccoli"; "no dogs" for
// none.
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace mllab::core
