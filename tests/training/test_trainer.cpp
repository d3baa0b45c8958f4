#include <algorithm>
#include <catch_amalgamated.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "process.hpp"
#include "support/temporary_folder.hpp"
#include "tiny_digits.hpp"
#include "trainer_bench.hpp"
#include "training/files/sha256.hpp"

using namespace mllab;
using testing::Finished;
using testing::Process;
using testing::TemporaryFolder;
using testing::two_epochs;

namespace {

const std::filesystem::path& data() { return testing::tiny_digits<4000>(); }

// Of the recipe digits_mlp.
class Bench : public testing::TrainerBench {
 public:
    Bench() : TrainerBench(data()) {}
    Finished run(const std::string& command, const std::vector<std::string>& more = {}) {
        return TrainerBench::run(command, recipe, more);
    }
    [[nodiscard]] std::filesystem::path model_path() const { return TrainerBench::model_path(recipe); }
    [[nodiscard]] files::Bytes model() const { return TrainerBench::model(recipe); }
    [[nodiscard]] report::Card card() const { return TrainerBench::card(recipe); }

    static constexpr const char* recipe = "digits_mlp";
};

// What lies there is made by the test, and the card must not call it anything else.
const std::string not_mnist = "other data in the form of MNIST";

double metric(const report::Card& card, const std::string& name, const std::string& data_name,
              const std::string& split) {
    for (const auto& m : card.metrics)
        if (m.name == name && m.data == data_name && m.split == split) return m.value;
    FAIL("the card has no " << name << " on " << data_name << ", " << split);
    return 0;
}

// Returns while it is in its second epoch.
void wait_for_checkpoint(Process& process, const Bench& bench) {
    const auto has_one = [&] {
        std::error_code none_yet;
        std::filesystem::directory_iterator files(bench.path("work") / "digits_mlp", none_yet);
        return std::any_of(begin(files), end(files), [](const auto& entry) {
            return entry.path().filename().string().starts_with("checkpoint-") && entry.path().extension() == ".mllab";
        });
    };
    while (process.running() && !has_one()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(process.running());
}

}  // namespace

TEST_CASE("two epochs on a tiny set learn, and the card says how") {
    Bench bench;
    const Finished finished = bench.run("train", two_epochs);
    INFO(finished.output);
    REQUIRE(finished.exit_code == 0);
    const report::Card card = bench.card();
    // Chance is a tenth.
    CHECK(metric(card, "accuracy", not_mnist, "validation") > 0.6);
    REQUIRE(card.curve.size() == 2);
    CHECK(card.curve[1].validation_loss < card.curve[0].validation_loss);
    CHECK(card.training.epochs == 2);
    CHECK(card.data.at(0).name == not_mnist);
    CHECK(card.data.at(0).licence == "not known");
    CHECK(card.data.at(0).samples.size() == 2);
    CHECK(card.data.at(1).name.starts_with("other data in the form of Pen-Based"));
    CHECK(card.rounding->data == not_mnist);
    CHECK(finished.output.contains("train-labels-idx1-ubyte.gz is not the official file of MNIST"));
    CHECK(card.training.batch == 16);
    REQUIRE(card.parity.has_value());
    CHECK(card.parity->inputs > 100);
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.file.sha256 == files::sha256_hex(bench.model()));
    CHECK(card.file.bytes == static_cast<std::int64_t>(bench.model().size()));
    // A log line for every epoch.
    std::ifstream log(bench.path("work") / "digits_mlp" / "log.jsonl");
    std::string line;
    int lines = 0;
    while (std::getline(log, line)) lines += line.contains("validation_accuracy") ? 1 : 0;
    CHECK(lines == 2);

    SECTION("the test split is measured through the file and added to the card") {
        const Finished evaluated = bench.run("evaluate", {"--split", "test"});
        INFO(evaluated.output);
        REQUIRE(evaluated.exit_code == 0);
        const report::Card tested = bench.card();
        CHECK(metric(tested, "accuracy", not_mnist, "test") > 0.5);
        CHECK(metric(tested, "rejected", "fixed letters and scribbles", "test") >= 0);
        CHECK(tested.confusion->split == "test");
        // What validation said stays.
        CHECK(metric(tested, "accuracy", not_mnist, "validation") == metric(card, "accuracy", not_mnist, "validation"));
    }
    SECTION("a changed model file is refused by its hash") {
        files::Bytes bytes = bench.model();
        bytes[bytes.size() / 2] ^= 1;
        files::write_atomically(bench.model_path(), bytes);
        const Finished evaluated = bench.run("evaluate");
        CHECK(evaluated.exit_code != 0);
        CHECK(evaluated.output.contains("digits_mlp"));
    }
}

