#include <catch_amalgamated.hpp>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/recipes/digits/evaluation/decision.hpp"
#include "training/recipes/digits/evaluation/figures.hpp"

using namespace mllab;
using namespace mllab::digits_evaluation;

namespace {

// A network that is rather sure of every digit, more or less so of its being one.
Answers digits_with_doubt(std::size_t count, float step) {
    Answers answers;
    answers.data = "digits";
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<float> logits(digits::class_count, 0);
        logits[i % 10] = 9;
        logits[digits::no_digit] = step * static_cast<float>(i) / static_cast<float>(count);
        answers.logits.push_back(std::move(logits));
        answers.doubts.push_back(digits::Doubt::none);
        answers.labels.push_back(i % 10);
    }
    return answers;
}

}  // namespace

TEST_CASE("the threshold loses no more digits than allowed, and is never so low that a likely digit is refused") {
    Evaluation validation;
    validation.pictures = digits_with_doubt(1000, 12);
    validation.strokes = digits_with_doubt(1000, 11);
    validation.negatives = digits_with_doubt(0, 0);
    const Decision decision = choose_decision(validation, 0.004);
    std::size_t lost = 0;
    for (const Answers* answers : {&validation.pictures, &validation.strokes}) {
        for (const auto& logits : answers->logits) {
            const auto answer = digits::decode(logits, {.frame = {},
                                                        .temperature = decision.temperature,
                                                        .reject_above = decision.reject_above,
                                                        .reject_below = 0});
            if (!answer.digit) ++lost;
        }
    }
    // Of 2,000; one more by the threshold's rounding.
    CHECK(lost >= 6);
    CHECK(lost <= 9);
    // Where no digit is doubted, the threshold stays at its lowest.
    validation.pictures = digits_with_doubt(1000, 0);
    validation.strokes = digits_with_doubt(1000, 0);
    CHECK(choose_decision(validation, 0.004).reject_above == Catch::Approx(0.2));
}

TEST_CASE("figures of unseen digits and no-digits stand beside the others") {
    Evaluation evaluation;
    evaluation.pictures = digits_with_doubt(20, 0);
    evaluation.pictures.data = "MNIST";
    evaluation.unseen_digits.push_back(digits_with_doubt(10, 0));
    Answers letters = digits_with_doubt(10, 0);
    letters.data = "letters";
    evaluation.unseen_no_digits.push_back(letters);
    const auto metrics =
        figures_of(evaluation, {.frame = {}, .temperature = 1, .reject_above = 0.5F, .reject_below = 0}, "test");
    const auto value = [&](const std::string& name, const std::string& data) {
        for (const auto& m : metrics)
            if (m.name == name && m.data == data) return m.value;
        FAIL("there is no " << name << " on " << data);
        return 0.0;
    };
    CHECK(value("answered_right", "digits") == 1);
    CHECK(value("rejected", "letters") == 0);
}
