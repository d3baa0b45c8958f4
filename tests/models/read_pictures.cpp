// How many pictures of digits are read right, by kind, with the committed models and the page's own pipeline:
//
//     read_pictures MODELS FOLDER…           files named <kind>_<number>_<digit>.png or .jpg, or listed in a README.md
//                                            beside the folder as | <folder>/<file> | <digit> |
//     read_pictures MODELS --mnist DATA N    the first N test pictures of MNIST, as if somebody had dropped them on the
//     pad
//
// For every network that reads digits, in two ways: ink found by brightness alone, and by the network that marks it
// (where MODELS has one). MLLAB_LIST=1 also names what went wrong.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <print>
#include <regex>
#include <sstream>

#include "picture_reader.hpp"
#include "training/datasets/idx.hpp"
#include "training/pictures/pictures.hpp"

using namespace mllab;

namespace {

struct Sample {
    std::string kind{};
    std::string name{};
    std::size_t digit = 0;
    image::GrayImage picture{};
};

struct Count {
    int right = 0;
    int unsure = 0;
    int all = 0;
};

std::map<std::string, std::size_t> listed_in(const std::filesystem::path& readme, const std::string& folder) {
    std::map<std::string, std::size_t> digits;
    std::ifstream file(readme);
    const std::regex row("\\| " + folder + "/([^ ]+) \\| ([0-9]) \\|");
    std::smatch match;
    for (std::string line; std::getline(file, line);)
        if (std::regex_search(line, match, row)) digits[match[1]] = static_cast<std::size_t>(std::stoi(match[2]));
    return digits;
}

std::vector<Sample> samples_of(const std::filesystem::path& folder) {
    const auto listed = listed_in(folder / ".." / "README.md", folder.filename().string());
    const std::regex named("(.+)_[^_]+_([0-9])\\.[a-z]+");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Sample> samples;
    for (const auto& file : files) {
        const std::string name = file.filename().string();
        std::smatch match;
        Sample sample{.name = name};
        if (const auto found = listed.find(name); found != listed.end()) {
            sample.kind = folder.filename().string();
            sample.digit = found->second;
        } else if (std::regex_match(name, match, named)) {
            sample.kind = match[1];
            sample.digit = static_cast<std::size_t>(std::stoi(match[2]));
        } else {
            continue;
        }
        sample.picture = image::grayscale(pictures::read(file));
        samples.push_back(std::move(sample));
    }
    return samples;
}

std::vector<Sample> mnist(const std::filesystem::path& data, std::size_t count) {
    const auto set = datasets::read_mnist(data, datasets::MnistFile::test);
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < std::min(count, set.labels.size()); ++i) {
        image::GrayImage picture(static_cast<int>(set.cols), static_cast<int>(set.rows));
        std::ranges::transform(set.image(i), picture.pixels.begin(),
                               [](auto v) { return static_cast<float>(v) / 255; });
        samples.push_back({.kind = "MNIST", .name = std::to_string(i), .digit = set.labels[i], .picture = picture});
    }
    return samples;
}

std::string said(const digits::PictureReading& reading) {
    std::string text = digits::message(reading.answer);
    if (reading.answer.digit || reading.answer.probabilities.empty()) return text;
    const auto best = std::ranges::max_element(reading.answer.probabilities);
    return text + " (best guess " + std::to_string(best - reading.answer.probabilities.begin()) + ")";
}

int run(const std::vector<std::string>& arguments) {
    if (arguments.size() < 2) {
        std::println(std::cerr, "read_pictures MODELS FOLDER… | read_pictures MODELS --mnist DATA COUNT");
        return 2;
    }
    const std::filesystem::path models = arguments[0];
    std::vector<Sample> samples;
    if (arguments[1] == "--mnist") {
        samples = mnist(arguments.at(2), std::stoul(arguments.at(3)));
    } else {
        for (std::size_t i = 1; i < arguments.size(); ++i)
            for (Sample& sample : samples_of(arguments[i])) samples.push_back(std::move(sample));
    }
    std::map<std::string, testing::LoadedModel> digit_models;
    for (const char* id : {"digits_cnn", "digits_mlp"}) digit_models.emplace(id, testing::load_model(models, id));
    std::optional<testing::LoadedModel> ink;
    if (std::filesystem::exists(models / "digits_ink.json")) ink = testing::load_model(models, "digits_ink");

    const bool list = std::getenv("MLLAB_LIST") != nullptr;
    std::map<std::string, std::map<std::string, Count>> counts;  // kind -> column
    for (const Sample& sample : samples) {
        for (const bool by_network : {false, true}) {
            if (by_network && !ink) continue;
            const digits::PictureInk found = testing::ink_in(sample.picture, by_network ? &*ink : nullptr);
            for (const auto& [id, model] : digit_models) {
                const auto reading = testing::read_digit(found, model);
                const std::string column = id + (by_network ? ", ink network" : ", brightness");
                Count& count = counts[sample.kind][column];
                ++count.all;
                count.right += reading.answer.digit == sample.digit ? 1 : 0;
                count.unsure += reading.answer.digit ? 0 : 1;
                if (list && reading.answer.digit != sample.digit)
                    std::println("{} {} ({}): {}", column, sample.name, sample.digit, said(reading));
            }
        }
    }
    for (const auto& [kind, columns] : counts)
        for (const auto& [column, count] : columns)
            std::println("{:32} {:28} {:5} of {:5} right ({:.1f} %), {} not answered", kind, column, count.right,
                         count.all, 100.0 * count.right / count.all, count.unsure);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::println(std::cerr, "read_pictures: {}", error.what());
        return 1;
    }
}
