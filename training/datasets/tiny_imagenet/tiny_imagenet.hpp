// Tiny ImageNet (Stanford CS231n): photos of 200 kinds of things, 64 pixels a side, a part of ImageNet.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/data_folder.hpp"
#include "training/files/files.hpp"

namespace mllab::datasets {

inline constexpr std::size_t tiny_imagenet_classes = 200;

struct ImagenetPicture {
    std::string name;       // of its file, "n01443537_0.JPEG"
    std::size_t label = 0;  // index of its class
    files::Bytes jpeg;
};

struct TinyImagenet {
    std::vector<std::string> wnids;           // WordNet's numbers of the classes, sorted: "n01443537"
    std::vector<std::string> names;           // what people call them: "goldfish"; no two are the same
    std::vector<ImagenetPicture> train;       // by class, each class by the number in the file's name
    std::vector<ImagenetPicture> validation;  // the official ones, by number
};

// `folder` is one that has the official layout, below tiny-imagenet-200/, in one of three forms: the official
// tiny-imagenet-200.zip; tiny-imagenet-200/ unpacked; or wnids.txt, words.txt, train.tar.gz and val.tar.gz (tar
// archives with the folders train and val). Where there are fewer pictures than officially, there are fewer. Throws
// files::FileError: none of these, no archive, broken off, not 200 classes, a class without a name or without a picture
// to train, a picture of an unknown class, a validation picture that the list does not have, a file above a megabyte.
[[nodiscard]] TinyImagenet read_tiny_imagenet(const std::filesystem::path& folder);

// The first of the places' folders with tiny_imagenet/ in one of these forms. Throws files::FileError that says where
// it was looked and how to get it.
[[nodiscard]] std::filesystem::path folder_with_tiny_imagenet(const Places& places);

// From a line of words.txt, its number left out: "goldfish, Carassius auratus" -> "goldfish". Where the first name is
// taken already (two kinds of crane), the next one, or both: "crane (bird)". Throws files::FileError where none is
// left.
[[nodiscard]] std::vector<std::string> readable_names(const std::vector<std::string>& words);

}  // namespace mllab::datasets
