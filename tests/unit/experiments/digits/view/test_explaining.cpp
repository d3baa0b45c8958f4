// Why the network said what it said: asked only while somebody looks inside and the pen rests.
#include <catch_amalgamated.hpp>
#include <numeric>

#include "digits_fixture.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using inference::Failure;
using platform::Phase;

namespace {

const core::Tensor& input_of(const fake::Run& run) { return std::get<core::Tensor>(run.request.inputs.front().value); }

// Says 1, the surer the more ink is in the upper half, and the less sure the more is in the lower.
inference::Outputs upper_half(const fake::Run& run) {
    inference::Outputs outputs = fake::outputs_for(run, 1, 0);
    std::vector<inference::NamedValue> values = outputs.values();
    for (inference::NamedValue& value : values) {
        if (value.name != "logits") continue;
        const auto view = input_of(run).view();
        std::vector<float> logits;
        for (std::size_t i = 0; i < static_cast<std::size_t>(view.shape.front()); ++i) {
            const auto pixels = view[i].data;
            const float upper = std::accumulate(pixels.begin(), pixels.begin() + 392, 0.0F);
            const float lower = std::accumulate(pixels.begin() + 392, pixels.end(), 0.0F);
            logits.resize(logits.size() + 11);
            logits[i * 11 + 1] = 4 + 0.2F * (upper - lower);
        }
        value.value = core::Tensor(core::Shape{view.shape.front(), 11}, std::move(logits));
    }
    return {std::move(values), 0.4};
}

}  // namespace

TEST_CASE_METHOD(Fixture, "Looking inside says which ink spoke for the answer, and which against it") {
    runtime.network = upper_half;
    runtime.answer_at_once = true;
    fake::DigitsController controller(twin, fake::launch("digits_mlp"));
    stroke(controller);
    CHECK_FALSE(controller.answering().explaining().heat());
    controller.action("look-inside");
    const auto& heat = controller.answering().explaining().heat();
    REQUIRE(heat);
    CHECK(heat->model == "digits_mlp");
    CHECK(heat->label == 1);
    CHECK(heat->revision == twin.page().revision);
    REQUIRE(heat->values.size() == 784);
    const image::GrayImage& input = controller.answering().chosen().input();
    float upper = 0;
    float lower = 0;
    for (std::size_t i = 0; i < 784; ++i) {
        if (input.pixels[i] == 0) CHECK(heat->values[i] == 0);
        (i < 392 ? upper : lower) += heat->values[i];
    }
    CHECK(upper > 0.1F);
    CHECK(lower < -0.1F);
    // Nothing is asked twice.
    const int asked = runtime.runs_asked;
    twin.page();
    controller.update();
    CHECK(runtime.runs_asked == asked);
}

TEST_CASE_METHOD(Fixture, "While the pen is down nobody asks why, and a new stroke ends the asking") {
    fake::DigitsController controller(twin, fake::launch("digits_mlp"));
    controller.action("look-inside");
    sample(controller, Phase::down, 150, 60);
    sample(controller, Phase::move, 150, 150);
    finish_run(1);
    CHECK(current());
    CHECK(runtime.runs.empty());
    sample(controller, Phase::up, 150, 250);
    finish_run(1);
    // The drawing itself, then its spots, a batch after the other.
    REQUIRE(runtime.runs.size() == 1);
    CHECK(input_of(*runtime.runs.front()).shape.front() == 1);
    finish_run(1);
    REQUIRE(runtime.runs.size() == 1);
    CHECK(input_of(*runtime.runs.front()).shape.front() > 1);
    CHECK(runtime.runs.front()->request.fetch == std::vector<std::string>{"logits"});
    const int asked = runtime.runs_asked;
    sample(controller, Phase::down, 200, 60);
    sample(controller, Phase::move, 200, 200);
    finish_run(1);
    // The batch under way was the last one: next comes the drawing as it is now.
    REQUIRE(runtime.runs.size() == 1);
    CHECK(runtime.runs_asked == asked + 1);
    CHECK(input_of(*runtime.runs.front()).shape.front() == 1);
    CHECK(runtime.runs.front()->request.fetch.size() > 1);
    CHECK_FALSE(controller.answering().explaining().heat());
}

TEST_CASE_METHOD(Fixture,
                 "A network whose first maps are no convolution has none, and a question that fails is not repeated") {
    fake::DigitsController controller(twin, fake::launch("digits_cnn"));
    stroke(controller);
    while (!runtime.runs.empty()) finish_run(1);
    controller.action("look-inside");
    finish_run(1);
    REQUIRE(runtime.runs.size() == 1);
    CHECK(runtime.runs.front()->request.fetch == std::vector<std::string>{"features_1"});
    CHECK(input_of(*runtime.runs.front()).shape == core::Shape{6, 1, 28, 28});
    finish_run(1);
    CHECK(controller.answering().explaining().first_layer("digits_cnn") == nullptr);
    REQUIRE(runtime.runs.size() == 1);
    fail_run(Failure::runtime_error, "no memory");
    CHECK(runtime.runs.empty());
    CHECK(current());
    CHECK(twin.page().error.empty());
    const int asked = runtime.runs_asked;
    controller.update();
    CHECK(runtime.runs_asked == asked);
}
