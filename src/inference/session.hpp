// Running a model. `Session` hides the runtime: in the page ONNX Runtime Web in a worker of its own, so that a run
// never blocks a frame; in native code ONNX Runtime in the same thread, where every task completes at once.
//
//     auto session = co_await Session::load(source, progress);
//     auto outputs = co_await session.run(inputs);
//
// Failure is a `ModelError` whose message a person can act on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "core/task.hpp"
#include "core/tensor.hpp"

namespace mllab::inference {

enum class Failure {
    file_missing,    // nothing at that address, or the connection broke
    wrong_bytes,     // truncated, or not an ONNX model
    hash_mismatch,   // other bytes than the model card promises
    shape_mismatch,  // an input's name, type or shape is not the model's
    out_of_memory,
    runtime_not_loaded,  // the runtime itself could not be fetched or started
    runtime_error,       // anything else that the runtime reports
    session_closed,      // the session was freed while the run was waiting
};

class ModelError : public std::runtime_error {
 public:
    ModelError(Failure kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    [[nodiscard]] Failure kind() const noexcept { return kind_; }

 private:
    Failure kind_;
};

struct ModelSource {
    std::string id;          // names the model in messages and in the cache
    std::string address;     // URL relative to the page, or a file's path in native code
    std::string sha256;      // hexadecimal; empty = not checked
    std::int64_t bytes = 0;  // size that the card promises, 0 = unknown; for progress before the server answers
};

struct LoadProgress {
    enum class Part { runtime, model };
    Part part = Part::model;
    std::int64_t received_bytes = 0;
    std::int64_t total_bytes = 0;  // 0 = unknown
};
using OnProgress = std::function<void(const LoadProgress&)>;

// A tensor that stays where the model runs (recurrent state). Freed with its last copy or with the session.
class Handle {
 public:
    struct State;
    Handle() = default;
    explicit Handle(std::shared_ptr<State> state) : state_(std::move(state)) {}
    [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(state_); }
    [[nodiscard]] const std::shared_ptr<State>& state() const noexcept { return state_; }

 private:
    std::shared_ptr<State> state_;
};

using Value = std::variant<core::Tensor, Handle>;

struct NamedValue {
    std::string name;
    Value value;
};

class Outputs {
 public:
    Outputs() = default;
    Outputs(std::vector<NamedValue> values, double run_ms) : values_(std::move(values)), run_ms_(run_ms) {}
    // Throws ModelError(shape_mismatch) if the model has no such output or it was kept under a handle / not kept.
    [[nodiscard]] const core::Tensor& tensor(const std::string& name) const;
    [[nodiscard]] Handle handle(const std::string& name) const;
    [[nodiscard]] const std::vector<NamedValue>& values() const noexcept { return values_; }
    // Time inside the runtime, without queueing and copying.
    [[nodiscard]] double run_ms() const noexcept { return run_ms_; }

 private:
    std::vector<NamedValue> values_;
    double run_ms_ = 0;
};

struct RunRequest {
    std::vector<NamedValue> inputs;
    std::vector<std::string> fetch;  // outputs to copy back; empty = all that are not kept
    std::vector<std::string> keep;   // outputs to leave where the model runs, returned as handles
};

struct TensorInfo {
    std::string name;
    std::string type;   // "float32", "int64" …
    core::Shape shape;  // -1 for a dynamic axis
};

// Shared: copies refer to the same loaded model, which is freed with the last copy.
class Session {
 public:
    struct Body;  // one per runtime

    Session() = default;
    explicit Session(std::shared_ptr<Body> body) : body_(std::move(body)) {}

    // Loads a model, or gives the one already loaded from the same address and hash. Throws ModelError.
    static core::Task<Session> load(ModelSource source, OnProgress progress);

    // Runs the model once. Runs of one session are answered in the order in which they were asked. Throws ModelError.
    [[nodiscard]] core::Task<Outputs> run(RunRequest request) const;

    [[nodiscard]] bool loaded() const noexcept { return static_cast<bool>(body_); }
    [[nodiscard]] const std::vector<TensorInfo>& inputs() const;
    [[nodiscard]] const std::vector<TensorInfo>& outputs() const;

 private:
    friend class Companion;  // tells a program elsewhere which session it is
    std::shared_ptr<Body> body_;
};

// Short description of what runs models here: "ONNX Runtime Web 1.30.0, 1 thread, SIMD".
[[nodiscard]] std::string runtime_description();

}  // namespace mllab::inference
