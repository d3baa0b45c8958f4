#include "training/recipes/image_classification/evaluation/imagenet_photos.hpp"

#include <charconv>
#include <filesystem>
#include <format>
#include <sstream>
#include <string_view>

#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::classification_evaluation {

namespace {

constexpr const char* table = "imagenet_samples/labels.tsv";
constexpr std::size_t classes = 1000;

datasets::DataSet set() {
    return {.id = "imagenet_samples",
            .name = "ImageNet, labelled photos",
            .homepage = "https://image-net.org",
            .licence = "for research only",
            .attribution = "ImageNet (Russakovsky and others)",
            .files = {{.file = table, .addresses = {}, .content_sha256 = "", .members = {}}}};
}

// Nobody can fetch them for others: whoever measures brings photos of his own.
std::filesystem::path folder_of(const datasets::Places& places) {
    try {
        return datasets::folder_with(set(), places) / "imagenet_samples";
    } catch (const files::FileError&) {
        throw files::FileError(std::format(
            "there are no labelled photos to measure on: put JPEGs beside {} in the data folder, a line for each with "
            "its name, its class from 0 to {} and the class's name",
            table, classes - 1));
    }
}

struct Line {
    std::string file;
    std::size_t label = 0;
};

// Throws files::FileError; a file's name stays in its folder.
Line line_of(std::string_view text, std::size_t number) {
    const std::size_t first = text.find('\t');
    const std::size_t second = first == text.npos ? first : text.find('\t', first + 1);
    Line line;
    if (second != text.npos) {
        const std::string_view label = text.substr(first + 1, second - first - 1);
        const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), line.label);
        line.file = text.substr(0, first);
        const bool is_name = std::filesystem::path(line.file).filename() == line.file && line.file != "." &&
                             line.file != ".." && !line.file.empty();
        if (error == std::errc() && end == label.data() + label.size() && line.label < classes && is_name) return line;
    }
    throw files::FileError(
        std::format("{}, line {}: expected a file, a class from 0 to {} and a name", table, number, classes - 1));
}

}  // namespace

LabelledPictures imagenet_photos(const datasets::Places& places) {
    const std::filesystem::path folder = folder_of(places);
    const auto bytes = files::read(folder / "labels.tsv");
    std::istringstream lines(std::string(bytes.begin(), bytes.end()));
    std::vector<std::filesystem::path> photos;
    LabelledPictures pictures{.data = "ImageNet, labelled photos", .labels = {}, .picture = {}};
    std::string text;
    for (std::size_t number = 1; std::getline(lines, text); ++number) {
        if (text.empty()) continue;
        const Line line = line_of(text, number);
        photos.push_back(folder / line.file);
        pictures.labels.push_back(line.label);
    }
    pictures.picture = [photos = std::move(photos)](std::size_t i) { return pictures::read(photos.at(i)); };
    return pictures;
}

}  // namespace mllab::classification_evaluation
