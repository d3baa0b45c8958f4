// What the tutorial's wing does without libtorch: its data and its evaluation.
#include <catch_amalgamated.hpp>
#include <numeric>
#include <set>

#include "core/task.hpp"
#include "fixture.hpp"
#include "training/recipes/odd_or_even/data/numbers.hpp"
#include "training/recipes/odd_or_even/evaluation/evaluation.hpp"

using namespace mllab;
using odd_or_even::Number;

TEST_CASE("The tutorial's splits have every number once, and as many odd ones as even ones") {
    std::set<Number> all;
    std::size_t count = 0;
    for (const auto split : {datasets::Split::train, datasets::Split::validation, datasets::Split::test}) {
        const auto numbers = odd_or_even_data::numbers_of(split);
        count += numbers.size();
        all.insert(numbers.begin(), numbers.end());
        std::int64_t odd = 0;
        for (const Number number : numbers) odd += odd_or_even_data::label_of(number);
        CHECK(static_cast<double>(odd) / static_cast<double>(numbers.size()) == Catch::Approx(0.5).margin(0.03));
        CHECK(numbers.size() > 6000);
    }
    CHECK(count == 65536);
    CHECK(all.size() == 65536);
}

TEST_CASE("The tutorial's samples depend on seed, epoch and index, and are what the page would ask") {
    const odd_or_even_data::Sampler sampler(1);
    const auto sample = [](const odd_or_even_data::Sampler& from, std::uint64_t epoch, std::size_t index) {
        std::vector<float> input(odd_or_even::bits);
        const std::int64_t label = from.sample(epoch, index, input);
        unsigned number = 0;
        for (std::size_t i = 0; i < input.size(); ++i) number += static_cast<unsigned>(input[i]) << i;
        const auto drawn = odd_or_even::number_in(std::to_string(number)).value_or(0);
        CHECK(odd_or_even::encode({&drawn, 1}).as<float>() == input);
        CHECK(odd_or_even_data::split_of(drawn) == datasets::Split::train);
        CHECK(label == number % 2);
        return drawn;
    };
    std::set<Number> drawn;
    for (std::size_t index = 0; index < 100; ++index) drawn.insert(sample(sampler, 0, index));
    CHECK(drawn.size() > 95);
    CHECK(sample(sampler, 3, 4) == sample(odd_or_even_data::Sampler(1), 3, 4));
    CHECK(sample(sampler, 3, 4) != sample(sampler, 4, 4));
    CHECK(sample(sampler, 3, 4) != sample(odd_or_even_data::Sampler(2), 3, 4));
    CHECK(sampler.fingerprint() == odd_or_even_data::Sampler(2).fingerprint());
}

TEST_CASE_METHOD(fake::Page, "The tutorial's evaluation counts what is right, in batches, and refuses other logits") {
    // Always says “odd”.
    runtime.network = [](const fake::Run& run) {
        const auto count = std::get<core::Tensor>(run.request.inputs.at(0).value).shape.at(0);
        std::vector<float> logits;
        for (std::int64_t i = 0; i < count; ++i) logits.insert(logits.end(), {0, 1});
        return inference::Outputs({{"logits", core::Tensor({count, 2}, std::move(logits))}}, 0.1);
    };
    const auto session =
        core::run_now(inference::Session::load({.id = "odd_or_even_mlp", .address = "", .sha256 = ""}, {}));
    std::vector<Number> numbers(1001);
    std::iota(numbers.begin(), numbers.end(), Number{0});
    const auto evaluation = odd_or_even_evaluation::evaluate(session, numbers);
    CHECK(evaluation.asked == 1001);
    CHECK(evaluation.right == 500);
    CHECK(runtime.runs_asked == 3);
    CHECK(odd_or_even_evaluation::evaluate(session, {}).accuracy() == 0);
    runtime.network = [](const fake::Run&) {
        return inference::Outputs({{"logits", core::Tensor({1, 1}, std::vector<float>{4})}}, 0.1);
    };
    CHECK_THROWS_AS(odd_or_even_evaluation::evaluate(session, numbers), std::invalid_argument);
}