TEST_CASE("killed in the second epoch and started again, it writes the very same file") {
    Bench unbroken;
    REQUIRE(unbroken.run("train", two_epochs).exit_code == 0);

    Bench broken;
    {
        Process process(MLLAB_TRAINER_PROGRAM, broken.arguments("train", Bench::recipe, two_epochs),
                        testing::source_folder(), broken.path("log"));
        wait_for_checkpoint(process, broken);
        process.kill_at_once();
        CHECK(process.wait().exit_code == 128 + 9);
    }
    CHECK_FALSE(std::filesystem::exists(broken.model_path()));
    const Finished resumed = broken.run("train", two_epochs);
    INFO(resumed.output);
    REQUIRE(resumed.exit_code == 0);
    CHECK(resumed.output.contains("goes on after epoch 1"));
    CHECK(broken.model() == unbroken.model());
    CHECK(broken.card().curve.size() == 2);
}

TEST_CASE("told to stop, it saves what it has, says so, and goes on to the very same file") {
    const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
    INFO("signal " << signal);
    static const files::Bytes unbroken = [] {
        Bench bench;
        REQUIRE(bench.run("train", two_epochs).exit_code == 0);
        return bench.model();
    }();
    Bench stopped;
    {
        Process process(MLLAB_TRAINER_PROGRAM, stopped.arguments("train", Bench::recipe, two_epochs),
                        testing::source_folder(), stopped.path("log"));
        wait_for_checkpoint(process, stopped);
        process.send(signal);
        const Finished finished = process.wait();
        INFO(finished.output);
        CHECK(finished.exit_code == 128 + signal);
        CHECK(finished.output.contains("in epoch 2 of 2. The same command goes on from there."));
    }
    const Finished resumed = stopped.run("train", two_epochs);
    INFO(resumed.output);
    REQUIRE(resumed.exit_code == 0);
    CHECK(resumed.output.contains("goes on after epoch 1"));
    CHECK(stopped.model() == unbroken);
}

TEST_CASE("two trainings do not share a folder, and the one that is at work does not notice") {
    Bench bench;
    Process process(MLLAB_TRAINER_PROGRAM, bench.arguments("train", Bench::recipe, {"--epochs", "50", "--batch", "16"}),
                    testing::source_folder(), bench.path("first log"));
    wait_for_checkpoint(process, bench);
    for (const std::vector<std::string>& more :
         {std::vector<std::string>{"--epochs", "50", "--batch", "16"}, std::vector<std::string>{"--afresh"}}) {
        const Finished second = bench.run("train", more);
        CHECK(second.exit_code != 0);
        CHECK(second.output.contains("another trainer (process "));
        CHECK(second.output.contains("--work DIR"));
    }
    CHECK(process.running());
}

TEST_CASE("another seed writes another file, and other options refuse the old checkpoint by name") {
    Bench bench;
    const std::vector<std::string> one{"--epochs", "1", "--batch", "64"};
    REQUIRE(bench.run("train", one).exit_code == 0);
    const auto first = bench.model();
    std::vector<std::string> other = one;
    other.insert(other.end(), {"--seed", "2"});
    const Finished refused = bench.run("train", other);
    CHECK(refused.exit_code != 0);
    CHECK(refused.output.contains("belongs to another training"));
    CHECK(refused.output.contains("seed: the checkpoint has 1, this training 2"));
    const Finished other_batch = bench.run("train", {"--epochs", "1", "--batch", "32"});
    CHECK(other_batch.exit_code != 0);
    CHECK(other_batch.output.contains("batch size: the checkpoint has 64, this training 32"));
    CHECK(bench.model() == first);
    other.emplace_back("--afresh");
    REQUIRE(bench.run("train", other).exit_code == 0);
    CHECK(bench.model() != first);
}

TEST_CASE("an unfinished training can be exported as it is") {
    Bench bench;
    const Finished nothing = bench.run("export");
    CHECK(nothing.exit_code != 0);
    CHECK(nothing.output.contains("no checkpoint"));
    CHECK_FALSE(std::filesystem::exists(bench.model_path()));
    const std::vector<std::string> one{"--epochs", "1", "--batch", "64"};
    REQUIRE(bench.run("train", one).exit_code == 0);
    const auto trained = bench.model();
    std::filesystem::remove_all(bench.path("models"));
    const Finished exported = bench.run("export", one);
    INFO(exported.output);
    REQUIRE(exported.exit_code == 0);
    CHECK(bench.model() == trained);
}

