#include <malloc.h>

#include <numeric>

#include "models.hpp"
#include "support/temporary_folder.hpp"

using namespace mllab;
using namespace mllab::inference;
using mllab::testing::FailureWith;
using mllab::testing::load;
using mllab::testing::rows;
using mllab::testing::run;

namespace {

struct StepModel {
    testing::TemporaryFolder folder;
    Session session;
    StepModel() {
        testing::write_step_model(folder / "step.onnx");
        session = load(folder / "step.onnx");
    }
};

void check_refused(const Session& session, RunRequest request, const std::vector<std::string>& words) {
    CHECK_THROWS_MATCHES(run(session, std::move(request)), ModelError, FailureWith(Failure::shape_mismatch, words));
}

// Bytes that the process has allocated and not freed.
std::size_t allocated_bytes() { return ::mallinfo2().uordblks; }

}  // namespace

TEST_CASE("a session tells its model's inputs and outputs") {
    const StepModel model;
    REQUIRE(model.session.inputs().size() == 2);
    CHECK(model.session.inputs()[0].name == "x");
    CHECK(model.session.inputs()[0].type == "float32");
    CHECK(model.session.inputs()[0].shape == core::Shape{-1, 3});
    REQUIRE(model.session.outputs().size() == 3);
    CHECK(model.session.outputs()[2].name == "best");
    CHECK(model.session.outputs()[2].type == "int64");
    CHECK(model.session.outputs()[2].shape == core::Shape{-1});
}

TEST_CASE("a run answers by name, for any number of samples") {
    const StepModel model;
    for (const std::int64_t n : {1, 2, 7, 300, 1, 0}) {
        CAPTURE(n);
        std::vector<float> x(static_cast<std::size_t>(3 * n));
        std::iota(x.begin(), x.end(), 0.0F);
        const auto answers =
            run(model.session, {.inputs = {{"state", rows(x)}, {"x", rows(x)}}, .fetch = {}, .keep = {}});
        std::vector<float> doubled = x;
        for (float& v : doubled) v *= 2;
        CHECK(answers.tensor("sum").shape == core::Shape{n, 3});
        CHECK(answers.tensor("sum").as<float>() == doubled);
        CHECK(answers.tensor("twice").as<float>() == doubled);
        CHECK(answers.tensor("best").as<std::int64_t>() == std::vector<std::int64_t>(static_cast<std::size_t>(n), 2));
        CHECK(answers.run_ms() >= 0);
        CHECK_THROWS_AS(answers.tensor("none"), ModelError);
        CHECK_THROWS_AS(answers.handle("sum"), ModelError);
    }
}

