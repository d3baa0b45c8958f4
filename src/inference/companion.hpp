// A program beside the model. Where each run of a model depends on the one before, as in a text that is written
// character by character, asking for every run from afar would cost more than the runs themselves. So such a program
// runs where the model runs: in the page a small WebAssembly module in the model's worker (web/companion_host.hpp makes
// one), in native code the program itself, called directly. It is written against Session and knows nothing of this.
//
//     Companion companion(session, kind, setup);
//     co_await companion.perform(command, [](const Bytes& message) { … });
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "inference/session.hpp"

namespace mllab::inference {

using Bytes = std::vector<std::byte>;
using Tell = std::function<void(Bytes)>;

class Program {
 public:
    virtual ~Program() = default;
    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    // Does what `command` says and tells what comes of it, as often as it likes. Destroying the task stops it before
    // its next run; the program stays as it is then. One command at a time.
    virtual core::Task<void> perform(Bytes command, Tell tell) = 0;
};

struct ProgramKind {
    const char* module = "";  // its file in the site's folder `beside/`, without an ending
    std::unique_ptr<Program> (*make)(Session session, const std::string& setup) = nullptr;
};

class Companion {
 public:
    struct State;  // one per body

    // `setup` is handed to the program as it is. Throws what making the program throws; where it is made elsewhere, the
    // first command does.
    Companion(Session session, const ProgramKind& kind, const std::string& setup);

    // Where the program is in a thread of its own: its messages arrive one by one while this waits. Throws ModelError,
    // and what `tell` throws: that cancels the command. A program's other exceptions come as themselves in native code,
    // as ModelError(runtime_error) with their sentences in the page.
    [[nodiscard]] core::Task<void> perform(Bytes command, Tell tell) const;

    // A companion of this kind will be wanted: what must be fetched for it, may be.
    static void prepare(const ProgramKind& kind);
    // Milliseconds between two messages that cost next to nothing: 0 in native code, a frame in the page.
    [[nodiscard]] static double message_interval_ms() noexcept;

 private:
    std::shared_ptr<State> state_;
};

}  // namespace mllab::inference
