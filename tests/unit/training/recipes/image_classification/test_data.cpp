#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>
#include <string>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_imagenet.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/image_classification/data/data.hpp"

using namespace mllab;
using testing::MessageWith;

namespace {

// A small picture in its class's grey.
files::Bytes jpeg(int label, const std::string& /*name*/) {
    image::RgbaImage picture(8, 8);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i % 4 == 3 ? std::uint8_t{255} : static_cast<std::uint8_t>(label);
    return pictures::as_jpeg(picture, 90);
}

datasets::Places places(const testing::TemporaryFolder& folder) { return {.chosen = folder.path(), .usual = {}}; }

void write(const testing::TemporaryFolder& folder, int per_class) {
    testing::write_all(folder / "tiny_imagenet", testing::lists());
    testing::write_all(folder / "tiny_imagenet", testing::training_part(per_class, jpeg));
    testing::write_all(folder / "tiny_imagenet", testing::validation_part(40, jpeg));
}

}  // namespace

TEST_CASE("every tenth training picture of a class validates, the official validation pictures test") {
    const testing::TemporaryFolder folder;
    write(folder, 11);
    const auto data = image_classification_data::load(places(folder));
    CHECK(data.names.size() == 200);
    CHECK(data.train.size() == 2000);
    CHECK(data.validation.size() == 200);
    CHECK(data.test.size() == 40);
    std::set<std::string> trained;
    for (const auto& picture : data.train) trained.insert(picture.name);
    for (const auto& picture : data.validation) {
        CHECK_FALSE(trained.contains(picture.name));
        CHECK(picture.name.ends_with("_63.JPEG"));  // the tenth of 0, 7, 14 …
    }
    for (const auto& picture : data.test)
        CHECK(std::abs(image_classification_data::decoded(picture).pixels.at(0) - static_cast<int>(picture.label)) <=
              3);
    CHECK(&data.of(datasets::Split::validation) == &data.validation);

    // Another picture makes another training.
    testing::write_all(folder / "tiny_imagenet",
                       {{testing::top + "train/n00000005/images/n00000005_0.JPEG", jpeg(77, "")}});
    CHECK(image_classification_data::load(places(folder)).fingerprint != data.fingerprint);
}

TEST_CASE("a picture that cannot be read stops a training before it begins") {
    const testing::TemporaryFolder folder;
    write(folder, 10);
    testing::write_all(folder / "tiny_imagenet",
                       {{testing::top + "train/n00000005/images/n00000005_0.JPEG", testing::bytes("no picture")}});
    CHECK_THROWS_MATCHES(image_classification_data::load(places(folder)), pictures::PictureError,
                         MessageWith({"n00000005_0.JPEG"}));
}

TEST_CASE("too few pictures to choose by are refused") {
    const testing::TemporaryFolder folder;
    write(folder, 3);
    CHECK_THROWS_MATCHES(image_classification_data::load(places(folder)), files::FileError,
                         MessageWith({"too small here to choose and to measure by"}));
}
