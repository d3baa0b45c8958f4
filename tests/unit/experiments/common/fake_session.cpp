#include "fake_session.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mllab::inference {

struct Session::Body {
    std::string id;
    std::vector<TensorInfo> inputs;
    std::vector<TensorInfo> outputs;
};

struct Handle::State {
    float value;

    explicit State(float v) : value(v) {
        auto& runtime = fake::Runtime::now();
        runtime.most_tensors_kept = std::max(runtime.most_tensors_kept, ++runtime.tensors_kept);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { --fake::Runtime::now().tensors_kept; }
};

core::Task<Session> Session::load(ModelSource source, OnProgress progress) {
    ++fake::Runtime::now().loads_asked;
    if (progress) progress({.part = LoadProgress::Part::model, .received_bytes = 1, .total_bytes = source.bytes});
    fake::Load load{.id = source.id, .waiting = {}, .error = std::nullopt};
    struct Awaiter {
        fake::Load& load;
        [[nodiscard]] bool await_ready() const { return fake::Runtime::now().load_at_once; }
        void await_suspend(std::coroutine_handle<> waiting) const {
            load.waiting = waiting;
            fake::Runtime::now().loads.push_back(&load);
        }
        void await_resume() const {
            if (load.error) throw ModelError(*load.error);
        }
    };
    co_await Awaiter{load};
    const auto& runtime = fake::Runtime::now();
    const auto known = [&](const auto& infos) {
        const auto found = infos.find(source.id);
        return found == infos.end() ? std::vector<TensorInfo>() : found->second;
    };
    co_return Session(std::make_shared<Body>(source.id, known(runtime.inputs), known(runtime.outputs)));
}

core::Task<Outputs> Session::run(RunRequest request) const {
    fake::Run run{.model = body_->id, .request = std::move(request), .waiting = {}, .outputs = {}, .error = {}};
    struct Awaiter {
        fake::Run& run;
        [[nodiscard]] bool await_ready() const {
            auto& runtime = fake::Runtime::now();
            ++runtime.runs_asked;
            if (!runtime.answer_at_once) return false;
            run.outputs = runtime.network(run);
            return true;
        }
        void await_suspend(std::coroutine_handle<> waiting) const {
            run.waiting = waiting;
            fake::Runtime::now().runs.push_back(&run);
        }
        void await_resume() const {
            if (run.error) throw ModelError(*run.error);
        }
    };
    co_await Awaiter{run};
    co_return std::move(run.outputs).value();
}

const std::vector<TensorInfo>& Session::inputs() const { return body_->inputs; }
const std::vector<TensorInfo>& Session::outputs() const { return body_->outputs; }
std::string runtime_description() { return "a runtime that the test plays"; }

}  // namespace mllab::inference

namespace mllab::fake {

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
    run->outputs = network(*run);
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

}  // namespace mllab::fake
