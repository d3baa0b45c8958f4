#include "fake_session.hpp"

#include <format>
#include <memory>
#include <utility>

namespace mllab::inference {

struct Session::Body {
    std::string id;
    std::vector<TensorInfo> inputs{{"image", "float32", {-1, 1, 28, 28}}};
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
    body->outputs.push_back({"logits", "float32", {-1, 11}});
    if (source.id == "digits_cnn") {
        body->outputs.push_back({"features_1", "float32", {-1, 4, 28, 28}});
        body->outputs.push_back({"features_2", "float32", {-1, 8, 14, 14}});
    } else {
        body->outputs.push_back({"hidden_1", "float32", {-1, 16}});
        body->outputs.push_back({"pixel_contributions", "float32", {-1, 1, 28, 28}});
        body->outputs.push_back({"winner_contributions", "float32", {-1, 16}});
    }
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

void Runtime::finish_run(std::size_t digit, float sureness) {
    Run* const run = runs.front();
    runs.pop_front();
    run->outputs = outputs_for(*run, digit, sureness);
    run->waiting.resume();
}

void Runtime::fail_run(inference::Failure kind, const std::string& message) {
    Run* const run = runs.front();
    runs.pop_front();
    run->error.emplace(kind, message);
    run->waiting.resume();
}

inference::Outputs outputs_for(const Run& run, std::size_t digit, float sureness) {
    std::vector<inference::NamedValue> values;
    for (const std::string& name : run.request.fetch) {
        if (name == "logits") {
            std::vector<float> logits(11, 0.0F);
            logits.at(digit) = sureness;
            values.push_back({name, core::Tensor({1, 11}, std::move(logits))});
        } else if (name == "features_1") {
            values.push_back({name, core::Tensor({1, 4, 28, 28}, std::vector<float>(std::size_t{4} * 784, 0.5F))});
        } else if (name == "features_2") {
            values.push_back({name, core::Tensor({1, 8, 14, 14}, std::vector<float>(std::size_t{8} * 196, 0.5F))});
        } else if (name == "pixel_contributions") {
            values.push_back({name, core::Tensor({1, 1, 28, 28}, std::vector<float>(784, -0.5F))});
        } else {
            values.push_back({name, core::Tensor({1, 16}, std::vector<float>(16, -1.0F))});
        }
    }
    return {std::move(values), 0.4};
}

platform::Launch launch(const std::string& model) {
    const auto card = [](const std::string& id) {
        return std::format(
            R"({{"format": 1, "id": "{0}", "name": "Digits", "file": {{"name": "{0}.onnx", "bytes": 147600, "sha256": "{1}"}},
                "architecture": {{"summary": "", "layers": [], "parameters": 38000, "weights_stored_as": "float16"}},
                "inputs": [], "outputs": [],
                "labels": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "no digit"],
                "preprocessing": {{"size_px": 28, "ink_box_px": 20, "pen_width_px": 2.2}},
                "decision": {{"temperature": 1, "reject_above": 0.5, "reject_below": 0.4}}}})",
            id, std::string(64, 'a'));
    };
    return {.experiment = "digits",
            .model = model,
            .models_url = "models/",
            .cards = {{"digits_cnn", card("digits_cnn")}, {"digits_mlp", card("digits_mlp")}}};
}

}  // namespace mllab::fake
