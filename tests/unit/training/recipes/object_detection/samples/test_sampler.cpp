#include <algorithm>
#include <catch_amalgamated.hpp>
#include <format>
#include <set>

#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/object_detection/samples/sampler.hpp"

using namespace mllab;
using namespace mllab::object_detection_samples;

namespace {

BoxedPhotos photos_in(const std::filesystem::path& folder, std::size_t count) {
    BoxedPhotos photos{
        .data_set = "made up", .labels = {"thing"}, .training = {}, .validation = {}, .fingerprint = "1"};
    for (std::size_t i = 0; i < count; ++i) {
        const auto file = folder / std::format("{}.jpg", i);
        image::RgbaImage picture(40, 30);
        for (std::size_t at = 0; at < picture.pixels.size(); ++at)
            picture.pixels[at] = at % 4 == 3 ? 255 : static_cast<std::uint8_t>(20 * i);
        files::write_atomically(file, pictures::as_jpeg(picture, 90));
        photos.training.push_back({.file = file, .things = {{{0.1, 0.1, 0.5, 0.5}, 0, false}}});
    }
    return photos;
}

}  // namespace

TEST_CASE("every round shows every photo once, in an order of its own") {
    const testing::TemporaryFolder folder;
    for (const std::size_t count : {1UL, 2UL, 7UL, 12UL}) {
        const BoxedPhotos photos = photos_in(folder.path(), count);
        const Sampler sampler(photos, {.seed = 3, .epoch_samples = 3 * count});
        std::set<std::vector<std::size_t>> orders;
        for (std::uint64_t epoch = 0; epoch < 4; ++epoch)
            for (std::size_t round = 0; round < 3; ++round) {
                std::vector<std::size_t> order;
                for (std::size_t i = 0; i < count; ++i) order.push_back(sampler.photo_of(epoch, round * count + i));
                orders.insert(order);
                std::ranges::sort(order);
                for (std::size_t i = 0; i < count; ++i) CHECK(order[i] == i);
            }
        CHECK(orders.size() > (count > 2 ? 6UL : 0UL));
    }
}

TEST_CASE("a sample depends on seed, epoch and index alone") {
    const testing::TemporaryFolder folder;
    const BoxedPhotos photos = photos_in(folder.path(), 5);
    const Sampler sampler(photos, {.seed = 3});
    CHECK(sampler.epoch_samples() == 5);
    (void)sampler.sample(0, 0);
    const BoxedPicture sample = sampler.sample(2, 4);
    const BoxedPicture again = Sampler(photos, {.seed = 3}).sample(2, 4);
    CHECK(sample.picture.pixels == again.picture.pixels);
    CHECK(sample.things == again.things);
    CHECK(sample.picture.pixels != Sampler(photos, {.seed = 4}).sample(2, 4).picture.pixels);
    CHECK(sample.picture.pixels != sampler.sample(3, 4).picture.pixels);
}

TEST_CASE("fingerprints tell photos and variations apart") {
    const testing::TemporaryFolder folder;
    BoxedPhotos photos = photos_in(folder.path(), 3);
    const std::string first = Sampler(photos, {}).fingerprint();
    CHECK(first == Sampler(photos, {.seed = 2}).fingerprint());  // the seed is a setting of its own
    CHECK(first != Sampler(photos, {.variation = {.mirrored = 0}}).fingerprint());
    photos.fingerprint = "2";
    CHECK(first != Sampler(photos, {}).fingerprint());
}

TEST_CASE("a photo that is missing or broken is named, and none at all are none") {
    const testing::TemporaryFolder folder;
    BoxedPhotos photos = photos_in(folder.path(), 1);
    files::write_atomically(photos.training[0].file, std::string_view("no picture"));
    CHECK_THROWS_WITH(Sampler(photos, {}).sample(0, 0), Catch::Matchers::ContainsSubstring("0.jpg"));
    std::filesystem::remove(photos.training[0].file);
    CHECK_THROWS_AS(Sampler(photos, {}).sample(0, 0), pictures::PictureError);
    photos.training.clear();
    CHECK_THROWS_AS(Sampler(photos, {}), std::invalid_argument);
}
