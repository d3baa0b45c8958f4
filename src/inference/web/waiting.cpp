#include "inference/web/waiting.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "inference/web/failure_names.hpp"

// Everything that JavaScript does stands in bridge.mjs and runtime.mjs; Module.mllabRuntime is what createRuntime gave.
EM_JS_DEPS(mllab_inference, "$UTF8ToString,$lengthBytesUTF8,$stringToUTF8");
EM_JS(int, mllab_inference_connect, (), {
    if (!Module["mllabInference"] && Module["mllabRuntime"])
        Module["mllabInference"] = Module["mllabRuntime"].connect(
            {
                settle : Module["_mllab_inference_settle"],
                report : Module["_mllab_inference_progress"],
                tell : Module["_mllab_inference_message"]
            },
            function() { return HEAPU8; });
    return Module["mllabInference"] ? 1 : 0;
});
EM_JS(void, mllab_inference_load, (int id, const char* json),
      { Module["mllabInference"].load(id, UTF8ToString(json)); });
EM_JS(void, mllab_inference_run, (int id, const char* json), { Module["mllabInference"].run(id, UTF8ToString(json)); });
EM_JS(void, mllab_inference_perform, (int id, int companion, const void* at, int bytes),
      { Module["mllabInference"].perform(id, companion, at, bytes); });
EM_JS(int, mllab_inference_accompany, (int session, const char* module, const char* setup),
      { return Module["mllabInference"].accompany(session, UTF8ToString(module), UTF8ToString(setup)); });
EM_JS(void, mllab_inference_dismiss, (int companion), { Module["mllabInference"].dismiss(companion); });
EM_JS(void, mllab_inference_prepare, (const char* module), { Module["mllabInference"].prepare(UTF8ToString(module)); });
EM_JS(void, mllab_inference_cancel, (int id), { Module["mllabInference"].cancel(id); });
// Texts to C++: how many bytes they need, and then their copy.
EM_JS(int, mllab_inference_reply, (char* to, int room), {
    const text = Module["mllabInference"].reply();
    if (room > 0) stringToUTF8(text, to, room);
    return lengthBytesUTF8(text) + 1;
});
EM_JS(int, mllab_inference_bytes, (int i), { return Module["mllabInference"].bytes(i); });
EM_JS(void, mllab_inference_copy, (int i, void* to), { Module["mllabInference"].copy(i, to); });
EM_JS(void, mllab_inference_release, (int session), { Module["mllabInference"].release(session); });
EM_JS(void, mllab_inference_free, (int handle), { Module["mllabInference"].free(handle); });
EM_JS(int, mllab_inference_describe, (char* to, int room), {
    const text = Module["mllabRuntime"] ? Module["mllabRuntime"].describe() : "no runtime";
    if (room > 0) stringToUTF8(text, to, room);
    return lengthBytesUTF8(text) + 1;
});

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

std::string text_from(int (*javascript)(char*, int)) {
    std::string text(static_cast<std::size_t>(javascript(nullptr, 0)), '\0');
    javascript(text.data(), static_cast<int>(text.size()));
    text.pop_back();  // its terminator
    return text;
}

void connect() {
    if (mllab_inference_connect() == 0)
        throw ModelError(Failure::runtime_not_loaded,
                         "The part that runs models is missing from this page. Reload it; if that does not help, the "
                         "site is incomplete.");
}

}  // namespace

std::size_t Answer::bytes(int i) const { return static_cast<std::size_t>(mllab_inference_bytes(i)); }

void Answer::copy(int i, void* to) const { mllab_inference_copy(i, to); }

Waiting::Waiting(Request request, std::string json, OnProgress on_progress)
    : request_(request), json_(std::move(json)), on_progress_(std::move(on_progress)) {}

Waiting::Waiting(int companion, Bytes command, Tell tell)
    : request_(Request::perform), companion_(companion), command_(std::move(command)), tell_(std::move(tell)) {}

