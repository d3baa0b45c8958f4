// A page without a browser and a runtime without a model, as tests of experiments drive them.
#pragma once

#include <format>
#include <optional>
#include <string>

#include "fake_session.hpp"
#include "platform/twin.hpp"

namespace mllab::fake {

struct Page {
    Runtime& runtime = Runtime::now();
    platform::Twin twin;

    Page() { runtime = Runtime{}; }
    // The waits of one test are nothing to the next.
    ~Page() { runtime = Runtime{}; }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    // The page shows this controller from now on, and wakes it.
    template <typename Controller>
    void follow(Controller& controller) {
        twin.follow([&] { controller.update(); }, [&] { return controller.page(); });
    }
    // What the runtime does, and what comes of it in the page.
    void finish_load(std::optional<inference::ModelError> error = std::nullopt) {
        runtime.finish_load(std::move(error));
        twin.page();
    }
    void finish_run() {
        runtime.finish_run();
        twin.page();
    }
    void fail_run(inference::Failure kind, const std::string& message) {
        runtime.fail_run(kind, message);
        twin.page();
    }
    [[nodiscard]] bool current() {
        return twin.page().state == platform::State::ready && twin.result().revision == twin.page().revision;
    }
};

// A model card as the trainer would write it; `labels`, `preprocessing` and `decision` are JSON.
[[nodiscard]] inline std::string card(const std::string& id, const std::string& labels,
                                      const std::string& preprocessing, const std::string& decision) {
    return std::format(
        R"({{"format": 1, "id": "{0}", "name": "Made up", "file": {{"name": "{0}.onnx", "bytes": 147600, "sha256": "{1}"}},
            "architecture": {{"summary": "", "layers": [], "parameters": 38000, "weights_stored_as": "float16"}},
            "inputs": [], "outputs": [], "labels": {2}, "preprocessing": {3}, "decision": {4}}})",
        id, std::string(64, 'a'), labels, preprocessing, decision);
}

}  // namespace mllab::fake
