// The trainer in two processes on the loopback address: the network of one process, and what happens when one is lost.

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "parallel/worker.hpp"
#include "process.hpp"
#include "support/temporary_folder.hpp"
#include "tiny_digits.hpp"
#include "trainer_bench.hpp"
#include "training/files/files.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using testing::Finished;
using testing::Process;
using testing::TemporaryFolder;
using testing::two_epochs;

namespace {

// Where one training, of one process or two, works and publishes.
class Bench {
 public:
    // `variables` are set in front of the trainer; each process has a work folder of its own, as on several machines.
    std::unique_ptr<Process> start(const std::vector<std::string>& variables, int rank,
                                   const std::vector<std::string>& options) {
        std::vector<std::string> words = variables;
        words.insert(words.end(), {MLLAB_TRAINER_PROGRAM, "--data", testing::tiny_digits<2000>().string(), "--work",
                                   work(rank).string(), "train", "digits_mlp", "--out", (folder_ / "models").string()});
        words.insert(words.end(), options.begin(), options.end());
        return std::make_unique<Process>("/usr/bin/env", words, testing::source_folder(),
                                         folder_ / ("log" + std::to_string(rank)));
    }
    std::array<std::unique_ptr<Process>, 2> start_two(const std::vector<std::string>& of_first,
                                                      const std::vector<std::string>& of_second) {
        const std::uint16_t port = testing::free_port();
        return {start(member(0, port), 0, of_first), start(member(1, port), 1, of_second)};
    }
    std::array<Finished, 2> run_two(const std::vector<std::string>& of_first,
                                    const std::vector<std::string>& of_second) {
        const auto both = start_two(of_first, of_second);
        return {both[0]->wait(), both[1]->wait()};
    }
    [[nodiscard]] std::filesystem::path work(int rank) const { return folder_ / ("work" + std::to_string(rank)); }
    [[nodiscard]] std::filesystem::path checkpoints(int rank) const { return work(rank) / "digits_mlp"; }
    [[nodiscard]] bool has_model() const { return std::filesystem::exists(folder_ / "models/digits_mlp.onnx"); }
    [[nodiscard]] files::Bytes model() const { return files::read(folder_ / "models/digits_mlp.onnx"); }
    [[nodiscard]] report::Card card() const { return report::read_card(folder_ / "models/digits_mlp.json"); }

    [[nodiscard]] int count(int rank, const std::string& extension) const {
        std::error_code none_yet;
        std::filesystem::directory_iterator all(checkpoints(rank), none_yet);
        return static_cast<int>(std::count_if(
            begin(all), end(all), [&](const auto& entry) { return entry.path().extension() == extension; }));
    }

 private:
    static std::vector<std::string> member(int rank, std::uint16_t port) {
        return {"RANK=" + std::to_string(rank), "WORLD_SIZE=2", "MASTER_ADDR=127.0.0.1",
                "MASTER_PORT=" + std::to_string(port)};
    }
    TemporaryFolder folder_;
};

void all_well(const std::array<Finished, 2>& finished) {
    for (const Finished& one : finished) {
        INFO(one.output);
        REQUIRE(one.exit_code == 0);
    }
}

}  // namespace

TEST_CASE("two processes train what one trains, and the first of them writes") {
    Bench one;
    const Finished alone = one.start({}, 0, two_epochs)->wait();
    INFO(alone.output);
    REQUIRE(alone.exit_code == 0);
    Bench two;
    all_well(two.run_two(two_epochs, two_epochs));

    const report::Card expected = one.card();
    const report::Card card = two.card();
    CHECK(expected.training.processes == 1);
    CHECK(card.training.processes == 2);
    CHECK(card.training.batch == 16);
    REQUIRE(card.curve.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(card.curve[i].train_loss == Catch::Approx(expected.curve[i].train_loss).epsilon(2e-3));
        CHECK(card.curve[i].validation_loss == Catch::Approx(expected.curve[i].validation_loss).epsilon(1e-2));
        CHECK(card.curve[i].validation_accuracy == Catch::Approx(expected.curve[i].validation_accuracy).margin(0.01));
    }
    CHECK(two.count(0, ".mllab") > 0);
    CHECK(two.count(0, ".jsonl") == 1);
    CHECK(two.count(1, ".mllab") == 0);
    CHECK(two.count(1, ".jsonl") == 0);
}

TEST_CASE("a process of a training that is killed ends the other, and the same commands go on to the same file") {
    Bench unbroken;
    all_well(unbroken.run_two(two_epochs, two_epochs));

    const std::size_t killed = GENERATE(0U, 1U);
    INFO("killed: rank " << killed);
    Bench broken;
    {
        const auto both = broken.start_two(two_epochs, two_epochs);
        while (both[0]->running() && both[1]->running() && broken.count(0, ".mllab") == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        REQUIRE(both[0]->running());
        REQUIRE(both[1]->running());
        both.at(killed)->kill_at_once();
        const auto at = std::chrono::steady_clock::now();
        const Finished other = both.at(1 - killed)->wait();
        CHECK(std::chrono::steady_clock::now() - at < std::chrono::seconds(30));
        INFO(other.output);
        CHECK(other.exit_code != 0);
        CHECK_THAT(other.output, ContainsSubstring("another process of this training has ended or does not answer") &&
                                     ContainsSubstring("goes on from its last checkpoint"));
    }
    CHECK_FALSE(broken.has_model());
    const auto resumed = broken.run_two(two_epochs, two_epochs);
    all_well(resumed);
    CHECK_THAT(resumed[0].output, ContainsSubstring("goes on after"));
    CHECK(broken.model() == unbroken.model());
}

TEST_CASE("processes that do not fit together, and a share that there is not, are refused in a sentence") {
    Bench bench;
    const auto both = bench.run_two(two_epochs, {"--epochs", "2", "--batch", "32", "--lr", "0.002"});
    for (const Finished& one : both) {
        INFO(one.output);
        CHECK(one.exit_code != 0);
        CHECK_THAT(one.output, ContainsSubstring("rank 1 of 2 has other"));
    }
    const std::vector<std::string> odd{"--epochs", "1", "--batch", "15"};
    for (const Finished& one : bench.run_two(odd, odd)) {
        CHECK(one.exit_code != 0);
        CHECK_THAT(one.output, ContainsSubstring("a batch of 15 cannot be divided among 2 processes"));
    }
    const Finished lonely = bench.start({"RANK=0"}, 0, two_epochs)->wait();
    CHECK(lonely.exit_code != 0);
    CHECK_THAT(lonely.output, ContainsSubstring("RANK is set, but WORLD_SIZE is not"));
    std::vector<std::string> cuda = two_epochs;
    cuda.insert(cuda.end(), {"--device", "cuda"});
    const Finished elsewhere = bench.start({}, 0, cuda)->wait();
    CHECK((elsewhere.exit_code == 0 || elsewhere.output.contains("this libtorch has no CUDA")));
    std::vector<std::string> nowhere = two_epochs;
    nowhere.insert(nowhere.end(), {"--device", "gpu"});
    const Finished refused = bench.start({}, 0, nowhere)->wait();
    CHECK(refused.exit_code != 0);
    CHECK_THAT(refused.output, ContainsSubstring("choose cpu or cuda"));
}
