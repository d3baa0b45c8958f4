// The cases of the session's tests and what they share.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/task.hpp"
#include "inference/session.hpp"

namespace mllab::session_tests {

struct Case {
    const char* sentence;
    std::function<core::Task<void>()> run;
};

[[nodiscard]] std::vector<Case> runs();
[[nodiscard]] std::vector<Case> failures();
[[nodiscard]] std::vector<Case> lifetimes();
[[nodiscard]] std::vector<Case> without_runtime();

void expect(bool held, const std::string& what);

// A model of models.mjs; `sha256_of` is the truth about it.
[[nodiscard]] inference::ModelSource model(const std::string& name);
[[nodiscard]] std::string sha256_of(const std::string& name);

// Asks the page's script to note down what the worker holds now; it is compared when everything is over.
void mark(const char* name);

[[nodiscard]] inference::RunRequest with(std::vector<inference::NamedValue> inputs);
[[nodiscard]] inference::NamedValue floats(const std::string& name, core::Shape shape, std::vector<float> numbers);
[[nodiscard]] inference::NamedValue ints(const std::string& name, core::Shape shape, std::vector<std::int64_t> numbers);
// The input of affine.onnx: `rows` rows of (1, 1), which gives rows of (15, 27, 39).
[[nodiscard]] inference::RunRequest ones(std::int64_t rows);

// Awaits a task that must fail in this way, with a sentence that contains all of `words`.
template <typename T>
core::Task<void> fails(core::Task<T> task, inference::Failure kind, std::vector<std::string> words) {
    std::string problem = "it did not fail";
    try {
        static_cast<void>(co_await std::move(task));
    } catch (const inference::ModelError& error) {
        const std::string sentence = error.what();
        problem.clear();
        if (error.kind() != kind)
            problem = "failure of another kind, " + std::to_string(static_cast<int>(error.kind()));
        for (const auto& word : words)
            if (!sentence.contains(word)) problem.append(" not there: ").append(word);
        if (!problem.empty()) problem += " in: " + sentence;
    }
    expect(problem.empty(), problem);
}

}  // namespace mllab::session_tests
