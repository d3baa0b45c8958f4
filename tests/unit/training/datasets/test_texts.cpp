#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <map>
#include <set>
#include <string>

#include "support/temporary_folder.hpp"
#include "training/datasets/texts.hpp"
#include "training/files/files.hpp"

using namespace mllab;
using datasets::articles_of;
using datasets::Split;

TEST_CASE("Shakespeare is cut as usual: the last tenth tests, a twentieth of the rest validates") {
    const auto train = datasets::shakespeare_range(1'115'394, Split::train);
    const auto validation = datasets::shakespeare_range(1'115'394, Split::validation);
    const auto test = datasets::shakespeare_range(1'115'394, Split::test);
    CHECK(train.begin == 0);
    CHECK(train.end == validation.begin);
    CHECK(validation.end == test.begin);
    CHECK(test.end == 1'115'394);
    CHECK(train.size() == 953'661);
    CHECK(validation.size() == 50'193);
    CHECK(test.size() == 111'540);
}

TEST_CASE("articles begin with their titles") {
    const auto articles = articles_of("\n= One =\nFirst.\n== Part ==\n\n\n= Two = three =\nx", "t");
    REQUIRE(articles.size() == 2);
    CHECK(articles[0].title == "One");
    CHECK(articles[0].text == "= One =\nFirst.\n== Part ==\n\n");
    CHECK(articles[1].title == "Two = three");
    CHECK(articles[1].text == "= Two = three =\nx\n\n");
    CHECK(articles_of("", "t").empty());
}

TEST_CASE("a text that does not begin with a title is refused by name") {
    CHECK_THROWS_WITH(articles_of("no title\n= One =\n", "part0.txt"), Catch::Matchers::ContainsSubstring("part0.txt"));
}

TEST_CASE("articles are read from all files in order, and where there are none it is said") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_AS(datasets::read_wikipedia(folder.path()), files::FileError);
    std::filesystem::create_directories(folder / "text/wikipedia");
    CHECK_THROWS_AS(datasets::read_wikipedia(folder.path()), files::FileError);
    files::write_atomically(folder / "text/wikipedia/b.txt", std::string("= B =\nb\n"));
    files::write_atomically(folder / "text/wikipedia/a.txt", std::string("= A =\na\n"));
    files::write_atomically(folder / "text/wikipedia/notes.md", std::string("no articles\n"));
    const auto articles = datasets::read_wikipedia(folder.path());
    REQUIRE(articles.size() == 2);
    CHECK(articles[0].title == "A");
    CHECK(articles[1].title == "B");
}

TEST_CASE("titles are dealt to the splits by their hash alone") {
    std::array<int, 3> counts{};
    for (int i = 0; i < 20'000; ++i)
        ++counts.at(static_cast<std::size_t>(datasets::split_of_title("Title " + std::to_string(i))));
    CHECK(std::abs(counts[2] - 1000) < 150);  // test, 5 %
    CHECK(std::abs(counts[1] - 400) < 100);   // validation, 2 %
    // Fixed for ever: a change would put what was tested into training.
    CHECK(datasets::split_of_title("Anarchism") == Split::train);
}

TEST_CASE("the alphabet of Wikipedia is ASCII's printing characters, a new line and one sign for the rest") {
    const auto alphabet = datasets::wikipedia_alphabet();
    CHECK(alphabet.size() == datasets::wikipedia_alphabet_size);
    CHECK(alphabet.front() == "\n");
    CHECK(alphabet.back() == datasets::wikipedia_replacement);
    CHECK(std::set<std::string>(alphabet.begin(), alphabet.end()).size() == alphabet.size());
}
