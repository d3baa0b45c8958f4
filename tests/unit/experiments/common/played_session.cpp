#include "played_session.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mllab::inference {

struct Session::Body {};

struct Handle::State {
    float value;

    explicit State(float v) : value(v) {
        auto& runtime = played::Runtime::now();
        runtime.most_tensors_kept = std::max(runtime.most_tensors_kept, ++runtime.tensors_kept);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { --played::Runtime::now().tensors_kept; }
};

core::Task<Session> Session::load(ModelSource source, OnProgress progress) {
    ++played::Runtime::now().loads_asked;
    if (progress) progress({.part = LoadProgress::Part::model, .received_bytes = 1, .total_bytes = source.bytes});
    played::Load load{.waiting = {}, .error = std::nullopt};
    struct Awaiter {
        played::Load& load;
        [[nodiscard]] bool await_ready() const { return played::Runtime::now().load_at_once; }
        void await_suspend(std::coroutine_handle<> waiting) const {
            load.waiting = waiting;
            played::Runtime::now().loads.push_back(&load);
        }
        void await_resume() const {
            if (load.error) throw ModelError(*load.error);
        }
    };
    co_await Awaiter{load};
    co_return Session(std::make_shared<Body>());
}

core::Task<Outputs> Session::run(RunRequest request) const {
    played::Run run{.request = std::move(request), .waiting = {}, .outputs = {}, .error = {}};
    struct Awaiter {
        played::Run& run;
        [[nodiscard]] bool await_ready() const {
            auto& runtime = played::Runtime::now();
            ++runtime.runs_asked;
            if (!runtime.answer_at_once) return false;
            run.outputs = runtime.network(run.request);
            return true;
        }
        void await_suspend(std::coroutine_handle<> waiting) const {
            run.waiting = waiting;
            played::Runtime::now().runs.push_back(&run);
        }
        void await_resume() const {
            if (run.error) throw ModelError(*run.error);
        }
    };
    co_await Awaiter{run};
    co_return std::move(run.outputs).value();
}

const std::vector<TensorInfo>& Session::inputs() const {
    static const std::vector<TensorInfo> none;
    return none;
}
const std::vector<TensorInfo>& Session::outputs() const { return inputs(); }
std::string runtime_description() { return "a runtime that the test plays"; }

}  // namespace mllab::inference

namespace mllab::played {

Load::~Load() { std::erase(Runtime::now().loads, this); }
Run::~Run() { std::erase(Runtime::now().runs, this); }

Runtime& Runtime::now() {
    static Runtime runtime;
    return runtime;
}

void Runtime::finish_load(std::optional<inference::ModelError> error) {
    Load* const load = loads.front();
    loads.pop_front();
    load->error = std::move(error);
    load->waiting.resume();
}

void Runtime::finish_run() {
    Run* const run = runs.front();
    runs.pop_front();
    run->outputs = network(run->request);
    run->waiting.resume();
}

void Runtime::fail_run(inference::Failure kind, const std::string& message) {
    Run* const run = runs.front();
    runs.pop_front();
    run->error.emplace(kind, message);
    run->waiting.resume();
}

inference::Handle kept(float value) { return inference::Handle(std::make_shared<inference::Handle::State>(value)); }

float value_of(const inference::Value& value) {
    if (const auto* handle = std::get_if<inference::Handle>(&value)) return handle->state()->value;
    return std::get<core::Tensor>(value).as<float>().at(0);
}

}  // namespace mllab::played
