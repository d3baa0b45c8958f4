// What is shared must fit what is to come: a pretend detector of a camera's frames, made of a model slot and the newest
// frame, as they are.
#include <catch_amalgamated.hpp>

#include "core/text.hpp"
#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "fixture.hpp"

using namespace mllab;
using inference::Failure;

namespace {

struct Box {
    float x = 0, y = 0, w = 0, h = 0;
    float score = 0;
};
struct Boxes {
    std::vector<Box> found;
    double run_ms = 0;
};

class Detector {
 public:
    Detector(platform::Host& host, const platform::Launch& launch)
        : model_(host, launch, launch.model),
          latest_([this](image::RgbaImage frame) { return detect(std::move(frame)); }, [&host] { host.wake(); }) {
        model_.load();
    }

    // A frame of the camera. While the model is on its way there is nobody to ask.
    void frame(image::RgbaImage frame) {
        ++frame_;
        if (model_.ready()) latest_.ask(std::move(frame), frame_);
        update();
    }
    void update() {
        auto outcome = latest_.take();
        if (!outcome) return;
        message_.clear();
        if (outcome->answer) {
            model_.ran(outcome->answer->run_ms);
            boxes_ = std::move(outcome->answer->found);
            answered_ = outcome->revision;
        } else if (!model_.lost(outcome->error)) {
            message_ = model_.message_of(outcome->error);
        }
    }
    [[nodiscard]] platform::PageState page() const {
        platform::PageState page;
        model_.add_to(page, false);
        page.revision = frame_;
        page.result.revision = answered_;
        page.result.text = core::joined(boxes_.size(), " boxes");
        for (const Box& box : boxes_) page.result.top.push_back({.label = "box", .p = box.score});
        if (!message_.empty() && !model_.failed()) {
            page.state = platform::State::error;
            page.error = message_;
        }
        return page;
    }

 private:
    core::Task<Boxes> detect(image::RgbaImage frame) {
        std::vector<float> pixels(frame.pixels.begin(), frame.pixels.end());
        inference::RunRequest request;
        request.inputs.push_back({"image", core::Tensor({1, frame.height, frame.width, 4}, std::move(pixels))});
        const inference::Session session = model_.session();
        const inference::Outputs outputs = co_await session.run(std::move(request));
        const auto& numbers = outputs.tensor("boxes").as<float>();
        Boxes boxes{.found = {}, .run_ms = outputs.run_ms()};
        for (std::size_t i = 0; i + 5 <= numbers.size(); i += 5)
            boxes.found.push_back({numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4]});
        co_return boxes;
    }

    std::uint64_t frame_ = 0;
    std::vector<Box> boxes_;
    std::uint64_t answered_ = 0;
    std::string message_;
    experiments::ModelSlot model_;
    experiments::LatestAnswer<image::RgbaImage, Boxes> latest_;
};

// As many boxes as the first pixel is bright.
struct Camera : fake::Page {
    platform::Launch launch{.experiment = "eyes",
                            .model = "eyes",
                            .models_url = "models/",
                            .cards = {{"eyes", fake::card("eyes", R"(["box"])", "{}", "{}")}}};

    Camera() {
        runtime.answer_at_once = false;
        runtime.network = [](const fake::Run& run) {
            const auto& pixels = std::get<core::Tensor>(run.request.inputs.at(0).value).as<float>();
            const auto count = static_cast<std::int64_t>(pixels.at(0));
            std::vector<float> numbers(static_cast<std::size_t>(5 * count), 0.5F);
            return inference::Outputs({{"boxes", core::Tensor({count, 5}, numbers)}}, 12);
        };
    }
    static image::RgbaImage picture(std::uint8_t brightness) {
        image::RgbaImage picture(4, 3);
        picture.pixels[0] = brightness;
        return picture;
    }
};

}  // namespace

TEST_CASE_METHOD(Camera, "Frames go in, boxes come out, and the newest frame wins") {
    Detector detector(twin, launch);
    follow(detector);
    for (std::uint8_t i = 1; i <= 30; ++i) detector.frame(picture(i));
    CHECK(runtime.runs_asked == 1);
    finish_run();
    CHECK(twin.result().text == "1 boxes");
    CHECK(twin.result().revision == 1);
    CHECK(twin.page().revision == 30);
    finish_run();
    CHECK(twin.result().text == "30 boxes");
    CHECK(twin.result().top.size() == 30);
    CHECK(current());
    CHECK(runtime.runs_asked == 2);
}

TEST_CASE_METHOD(Camera, "A frame that fails is told, and the next one is seen again") {
    Detector detector(twin, launch);
    follow(detector);
    detector.frame(picture(1));
    fail_run(Failure::runtime_error, "The run failed.");
    CHECK(twin.page().state == platform::State::error);
    CHECK(twin.errors() == std::vector<std::string>{"The run failed."});
    detector.frame(picture(2));
    finish_run();
    CHECK(twin.page().state == platform::State::ready);
    CHECK(twin.result().text == "2 boxes");
}

TEST_CASE_METHOD(Camera, "A worker that went away comes back while the camera goes on") {
    Detector detector(twin, launch);
    follow(detector);
    detector.frame(picture(1));
    fail_run(Failure::session_closed, "It went away.");
    CHECK(twin.page().state == platform::State::loading);
    detector.frame(picture(2));
    CHECK(runtime.runs.empty());
    twin.run_idle_work();
    detector.frame(picture(3));
    finish_run();
    CHECK(twin.result().text == "3 boxes");
    CHECK(twin.errors().empty());
}

TEST_CASE_METHOD(Camera, "The stage may close while a frame is looked at") {
    {
        Detector detector(twin, launch);
        detector.frame(picture(1));
        detector.frame(picture(2));
        CHECK(runtime.runs.size() == 1);
    }
    CHECK(runtime.runs.empty());
}