Waiting::~Waiting() {
    if (!pending_) return;
    waiting_by_id().erase(id_);
    mllab_inference_cancel(id_);
}

void Waiting::await_suspend(std::coroutine_handle<> coroutine) {
    connect();
    coroutine_ = coroutine;
    id_ = next_id();
    waiting_by_id().emplace(id_, this);
    pending_ = true;
    if (request_ == Request::load)
        mllab_inference_load(id_, json_.c_str());
    else if (request_ == Request::run)
        mllab_inference_run(id_, json_.c_str());
    else
        mllab_inference_perform(id_, companion_, command_.data(), static_cast<int>(command_.size()));
}

Answer Waiting::await_resume() const {
    if (callback_error_) std::rethrow_exception(callback_error_);
    auto text = text_from(mllab_inference_reply);
    if (ok_) return {std::move(text)};
    const auto failure = nlohmann::json::parse(text);
    throw ModelError(failure_named(failure.at("kind").get<std::string>()), failure.at("message").get<std::string>());
}

void Waiting::resume() noexcept {
    waiting_by_id().erase(id_);
    pending_ = false;
    // The coroutine may end here and take this record with it. What it throws stays in its promise.
    coroutine_.resume();
}

void Waiting::settle(int id, bool ok) noexcept {
    const auto found = waiting_by_id().find(id);
    if (found == waiting_by_id().end()) return;
    found->second->ok_ = ok;
    found->second->resume();
}

// Whatever a callback does, the request may be gone afterwards; what it throws ends the request.
template <typename Call>
void Waiting::keep_in(int id, const Call& call) noexcept {
    const auto found = waiting_by_id().find(id);
    if (found == waiting_by_id().end()) return;
    try {
        call(*found->second);
    } catch (...) {
        const auto still = waiting_by_id().find(id);
        if (still == waiting_by_id().end()) return;
        still->second->callback_error_ = std::current_exception();
        mllab_inference_cancel(id);
        still->second->resume();
    }
}

void Waiting::progress(int id, const LoadProgress& progress) noexcept {
    keep_in(id, [&](const Waiting& waiting) {
        // A copy: the callback may cancel the load and with it destroy the original.
        const auto report = waiting.on_progress_;
        if (report) report(progress);
    });
}

void Waiting::message(int id) noexcept {
    keep_in(id, [](const Waiting& waiting) {
        const auto tell = waiting.tell_;
        Bytes message(static_cast<std::size_t>(mllab_inference_bytes(0)));
        mllab_inference_copy(0, message.data());
        if (tell) tell(std::move(message));
    });
}

void release_session(int session) noexcept { mllab_inference_release(session); }

void free_tensor(int handle) noexcept { mllab_inference_free(handle); }

int open_companion(int session, const std::string& module, const std::string& setup) {
    connect();
    return mllab_inference_accompany(session, module.c_str(), setup.c_str());
}

void close_companion(int companion) noexcept { mllab_inference_dismiss(companion); }

void prepare_companion(const std::string& module) noexcept {
    if (mllab_inference_connect() != 0) mllab_inference_prepare(module.c_str());
}

std::string runtime_description() { return text_from(mllab_inference_describe); }

}  // namespace mllab::inference

extern "C" {

EMSCRIPTEN_KEEPALIVE void mllab_inference_settle(int id, int ok) { mllab::inference::Waiting::settle(id, ok != 0); }

EMSCRIPTEN_KEEPALIVE void mllab_inference_message(int id) { mllab::inference::Waiting::message(id); }

EMSCRIPTEN_KEEPALIVE void mllab_inference_progress(int id, int is_model, double received, double total) {
    using mllab::inference::LoadProgress;
    LoadProgress progress;
    progress.part = is_model != 0 ? LoadProgress::Part::model : LoadProgress::Part::runtime;
    progress.received_bytes = static_cast<std::int64_t>(received);
    progress.total_bytes = static_cast<std::int64_t>(total);
    mllab::inference::Waiting::progress(id, progress);
}
}
