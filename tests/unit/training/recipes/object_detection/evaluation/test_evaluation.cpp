#include <catch_amalgamated.hpp>
#include <filesystem>

#include "fake_session.hpp"
#include "support/data_folder.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/object_detection/evaluation/evaluation.hpp"
#include "training/recipes/object_detection/evaluation/metrics.hpp"

using namespace mllab;
namespace fs = std::filesystem;

namespace {

// A network by centre points on 32 pixels that finds a dog, class 1, in the middle of whatever it is shown: a box of a
// quarter of its input.
inference::Outputs dog_in_the_middle(const fake::Run& run) {
    CHECK(run.request.fetch == std::vector<std::string>{"heat", "distances"});
    std::vector<float> heat(3 * 64, 0.0F);
    heat[64 + 4 * 8 + 4] = 0.8F;
    return {{{"heat", core::Tensor({1, 3, 8, 8}, std::move(heat))},
             {"distances", core::Tensor({1, 4, 8, 8}, std::vector<float>(4 * 64, 4.0F))}},
            1};
}

object_detection::Parameters parameters() {
    object_detection::Parameters p;
    p.sides_px = {32};
    p.normalisation = {.mean = 0, .deviation = 1};
    p.labels = {"unicorn", "Dog", "cat"};
    return p;
}

inference::Session session() {
    fake::Runtime::now() = {};
    fake::Runtime::now().network = dog_in_the_middle;
    return core::run_now(inference::Session::load({.id = "made_up", .address = "", .sha256 = ""}, {}));
}

void add(detection_data::MeasuredPhotos& photos, const fs::path& folder, int width, int height,
         std::vector<datasets::CocoObject> objects) {
    const auto id = static_cast<std::int64_t>(photos.instances.pictures.size()) + 1;
    const fs::path file = folder / (std::to_string(id) + ".jpg");
    files::write_atomically(file, pictures::as_jpeg(image::RgbaImage(width, height), 80));
    photos.instances.pictures.push_back(
        {.id = id, .file = file, .width_px = width, .height_px = height, .objects = std::move(objects)});
}

detection_data::MeasuredPhotos empty() {
    return {.name = "made up", .instances = {.categories = {{1, "dog"}, {2, "bird"}, {3, "cat"}}, .pictures = {}}};
}

}  // namespace

TEST_CASE("a detector is measured through the page's letterbox, whatever a photo's shape") {
    const testing::TemporaryFolder folder;
    auto photos = empty();
    add(photos, folder.path(), 64, 32, {{.id = 1, .box = {0.375, 0.25, 0.25, 0.5}, .category = 0, .area_px = 256}});
    add(photos, folder.path(), 32, 64, {{.id = 2, .box = {0.25, 0.375, 0.5, 0.25}, .category = 0, .area_px = 256}});
    // A bird is nothing that this network has a word for: it is left out of what is to be found.
    photos.instances.pictures[0].objects.push_back({.id = 3, .box = {0, 0, 0.2, 0.2}, .category = 1, .area_px = 80});
    const auto figures = detection_evaluation::measure(session(), parameters(), photos);
    REQUIRE(figures.size() == 1);
    CHECK(figures[0].side_px == 32);
    CHECK(figures[0].photos == 2);
    CHECK(figures[0].categories == 2);  // dog and cat
    CHECK(figures[0].coco.ap.value() == Catch::Approx(1));
    CHECK(figures[0].coco.ap50.value() == Catch::Approx(1));
    const auto metrics = detection_evaluation::metrics_of(figures, photos, "validation");
    REQUIRE(metrics.size() == 2);
    CHECK(metrics[0].name == "average_precision");
    CHECK(metrics[1].name == "average_precision_50");
    CHECK(metrics[0].data == "made up, 32 px, 2 of 3 things");
    CHECK(metrics[0].samples == 2);
    CHECK(detection_evaluation::message(figures[0]).starts_with("32 px: AP 100.0 % (100.0 to 100.0), AP50 100.0 %"));
}

TEST_CASE("a detector that finds what is not there is told apart from one that is right") {
    const testing::TemporaryFolder folder;
    auto photos = empty();
    add(photos, folder.path(), 32, 32, {{.id = 1, .box = {0.375, 0.375, 0.25, 0.25}, .category = 0, .area_px = 64}});
    add(photos, folder.path(), 32, 32, {});
    add(photos, folder.path(), 32, 32, {{.id = 2, .box = {0, 0, 0.25, 0.25}, .category = 2, .area_px = 64}});
    const auto figures = detection_evaluation::measure(session(), parameters(), photos);
    // Three dogs said, all as sure, one of them right; the cat is missed.
    CHECK(figures.at(0).coco.ap50.value() == Catch::Approx(0.5));
}

TEST_CASE("photos that are nowhere are a message that says where it looked") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(
        detection_data::load_photos({.chosen = folder.path(), .usual = {}}), files::FileError,
        Catch::Matchers::MessageMatches(Catch::Matchers::ContainsSubstring("coco/annotations/instances_val2017.json") &&
                                        Catch::Matchers::ContainsSubstring("fetch coco")));
    // A sample that is damaged is not passed over.
    fs::create_directories(folder.path() / "coco_sample" / "annotations");
    files::write_atomically(folder.path() / "coco_sample" / "annotations" / "instances_val2017.json",
                            std::string_view("{"));
    CHECK_THROWS_MATCHES(
        detection_data::load_photos({.chosen = folder.path(), .usual = {}}), files::FileError,
        Catch::Matchers::MessageMatches(Catch::Matchers::ContainsSubstring("coco_sample/annotations")));
}

TEST_CASE("the sample of COCO's photos has all of its 80 things") {
    testing::need_data("coco_sample/annotations/instances_val2017.json");
    const auto photos = detection_data::load_photos({.chosen = testing::real_data_folder(), .usual = {}});
    CHECK(photos.instances.categories.size() == 80);
    CHECK(photos.instances.pictures.size() >= 134);
}
