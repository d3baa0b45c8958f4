// The writer with a network that is small, but has a state: an LSTM with made-up weights.

#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/writer.hpp"
#include "support/temporary_folder.hpp"
#include "training/onnx/graph_builder.hpp"

using namespace mllab;
using text_generation::Writer;

namespace {

constexpr std::int64_t characters = 5;
constexpr std::int64_t units = 4;

std::vector<float> made_up(std::size_t count, double seed) {
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = static_cast<float>(2 * std::sin(seed + 12.9898 * static_cast<double>(i)));
    return numbers;
}

void write_model(const std::filesystem::path& path) {
    using namespace onnx_writer;
    GraphBuilder g("tiny_text");
    const auto batch = dynamic("N");
    const auto tokens = g.input("tokens", DType::int64, {batch, dynamic("T")});
    const auto hidden = g.input("hidden", DType::float32, {1, batch, units});
    const auto cell = g.input("cell", DType::float32, {1, batch, units});
    const auto table = g.weight("table", made_up(characters * units, 1), {characters, units}, Storage::float32());
    const auto weights =
        g.recurrent_weights("lstm", Cell::lstm, units, units, made_up(16 * units, 2), made_up(16 * units, 3),
                            made_up(16, 4), made_up(16, 5), Storage::float32());
    const auto result = g.lstm(g.gather(table, g.transpose(tokens, {1, 0})), weights, hidden, cell);
    const auto out = g.weight("out", made_up(characters * units, 6), {units, characters}, Storage::float32());
    g.output("logits", g.transpose(g.matmul(result.sequence, out), {1, 0, 2}));
    g.output("units", g.squeeze(result.hidden, {0}));
    g.output("next_hidden", g.identity(result.hidden));
    g.output("next_cell", g.identity(result.cell));
    g.write(path);
}

text_generation::Parameters parameters() {
    inference::ModelCard card;
    card.labels = {"\n", " ", "a", "b", "c"};
    card.preprocessing = {{"layers", 1},      {"units", units},         {"look_back", 0},          {"key", 0},
                          {"start_token", 0}, {"replacement_token", 1}, {"replacement_written", 1}};
    return text_generation::Parameters::from(card);
}

class Desk {
 public:
    Desk() {
        write_model(folder_ / "tiny.onnx");
        session = core::run_now(
            inference::Session::load({.id = "tiny", .address = (folder_ / "tiny.onnx").string(), .sha256 = ""}, {}));
    }
    Writer writer(std::uint64_t seed, const std::string& prompt) {
        Writer w(session, parameters(), seed);
        core::run_now(w.read(text_generation::encode(prompt, parameters())));
        return w;
    }
    inference::Session session;

 private:
    testing::TemporaryFolder folder_;
};

std::string written(Writer& writer, int count, const core::SamplingSettings& settings = {}) {
    std::string text;
    for (int i = 0; i < count; ++i) text += core::run_now(writer.next(settings)).text;
    return text;
}

}  // namespace

TEST_CASE("the same seed and prompt give the same text, another seed another") {
    Desk desk;
    Writer first = desk.writer(1, "ab");
    Writer second = desk.writer(1, "ab");
    Writer other = desk.writer(2, "ab");
    const std::string text = written(first, 60);
    CHECK(written(second, 60) == text);
    CHECK(written(other, 60) != text);
}

TEST_CASE("reading again begins anew, generator and memory") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    const std::string text = written(writer, 40);
    core::run_now(writer.read(text_generation::encode("ab", parameters())));
    CHECK(written(writer, 40) == text);
}

TEST_CASE("a prompt that is read in parts is the same as one read in one run") {
    Desk desk;
    std::string prompt;
    for (int i = 0; i < 333; ++i) prompt += "abc "[(i * i + i / 7) % 4];
    Writer writer = desk.writer(1, prompt);
    const auto next = core::run_now(writer.next({.temperature = 0}));
    const auto p = parameters();
    const auto outputs = core::run_now(desk.session.run(
        text_generation::request(text_generation::encode(prompt, p).tokens, text_generation::blank_state(p))));
    core::Random random(1);
    const auto choice = core::choose(text_generation::next_logits(outputs, p), {.temperature = 0}, random);
    CHECK(next.choice.chosen.index == choice.chosen.index);
    CHECK(next.choice.chosen.probability == Catch::Approx(choice.chosen.probability).epsilon(1e-4));
}

TEST_CASE("what was written is remembered: it is read like a prompt") {
    Desk desk;
    Writer writer = desk.writer(4, "a");
    const std::string text = written(writer, 10, {.temperature = 0});
    Writer reader = desk.writer(4, "a" + text);
    CHECK(written(writer, 10, {.temperature = 0}) == written(reader, 10, {.temperature = 0}));
}

TEST_CASE("the penalty ends the loop in which the likeliest characters go round") {
    Desk desk;
    Writer looping = desk.writer(1, "ab");
    (void)written(looping, 100, {.temperature = 0});
    const std::string loop = written(looping, 40, {.temperature = 0});
    const auto comes_again = [](const std::string& text) { return text.find(text.substr(0, 20), 1) < text.size(); };
    REQUIRE(comes_again(loop));
    Writer penalised = desk.writer(1, "ab");
    const std::string text = written(penalised, 140, {.temperature = 0, .repetition_penalty = 1});
    CHECK_FALSE(comes_again(text.substr(100)));
    // What the prompt has counts as well, and reading again forgets.
    core::run_now(penalised.read(text_generation::encode("ab", parameters())));
    CHECK(written(penalised, 140, {.temperature = 0, .repetition_penalty = 1}) == text);
}

TEST_CASE("a penalty where nothing is repeated changes nothing") {
    Desk desk;
    Writer with = desk.writer(7, "");
    Writer without = desk.writer(7, "");
    CHECK(written(with, 7, {.repetition_penalty = 3}) == written(without, 7));
}

TEST_CASE("a step that is asked for and not awaited changes nothing") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    Writer undisturbed = desk.writer(1, "ab");
    CHECK(written(writer, 5) == written(undisturbed, 5));
    {
        const auto stopped = writer.next({});
    }  // destroyed before it ran
    CHECK(written(writer, 20) == written(undisturbed, 20));
}

TEST_CASE("a writer without a prompt, and senseless settings, are refused, and then it goes on") {
    Desk desk;
    Writer writer(desk.session, parameters(), 1);
    CHECK_FALSE(writer.ready());
    CHECK_THROWS_AS(core::run_now(writer.next({})), std::logic_error);
    core::run_now(writer.read(text_generation::encode("", parameters())));
    CHECK_THROWS_AS(core::run_now(writer.next({.temperature = -1})), std::invalid_argument);
    Writer other = desk.writer(1, "");
    CHECK(written(writer, 10) == written(other, 10));
}

TEST_CASE("the units are told only when they are watched") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    CHECK(writer.units().empty());
    writer.watch_units(true);
    (void)written(writer, 3);
    REQUIRE(writer.units().size() == units);
    for (const float unit : writer.units()) CHECK(std::abs(unit) <= 1);
}
