// Whether a test text stands in what was read before.
#include <catch_amalgamated.hpp>
#include <string>

#include "training/recipes/text_generation/evaluation/passages.hpp"

using mllab::text_generation_evaluation::shared_passages;

TEST_CASE("passages that both texts have are counted, wherever they stand") {
    const auto shared = shared_passages("the quick brown fox", "a lazy dog saw the quick brow of a hill", 10);
    CHECK(shared.passages == 10);
    CHECK(shared.shared == 5);  // "the quick ", "he quick b", and three more
    CHECK(shared.first == "the quick ");
    CHECK(shared_passages("the quick brown fox", "the slow brown dog", 10).shared == 0);
}

TEST_CASE("case, punctuation and line ends do not hide a passage") {
    CHECK(shared_passages("To be, or not to be:\nthat is the question", "… “to be or not to be – THAT is …”", 25)
              .shared == 3);
}

TEST_CASE("a text that is shorter than a passage has none, and one of length 0 is refused") {
    CHECK(shared_passages("short", "a short text", 10).passages == 0);
    CHECK(shared_passages("short", "", 5).shared == 0);
    CHECK_THROWS_AS(shared_passages("a", "a", 0), std::invalid_argument);
}

TEST_CASE("what one passage repeats is found each time, and looked for only once") {
    const std::string loop(1000, 'a');
    const auto shared = shared_passages(loop, loop, 60);
    CHECK(shared.passages == 941);
    CHECK(shared.shared == 941);
}
