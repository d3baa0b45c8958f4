#include "training/recipes/digits/data/sources.hpp"

#include <format>

#include "training/datasets/idx.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/files/files.hpp"

namespace mllab::digits_data {

Folders Folders::find(const datasets::Places& places) {
    Folders folders;
    folders.mnist = datasets::folder_with(datasets::data_set("mnist"), places);
    folders.pendigits = datasets::folder_with(datasets::data_set("pendigits"), places);
    std::vector<std::filesystem::path> candidates = places.usual;
    if (places.chosen) candidates = {*places.chosen};
    for (const auto& folder : candidates)
        if (folders.quickdraw.empty() && !datasets::quickdraw_files(folder).empty()) folders.quickdraw = folder;
    return folders;
}

SplitData load(const Folders& folders, Split split) {
    SplitData data;
    const auto file = split == Split::test ? datasets::MnistFile::test : datasets::MnistFile::training;
    const datasets::LabelledImages mnist = datasets::read_mnist(folders.mnist, file);
    const datasets::Range range = split == Split::test ? datasets::Range{0, mnist.count}
                                                       : datasets::mnist_training_file_range(mnist.count, split);
    const auto width = static_cast<int>(mnist.cols);
    const auto height = static_cast<int>(mnist.rows);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        image::GrayImage ink(width, height);
        const auto bytes = mnist.image(i);
        for (std::size_t k = 0; k < bytes.size(); ++k) ink.pixels[k] = static_cast<float>(bytes[k]) / 255.0F;
        data.pictures.push_back({mnist.labels[i], std::move(ink)});
    }
    for (auto& digit : datasets::read_pendigits(folders.pendigits))
        if (datasets::split_of_writer(digit.writer) == split) data.strokes.push_back(std::move(digit));
    // What is cut from few may be nothing, and then nobody can learn or be measured.
    if (data.pictures.empty())
        throw files::FileError(std::format(
            "{}: {} pictures are too few: none of them is left to {}. At least 12 are needed",
            (folders.mnist / "mnist").string(), mnist.count, split == Split::train ? "learn from" : "measure with"));
    if (data.strokes.empty())
        throw files::FileError(std::format("{}: has no digits of the writers of the {} part",
                                           (folders.pendigits / "pendigits").string(), datasets::name_of(split)));
    return data;
}

}  // namespace mllab::digits_data