TEST_CASE("only what was asked for is copied, in the order of asking") {
    const StepModel model;
    const RunRequest base{.inputs = {{"x", rows({1, 2, 3})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {}};
    RunRequest some = base;
    some.fetch = {"best", "sum"};
    const auto answers = run(model.session, some);
    REQUIRE(answers.values().size() == 2);
    CHECK(answers.values()[0].name == "best");
    CHECK(answers.values()[1].name == "sum");
    RunRequest kept = base;
    kept.keep = {"sum"};
    const auto others = run(model.session, kept);
    CHECK(others.values().size() == 3);
    CHECK(others.handle("sum").valid());
    CHECK_THROWS_AS(others.tensor("sum"), ModelError);
    RunRequest both = base;
    both.keep = {"sum"};
    both.fetch = {"sum"};
    const auto twice = run(model.session, both);
    CHECK(twice.handle("sum").valid());
    CHECK(twice.tensor("sum").as<float>() == std::vector<float>{1, 2, 3});
}

TEST_CASE("state stays where the model runs and accumulates over steps") {
    const StepModel model;
    Value state = rows({0, 0, 0});
    for (int step = 1; step <= 100; ++step) {
        const auto answers = run(
            model.session, {.inputs = {{"x", rows({1, 2, 3})}, {"state", state}}, .fetch = {"best"}, .keep = {"sum"}});
        state = answers.handle("sum");
    }
    const auto last =
        run(model.session, {.inputs = {{"x", rows({0, 0, 0})}, {"state", state}}, .fetch = {}, .keep = {}});
    CHECK(last.tensor("sum").as<float>() == std::vector<float>{100, 200, 300});
}

TEST_CASE("a handle may be used again and copied; what it holds does not change") {
    const StepModel model;
    const auto first = run(
        model.session, {.inputs = {{"x", rows({1, 1, 1})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {"sum"}});
    const Handle one = first.handle("sum");
    Handle copy;
    copy = one;
    for (const float x : {1.0F, 5.0F, 1.0F}) {
        const auto next =
            run(model.session, {.inputs = {{"x", rows({x, x, x})}, {"state", copy}}, .fetch = {"sum"}, .keep = {}});
        CHECK(next.tensor("sum").as<float>() == std::vector<float>(3, 1 + x));
    }
    const auto squared = run(model.session, {.inputs = {{"x", one}, {"state", copy}}, .fetch = {"sum"}, .keep = {}});
    CHECK(squared.tensor("sum").as<float>() == std::vector<float>(3, 2));
}

TEST_CASE("handles of another shape, of nothing or of a model that is gone are refused") {
    const StepModel model;
    const auto two =
        run(model.session, {.inputs = {{"x", rows({1, 2, 3, 4, 5, 6})}, {"state", rows({1, 2, 3, 4, 5, 6})}},
                            .fetch = {},
                            .keep = {"best", "sum"}});
    check_refused(model.session,
                  {.inputs = {{"x", rows({1, 2, 3})}, {"state", two.handle("best")}}, .fetch = {}, .keep = {}},
                  {"state", "float32 [any, 3]", "int64 [2]"});
    check_refused(model.session, {.inputs = {{"x", rows({1, 2, 3})}, {"state", Handle()}}, .fetch = {}, .keep = {}},
                  {"state", "handle"});
    Handle orphan;
    {
        const StepModel gone;
        orphan = run(gone.session,
                     {.inputs = {{"x", rows({1, 2, 3})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {"sum"}})
                     .handle("sum");
    }
    CHECK(orphan.valid());
    CHECK_THROWS_MATCHES(
        run(model.session, {.inputs = {{"x", rows({1, 2, 3})}, {"state", orphan}}, .fetch = {}, .keep = {}}),
        ModelError, FailureWith(Failure::session_closed, {"state"}));
}

TEST_CASE("what does not fit the model is refused before it runs, naming input, expected and given") {
    const StepModel model;
    const auto x = rows({1, 2, 3});
    check_refused(model.session, {.inputs = {{"x", x}, {"stat", x}}, .fetch = {}, .keep = {}}, {"stat", "x", "state"});
    check_refused(model.session, {.inputs = {{"x", x}}, .fetch = {}, .keep = {}}, {"state"});
    check_refused(model.session, {.inputs = {{"x", x}, {"x", x}, {"state", x}}, .fetch = {}, .keep = {}},
                  {"x", "twice"});
    check_refused(model.session, {.inputs = {}, .fetch = {}, .keep = {}}, {"x"});
    check_refused(
        model.session,
        {.inputs = {{"x", core::Tensor({1, 4}, std::vector<float>(4))}, {"state", x}}, .fetch = {}, .keep = {}},
        {"x", "float32 [any, 3]", "float32 [1, 4]"});
    check_refused(model.session,
                  {.inputs = {{"x", core::Tensor({3}, std::vector<float>(3))}, {"state", x}}, .fetch = {}, .keep = {}},
                  {"[3]"});
    check_refused(
        model.session,
        {.inputs = {{"x", core::Tensor({1, 3}, std::vector<std::int64_t>(3))}, {"state", x}}, .fetch = {}, .keep = {}},
        {"x", "float32", "int64 [1, 3]"});
    check_refused(model.session, {.inputs = {{"x", x}, {"state", x}}, .fetch = {"no"}, .keep = {}}, {"no", "sum"});
    check_refused(model.session, {.inputs = {{"x", x}, {"state", x}}, .fetch = {}, .keep = {"no"}}, {"no", "sum"});
    core::Tensor robbed = x;
    robbed.data = std::vector<float>();
    check_refused(model.session, {.inputs = {{"x", robbed}, {"state", x}}, .fetch = {}, .keep = {}},
                  {"x", "0 numbers"});
}

TEST_CASE("sizes that only the runtime can hold against each other are its error, and the session goes on") {
    const StepModel model;
    const RunRequest wrong{.inputs = {{"x", rows({1, 2, 3, 4, 5, 6})}, {"state", rows({1, 2, 3, 4, 5, 6, 7, 8, 9})}},
                           .fetch = {},
                           .keep = {}};
    CHECK_THROWS_MATCHES(run(model.session, wrong), ModelError, FailureWith(Failure::runtime_error, {"step"}));
    const auto answers =
        run(model.session, {.inputs = {{"x", rows({1, 2, 3})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {}});
    CHECK(answers.tensor("twice").as<float>() == std::vector<float>{2, 4, 6});
}

TEST_CASE("every element type that a tensor can hold is copied; booleans can only be kept") {
    const testing::TemporaryFolder folder;
    testing::write_question_model(folder / "question.onnx");
    const Session session = load(folder / "question.onnx");
    const core::Tensor tokens({3}, std::vector<std::int64_t>{3, 1, 2});
    const auto answers =
        run(session, {.inputs = {{"tokens", tokens}}, .fetch = {"found", "bytes", "whole"}, .keep = {"sure"}});
    CHECK(answers.tensor("found").as<float>() == std::vector<float>{2, 0, 1});
    CHECK(answers.tensor("bytes").as<std::uint8_t>() == std::vector<std::uint8_t>{2, 0, 1});
    CHECK(answers.tensor("whole").as<std::int32_t>() == std::vector<std::int32_t>{2, 0, 1});
    CHECK(answers.handle("sure").valid());
    check_refused(session, {.inputs = {{"tokens", tokens}}, .fetch = {}, .keep = {}}, {"sure", "bool"});
    const core::Tensor outside({1}, std::vector<std::int64_t>{4});
    CHECK_THROWS_MATCHES(run(session, {.inputs = {{"tokens", outside}}, .fetch = {"found"}, .keep = {}}), ModelError,
                         FailureWith(Failure::runtime_error, {"question"}));
}

TEST_CASE("runs of one session are answered in the order in which they were asked") {
    const StepModel model;
    std::vector<float> order;
    const auto ask = [&](float x) -> core::Task<> {
        const Session session = model.session;
        RunRequest request{.inputs = {{"x", rows({x, x, x})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {}};
        const Outputs answers = co_await session.run(std::move(request));
        order.push_back(answers.tensor("sum").as<float>().front());
    };
    std::vector<core::Task<>> tasks;
    for (int i = 0; i < 5; ++i) {
        tasks.push_back(ask(static_cast<float>(i)));
        tasks.back().start();
    }
    CHECK(order == std::vector<float>{0, 1, 2, 3, 4});
}

TEST_CASE("a run that was asked for keeps its model alive") {
    const auto asked = [] {
        const StepModel model;
        return model.session.run(
            {.inputs = {{"x", rows({1, 2, 3})}, {"state", rows({1, 1, 1})}}, .fetch = {}, .keep = {}});
    };
    const Outputs answers = core::run_now(asked());
    CHECK(answers.tensor("sum").as<float>() == std::vector<float>{2, 3, 4});
}

TEST_CASE("a thousand runs do not make the process grow") {
    const StepModel model;
    Value state = rows({0, 0, 0});
    const auto many = [&](int runs) {
        for (int i = 0; i < runs; ++i) {
            const auto answers = run(
                model.session, {.inputs = {{"x", rows({1, 2, 3})}, {"state", state}}, .fetch = {}, .keep = {"sum"}});
            state = answers.handle("sum");
        }
    };
    many(200);
    const std::size_t before = allocated_bytes();
    many(1000);
    // Anything forgotten would be forgotten a thousand times.
    CHECK(allocated_bytes() < before + 1000);
}
