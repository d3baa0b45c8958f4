// Cards: written, read, and what is on them.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cards.hpp"
#include "inference/model_card.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/report/card.hpp"

namespace files = mllab::files;
namespace report = mllab::report;
using mllab::report::Card;
using mllab::report::CardError;
using mllab::testing::changed;
using mllab::testing::changed_json;
using mllab::testing::check_refused;
using mllab::testing::MessageWith;
using mllab::testing::some_card;
using mllab::testing::TemporaryFolder;
using Json = nlohmann::ordered_json;

TEST_CASE("a card is written, read and written again to the same bytes") {
    const std::string text = some_card().to_json();
    CHECK(Card::from_json(text).to_json() == text);
    const std::string bare = changed([](Card& card) {
                                 card.origin.reset();
                                 card.limits.clear();
                                 card.parity.reset();
                                 card.rounding.reset();
                                 card.confusion.reset();
                                 card.mistakes.reset();
                                 card.curve.clear();
                                 card.metrics.clear();
                             }).to_json();
    CHECK(Card::from_json(bare).to_json() == bare);
    CHECK_FALSE(bare.contains("confusion"));
    CHECK_FALSE(bare.contains("mistakes"));
    CHECK_FALSE(bare.contains("origin"));
    CHECK_FALSE(bare.contains("limits"));
}

TEST_CASE("a card is written for people: whole numbers whole, short lists on one line") {
    const std::string text = some_card().to_json();
    CHECK(text.contains("\n  \"preprocessing\": { \"size_px\": 28, \"ink_box_px\": 20, \"pen_width_px\": 2.2 },\n"));
    CHECK(text.contains("{ \"name\": \"conv 3×3, 16\", \"output\": [16, 28, 28], \"parameters\": 160 }"));
    CHECK(text.contains("\"counts\": [[980, 0], [0, 1135]]"));
    CHECK(text.contains("\"seed\": 18446744073709551615"));
    CHECK(text.contains("\"train_loss\": 0.3333333333333333,"));
    CHECK(text.ends_with("}\n"));
}

TEST_CASE("the page's reader finds in it what it needs") {
    const auto card = mllab::inference::ModelCard::parse(some_card().to_json());
    CHECK(card.id == "digits_cnn");
    CHECK(card.name == "Digits, convolutional network");
    CHECK(card.file_name == "digits_cnn.onnx");
    CHECK(card.file_bytes == 123456);
    CHECK(card.file_sha256 == std::string(64, 'a'));
    CHECK(card.parameters == 98765);
    CHECK(card.labels == std::vector<std::string>{"0", "1", "no digit"});
    CHECK(card.preprocessing_value("size_px") == 28);
    CHECK(card.preprocessing_value("pen_width_px") == 2.2);
    CHECK(card.decision_value("temperature") == 1.1);
}

TEST_CASE("figures are merged: the same one replaced in its place, others added") {
    Card card = some_card();
    card.merge({{.name = "accuracy", .data = "MNIST", .split = "test", .value = 0.99, .samples = 10000},
                {.name = "accuracy", .data = "MNIST", .split = "validation", .value = 0.98, .samples = 4000}});
    REQUIRE(card.metrics.size() == 2);
    CHECK(card.metrics[0].split == "validation");
    CHECK(card.metrics[0].value == 0.98);
    CHECK(card.metrics[0].samples == 4000);
    CHECK(card.metrics[1].split == "test");
    const std::string once = card.to_json();
    card.merge({{.name = "accuracy", .data = "MNIST", .split = "test", .value = 0.99, .samples = 10000}});
    CHECK(card.to_json() == once);
}

TEST_CASE("several processes, a teacher and wrong kernels stand on the card where there were any") {
    const Json plain = Json::parse(some_card().to_json());
    CHECK_FALSE(plain["training"].contains("processes"));
    CHECK_FALSE(plain["training"].contains("kernels"));
    CHECK_FALSE(plain["training"].contains("teacher"));
    const Card unusual = changed([](Card& c) {
        c.training.processes = 4;
        c.training.kernels = "oneDNN is switched off";
        c.training.teacher = "digits_cnn";
    });
    const Card again = Card::from_json(unusual.to_json());
    CHECK(again.training.processes == 4);
    CHECK(again.training.kernels == "oneDNN is switched off");
    CHECK(again.training.teacher == "digits_cnn");
    CHECK(again.to_json() == unusual.to_json());
    check_refused([](Card& c) { c.training.processes = 0; }, "training.processes");
}

TEST_CASE("what somebody else trained has an origin, and no training") {
    const Card card = changed([](Card& c) {
        c.training = {};
        c.curve.clear();
    });
    const Json json = Json::parse(card.to_json());
    CHECK_FALSE(json.contains("training"));
    CHECK(Card::from_json(card.to_json()).to_json() == card.to_json());
    check_refused(
        [](Card& c) {
            c.training = {};
            c.origin.reset();
        },
        "no origin");
}

TEST_CASE("a figure may have an interval, in which it lies") {
    const Card card = changed([](Card& c) { c.metrics[0].interval = {0.0, 1.0}; });
    const Card again = Card::from_json(card.to_json());
    CHECK(again.metrics[0].interval == std::pair(0.0, 1.0));
    CHECK_FALSE(Json::parse(some_card().to_json())["metrics"][0].contains("interval"));
    check_refused([](Card& c) { c.metrics[0].interval = {c.metrics[0].value + 0.001, 1.0}; }, "outside its interval");
    CHECK_THROWS_MATCHES(Card::from_json(changed_json([](Json& j) { j["metrics"][0]["interval"] = {0.5}; })), CardError,
                         MessageWith({"interval", "is not two numbers"}));
}

TEST_CASE("cards are read and written as files, and both ways name the file") {
    const TemporaryFolder folder;
    report::write_card(folder / "digits_cnn.json", some_card());
    CHECK(report::read_card(folder / "digits_cnn.json").to_json() == some_card().to_json());
    const Card wrong = changed([](Card& c) { c.id = ""; });
    CHECK_THROWS_MATCHES(report::write_card(folder / "digits_cnn.json", wrong), CardError,
                         MessageWith({"digits_cnn.json"}));
    CHECK(report::read_card(folder / "digits_cnn.json").id == "digits_cnn");
    files::write_atomically(folder / "broken.json", std::string_view("{"));
    CHECK_THROWS_MATCHES(report::read_card(folder / "broken.json"), CardError, MessageWith({"broken.json"}));
    CHECK_THROWS_AS(report::read_card(folder / "missing.json"), files::FileError);
    CHECK_THROWS_AS(report::read_card(folder.path()), files::FileError);
}
