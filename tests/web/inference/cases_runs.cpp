// What a run gives: numbers, shapes, types, order.
#include "session_cases.hpp"

namespace mllab::session_tests {

namespace {

using core::Task;
using inference::Failure;
using inference::LoadProgress;
using inference::RunRequest;
using inference::Session;

Task<void> says_what_goes_in_and_out() {
    const auto affine = co_await Session::load(model("affine.onnx"), {});
    expect(affine.loaded(), "the session is not loaded");
    expect(affine.inputs().size() == 1, "number of inputs");
    const auto& x = affine.inputs().front();
    expect(x.name == "x" && x.type == "float32" && x.shape == core::Shape{-1, 2}, "the input “x”");
    expect(affine.outputs().size() == 2 && affine.outputs()[1].name == "twice", "the outputs");
    const auto counter = co_await Session::load(model("counter.onnx"), {});
    expect(counter.inputs().front().type == "int64", "the type of an integer input");
    expect(counter.inputs().front().shape == core::Shape{-1}, "an axis that the model leaves open");
}

Task<void> gives_every_output_for_any_batch() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    for (const std::int64_t rows : {1, 3, 64}) {
        const auto outputs = co_await session.run(ones(rows));
        const auto& y = outputs.tensor("y");
        expect(y.shape == core::Shape{rows, 3}, "shape " + core::to_string(y.shape));
        const auto last = y.size() - 3;
        expect(y.as<float>()[last] == 15 && y.as<float>()[last + 1] == 27 && y.as<float>()[last + 2] == 39, "numbers");
        expect(outputs.tensor("twice").as<float>()[last] == 30, "the second output");
        expect(outputs.values().size() == 2, "number of outputs");
        expect(outputs.run_ms() >= 0 && outputs.run_ms() < 60'000, "time of the run");
    }
}

Task<void> takes_an_empty_batch() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    const auto outputs = co_await session.run(ones(0));
    expect(outputs.tensor("y").shape == core::Shape{0, 3} && outputs.tensor("y").size() == 0, "the empty output");
}

Task<void> keeps_all_64_bits() {
    const auto session = co_await Session::load(model("counter.onnx"), {});
    const std::int64_t large = (std::int64_t{1} << 53) + 1;  // a double cannot tell it from its neighbour
    const auto outputs = co_await session.run(with({ints("state", {2}, {large, -large}), ints("step", {1}, {1})}));
    const auto& next = outputs.tensor("next").as<std::int64_t>();
    expect(next[0] == large + 1 && next[1] == 1 - large, "the sums");
}

Task<void> takes_int32_and_uint8() {
    const auto session = co_await Session::load(model("kinds.onnx"), {});
    RunRequest request;
    request.inputs.push_back({"i", core::Tensor({2}, std::vector<std::int32_t>{-7, 1 << 30})});
    request.inputs.push_back({"u", core::Tensor({3}, std::vector<std::uint8_t>{0, 128, 255})});
    const auto outputs = co_await session.run(std::move(request));
    expect(outputs.tensor("ii").as<std::int32_t>()[0] == -14, "int32");
    expect(outputs.tensor("uu").as<std::uint8_t>() == std::vector<std::uint8_t>{0, 128, 255}, "uint8");
}

Task<void> copies_only_what_is_asked_for() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    auto request = ones(1);
    request.fetch = {"twice"};
    const auto outputs = co_await session.run(std::move(request));
    expect(outputs.values().size() == 1 && outputs.values().front().name == "twice", "the outputs");
    try {
        static_cast<void>(outputs.tensor("y"));
        expect(false, "an output that was not copied was there");
    } catch (const inference::ModelError& error) {
        expect(error.kind() == Failure::shape_mismatch, "the kind of failure");
    }
}

Task<void> goes_on_from_what_it_kept() {
    const auto session = co_await Session::load(model("counter.onnx"), {});
    auto request = with({ints("state", {1}, {40}), ints("step", {1}, {1})});
    request.keep = {"next"};
    auto outputs = co_await session.run(std::move(request));
    for (int i = 0; i < 10; ++i) {
        RunRequest step = with({ints("step", {1}, {1})});
        step.inputs.push_back({"state", outputs.handle("next")});
        step.keep = {"next"};
        outputs = co_await session.run(std::move(step));
    }
    expect(outputs.values().size() == 1, "what is kept was copied too");
    RunRequest last = with({ints("step", {1}, {1})});
    last.inputs.push_back({"state", outputs.handle("next")});
    const auto sum = co_await session.run(std::move(last));
    expect(sum.tensor("next").as<std::int64_t>().front() == 52, "the sum of twelve steps");
}

