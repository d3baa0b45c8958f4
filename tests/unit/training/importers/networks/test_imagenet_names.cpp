// The names of ImageNet's classes: as many as there are, each another one, and in the order of the network's answers.

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/data_folder.hpp"
#include "support/source_folder.hpp"

using namespace mllab::testing;

namespace {

std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    REQUIRE(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> names() {
    return lines_of(mllab::testing::source_folder() / "training/importers/networks/imagenet_names.txt");
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    return parts;
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// Words of three letters and more.
std::set<std::string> words_of(const std::string& text) {
    std::set<std::string> words;
    std::string word;
    for (const char c : lower_case(text) + " ") {
        if (c >= 'a' && c <= 'z') {
            word.push_back(c);
            continue;
        }
        if (word.size() > 2) words.insert(word);
        word.clear();
    }
    return words;
}

// "crane" of "crane (bird)".
std::string without_explanation(const std::string& name) { return lower_case(name.substr(0, name.find(" ("))); }

}  // namespace

TEST_CASE("ImageNet's 1,000 classes have names that tell them apart") {
    const std::vector<std::string> all = names();
    REQUIRE(all.size() == 1'000);
    std::map<std::string, std::vector<std::string>> alike;  // by what is left when nobody explains
    std::set<std::string> different;
    for (const std::string& name : all) {
        CAPTURE(name);
        CHECK(name.size() >= 2);
        CHECK(name.size() <= 40);
        CHECK(name.front() != ' ');
        CHECK(name.back() != ' ');
        CHECK(std::ranges::count(name, '(') == std::ranges::count(name, ')'));
        CHECK(name.find_first_of("\t,;_\"") == std::string::npos);
        CHECK(different.insert(lower_case(name)).second);
        alike[without_explanation(name)].push_back(name);
    }
    // Where two are called the same, each is explained.
    for (const auto& [name, those] : alike)
        if (those.size() > 1)
            for (const std::string& one : those) CHECK(one.contains(" ("));
}

TEST_CASE("ImageNet's names stand where the labelled photos say that their classes are") {
    const std::vector<std::string> all = names();
    // What these photos call the classes that have another name here.
    const std::set<std::string> otherwise{"Doberman",  "anemone fish", "ashcan", "bannister", "bobsled",
                                          "chain saw", "Crock Pot",    "purse",  "scale",     "meat loaf"};
    std::size_t photos = 0;
    for (const std::string& line : lines_of(need_data("imagenet_samples/labels.tsv"))) {
        const std::vector<std::string> fields = parts_of(line, '\t');
        REQUIRE(fields.size() == 3);
        const std::string& name = all.at(static_cast<std::size_t>(std::stoi(fields[1])));
        CAPTURE(fields[1], fields[2], name);
        const std::set<std::string> wanted = words_of(fields[2]);
        const bool shares =
            std::ranges::any_of(words_of(name), [&](const auto& word) { return wanted.contains(word); });
        CHECK((shares || otherwise.contains(fields[2])));
        ++photos;
    }
    CHECK(photos == 200);
}

TEST_CASE("ImageNet's names are in the order of WordNet's numbers") {
    const std::vector<std::string> all = names();
    std::map<std::string, std::vector<std::string>> synonyms;  // by WordNet's number, so in its order
    for (const std::string& line : lines_of(need_data("tiny_imagenet/words.txt"))) {
        const std::vector<std::string> fields = parts_of(line, '\t');
        REQUIRE(fields.size() == 2);
        for (std::string& one : parts_of(lower_case(fields[1]), ','))
            synonyms[fields[0]].push_back(one.substr(one.find_first_not_of(' ')));
    }
    REQUIRE(synonyms.size() == 200);
    std::size_t found = 0;
    auto next = all.begin();
    for (const auto& [number, those] : synonyms) {
        CAPTURE(number, those);
        const auto is_one = [&](const std::string& name) {
            return std::ranges::find(those, without_explanation(name)) != those.end();
        };
        if (std::ranges::none_of(all, is_one)) continue;  // it has another name here
        ++found;
        const auto place = std::find_if(next, all.end(), is_one);
        REQUIRE(place != all.end());
        next = place + 1;
    }
    CHECK(found >= 185);
}
