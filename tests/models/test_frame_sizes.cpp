// Networks that look at a camera get frames that are no larger than they need: about such a frame each says what it
// says about all of the camera's pixels.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/task.hpp"
#include "experiments/image_classification/examples/examples.hpp"
#include "experiments/image_classification/view/seeing.hpp"
#include "experiments/object_detection/examples/examples.hpp"
#include "experiments/object_detection/view/seeing.hpp"
#include "experiments/rock_paper_scissors/examples/examples.hpp"
#include "experiments/rock_paper_scissors/view/seeing.hpp"
#include "geometry/boxes/overlap.hpp"
#include "image/cutting.hpp"
#include "loaded_model.hpp"
#include "site_models.hpp"
#include "training/pictures/pictures.hpp"

using namespace mllab;

namespace {

// A network as the page asks it.
template <typename Answer>
class Looking {
 public:
    Looking(const viewfinder::Subject<Answer>& subject, const std::filesystem::path& folder, const std::string& id)
        : model_(testing::load_model(folder, id)), way_(subject.way_of(model_.card)) {}

    [[nodiscard]] Answer answer(const image::RgbaImage& frame) const {
        const inference::Outputs outputs = core::run_now(model_.session.run(way_.encode(frame).request));
        return way_.decode(outputs, frame);
    }
    // The frame that it is handed.
    [[nodiscard]] image::RgbaImage handed(const image::RgbaImage& camera) const {
        const int longest = viewfinder::longest_side(way_.need(), camera.width, camera.height);
        const double scale = static_cast<double>(longest) / std::max(camera.width, camera.height);
        const auto side = [&](int px) { return static_cast<int>(std::lround(px * scale)); };
        return image::resized_by_area(camera, side(camera.width), side(camera.height));
    }

 private:
    testing::LoadedModel model_;
    viewfinder::Way<Answer> way_;
};

// As a camera of 640 x 480 pixels sees the picture: it fills the frame, whose middle it is in.
image::RgbaImage filmed(const image::RgbaImage& picture) {
    constexpr int width = 640;
    constexpr int height = 480;
    const double scale = std::max(1.0 * width / picture.width, 1.0 * height / picture.height);
    const auto side = [&](int px) { return static_cast<int>(std::ceil(px * scale)); };
    const image::RgbaImage large = image::resized_bilinear(picture, side(picture.width), side(picture.height));
    return image::cut(
        large,
        {.left = (large.width - width) / 2, .top = (large.height - height) / 2, .width = width, .height = height});
}

// What `compare` makes of the answers about a camera's whole frame and about the one that the network is handed, which
// has `handed` pixels on its longer side, for each of the examples.
template <typename Answer, typename Examples, typename Compare>
void compare_answers(const viewfinder::Subject<Answer>& subject, const std::string& id, int handed,
                     const Examples& examples, const Compare& compare) {
    const auto folder = testing::folder_of(id);
    if (!folder) SKIP("needs a network that is not here: " << id);
    const Looking<Answer> network(subject, *folder, id);
    for (const auto& example : examples) {
        INFO(id << ": " << example.file);
        const image::RgbaImage camera =
            filmed(pictures::read(testing::source_folder() / "web/examples" / example.file));
        const image::RgbaImage frame = network.handed(camera);
        CHECK(frame.width == handed);
        compare(network.answer(camera), network.answer(frame));
    }
}

float largest_difference(std::span<const float> one, std::span<const float> other) {
    float largest = 0;
    for (std::size_t i = 0; i < one.size(); ++i) largest = std::max(largest, std::abs(one[i] - other[i]));
    return largest;
}

}  // namespace

TEST_CASE("a hand is read from a frame of the size that the network needs as from all of the camera's pixels") {
    const auto [id, side] = GENERATE(
        table<std::string, int>({{"rock_paper_scissors_cnn", 320}, {"rock_paper_scissors_mobilenet_v2", 640}}));
    compare_answers(rock_paper_scissors::subject([] { return false; }), id, side, rock_paper_scissors::examples,
                    [](const auto& whole, const auto& handed) {
                        CHECK(handed.answer.gesture == whole.answer.gesture);
                        CHECK(largest_difference(handed.answer.probabilities, whole.answer.probabilities) < 0.005F);
                    });
}

TEST_CASE("a photo is named from a frame of the size that the network needs as from all of the camera's pixels") {
    const auto [id, side] = GENERATE(table<std::string, int>({{"image_classification_1000", 640},
                                                              {"image_classification_efficientnet_lite0", 320},
                                                              {"image_classification_mobilenet_v2", 320}}));
    compare_answers(image_classification::subject([] { return false; }), id, side, image_classification::examples,
                    [](const auto& whole, const auto& handed) {
                        CHECK(largest_difference(handed.answer.probabilities, whole.answer.probabilities) < 0.025F);
                    });
}

TEST_CASE("things are found in a frame of the size that the network needs as in all of the camera's pixels") {
    const auto [id, side] =
        GENERATE(table<std::string, int>({{"detection_centernet", 320}, {"detection_ssd_mobilenet_v2", 640}}));
    const object_detection::Wishes wishes{
        .side_px = [](const auto& model) { return std::ranges::min(model.sides_px); },
        .looks_inside = [] { return false; },
        .wanted = [](const auto& model) { return object_detection::Wanted{model.score, model.overlap}; }};
    const auto sure = [](const object_detection::Seeing& seeing) {
        std::vector<geometry::Detection> things;
        for (const std::size_t i : object_detection::found(seeing.candidates.things, {.score = 0.5F}))
            things.push_back(seeing.candidates.things[i]);
        return things;
    };
    // Each thing that the one is sure of is among the other's candidates, in the same place and as likely.
    const auto has_all = [&](const object_detection::Seeing& some, const object_detection::Seeing& of) {
        for (const geometry::Detection& thing : sure(of)) {
            const auto there = std::ranges::find_if(some.candidates.things, [&](const geometry::Detection& other) {
                return other.label == thing.label && geometry::iou(other.box, thing.box) > 0.8;
            });
            INFO(of.parameters->labels.at(thing.label) << " " << thing.score);
            REQUIRE(there != some.candidates.things.end());
            CHECK(there->score == Catch::Approx(thing.score).margin(0.01));
        }
    };
    compare_answers(object_detection::subject(wishes), id, side, object_detection::examples,
                    [&](const auto& whole, const auto& handed) {
                        has_all(handed, whole);
                        has_all(whole, handed);
                    });
}
