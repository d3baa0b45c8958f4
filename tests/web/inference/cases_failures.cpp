// What goes wrong, and what people are told then.
#include <array>

#include "session_cases.hpp"

namespace mllab::session_tests {

namespace {

using core::Task;
using inference::Failure;
using inference::Handle;
using inference::ModelSource;
using inference::RunRequest;
using inference::Session;

Task<void> file_is_missing() {
    co_await fails(Session::load(model("nowhere.onnx"), {}), Failure::file_missing,
                   {"“nowhere”", "404", "models/nowhere"});
}

Task<void> address_is_no_address() {
    ModelSource source{"odd", "https://[", "", 0};
    co_await fails(Session::load(source, {}), Failure::runtime_error, {});
}

// The server fails this file twice, then serves it.
Task<void> failed_load_can_be_repeated() {
    co_await fails(Session::load(model("kinds.onnx?flaky"), {}), Failure::file_missing, {"“kinds”"});
    co_await fails(Session::load(model("kinds.onnx?flaky"), {}), Failure::file_missing, {"“kinds”"});
    const auto session = co_await Session::load(model("kinds.onnx?flaky"), {});
    expect(session.inputs().size() == 2, "the session of the third attempt");
}

Task<void> bytes_are_no_model() {
    for (const char* name : {"text.onnx", "cut.onnx", "empty.onnx"})
        co_await fails(Session::load(model(name), {}), Failure::wrong_bytes, {"not a complete ONNX model", "Reload"});
}

Task<void> operator_is_unknown() {
    co_await fails(Session::load(model("unknown.onnx"), {}), Failure::runtime_error, {"“unknown”", "NoSuchOperator"});
}

Task<void> file_is_too_short() {
    auto source = model("affine.onnx");
    source.bytes = 100'000;
    source.sha256 = std::string(64, '0');
    co_await fails(Session::load(source, {}), Failure::wrong_bytes, {"incomplete", "of 100000 bytes"});
}

Task<void> file_is_too_long() {
    auto source = model("bulky.onnx");
    source.bytes = 1'000;
    co_await fails(Session::load(source, {}), Failure::hash_mismatch, {"longer than 1000 bytes"});
}

Task<void> hash_differs() {
    auto source = model("affine.onnx");
    source.sha256 = sha256_of("counter.onnx");
    co_await fails(Session::load(source, {}), Failure::hash_mismatch, {"“affine”", "SHA-256"});
    source.sha256 = "short";
    co_await fails(Session::load(source, {}), Failure::hash_mismatch, {"SHA-256"});
}

Task<void> hash_agrees() {
    auto source = model("affine.onnx");
    source.sha256 = sha256_of("affine.onnx");
    auto shouted = source;
    for (auto& digit : shouted.sha256)
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    const auto session = co_await Session::load(source, {});
    const auto same = co_await Session::load(shouted, {});
    expect(session.loaded() && same.loaded(), "the sessions");
}

Task<void> inputs_are_not_the_models() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    const auto kind = Failure::shape_mismatch;
    co_await fails(session.run(with({floats("x", {1, 3}, {1, 2, 3})})), kind,
                   {"“x”", "float32 [any, 2]", "float32 [1, 3]"});
    co_await fails(session.run(with({floats("x", {2}, {1, 2})})), kind, {"“x”", "[any, 2]", "[2]"});
    co_await fails(session.run(with({ints("x", {1, 2}, {1, 2})})), kind, {"float32 [any, 2]", "int64 [1, 2]"});
    co_await fails(session.run(with({floats("z", {1, 2}, {1, 2})})), kind, {"“z”", "“affine”", "its inputs: “x”"});
    co_await fails(session.run(with({})), kind, {"“x”", "missing"});
    co_await fails(session.run(with({floats("x", {1, 2}, {1, 2}), floats("x", {1, 2}, {1, 2})})), kind, {"twice"});
    co_await fails(session.run(with({floats("__proto__", {1}, {1})})), kind, {"“__proto__”"});
    const auto outputs = co_await session.run(ones(1));
    expect(outputs.tensor("y").size() == 3, "the session after all these");
}

Task<void> tensor_contradicts_itself() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    core::Tensor tensor({1, 2}, std::vector<float>{1, 2});
    for (const auto& shape : std::array<core::Shape, 3>{{{1000, 2}, {-1, 2}, {1 << 30, 1 << 30}}}) {
        tensor.shape = shape;
        co_await fails(session.run(with({{"x", tensor}})), Failure::shape_mismatch, {"“x”", "holds 2 numbers"});
    }
}

