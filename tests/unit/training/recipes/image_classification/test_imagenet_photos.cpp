// The labelled photos to measure on: made-up ones, hostile tables, the real ones; and the imported network about these.
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/task.hpp"
#include "support/data_folder.hpp"
#include "support/source_folder.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/image_classification/evaluation/figures.hpp"
#include "training/recipes/image_classification/evaluation/imagenet_photos.hpp"

using namespace mllab;
using namespace mllab::classification_evaluation;

namespace {

datasets::Places at(const std::filesystem::path& folder) { return {.chosen = folder, .usual = {}}; }

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    files::write_atomically(path, std::string_view(text));
}

}  // namespace

TEST_CASE("labelled photos are read from their table, and opened when they are asked for") {
    const testing::TemporaryFolder folder;
    write(folder / "imagenet_samples/labels.tsv", "a.jpg\t7\trooster\nb.jpg\t999\ttoilet paper\n\n");
    image::RgbaImage picture(8, 6);
    files::write_atomically(folder / "imagenet_samples/a.jpg", pictures::as_jpeg(picture, 90));
    const auto photos = imagenet_photos(at(folder.path()));
    CHECK(photos.labels == std::vector<std::size_t>{7, 999});
    CHECK(photos.picture(0).width == 8);
    CHECK_THROWS_AS(photos.picture(1), pictures::PictureError);
}

TEST_CASE("a table of photos that is none is refused with its line") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_WITH(imagenet_photos(at(folder.path())), Catch::Matchers::ContainsSubstring("no labelled photos"));
    for (const char* line : {"a.jpg", "a.jpg\t7", "a.jpg\tseven\tx", "a.jpg\t1000\tx", "a.jpg\t-1\tx", "a.jpg\t7x\tx",
                             "\t7\tx", "../a.jpg\t7\tx", "/etc/a.jpg\t7\tx", "..\t7\tx"}) {
        CAPTURE(line);
        write(folder / "imagenet_samples/labels.tsv", "good.jpg\t1\tx\n" + std::string(line) + "\n");
        CHECK_THROWS_WITH(imagenet_photos(at(folder.path())), Catch::Matchers::ContainsSubstring("line 2"));
    }
}

TEST_CASE("the imported network names most of the photos at hand, through the page's own pipeline") {
    (void)testing::need_data("imagenet_samples/labels.tsv");
    const auto models = testing::source_folder() / "build/imported";
    const auto card_path = models / "image_classification_1000.json";
    if (!std::filesystem::exists(card_path)) SKIP("needs a file that is not here: " << card_path.string());
    const auto bytes = files::read(card_path);
    const auto card = inference::ModelCard::parse(std::string(bytes.begin(), bytes.end()));
    const auto session = core::run_now(inference::Session::load({.id = card.id,
                                                                 .address = (models / card.file_name).string(),
                                                                 .sha256 = card.file_sha256,
                                                                 .bytes = card.file_bytes},
                                                                {}));
    const auto parameters = image_classification::Parameters::from(card);
    CHECK(parameters.labels.size() == 1000);
    const auto all = imagenet_photos(at(testing::real_data_folder()));
    LabelledPictures some{.data = all.data, .labels = {}, .picture = [&](std::size_t i) { return all.picture(5 * i); }};
    for (std::size_t i = 0; i < all.labels.size(); i += 5) some.labels.push_back(all.labels[i]);
    const auto metrics = figures_of(ask(session, parameters, some), parameters, "train");
    CHECK(metrics.at(0).value > 0.7);
    CHECK(metrics.at(1).value > 0.85);
}