Task<void> copies_and_keeps_the_same_output() {
    const auto session = co_await Session::load(model("counter.onnx"), {});
    auto request = with({ints("state", {1}, {1}), ints("step", {1}, {1})});
    request.keep = {"next"};
    request.fetch = {"next"};
    const auto outputs = co_await session.run(std::move(request));
    expect(outputs.tensor("next").as<std::int64_t>().front() == 2, "the copy");
    RunRequest again = with({ints("step", {1}, {1})});
    again.inputs.push_back({"state", outputs.handle("next")});
    const auto more = co_await session.run(std::move(again));
    expect(more.tensor("next").as<std::int64_t>().front() == 3, "what was kept");
}

Task<void> keeps_what_it_cannot_copy() {
    const auto session = co_await Session::load(model("half.onnx"), {});
    auto request = with({floats("x", {2}, {1, 2})});
    request.keep = {"h"};
    const auto outputs = co_await session.run(std::move(request));
    expect(outputs.handle("h").valid(), "the handle");
}

Task<void> answers_in_order() {
    const auto slow = co_await Session::load(model("slow.onnx"), {});
    const auto quick = co_await Session::load(model("affine.onnx"), {});
    std::vector<int> order;
    const auto note = [](Session session, RunRequest request, std::vector<int>* into, int number) -> Task<void> {
        static_cast<void>(co_await session.run(std::move(request)));
        into->push_back(number);
    };
    std::vector<Task<void>> tasks;
    tasks.push_back(note(slow, with({floats("x", {1}, {0.01F})}), &order, 0));
    for (int i = 1; i < 6; ++i) tasks.push_back(note(quick, ones(i), &order, i));
    for (auto& task : tasks) task.start();
    static_cast<void>(co_await quick.run(ones(1)));
    expect(order == std::vector<int>{0, 1, 2, 3, 4, 5}, "the order of the answers");
}

Task<void> survives_growing_memory() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    auto task = session.run(ones(2));
    task.start();
    // More than the module's memory holds now: it grows, and every view of it that JavaScript kept is dead.
    const std::vector<float> large(32'000'000, 1.0F);
    const auto after = co_await session.run(ones(2));
    expect(task.done() && task.result().tensor("y").as<float>()[5] == 39, "the run under way");
    expect(after.tensor("y").as<float>()[5] == 39 && large.back() == 1.0F, "the run afterwards");
}

Task<void> reports_progress_that_never_goes_back() {
    std::vector<LoadProgress> seen;
    auto source = model("bulky.onnx");
    const auto session = co_await Session::load(source, [&](const LoadProgress& now) {
        if (now.part == LoadProgress::Part::model) seen.push_back(now);
    });
    expect(seen.size() >= 2, "reports: " + std::to_string(seen.size()));
    for (std::size_t i = 1; i < seen.size(); ++i)
        expect(seen[i].received_bytes >= seen[i - 1].received_bytes, "it went back");
    expect(seen.back().received_bytes == seen.back().total_bytes && seen.back().received_bytes > 2'000'000, "its end");
    const auto outputs = co_await session.run(with({ints("index", {2}, {0, 499'999})}));
    expect(outputs.tensor("y").size() == 2, "the output");
}

Task<void> says_what_runs_models() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    const auto text = inference::runtime_description();
    expect(text == "ONNX Runtime Web 1.30.0, 1 thread, SIMD", text);
}

}  // namespace

std::vector<Case> runs() {
    return {
        {"a session says what goes in and what comes out", says_what_goes_in_and_out},
        {"a run gives every output, for any batch", gives_every_output_for_any_batch},
        {"a run takes an empty batch", takes_an_empty_batch},
        {"64-bit integers keep all their bits", keeps_all_64_bits},
        {"int32 and uint8 pass unchanged", takes_int32_and_uint8},
        {"only the outputs asked for are copied", copies_only_what_is_asked_for},
        {"a model goes on from a state that stayed in the worker", goes_on_from_what_it_kept},
        {"the same output can be copied and kept", copies_and_keeps_the_same_output},
        {"an output that C++ has no type for can be kept", keeps_what_it_cannot_copy},
        {"runs are answered in the order in which they were asked", answers_in_order},
        {"a run survives that C++'s memory grows meanwhile", survives_growing_memory},
        {"progress never goes back and ends at the whole file", reports_progress_that_never_goes_back},
        {"the page can say what runs its models", says_what_runs_models},
    };
}

}  // namespace mllab::session_tests
