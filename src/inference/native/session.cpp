// Session on native ONNX Runtime: one thread, no output of its own, every answer there when `run` returns.
#include "inference/session.hpp"

#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <new>

#include "inference/check.hpp"
#include "inference/native/model_file.hpp"

namespace mllab::inference {

namespace {

// Tensors that stay here, by number. Each session owns one store, so that its tensors go with it.
struct Store {
    std::map<std::uint64_t, Ort::Value> values;
    std::uint64_t next = 0;
};

std::string element_type_name(ONNXTensorElementDataType type) {
    switch (type) {
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
            return "float32";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64:
            return "int64";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32:
            return "int32";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8:
            return "uint8";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL:
            return "bool";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16:
            return "float16";
        default:
            return "type " + std::to_string(static_cast<int>(type));
    }
}

TensorInfo info(std::string name, const Ort::TypeInfo& type) {
    if (type.GetONNXType() != ONNX_TYPE_TENSOR) return {.name = std::move(name), .type = "sequence", .shape = {}};
    const auto tensor = type.GetTensorTypeAndShapeInfo();
    return {.name = std::move(name), .type = element_type_name(tensor.GetElementType()), .shape = tensor.GetShape()};
}

// The runtime's error as ours. What went wrong while loading is mostly the file's fault, while running never.
ModelError explained(const std::string& id, const Ort::Exception& error, bool loading) {
    const std::string text = error.what();
    const auto contains = [&](const char* word) { return text.find(word) != std::string::npos; };
    if (contains("bad_alloc") || contains("Failed to allocate memory"))
        return {Failure::out_of_memory, "There is not enough memory for the model “" + id + "”: " + text};
    const auto code = error.GetOrtErrorCode();
    const bool file = code == ORT_INVALID_PROTOBUF || code == ORT_INVALID_GRAPH || code == ORT_INVALID_ARGUMENT ||
                      code == ORT_NO_MODEL || code == ORT_FAIL;
    if (loading && file)
        return {Failure::wrong_bytes, "The file of the model “" + id + "” is damaged or no ONNX model: " + text};
    return {Failure::runtime_error, "The model “" + id + "” could not be " + (loading ? "loaded: " : "run: ") + text};
}

ModelError without_memory(const std::string& id) {
    return {Failure::out_of_memory, "There is not enough memory for the model “" + id + "”."};
}

// One environment for the process, and what is loaded in it.
struct Runtime {
    std::shared_ptr<Ort::Env> environment;
    std::map<std::string, std::weak_ptr<Session::Body>> loaded;  // by address and hash
};

Runtime& runtime() {
    // The environment is ONNX Runtime's own notion of a process-wide state; there can be only one.
    static Runtime instance = [] {
        // Since 1.29 the Linux library reports what it runs to its maker unless this is set before it starts. Ours says
        // nothing to anybody.
        ::setenv("ORT_DISABLE_TELEMETRY", "1", 1);
        Ort::InitApi();
        if (Ort::Global<void>::api_ == nullptr)
            throw ModelError(Failure::runtime_not_loaded,
                             "The installed ONNX Runtime is too old for this program. Run scripts/setup.");
        auto environment = std::make_shared<Ort::Env>(ORT_LOGGING_LEVEL_FATAL, "ml-lab");
        environment->DisableTelemetryEvents();
        return Runtime{.environment = std::move(environment), .loaded = {}};
    }();
    return instance;
}

// The numbers of `tensor` as the runtime sees them, not copied: it only reads inputs.
Ort::Value view(const core::Tensor& tensor) {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    return std::visit(
        [&]<typename T>(const std::vector<T>& numbers) {
            return Ort::Value::CreateTensor<T>(memory, const_cast<T*>(numbers.data()), numbers.size(),
                                               tensor.shape.data(), tensor.shape.size());
        },
        tensor.data);
}

template <typename T>
core::Tensor copied_as(const Ort::Value& value, core::Shape shape) {
    const auto count = static_cast<std::size_t>(core::element_count(shape));
    const T* numbers = value.GetTensorData<T>();
    return {std::move(shape), std::vector<T>(numbers, numbers + count)};
}

core::Tensor copied(const Ort::Value& value) {
    const auto type = value.GetTensorTypeAndShapeInfo();
    switch (type.GetElementType()) {
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64:
            return copied_as<std::int64_t>(value, type.GetShape());
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32:
            return copied_as<std::int32_t>(value, type.GetShape());
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8:
            return copied_as<std::uint8_t>(value, type.GetShape());
        default:
            return copied_as<float>(value, type.GetShape());  // checked_outputs let no other type pass
    }
}

}  // namespace

struct Handle::State {
    std::weak_ptr<Store> store;
    std::uint64_t number = 0;
    std::string type;
    core::Shape shape;

    State(const std::shared_ptr<Store>& owner, Ort::Value value) : store(owner), number(owner->next++) {
        const auto tensor = value.GetTensorTypeAndShapeInfo();
        type = element_type_name(tensor.GetElementType());
        shape = tensor.GetShape();
        owner->values.emplace(number, std::move(value));
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (const auto owner = store.lock()) owner->values.erase(number);
    }
};

struct Session::Body {
    std::shared_ptr<Ort::Env> environment;  // outlives the session, also when the program ends
    std::string id;
    std::vector<TensorInfo> inputs;
    std::vector<TensorInfo> outputs;
    Ort::Session session{nullptr};
    std::shared_ptr<Store> store = std::make_shared<Store>();

