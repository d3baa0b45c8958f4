#include "inference/web/waiting.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

// Everything that JavaScript does stands in bridge.mjs and runtime.mjs; Module.mllabRuntime is what createRuntime gave.
EM_JS_DEPS(mllab_inference, "$UTF8ToString,$stringToNewUTF8");
EM_JS(int, mllab_inference_connect, (), {
    return +!!(Module["mllabInference"] ||= Module["mllabRuntime"]?.connect({
        heap : () => HEAPU8,
        settle : Module["_mllab_inference_settle"],
        progress : Module["_mllab_inference_progress"]
    }));
});
EM_JS(void, mllab_inference_load, (int id, const char* json),
      { Module["mllabInference"].load(id, UTF8ToString(json)); });
EM_JS(void, mllab_inference_run, (int id, const char* json), { Module["mllabInference"].run(id, UTF8ToString(json)); });
EM_JS(void, mllab_inference_cancel, (int id), { Module["mllabInference"].cancel(id); });
EM_JS(char*, mllab_inference_reply, (), { return stringToNewUTF8(Module["mllabInference"].reply()); });
EM_JS(int, mllab_inference_bytes, (int i), { return Module["mllabInference"].bytes(i); });
EM_JS(void, mllab_inference_copy, (int i, void* to), { Module["mllabInference"].copy(i, to); });
EM_JS(void, mllab_inference_release, (int session), { Module["mllabInference"].release(session); });
EM_JS(void, mllab_inference_free, (int handle), { Module["mllabInference"].free(handle); });
EM_JS(char*, mllab_inference_describe, (), { return stringToNewUTF8(Module["mllabRuntime"] ?.describe() ? ? ""); });

namespace mllab::inference {

namespace {

// JavaScript knows requests by numbers only; this is where they turn back into objects.
std::unordered_map<int, Waiting*>& waiting_by_id() {
    static std::unordered_map<int, Waiting*> map;
    return map;
}

int next_id() {
    static int last = 0;
    return ++last;
}

struct Free {
    void operator()(char* text) const noexcept { std::free(text); }
};

std::string taken(char* text) {
    const std::unique_ptr<char, Free> owned(text);
    return owned ? std::string(owned.get()) : std::string();
}

Failure kind_of(const std::string& name) {
    static const std::unordered_map<std::string, Failure> kinds{
        {"file_missing", Failure::file_missing},     {"wrong_bytes", Failure::wrong_bytes},
        {"hash_mismatch", Failure::hash_mismatch},   {"shape_mismatch", Failure::shape_mismatch},
        {"out_of_memory", Failure::out_of_memory},   {"runtime_not_loaded", Failure::runtime_not_loaded},
        {"session_closed", Failure::session_closed},
    };
    const auto found = kinds.find(name);
    return found == kinds.end() ? Failure::runtime_error : found->second;
}

}  // namespace

std::size_t Answer::bytes(int i) const { return static_cast<std::size_t>(mllab_inference_bytes(i)); }

void Answer::copy(int i, void* to) const { mllab_inference_copy(i, to); }

Waiting::Waiting(Request request, std::string json, OnProgress on_progress)
    : request_(request), json_(std::move(json)), on_progress_(std::move(on_progress)) {}

Waiting::~Waiting() {
    if (!pending_) return;
    waiting_by_id().erase(id_);
    mllab_inference_cancel(id_);
}

void Waiting::await_suspend(std::coroutine_handle<> coroutine) {
    if (mllab_inference_connect() == 0)
        throw ModelError(Failure::runtime_not_loaded,
                         "The part that runs models is missing from this page. Reload it; if that does not help, the "
                         "site is incomplete.");
    coroutine_ = coroutine;
    id_ = next_id();
    waiting_by_id().emplace(id_, this);
    pending_ = true;
    if (request_ == Request::load)
        mllab_inference_load(id_, json_.c_str());
    else
        mllab_inference_run(id_, json_.c_str());
}

Answer Waiting::await_resume() const {
    if (callback_error_) std::rethrow_exception(callback_error_);
    auto text = taken(mllab_inference_reply());
    if (ok_) return {std::move(text)};
    const auto failure = nlohmann::json::parse(text);
    throw ModelError(kind_of(failure.at("kind").get<std::string>()), failure.at("message").get<std::string>());
}

void Waiting::settle(int id, bool ok) noexcept {
    const auto found = waiting_by_id().find(id);
    if (found == waiting_by_id().end()) return;
    auto& waiting = *found->second;
    waiting_by_id().erase(found);
    waiting.pending_ = false;
    waiting.ok_ = ok;
    // The coroutine may end here and take `waiting` with it. What it throws stays in its promise.
    waiting.coroutine_.resume();
}

void Waiting::progress(int id, const LoadProgress& progress) noexcept {
    const auto found = waiting_by_id().find(id);
    if (found == waiting_by_id().end()) return;
    try {
        // A copy: the callback may cancel the load and with it destroy the original.
        const auto report = found->second->on_progress_;
        if (report) report(progress);
    } catch (...) {
        const auto still = waiting_by_id().find(id);
        if (still != waiting_by_id().end()) still->second->callback_error_ = std::current_exception();
    }
}

void release_session(int session) noexcept { mllab_inference_release(session); }

void free_tensor(int handle) noexcept { mllab_inference_free(handle); }

std::string runtime_description() { return taken(mllab_inference_describe()); }

}  // namespace mllab::inference

extern "C" {

EMSCRIPTEN_KEEPALIVE void mllab_inference_settle(int id, int ok) { mllab::inference::Waiting::settle(id, ok != 0); }

EMSCRIPTEN_KEEPALIVE void mllab_inference_progress(int id, int is_model, double received, double total) {
    using mllab::inference::LoadProgress;
    LoadProgress progress;
    progress.part = is_model != 0 ? LoadProgress::Part::model : LoadProgress::Part::runtime;
    progress.received_bytes = static_cast<std::int64_t>(received);
    progress.total_bytes = static_cast<std::int64_t>(total);
    mllab::inference::Waiting::progress(id, progress);
}
}
