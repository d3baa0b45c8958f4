// The body of session.hpp in the page: requests as JSON to bridge.mjs, numbers as bytes.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "inference/check.hpp"
#include "inference/session.hpp"
#include "inference/web/session_body.hpp"
#include "inference/web/waiting.hpp"

namespace mllab::inference {

namespace {

using nlohmann::json;

std::string text_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

TensorInfo info_of(const json& value) {
    return {value.at("name").get<std::string>(), value.at("type").get<std::string>(),
            value.at("shape").get<core::Shape>()};
}

std::vector<TensorInfo> infos_of(const json& values) {
    std::vector<TensorInfo> infos;
    infos.reserve(values.size());
    for (const auto& value : values) infos.push_back(info_of(value));
    return infos;
}

template <typename T>
core::Tensor copied(const Answer& answer, int i, core::Shape shape) {
    std::vector<T> numbers(answer.bytes(i) / sizeof(T));
    answer.copy(i, numbers.data());
    return {std::move(shape), std::move(numbers)};
}

core::Tensor copied(const Answer& answer, int i, const TensorInfo& info) {
    if (info.type == "float32") return copied<float>(answer, i, info.shape);
    if (info.type == "int64") return copied<std::int64_t>(answer, i, info.shape);
    if (info.type == "int32") return copied<std::int32_t>(answer, i, info.shape);
    return copied<std::uint8_t>(answer, i, info.shape);
}

}  // namespace

struct Handle::State {
    int id;
    TensorInfo info;
    State(int number, TensorInfo of) : id(number), info(std::move(of)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { free_tensor(id); }
};

// Checks the run and puts it into words. The tensors are named by their addresses: `run` outlives the call.
std::string Session::Body::request(const RunRequest& run) const {
    std::vector<TensorInfo> offered;
    auto values = json::array();
    for (const auto& [name, value] : run.inputs) {
        if (const auto* handle = std::get_if<Handle>(&value)) {
            if (!handle->valid())
                throw ModelError(Failure::shape_mismatch, "The input “" + name + "” of the model “" + model +
                                                              "” was given a handle that holds no tensor.");
            offered.push_back({name, handle->state()->info.type, handle->state()->info.shape});
            values.push_back({{"name", name}, {"handle", handle->state()->id}});
            continue;
        }
        const auto& tensor = std::get<core::Tensor>(value);
        offered.push_back(given(name, tensor));
        std::visit(
            [&]<typename T>(const std::vector<T>& numbers) {
                values.push_back({{"name", name},
                                  {"type", offered.back().type},
                                  {"shape", tensor.shape},
                                  {"at", reinterpret_cast<std::uintptr_t>(numbers.data())},
                                  {"bytes", numbers.size() * sizeof(T)}});
            },
            tensor.data);
    }
    check_run(model, inputs, outputs, offered, run.fetch, run.keep);
    return text_of({{"session", session}, {"inputs", values}, {"fetch", run.fetch}, {"keep", run.keep}});
}

Outputs Session::Body::outputs_of(const Answer& answer) {
    const auto reply = json::parse(answer.json);
    std::vector<NamedValue> values;
    for (const auto& kept : reply.at("kept")) {
        auto info = info_of(kept);
        auto name = info.name;
        values.push_back(
            {std::move(name), Handle(std::make_shared<Handle::State>(kept.at("handle").get<int>(), std::move(info)))});
    }
    int i = 0;
    for (const auto& fetched : reply.at("fetched")) {
        const auto info = info_of(fetched);
        values.push_back({info.name, copied(answer, i++, info)});
    }
    return {std::move(values), reply.at("runMs").get<double>()};
}

core::Task<Session> Session::load(ModelSource source, OnProgress progress) {
    Waiting waiting(
        Waiting::Request::load,
        text_of({{"name", source.id}, {"address", source.address}, {"sha256", source.sha256}, {"bytes", source.bytes}}),
        std::move(progress));
    const auto answer = co_await waiting;
    const auto reply = json::parse(answer.json);
    auto body = std::make_shared<Body>(reply.at("session").get<int>(), source.id);
    body->inputs = infos_of(reply.at("inputs"));
    body->outputs = infos_of(reply.at("outputs"));
    co_return Session(std::move(body));
}

namespace {

[[noreturn]] void not_loaded() { throw ModelError(Failure::session_closed, "No model is loaded here. Load it first."); }

// By value: what a suspended run needs stays with it, whatever becomes of the session that it was asked of.
core::Task<Outputs> run_body(std::shared_ptr<Session::Body> body, RunRequest request) {
    if (!body) not_loaded();
    Waiting waiting(Waiting::Request::run, body->request(request));
    const auto answer = co_await waiting;
    co_return body->outputs_of(answer);
}

}  // namespace

core::Task<Outputs> Session::run(RunRequest request) const { return run_body(body_, std::move(request)); }

const std::vector<TensorInfo>& Session::inputs() const {
    if (!body_) not_loaded();
    return body_->inputs;
}

const std::vector<TensorInfo>& Session::outputs() const {
    if (!body_) not_loaded();
    return body_->outputs;
}

}  // namespace mllab::inference
