#include "inference/web/companion_host.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <map>
#include <utility>

#include "inference/web/failure_names.hpp"

EM_JS_DEPS(mllab_companion, "$UTF8ToString");
EM_JS(void, mllab_companion_tell, (int id, const void* at, int bytes),
      { Module["mllabCompanion"].tell(id, at, bytes); });
EM_JS(void, mllab_companion_done, (int id), { Module["mllabCompanion"].done(id); });
EM_JS(void, mllab_companion_failed, (int id, const char* kind, const char* message),
      { Module["mllabCompanion"].failed(id, UTF8ToString(kind), UTF8ToString(message)); });

namespace mllab::inference {

namespace {

// One module is one program with one session.
struct Served {
    ProgramKind kind;
    std::string setup;
    std::unique_ptr<Program> program;
    std::map<int, core::Task<void>> tasks;
};

Served& served() {
    static Served instance;
    return instance;
}

core::Task<void> perform(int id, Bytes command) {
    Served& here = served();
    try {
        if (!here.program) {
            // The worker has one session for this module, whatever it is called.
            auto session = co_await Session::load({.id = "", .address = "", .sha256 = ""}, {});
            here.program = here.kind.make(std::move(session), here.setup);
        }
        co_await here.program->perform(std::move(command), [id](const Bytes& message) {
            mllab_companion_tell(id, message.data(), static_cast<int>(message.size()));
        });
        mllab_companion_done(id);
    } catch (const ModelError& error) {
        mllab_companion_failed(id, name_of(error.kind()).c_str(), error.what());
    } catch (const std::bad_alloc&) {
        mllab_companion_failed(id, name_of(Failure::out_of_memory).c_str(),
                               "There is not enough memory. Close other tabs and pages, then try again.");
    } catch (const std::exception& error) {
        mllab_companion_failed(id, name_of(Failure::runtime_error).c_str(), error.what());
    }
}

}  // namespace

void serve(const ProgramKind& kind) { served().kind = kind; }

}  // namespace mllab::inference

extern "C" {

// `setup` and `command` were allocated with malloc; they belong to the module from now on.
EMSCRIPTEN_KEEPALIVE void mllab_companion_setup(char* setup) {
    mllab::inference::served().setup = setup;
    std::free(setup);  // NOLINT: JavaScript allocated it
}

EMSCRIPTEN_KEEPALIVE void mllab_companion_perform(int id, std::byte* command, int bytes) {
    using namespace mllab::inference;
    Bytes copy(command, command + bytes);
    std::free(command);  // NOLINT: JavaScript allocated it
    auto& tasks = served().tasks;
    // A task cannot end itself.
    std::erase_if(tasks, [](const auto& entry) { return entry.second.done(); });
    tasks.emplace(id, perform(id, std::move(copy))).first->second.start();
}

EMSCRIPTEN_KEEPALIVE void mllab_companion_cancel(int id) { mllab::inference::served().tasks.erase(id); }

// Frees what the program keeps where the model runs.
EMSCRIPTEN_KEEPALIVE void mllab_companion_close() {
    mllab::inference::served().tasks.clear();
    mllab::inference::served().program.reset();
}
}