TEST_CASE("ten pictures are too few, and that is said in a sentence") {
    testing::TrainerBench bench(testing::tiny_digits<10>());
    const Finished finished = bench.run("train", "digits_mlp", {"--batch", "2"});
    INFO(finished.output);
    CHECK(finished.exit_code != 0);
    CHECK(finished.output.contains("10 pictures are too few: none of them is left to measure with"));
}

TEST_CASE("what is wrong on the command line or missing on the machine is said, and nothing is written") {
    Bench bench;
    const TemporaryFolder empty;
    const auto run = [&](const std::vector<std::string>& words) {
        return Process(MLLAB_TRAINER_PROGRAM, words, testing::source_folder(), bench.path("log")).wait();
    };
    const Finished no_data =
        run({"--data", empty.path().string(), "train", "digits_mlp", "--out", bench.path("m").string()});
    CHECK(no_data.exit_code != 0);
    CHECK(no_data.output.contains("fetch mnist"));
    const Finished no_recipe = run({"train", "digits_xyz"});
    CHECK(no_recipe.exit_code != 0);
    CHECK(no_recipe.output.contains("digits_cnn, digits_mlp"));
    CHECK(run({"train", "digits_mlp", "--epochs", "0"}).exit_code != 0);
    CHECK(run({"train", "digits_mlp", "--lr", "nonsense"}).exit_code != 0);
    CHECK(run({}).output.contains("say what is to be done: list, fetch, train"));
    const Finished no_command = run({"--data", data().string(), "trian", "digits_mlp"});
    CHECK(no_command.exit_code != 0);
    CHECK(no_command.output.contains("there is no command “trian”; there are: list, fetch, train"));
    for (const std::string& rate : {std::string("nan"), std::string("inf"), std::string("-inf"), std::string("0"),
                                    std::string("1e9"), std::string("-0.001")}) {
        const Finished refused = run({"train", "digits_mlp", "--lr=" + rate});
        INFO(refused.output);
        CHECK(refused.exit_code != 0);
        CHECK(refused.output.contains("--lr: " + rate + " is no number from 1e-08 to 10"));
    }
    const Finished no_share = run({"train", "summation_gru", "--hold-out", "nan"});
    CHECK(no_share.output.contains("--hold-out: nan is no number from 0 to 0.5"));
    const Finished not_its_own = run({"--data", data().string(), "train", "digits_mlp", "--hold-out", "0.1"});
    CHECK(not_its_own.exit_code != 0);
    CHECK(not_its_own.output.contains("digits_mlp has no option --hold-out"));
    const Finished no_device = run({"--data", data().string(), "--work", bench.path("w").string(), "train",
                                    "digits_mlp", "--device", "abacus", "--out", bench.path("m").string()});
    CHECK(no_device.exit_code != 0);
    CHECK(no_device.output.contains("abacus"));
    const Finished no_split = run({"--data", data().string(), "evaluate", "digits_mlp", "--split", "holdout"});
    CHECK(no_split.exit_code != 0);
    CHECK(no_split.output.contains("train, validation, test"));
    CHECK_FALSE(std::filesystem::exists(bench.path("m")));
    CHECK(run({"list"}).output.contains("digits_cnn"));
}

TEST_CASE("a network that is taught needs its teacher, names it, and is another one with another teacher") {
    testing::TrainerBench bench(testing::tiny_digits<500>());
    const std::vector<std::string> short_training{"--epochs", "1", "--batch", "16"};
    const Finished alone = bench.run("train", "digits_pocket", short_training);
    CHECK(alone.exit_code != 0);
    CHECK(alone.output.contains("digits_pocket learns from digits_cnn, which is not in"));
    CHECK_FALSE(std::filesystem::exists(bench.path("work") / "digits_pocket"));

    REQUIRE(bench.run("train", "digits_cnn", short_training).exit_code == 0);
    const Finished taught = bench.run("train", "digits_pocket", short_training);
    INFO(taught.output);
    REQUIRE(taught.exit_code == 0);
    const report::Card card = bench.card("digits_pocket");
    CHECK(card.training.teacher == "digits_cnn, SHA-256 " + bench.card("digits_cnn").file.sha256);
    CHECK(card.training.augmentation.contains("Learns from what digits_cnn says"));
    CHECK(card.architecture.parameters <= 8000);
    CHECK(std::ranges::contains(card.outputs, "weight_7", &report::TensorFacts::name));

    REQUIRE(bench.run("train", "digits_cnn", {"--epochs", "1", "--batch", "16", "--seed", "2", "--afresh"}).exit_code ==
            0);
    const Finished other = bench.run("train", "digits_pocket", short_training);
    CHECK(other.exit_code != 0);
    CHECK(other.output.contains("loss: the checkpoint has distillation from digits_cnn"));
}
