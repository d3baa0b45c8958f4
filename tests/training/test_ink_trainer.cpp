// The recipe of the ink network as a person runs it, on a tiny data set.

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "process.hpp"
#include "tiny_digits.hpp"
#include "trainer_bench.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::Finished;

TEST_CASE("the ink network learns in three cycles, each with checkpoints of its own, and is published after the last") {
    testing::TrainerBench bench(testing::tiny_digits<500>());
    const std::vector<std::string> short_training{"--epochs", "1", "--samples", "64"};
    const Finished trained = bench.run("train", "digits_ink", short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    const report::Card card = bench.card("digits_ink");
    CHECK(card.curve.size() == 3);
    CHECK(card.training.epochs == 3);
    CHECK(card.parity->probabilities <= 1e-5);
    for (const char* part : {"cycle-1", "cycle-2", "."}) {
        CAPTURE(part);
        CHECK(std::filesystem::exists(bench.path("work") / "digits_ink" / part / "checkpoint-000001.mllab"));
    }

    // All three are finished: nothing is learnt again, and the file is the same.
    REQUIRE(bench.run("train", "digits_ink", short_training).exit_code == 0);
    CHECK(bench.card("digits_ink").file.sha256 == card.file.sha256);
}
