#include "training/recipes/image_classification/data/data.hpp"

#include <span>
#include <utility>

#include "training/files/files.hpp"
#include "training/files/fingerprint.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::image_classification_data {

namespace {

constexpr std::size_t held_back = 10;  // one of so many validates

}  // namespace

const Pictures& Data::of(datasets::Split split) const {
    switch (split) {
        case datasets::Split::train:
            return train;
        case datasets::Split::validation:
            return validation;
        case datasets::Split::test:
            return test;
    }
    return test;
}

image::RgbaImage decoded(const datasets::ImagenetPicture& picture) {
    return pictures::decoded(picture.jpeg, picture.name);
}

Data load(const datasets::Places& places) {
    datasets::TinyImagenet set = datasets::read_tiny_imagenet(datasets::folder_with_tiny_imagenet(places));
    Data data{.names = std::move(set.names),
              .train = {},
              .validation = {},
              .test = std::move(set.validation),
              .fingerprint = {}};
    files::Fingerprint trained;
    std::vector<std::size_t> count(data.names.size());
    for (datasets::ImagenetPicture& picture : set.train) {
        (void)decoded(picture);
        if (++count.at(picture.label) % held_back == 0) {
            data.validation.push_back(std::move(picture));
            continue;
        }
        trained.add(picture.label).add(std::span<const std::uint8_t>(picture.jpeg));
        data.train.push_back(std::move(picture));
    }
    for (const datasets::ImagenetPicture& picture : data.test) (void)decoded(picture);
    if (data.validation.empty() || data.test.empty())
        throw files::FileError("Tiny ImageNet is too small here to choose and to measure by.");
    data.fingerprint = trained.text();
    return data;
}

}  // namespace mllab::image_classification_data