    Body(std::shared_ptr<Ort::Env> env, std::string name, const std::vector<char>& bytes)
        : environment(std::move(env)), id(std::move(name)) {
        Ort::SessionOptions options;
        options.SetIntraOpNumThreads(1);
        options.SetInterOpNumThreads(1);
        options.SetExecutionMode(ORT_SEQUENTIAL);
        session = Ort::Session(*environment, bytes.data(), bytes.size(), options);
        Ort::AllocatorWithDefaultOptions allocator;
        for (std::size_t i = 0; i < session.GetInputCount(); ++i)
            inputs.push_back(info(session.GetInputNameAllocated(i, allocator).get(), session.GetInputTypeInfo(i)));
        for (std::size_t i = 0; i < session.GetOutputCount(); ++i)
            outputs.push_back(info(session.GetOutputNameAllocated(i, allocator).get(), session.GetOutputTypeInfo(i)));
    }

    // Checks the request; gives the stores of its handles, which must not go away during the run.
    [[nodiscard]] std::vector<std::shared_ptr<Store>> checked(const RunRequest& request) const {
        std::vector<std::shared_ptr<Store>> stores;
        std::vector<TensorInfo> offered;
        for (const auto& [name, value] : request.inputs) {
            if (const auto* tensor = std::get_if<core::Tensor>(&value)) {
                offered.push_back(given(name, *tensor));
                continue;
            }
            const auto& state = std::get<Handle>(value).state();
            if (!state)
                throw ModelError(Failure::shape_mismatch, "The input “" + name + "” of the model “" + id +
                                                              "” was given a handle that holds no tensor.");
            stores.push_back(state->store.lock());
            if (!stores.back())
                throw ModelError(Failure::session_closed, "The model “" + id + "” could not be run: the state for “" +
                                                              name + "” was freed. Start again.");
            offered.push_back({.name = name, .type = state->type, .shape = state->shape});
        }
        check_run(id, inputs, outputs, offered, request.fetch, request.keep);
        return stores;
    }

    Outputs run(const RunRequest& request) {
        const std::vector<std::shared_ptr<Store>> stores = checked(request);
        std::vector<std::string> names = request.fetch;
        if (names.empty()) {
            for (const TensorInfo& output : outputs) {
                if (!std::ranges::contains(request.keep, output.name)) names.push_back(output.name);
            }
        }
        const std::size_t fetched = names.size();
        names.insert(names.end(), request.keep.begin(), request.keep.end());

        // The plain C call, because it alone takes values that somebody else owns.
        std::vector<Ort::Value> views;
        views.reserve(request.inputs.size());
        std::vector<const OrtValue*> given_values;
        std::vector<const char*> input_names;
        for (const NamedValue& input : request.inputs) {
            input_names.push_back(input.name.c_str());
            if (const auto* handle = std::get_if<Handle>(&input.value)) {
                given_values.push_back(handle->state()->store.lock()->values.at(handle->state()->number));
            } else {
                views.push_back(view(std::get<core::Tensor>(input.value)));
                given_values.push_back(views.back());
            }
        }
        std::vector<const char*> output_names;
        output_names.reserve(names.size());
        for (const std::string& name : names) output_names.push_back(name.c_str());
        std::vector<OrtValue*> results(names.size(), nullptr);
        std::vector<Ort::Value> owned;
        owned.reserve(results.size());

        const auto started = std::chrono::steady_clock::now();
        Ort::ThrowOnError(Ort::GetApi().Run(session, nullptr, input_names.data(), given_values.data(),
                                            given_values.size(), output_names.data(), output_names.size(),
                                            results.data()));
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - started;

        for (OrtValue* result : results) owned.emplace_back(result);
        std::vector<NamedValue> answers;
        for (std::size_t i = 0; i < owned.size(); ++i) {
            if (i < fetched)
                answers.push_back({.name = names[i], .value = copied(owned[i])});
            else
                answers.push_back(
                    {.name = names[i], .value = Handle(std::make_shared<Handle::State>(store, std::move(owned[i])))});
        }
        return {std::move(answers), spent.count()};
    }
};

core::Task<Session> Session::load(ModelSource source, OnProgress progress) {
    Runtime& here = runtime();
    const std::string key = source.address + '\n' + source.sha256;
    std::erase_if(here.loaded, [](const auto& entry) { return entry.second.expired(); });
    if (const auto known = here.loaded.find(key); known != here.loaded.end()) co_return Session(known->second.lock());

    try {
        const std::vector<char> bytes = read_model(source, progress);
        auto body = std::make_shared<Body>(here.environment, source.id, bytes);
        here.loaded.insert_or_assign(key, body);
        co_return Session(std::move(body));
    } catch (const Ort::Exception& error) {
        throw explained(source.id, error, true);
    } catch (const std::bad_alloc&) {
        throw without_memory(source.id);
    }
}

namespace {

[[noreturn]] void not_loaded() { throw ModelError(Failure::session_closed, "No model is loaded here. Load it first."); }

// By value: a task that nobody has awaited yet keeps what it needs, whatever becomes of its session.
core::Task<Outputs> run_body(std::shared_ptr<Session::Body> body, RunRequest request) {
    if (!body) not_loaded();
    try {
        co_return body->run(request);
    } catch (const Ort::Exception& error) {
        throw explained(body->id, error, false);
    } catch (const std::bad_alloc&) {
        throw without_memory(body->id);
    }
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

std::string runtime_description() {
    static_cast<void>(runtime());
    return "ONNX Runtime " + std::string(OrtGetApiBase()->GetVersionString()) + ", 1 thread";
}

}  // namespace mllab::inference
