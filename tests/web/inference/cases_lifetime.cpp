// Who keeps what alive: sharing, cancelling, freeing.
#include <malloc.h>

#include <memory>
#include <optional>

#include "session_cases.hpp"

namespace mllab::session_tests {

namespace {

using core::Task;
using inference::Failure;
using inference::Handle;
using inference::LoadProgress;
using inference::Outputs;
using inference::RunRequest;
using inference::Session;

Task<void> one_file_is_loaded_once() {
    auto first = Session::load(model("affine.onnx?shared"), {});
    auto second = Session::load(model("affine.onnx?shared"), {});
    first.start();
    second.start();
    // A load that follows the same download ends with it.
    const auto third = co_await Session::load(model("affine.onnx?shared"), {});
    expect(first.done() && second.done(), "the loads that were asked for earlier");
    mark("three loads of one file");
    std::optional<Session> kept = first.result();
    static_cast<void>(second.result());
    const auto outputs = co_await kept->run(ones(1));
    expect(outputs.tensor("y").size() == 3, "the session that is left");
}

Task<void> cancelled_run_is_dropped() {
    const auto slow = co_await Session::load(model("slow.onnx"), {});
    const auto quick = co_await Session::load(model("counter.onnx"), {});
    auto busy = slow.run(with({floats("x", {1}, {0.01F})}));
    busy.start();
    std::vector<Task<Outputs>> tasks;
    for (int i = 0; i < 20; ++i) {
        auto request = with({ints("state", {1}, {i}), ints("step", {1}, {1})});
        request.keep = {"next"};
        tasks.push_back(quick.run(std::move(request)));
        tasks.back().start();
        expect(!tasks.back().done(), "a run was answered at once");
    }
    tasks.clear();
    busy.reset();
    const auto outputs = co_await quick.run(with({ints("state", {1}, {1}), ints("step", {1}, {1})}));
    expect(outputs.tensor("next").as<std::int64_t>().front() == 2, "the run afterwards");
    mark("cancelled runs");
}

Task<void> cancelled_load_is_dropped() {
    auto task = Session::load(model("bulky.onnx?cancelled"), {});
    task.start();
    task.reset();
    const auto session = co_await Session::load(model("bulky.onnx?cancelled"), {});
    expect(session.loaded(), "the load afterwards");
    // Loaded already, so the answer is under way at once; nobody takes it.
    auto unwanted = Session::load(model("bulky.onnx?cancelled"), {});
    unwanted.start();
    unwanted.reset();
}

Task<void> one_of_two_gives_up() {
    auto impatient = Session::load(model("bulky.onnx?shared"), {});
    auto patient = Session::load(model("bulky.onnx?shared"), {});
    impatient.start();
    patient.start();
    impatient.reset();
    // Another file, so that this wait ends by itself; the patient one may come before or after it.
    static_cast<void>(co_await Session::load(model("half.onnx"), {}));
    const auto session = co_await Session::load(model("bulky.onnx?shared"), {});
    expect(patient.done() && patient.result().loaded() && session.loaded(), "the load of the patient one");
}

Task<void> progress_may_cancel() {
    std::unique_ptr<Task<Session>> task;
    bool called = false;
    task = std::make_unique<Task<Session>>(Session::load(model("bulky.onnx?stopped"), [&](const LoadProgress& now) {
        if (now.part != LoadProgress::Part::model) return;
        called = true;
        task.reset();
    }));
    task->start();
    for (int i = 0; i < 50 && task; ++i) static_cast<void>(co_await Session::load(model("half.onnx"), {}));
    expect(called && !task, "the load that its own progress ended");
}

Task<void> progress_may_throw() {
    bool threw = false;
    try {
        static_cast<void>(co_await Session::load(
            model("bulky.onnx?thrown"), [](const LoadProgress&) { throw std::runtime_error("the view is gone"); }));
    } catch (const std::runtime_error& error) {
        threw = std::string(error.what()) == "the view is gone";
    }
    expect(threw, "what the callback threw did not arrive");
}

Task<void> run_outlives_its_session() {
    auto task = (co_await Session::load(model("affine.onnx?temporary"), {})).run(ones(1));
    const auto outputs = co_await std::move(task);
    expect(outputs.tensor("y").as<float>()[0] == 15, "the numbers");
}

Task<void> state_ends_with_its_session() {
    Handle kept;
    {
        const auto session = co_await Session::load(model("counter.onnx?brief"), {});
        auto request = with({ints("state", {1}, {1}), ints("step", {1}, {1})});
        request.keep = {"next"};
        const auto outputs = co_await session.run(std::move(request));
        kept = outputs.handle("next");
    }
    const auto session = co_await Session::load(model("counter.onnx?brief"), {});
    RunRequest request = with({ints("step", {1}, {1})});
    request.inputs.push_back({"state", kept});
    co_await fails(session.run(std::move(request)), Failure::session_closed, {"freed", "Start again"});
}

Task<void> steps(Session session, int count) {
    auto request = with({ints("state", {256}, std::vector<std::int64_t>(256)), ints("step", {1}, {1})});
    request.keep = {"next"};
    auto outputs = co_await session.run(std::move(request));
    for (int i = 1; i < count; ++i) {
        RunRequest step = with({ints("step", {1}, {1})});
        step.inputs.push_back({"state", outputs.handle("next")});
        step.keep = {"next"};
        step.fetch = {"next"};
        outputs = co_await session.run(std::move(step));
    }
    expect(outputs.tensor("next").as<std::int64_t>().back() == count, "the sum of all steps");
}

Task<void> thousand_runs_leak_nothing() {
    const auto session = co_await Session::load(model("counter.onnx"), {});
    co_await steps(session, 50);
    static_cast<void>(co_await session.run(with({ints("state", {1}, {0}), ints("step", {1}, {1})})));
    const auto before = mallinfo().uordblks;
    mark("before a thousand runs");
    co_await steps(session, 1000);
    // One more run: the last handles are freed in the worker before it.
    static_cast<void>(co_await session.run(with({ints("state", {1}, {0}), ints("step", {1}, {1})})));
    mark("after a thousand runs");
    const auto grown = static_cast<std::ptrdiff_t>(mallinfo().uordblks) - static_cast<std::ptrdiff_t>(before);
    expect(grown < 2048, "C++'s memory grew by " + std::to_string(grown) + " bytes");
}

}  // namespace

std::vector<Case> lifetimes() {
    return {
        {"one file is loaded once, however many ask for it", one_file_is_loaded_once},
        {"a run that nobody waits for is dropped", cancelled_run_is_dropped},
        {"a load that nobody waits for is dropped and can be asked for again", cancelled_load_is_dropped},
        {"of two who wait for one load, one may give up", one_of_two_gives_up},
        {"a load can be cancelled by its own progress callback", progress_may_cancel},
        {"what a progress callback throws comes out of the load", progress_may_throw},
        {"a run outlives the session it was asked of", run_outlives_its_session},
        {"what a session kept is freed with it", state_ends_with_its_session},
        {"a thousand runs leak nothing in C++", thousand_runs_leak_nothing},
    };
}

}  // namespace mllab::session_tests
