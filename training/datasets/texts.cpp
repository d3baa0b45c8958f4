#include "training/datasets/texts.hpp"

#include <algorithm>
#include <cstdint>

#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

std::string text_of(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read(path);
    return {bytes.begin(), bytes.end()};
}

// "= Title =", not "== Section ==".
bool is_title(std::string_view line) { return line.size() > 4 && line.starts_with("= ") && line.ends_with(" ="); }

}  // namespace

std::string read_tiny_shakespeare(const std::filesystem::path& folder) {
    return text_of(folder / "text" / "tinyshakespeare.txt");
}

Range shakespeare_range(std::size_t count, Split split) {
    const std::size_t test = count * 9 / 10;
    const std::size_t validation = test * 19 / 20;
    switch (split) {
        case Split::train:
            return {0, validation};
        case Split::validation:
            return {validation, test};
        case Split::test:
            break;
    }
    return {test, count};
}

std::vector<Article> articles_of(std::string_view text, const std::string& name) {
    std::vector<Article> articles;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        if (line.ends_with('\n')) line.remove_suffix(1);
        if (is_title(line)) {
            articles.push_back({std::string(line.substr(2, line.size() - 4)), ""});
        } else if (articles.empty()) {
            if (line.empty()) continue;
            throw files::FileError(name + ": the text does not begin with a line “= Title =”");
        }
        articles.back().text.append(line).push_back('\n');
    }
    for (Article& article : articles) {
        article.text.erase(article.text.find_last_not_of('\n') + 1);
        article.text += "\n\n";
    }
    return articles;
}

std::vector<Article> read_wikipedia(const std::filesystem::path& folder) {
    const std::filesystem::path texts = folder / "text" / "wikipedia";
    std::vector<std::filesystem::path> paths;
    if (std::filesystem::is_directory(texts))
        for (const auto& entry : std::filesystem::directory_iterator(texts))
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    if (paths.empty()) throw files::FileError(texts.string() + ": there is no .txt file with articles");
    std::ranges::sort(paths);
    std::vector<Article> articles;
    for (const auto& path : paths)
        std::ranges::move(articles_of(text_of(path), path.string()), std::back_inserter(articles));
    return articles;
}

Split split_of_title(std::string_view title) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : title) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3ULL;
    }
    const std::uint64_t part = hash % 100;
    if (part < 5) return Split::test;
    return part < 7 ? Split::validation : Split::train;
}

std::vector<std::string> wikipedia_alphabet() {
    std::vector<std::string> alphabet{"\n"};
    for (char c = ' '; c <= '~'; ++c) alphabet.emplace_back(1, c);
    alphabet.emplace_back(wikipedia_replacement);
    return alphabet;
}

}  // namespace mllab::datasets
