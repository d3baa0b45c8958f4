// A text network that is small, but has a state: an LSTM with made-up weights.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/writer.hpp"
#include "support/temporary_folder.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::tiny_text {

constexpr std::int64_t characters = 5;
constexpr std::int64_t units = 4;

inline std::vector<float> made_up(std::size_t count, double seed) {
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = static_cast<float>(2 * std::sin(seed + 12.9898 * static_cast<double>(i)));
    return numbers;
}

inline void write_model(const std::filesystem::path& path) {
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

inline text_generation::Parameters parameters() {
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
    text_generation::Writer writer(std::uint64_t seed, const std::string& prompt) {
        text_generation::Writer w(session, parameters(), seed);
        core::run_now(w.read(text_generation::encode(prompt, parameters())));
        return w;
    }
    inference::Session session;

 private:
    testing::TemporaryFolder folder_;
};

}  // namespace mllab::tiny_text