Task<void> outputs_are_not_the_models() {
    const auto session = co_await Session::load(model("affine.onnx"), {});
    auto fetched = ones(1);
    fetched.fetch = {"probabilities"};
    co_await fails(session.run(fetched), Failure::shape_mismatch, {"“probabilities”", "its outputs: “y”, “twice”"});
    auto kept = ones(1);
    kept.keep = {"state"};
    co_await fails(session.run(kept), Failure::shape_mismatch, {"“state”"});
    const auto half = co_await Session::load(model("half.onnx"), {});
    co_await fails(half.run(with({floats("x", {2}, {1, 2})})), Failure::shape_mismatch, {"“h”", "float16"});
}

Task<void> handles_are_no_use() {
    const auto session = co_await Session::load(model("counter.onnx"), {});
    RunRequest empty = with({ints("step", {1}, {1})});
    empty.inputs.push_back({"state", Handle()});
    co_await fails(session.run(std::move(empty)), Failure::shape_mismatch, {"“state”", "no tensor"});

    // A handle knows what it holds: three numbers are no step.
    auto request = with({ints("state", {3}, {1, 2, 3}), ints("step", {1}, {1})});
    request.keep = {"next"};
    const auto outputs = co_await session.run(std::move(request));
    RunRequest wrong = with({ints("state", {1}, {1})});
    wrong.inputs.push_back({"step", outputs.handle("next")});
    co_await fails(session.run(std::move(wrong)), Failure::shape_mismatch, {"“step”", "int64 [1]", "int64 [3]"});
}

Task<void> runtime_reports_an_error() {
    const auto session = co_await Session::load(model("bulky.onnx"), {});
    co_await fails(session.run(with({ints("index", {1}, {500'000})})), Failure::runtime_error,
                   {"“bulky”", "Reload", "out of"});
    const auto outputs = co_await session.run(with({ints("index", {1}, {7})}));
    expect(outputs.tensor("y").size() == 1, "the run afterwards");
}

Task<void> memory_runs_out() {
    const auto session = co_await Session::load(model("greedy.onnx"), {});
    const auto ask = [](std::int64_t n) { return with({floats("x", {1}, {1}), ints("shape", {1}, {n})}); };
    // More bytes than 32-bit memory can address, and a little less than that.
    for (const std::int64_t n : {2'000'000'000, 1'073'000'000})
        co_await fails(session.run(ask(n)), Failure::out_of_memory, {"“greedy”", "not enough memory"});
    const auto outputs = co_await session.run(ask(4));
    expect(outputs.tensor("y").size() == 4, "the run afterwards");
}

Task<void> nothing_is_loaded() {
    const Session session;
    expect(!session.loaded(), "an empty session says that it is loaded");
    co_await fails(session.run(ones(1)), Failure::session_closed, {"Load it first"});
}

Task<void> page_has_no_runtime() {
    co_await fails(Session::load(model("affine.onnx"), {}), Failure::runtime_not_loaded, {"missing", "Reload"});
}

}  // namespace

std::vector<Case> failures() {
    return {
        {"a missing file is named", file_is_missing},
        {"an impossible address is an error, not a crash", address_is_no_address},
        {"a load that failed can be repeated", failed_load_can_be_repeated},
        {"what is no ONNX model is refused", bytes_are_no_model},
        {"an operator that the runtime does not know is named", operator_is_unknown},
        {"a file shorter than the card promises is incomplete", file_is_too_short},
        {"a file longer than the card promises is not read to its end", file_is_too_long},
        {"a file with another hash is refused", hash_differs},
        {"a file with the right hash is taken, in either case of letters", hash_agrees},
        {"inputs of another shape, type or name are refused with both named", inputs_are_not_the_models},
        {"a tensor that contradicts itself never reaches the worker", tensor_contradicts_itself},
        {"unknown and unreadable outputs are refused", outputs_are_not_the_models},
        {"handles are checked like tensors", handles_are_no_use},
        {"an error of the runtime arrives, and the session lives on", runtime_reports_an_error},
        {"running out of memory arrives, and the session lives on", memory_runs_out},
        {"a session without a model says so", nothing_is_loaded},
    };
}

std::vector<Case> without_runtime() { return {{"a page without the runtime says so", page_has_no_runtime}}; }

}  // namespace mllab::session_tests
