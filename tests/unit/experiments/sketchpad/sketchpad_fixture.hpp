// An experiment with a sketchpad, as a test drives it.
#pragma once

#include <algorithm>
#include <string>

#include "experiments/sketchpad/controller.hpp"
#include "fixture.hpp"

namespace mllab::fake {

// Logits in which the class `found` stands out by `confidence`; contributions speak against everything, whatever else a
// model gives is stirred by half.
[[nodiscard]] inline inference::Outputs outputs_for(const Run& run, std::size_t found, float confidence) {
    std::vector<inference::NamedValue> values;
    for (const std::string& name : run.request.fetch) {
        const auto& outputs = Runtime::now().outputs.at(run.model);
        core::Shape shape = std::ranges::find(outputs, name, &inference::TensorInfo::name)->shape;
        // Others are the same for every input.
        if (shape[0] < 0) shape[0] = std::get<core::Tensor>(run.request.inputs.front().value).shape.front();
        const auto count = static_cast<std::size_t>(core::element_count(shape));
        std::vector<float> numbers(count, name.ends_with("contributions") ? -0.5F : name == "logits" ? 0.0F : 0.5F);
        if (name == "logits")
            for (std::size_t i = found; i < count; i += static_cast<std::size_t>(shape[1])) numbers[i] = confidence;
        values.push_back({name, core::Tensor(std::move(shape), std::move(numbers))});
    }
    return {std::move(values), 0.4};
}

struct Fixture : Page {
    std::size_t found = 0;  // the class that every run finds

    Fixture() {
        runtime.network = [this](const Run& run) { return outputs_for(run, found, 8); };
        runtime.answer_at_once = false;
    }
    // Every run finds this class from now on, at once.
    void finds(std::size_t label) {
        found = label;
        runtime.answer_at_once = true;
    }
    void finish_run(std::size_t label) {
        found = label;
        Page::finish_run();
    }

    static void sample(sketchpad::Controller& controller, platform::Phase phase, float x, float y, int id = 1) {
        controller.pen({.phase = phase,
                        .kind = platform::PointerKind::mouse,
                        .id = id,
                        .x = x,
                        .y = y,
                        .t_ms = 0,
                        .eraser = false,
                        .area = "pad"});
    }
    // A vertical stroke, long enough to be no dot.
    static void stroke(sketchpad::Controller& controller, float x = 150) {
        sample(controller, platform::Phase::down, x, 60);
        sample(controller, platform::Phase::move, x, 150);
        sample(controller, platform::Phase::up, x, 250);
    }
};

}  // namespace mllab::fake
