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

core::Task<Session> Session::load(ModelSource source, OnProgress progress) {
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
    auto body = std::make_shared<Body>();
    body->id = source.id;
    body->inputs = fake::Runtime::now().inputs.at(source.id);
    body->outputs = fake::Runtime::now().outputs.at(source.id);
    co_return Session(std::move(body));
}

core::Task<Outputs> Session::run(RunRequest request) const {
    fake::Run run{.model = body_->id, .request = std::move(request), .waiting = {}, .outputs = {}, .error = {}};
    struct Awaiter {
        fake::Run& run;
        [[nodiscard]] bool await_ready() const {
            auto& runtime = fake::Runtime::now();
            ++runtime.runs_asked;
            if (!runtime.answer_at_once) return false;
            run.outputs = fake::outputs_for(run, *runtime.answer_at_once, 8);
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
    co_return run.outputs ? std::move(*run.outputs) : Outputs();
}

const std::vector<TensorInfo>& Session::inputs() const { return body_->inputs; }
const std::vector<TensorInfo>& Session::outputs() const { return body_->outputs; }
std::string runtime_description() { return "a runtime that the test plays"; }

}  // namespace mllab::inference

namespace mllab::fake {

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

void Runtime::finish_run(std::size_t found, float sureness) {
    Run* const run = runs.front();
    runs.pop_front();
    run->outputs = outputs_for(*run, found, sureness);
    run->waiting.resume();
}

void Runtime::fail_run(inference::Failure kind, const std::string& message) {
    Run* const run = runs.front();
    runs.pop_front();
    run->error.emplace(kind, message);
    run->waiting.resume();
}

inference::Outputs outputs_for(const Run& run, std::size_t found, float sureness) {
    std::vector<inference::NamedValue> values;
    for (const std::string& name : run.request.fetch) {
        const auto& outputs = Runtime::now().outputs.at(run.model);
        core::Shape shape = std::ranges::find(outputs, name, &inference::TensorInfo::name)->shape;
        shape[0] = 1;
        const auto count = static_cast<std::size_t>(core::element_count(shape));
        std::vector<float> numbers(count, name.ends_with("contributions") ? -0.5F : name == "logits" ? 0.0F : 0.5F);
        if (name == "logits") numbers.at(found) = sureness;
        values.push_back({name, core::Tensor(std::move(shape), std::move(numbers))});
    }
    return {std::move(values), 0.4};
}

}  // namespace mllab::fake
