// Models for tests of Session, written by the project's own writer.
#pragma once

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "inference/session.hpp"
#include "support/message.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::testing {

// sum = state + x, twice = 2 x, best = the largest's index, sure = x > 0; any number of rows of three.
inline void write_step_model(const std::filesystem::path& path) {
    using namespace onnx_writer;
    GraphBuilder g("step");
    const Value x = g.input("x", DType::float32, {dynamic("N"), 3});
    const Value state = g.input("state", DType::float32, {dynamic("N"), 3});
    g.output("sum", g.add(state, x));
    g.output("twice", g.mul(x, g.scalar(2)));
    g.output("best", g.arg_max(x));
    g.write(path);
}

// Tokens in, a boolean out.
inline void write_question_model(const std::filesystem::path& path) {
    using namespace onnx_writer;
    GraphBuilder g("question");
    const Value tokens = g.input("tokens", DType::int64, {dynamic("N")});
    const std::vector<float> table{-1, 0, 1, 2};
    const Value found = g.gather(g.weight("table", table, {4}, Storage::float32()), tokens);
    g.output("sure", g.greater(found, g.scalar(0)));
    g.output("found", found);
    g.output("bytes", g.cast(found, DType::uint8));
    g.output("whole", g.cast(found, DType::int32));
    g.write(path);
}

inline inference::Session load(const std::filesystem::path& path, const std::string& sha256 = "") {
    return core::run_now(inference::Session::load(
        {.id = path.stem().string(), .address = path.string(), .sha256 = sha256, .bytes = 0}, {}));
}

inline inference::Outputs run(const inference::Session& session, inference::RunRequest request) {
    return core::run_now(session.run(std::move(request)));
}

inline core::Tensor rows(std::vector<float> numbers) {
    const auto n = static_cast<std::int64_t>(numbers.size() / 3);
    return {{n, 3}, std::move(numbers)};
}

// A failure's kind and words.
class FailureWith : public Catch::Matchers::MatcherBase<inference::ModelError> {
 public:
    FailureWith(inference::Failure kind, std::vector<std::string> words) : kind_(kind), words_(std::move(words)) {}
    [[nodiscard]] bool match(const inference::ModelError& error) const override {
        return error.kind() == kind_ && words_.match(error);
    }
    [[nodiscard]] std::string describe() const override {
        return "is of kind " + std::to_string(static_cast<int>(kind_)) + " and " + words_.describe();
    }

 private:
    inference::Failure kind_;
    MessageWith words_;
};

}  // namespace mllab::testing
