// Measured on a network whose answers are known: it says that the character just read comes again with odds of
// e^3 against each other.

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/task.hpp"
#include "support/temporary_folder.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/recipes/text_generation/evaluation/cross_entropy.hpp"

using namespace mllab;
using text_generation_evaluation::evaluate;

namespace {

class Parrot {
 public:
    Parrot() {
        using namespace onnx_writer;
        GraphBuilder g("parrot");
        const auto batch = dynamic("N");
        const auto tokens = g.input("tokens", DType::int64, {batch, dynamic("T")});
        const auto hidden = g.input("hidden", DType::float32, {1, batch, 1});
        const auto cell = g.input("cell", DType::float32, {1, batch, 1});
        const std::vector<float> table{3, 0, 0, 0, 3, 0, 0, 0, 3};
        g.output("logits", g.gather(g.weight("table", table, {3, 3}, Storage::float32()), tokens));
        g.output("next_hidden", g.add(hidden, g.scalar(1)));
        g.output("next_cell", g.identity(cell));
        g.write(folder_ / "parrot.onnx");
        session = core::run_now(inference::Session::load(
            {.id = "parrot", .address = (folder_ / "parrot.onnx").string(), .sha256 = ""}, {}));
        inference::ModelCard card;
        card.labels = {"\n", "a", "b"};
        card.preprocessing = {{"layers", 1},
                              {"units", 1},
                              {"look_back", 0},
                              {"key", 0},
                              {"start_token", 0},
                              {"replacement_token", 0},
                              {"replacement_written", 1}};
        parameters.emplace(text_generation::Parameters::from(card));
    }
    inference::Session session;
    std::optional<text_generation::Parameters> parameters;

 private:
    testing::TemporaryFolder folder_;
};

const double repeated = -std::log(std::exp(3.0) / (std::exp(3.0) + 2));
const double changed = -std::log(1 / (std::exp(3.0) + 2));

}  // namespace

TEST_CASE("every character is measured once, the first after the start token") {
    const Parrot parrot;
    const auto evaluation = evaluate(parrot.session, *parrot.parameters, {1, 1, 2, 2, 2, 0});
    CHECK(evaluation.characters == 6);
    CHECK(evaluation.right == 3);
    CHECK(evaluation.nats == Catch::Approx(3 * repeated + 3 * changed));
    CHECK(evaluation.bits_per_character() == Catch::Approx(evaluation.nats_per_character() / std::numbers::ln2));
}

TEST_CASE("a text longer than a window, and several parts side by side, give the sums that their parts give") {
    const Parrot parrot;
    std::vector<std::int64_t> tokens;
    for (int i = 0; i < 500; ++i) tokens.push_back(i / 3 % 3);
    double expected = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        expected += tokens[i] == (i == 0 ? 0 : tokens[i - 1]) ? repeated : changed;
    CHECK(evaluate(parrot.session, *parrot.parameters, tokens).nats == Catch::Approx(expected));

    const std::vector<std::int64_t> first(tokens.begin(), tokens.begin() + 250);
    const std::vector<std::int64_t> second(tokens.begin() + 250, tokens.end());
    CHECK(evaluate(parrot.session, *parrot.parameters, tokens, 2).nats ==
          Catch::Approx(evaluate(parrot.session, *parrot.parameters, first).nats +
                        evaluate(parrot.session, *parrot.parameters, second).nats));
}

TEST_CASE("a text without characters is refused") {
    const Parrot parrot;
    CHECK_THROWS_AS(evaluate(parrot.session, *parrot.parameters, {}), std::invalid_argument);
    CHECK_THROWS_AS(evaluate(parrot.session, *parrot.parameters, {1, 2}, 3), std::invalid_argument);
}
