// Session in the page, as experiments use it: C++ in WebAssembly, ONNX Runtime Web in its worker. The page's script
// passes the models' hashes, prints the findings and looks at what the worker still holds when everything is over.
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <string_view>

#include "session_cases.hpp"

EM_JS_DEPS(session_tests, "$UTF8ToString,$stringToUTF8");
EM_JS(void, tell_finding, (const char* sentence, const char* problem),
      { Module["onFinding"](UTF8ToString(sentence), UTF8ToString(problem)); });
EM_JS(void, tell_end, (), { Module["onEnd"](); });
EM_JS(void, tell_mark, (const char* name), { Module["onMark"](UTF8ToString(name)); });
EM_JS(void, ask_sha256, (const char* name, char* to), { stringToUTF8(Module["sha256"][UTF8ToString(name)], to, 65); });

namespace mllab::session_tests {

void expect(bool held, const std::string& what) {
    if (!held) throw std::runtime_error(what);
}

inference::ModelSource model(const std::string& name) {
    return {name.substr(0, name.find('.')), "models/" + name, "", 0};
}

std::string sha256_of(const std::string& name) {
    std::string sha256(65, '\0');
    ask_sha256(name.c_str(), sha256.data());
    sha256.pop_back();
    return sha256;
}

void mark(const char* name) { tell_mark(name); }

inference::RunRequest with(std::vector<inference::NamedValue> inputs) { return {std::move(inputs), {}, {}}; }

inference::NamedValue floats(const std::string& name, core::Shape shape, std::vector<float> numbers) {
    return {name, core::Tensor(std::move(shape), std::move(numbers))};
}

inference::NamedValue ints(const std::string& name, core::Shape shape, std::vector<std::int64_t> numbers) {
    return {name, core::Tensor(std::move(shape), std::move(numbers))};
}

inference::RunRequest ones(std::int64_t rows) {
    return with({floats("x", {rows, 2}, std::vector<float>(static_cast<std::size_t>(rows) * 2, 1.0F))});
}

namespace {

core::Task<void> tell(std::vector<Case> cases) {
    for (const auto& test : cases) {
        std::string problem;
        try {
            co_await test.run();
        } catch (const std::exception& error) {
            problem = std::string("it threw: ") + error.what();
        }
        tell_finding(test.sentence, problem.c_str());
    }
}

core::Task<void> tell_all(bool has_runtime) {
    if (has_runtime) {
        co_await tell(runs());
        co_await tell(failures());
        co_await tell(lifetimes());
    } else {
        co_await tell(without_runtime());
    }
    tell_end();
}

}  // namespace

}  // namespace mllab::session_tests

int main(int count, char** arguments) {
    // Lives as long as the page: main returns at once, the browser's promises go on.
    static mllab::core::Task<void> root;
    root = mllab::session_tests::tell_all(count < 2 || std::string_view(arguments[1]) != "without-runtime");
    root.start();
    return 0;
}
