// The committed networks that read sequences: whole, what their cards say, and able to do what they are for.

#include <array>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/random.hpp"
#include "core/task.hpp"
#include "experiments/text_generation/writer.hpp"
#include "support/data_folder.hpp"
#include "training/datasets/texts.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/report/card.hpp"
#include "training/sequence_evaluation/summation.hpp"
#include "training/sequence_evaluation/text.hpp"

using namespace mllab;
using sequence_evaluation::examine;

namespace {

struct Model {
    report::Card card;
    inference::ModelCard read;
    inference::Session session;
};

Model load(const std::string& id) {
    const char* source = std::getenv("MLLAB_SOURCE_DIR");
    const auto folder = std::filesystem::path(source != nullptr ? source : ".") / "models";
    Model model;
    model.card = report::read_card(folder / (id + ".json"));
    model.read = inference::ModelCard::parse(model.card.to_json());
    const files::Bytes bytes = files::read(folder / model.card.file.name);
    CHECK(files::sha256_hex(bytes) == model.card.file.sha256);
    CHECK(static_cast<std::int64_t>(bytes.size()) == model.card.file.bytes);
    model.session = core::run_now(inference::Session::load({.id = id,
                                                            .address = (folder / model.card.file.name).string(),
                                                            .sha256 = model.card.file.sha256,
                                                            .bytes = model.card.file.bytes},
                                                           {}));
    return model;
}

double metric(const report::Card& card, const std::string& name, const std::string& split) {
    for (const auto& m : card.metrics)
        if (m.name == name && m.split == split) return m.value;
    FAIL("the card has no " << name << ", " << split);
    return 0;
}

}  // namespace

TEST_CASE("the summation network adds every pair up to 99 exactly") {
    const Model model = load("summation_gru");
    CHECK(model.card.file.bytes <= 500'000);
    CHECK(summation::Parameters::from(model.read).units > 0);
    const auto examination = examine(model.session, sequence_evaluation::pairs_up_to(99));
    CHECK(examination.asked == 10'000);
    CHECK(examination.right == 10'000);
}

TEST_CASE("the summation network adds 50,000 fixed pairs up to 999 as exactly as its card says") {
    const Model model = load("summation_gru");
    core::Random random(50'000);
    std::vector<summation::Expression> pairs(50'000);
    for (auto& pair : pairs)
        pair = {.left = static_cast<int>(random.below(1000)), .right = static_cast<int>(random.below(1000))};
    CHECK(examine(model.session, pairs).share_right() >= 0.999);
}

TEST_CASE("what the summation network looked at adds up to one look a place") {
    const Model model = load("summation_gru");
    const std::vector<summation::Expression> asked{{17, 38}, {999, 1}};
    const auto outputs = core::run_now(model.session.run(summation::request(asked, true)));
    const auto inside = summation::inside_of(outputs, 1, summation::Parameters::from(model.read));
    for (const auto& place : inside.attention) {
        float sum = 0;
        for (const float look : place) sum += look;
        CHECK(sum == Catch::Approx(1).epsilon(1e-4));
    }
    CHECK(summation::decode(outputs, asked)[0].text == "55");
    CHECK(summation::decode(outputs, asked)[1].text == "1000");
}

TEST_CASE("a text network writes: the same text from the same seed, of its own alphabet") {
    const Model model = load("shakespeare_lstm");
    CHECK(model.card.file.bytes <= 5'000'000);
    const auto parameters = text_generation::Parameters::from(model.read);
    const auto written = [&](std::uint64_t seed) {
        text_generation::Writer writer(model.session, parameters, seed);
        core::run_now(writer.read(text_generation::encode("ROMEO:\n", parameters)));
        std::string text;
        for (int i = 0; i < 200; ++i) text += core::run_now(writer.next({.temperature = 0.8F})).text;
        return text;
    };
    const std::string text = written(1);
    CHECK(text.size() == 200);
    CHECK(text.contains(' '));
    CHECK(text.contains('e'));
    CHECK(written(1) == text);
    CHECK(written(2) != text);
}

TEST_CASE("Shakespeare's test text surprises the network as its card says") {
    const Model model = load("shakespeare_lstm");
    const auto data = testing::need_data("text/tinyshakespeare.txt").parent_path().parent_path();
    const auto parameters = text_generation::Parameters::from(model.read);
    const auto tokens = parameters.alphabet.encode(datasets::read_tiny_shakespeare(data)).tokens;
    const auto range = datasets::shakespeare_range(tokens.size(), datasets::Split::test);
    const std::vector<std::int64_t> beginning(tokens.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                              tokens.begin() + static_cast<std::ptrdiff_t>(range.begin + 20'000));
    const auto examination = examine(model.session, parameters, beginning, 10);
    CHECK(examination.nats_per_character() ==
          Catch::Approx(metric(model.card, "nats_per_character", "test")).margin(0.1));
}
