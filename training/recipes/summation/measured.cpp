#include "training/recipes/summation/measured.hpp"

#include <format>
#include <print>
#include <ranges>

#include "training/nn/float64.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/summation/sums.hpp"

namespace mllab::recipes {

using summation_evaluation::SumEvaluation;

namespace {

report::Mistakes mistakes_of(const std::string& data, const char* split, const SumEvaluation& evaluation) {
    constexpr std::size_t most_listed = 100;
    report::Mistakes mistakes{.data = data,
                              .split = split,
                              .samples = evaluation.asked,
                              .wrong = std::ssize(evaluation.mistakes),
                              .listed = {}};
    for (const auto& [e, written] : evaluation.mistakes | std::views::take(most_listed)) {
        mistakes.listed.push_back({.input = std::format("{}+{}", e.left, e.right),
                                   .answer = written,
                                   .truth = std::to_string(summation::true_sum(e))});
        const report::Mistake& m = mistakes.listed.back();
        std::println("  wrong: {}={} (it is {})", m.input, m.answer, m.truth);
    }
    return mistakes;
}

}  // namespace

report::Parity check_sum_parity(SummationNetwork& network, const std::filesystem::path& file) {
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 reference(*network);
    parity::ParityCheck check(file);
    const core::Random random(11);
    for (std::uint64_t i = 0; i < 8; ++i) {
        const auto expressions = drawn_sums(random.fork(i), 64, 0);
        const auto result = network->forward(batch_of(expressions).tokens);
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"tokens", summation::encode(expressions)});
        check.run(std::move(inputs), {{"logits", nn::plain(result.logits), parity::Rule::logits},
                                      {"attention", nn::plain(result.attention), parity::Rule::state},
                                      {"reading", nn::plain(result.reading), parity::Rule::state},
                                      {"writing", nn::plain(result.writing), parity::Rule::state}});
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

report::Metric exact_figure(const std::string& data, const char* split, const SumEvaluation& evaluation) {
    std::println("{}: {}, {}: {} of {} right", summation_id, data, split, evaluation.right, evaluation.asked);
    return {
        .name = "exact", .data = data, .split = split, .value = evaluation.share_right(), .samples = evaluation.asked};
}

publish::Measured all_sums(const inference::Session& session) {
    const std::string small = "all sums of 0 to 99";
    const std::string all = "all sums of 0 to 999";
    const auto evaluation = summation_evaluation::evaluate(session, summation_evaluation::pairs_up_to(999));
    const auto of_small = summation_evaluation::evaluate(session, summation_evaluation::pairs_up_to(99));
    return {.metrics = {exact_figure(small, "train", of_small), exact_figure(all, "train", evaluation)},
            .samples = {},
            .mistakes = mistakes_of(all, "train", evaluation)};
}

}  // namespace mllab::recipes
