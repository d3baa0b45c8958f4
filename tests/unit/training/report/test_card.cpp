#include <catch_amalgamated.hpp>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "inference/model_card.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/report/card.hpp"

namespace files = mllab::files;
namespace report = mllab::report;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;
using report::Card;
using report::CardError;
using Json = nlohmann::ordered_json;

namespace {

Card some_card() {
    Card card;
    card.id = "digits_cnn";
    card.name = "Digits, convolutional network";
    card.file = {.name = "digits_cnn.onnx", .bytes = 123456, .sha256 = std::string(64, 'a')};
    card.architecture = {.summary = "Six convolutions.",
                         .layers = {{.name = "conv 3×3, 16", .output = {16, 28, 28}, .parameters = 160}},
                         .parameters = 98765,
                         .weights_stored_as = "float16"};
    card.inputs = {{.name = "image", .type = "float32", .shape = {-1, 1, 28, 28}, .meaning = "ink 1 on paper 0"}};
    card.outputs = {{.name = "logits", .type = "float32", .shape = {-1, 11}, .meaning = "…"}};
    card.labels = {"0", "1", "no digit"};
    card.preprocessing = {{"size_px", 28}, {"ink_box_px", 20}, {"pen_width_px", 2.2}};
    card.decision = {{"temperature", 1.1}, {"reject_above", 0.5}};
    card.data = {{.name = "MNIST",
                  .source = "address",
                  .licence = "CC BY-SA 3.0",
                  .attribution = "LeCun et al.",
                  .samples = {{"train", 55000}, {"validation", 5000}, {"test", 10000}}}};
    card.training = {.recipe = "training/recipes/digits/digits_cnn.cpp",
                     .command = "npm run train -- train digits_cnn",
                     .augmentation = "one sentence",
                     .epochs = 40,
                     .batch = 128,
                     .learning_rate = 0.002,
                     .seed = std::numeric_limits<std::uint64_t>::max(),
                     .threads = 1,
                     .seconds = 1234.5};
    card.origin = {.package = "npm @mediapipe/objectron",
                   .version = "0.4",
                   .file = "assets.data",
                   .sha256 = std::string(64, 'b'),
                   .licence = "Apache-2.0",
                   .trained = "By somebody, on something.",
                   .changed = "Weights only.",
                   .compared = ""};
    card.limits = {"Less often right about gloves."};
    card.metrics = {{.name = "accuracy", .data = "MNIST", .split = "validation", .value = 0.9957, .samples = 5000}};
    card.parity = {.probabilities = 1e-7, .logits = 1e-6, .inputs = 512};
    card.rounding = {.data = "MNIST", .split = "validation", .accuracy_change = -0.0001, .samples = 5000};
    card.confusion = {.data = "MNIST", .split = "test", .labels = {"0", "1"}, .counts = {{980, 0}, {0, 1135}}};
    card.mistakes = {.data = "sums",
                     .split = "train",
                     .samples = 100,
                     .wrong = 2,
                     .listed = {{.input = "7+8", .answer = "14", .truth = "15"}}};
    card.curve = {{.epoch = 1, .train_loss = 0.5, .validation_loss = 0.2, .validation_accuracy = 0.95},
                  {.epoch = 2, .train_loss = 1.0 / 3, .validation_loss = 0.1, .validation_accuracy = 1}};
    return card;
}

Card changed(const std::function<void(Card&)>& change) {
    Card card = some_card();
    change(card);
    return card;
}

std::string changed_json(const std::function<void(Json&)>& change) {
    Json json = Json::parse(some_card().to_json());
    change(json);
    return json.dump();
}

void check_refused(const std::function<void(Card&)>& change, const std::string& words) {
    const Card card = changed(change);
    CHECK_THROWS_MATCHES(card.to_json(), CardError, MessageWith({"model card: ", words}));
}

}  // namespace

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

TEST_CASE("a card that contradicts itself is not written") {
    check_refused([](Card& c) { c.id = ""; }, "id");
    check_refused([](Card& c) { c.mistakes->samples = 1; }, "mistakes");
    check_refused([](Card& c) { c.mistakes->wrong = 0; }, "mistakes");
    check_refused([](Card& c) { c.mistakes->split = "training"; }, "mistakes");
    check_refused([](Card& c) { c.mistakes->listed[0].answer = "15"; }, "mistakes.listed");
    check_refused([](Card& c) { c.mistakes->listed[0].input = ""; }, "mistakes.listed");
    check_refused([](Card& c) { c.file.name = "../x.onnx"; }, "file.name");
    check_refused([](Card& c) { c.file.bytes = 0; }, "file.bytes");
    check_refused([](Card& c) { c.file.sha256 = std::string(64, 'A'); }, "file.sha256");
    check_refused([](Card& c) { c.file.sha256.pop_back(); }, "file.sha256");
    check_refused([](Card& c) { c.inputs.clear(); }, "inputs");
    check_refused([](Card& c) { c.outputs.push_back(c.outputs[0]); }, "outputs");
    check_refused([](Card& c) { c.labels.push_back("0"); }, "labels");
    check_refused([](Card& c) { c.decision.push_back(c.decision[0]); }, "decision");
    check_refused([](Card& c) { c.data[0].samples.push_back({"holdout", 1}); }, "data.samples");
    check_refused([](Card& c) { c.metrics[0].split = "valid"; }, "valid");
    check_refused([](Card& c) { c.metrics[0].samples = 0; }, "metrics.accuracy");
    check_refused([](Card& c) { c.metrics[0].data = ""; }, "metrics.accuracy");
    check_refused([](Card& c) { c.confusion->counts[1].pop_back(); }, "confusion.counts");
    check_refused([](Card& c) { c.confusion->counts.pop_back(); }, "confusion.counts");
    check_refused([](Card& c) { c.curve[1].epoch = 1; }, "curve");
    check_refused([](Card& c) { c.origin->version = ""; }, "origin");
    check_refused([](Card& c) { c.origin->licence = ""; }, "origin");
    check_refused([](Card& c) { c.origin->sha256 = "none"; }, "origin.sha256");
    check_refused([](Card& c) { c.limits.emplace_back(); }, "limits");
}

TEST_CASE("numbers that are not finite and text that is not UTF-8 are not written") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    check_refused([&](Card& c) { c.metrics[0].value = nan; }, "/metrics/0/value");
    check_refused([&](Card& c) { c.curve[1].train_loss = std::numeric_limits<double>::infinity(); },
                  "/curve/1/train_loss");
    check_refused([&](Card& c) { c.preprocessing[2].second = -std::numeric_limits<double>::infinity(); },
                  "pen_width_px");
    check_refused([](Card& c) { c.name = "\xFF"; }, "UTF-8");
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

TEST_CASE("a field that is missing is named, wherever it stands") {
    const Json whole = Json::parse(some_card().to_json());
    for (const auto& item : whole.items()) {
        const std::string& key = item.key();
        if (std::set<std::string>{"parity", "rounding", "confusion", "mistakes", "origin", "limits", "training"}
                .contains(key))
            continue;
        CHECK_THROWS_MATCHES(Card::from_json(changed_json([&](Json& j) { j.erase(key); })), CardError,
                             MessageWith({key, "is missing"}));
    }
    for (const std::string place :
         {"/file/sha256", "/training/seed", "/metrics/0/split", "/curve/1/epoch", "/parity/inputs", "/origin/licence",
          "/architecture/layers/0/output", "/confusion/counts", "/mistakes/listed/0/truth"}) {
        const Json::json_pointer pointer(place);
        CHECK_THROWS_MATCHES(
            Card::from_json(changed_json([&](Json& j) { j[pointer.parent_pointer()].erase(pointer.back()); })),
            CardError, MessageWith({pointer.back(), "is missing"}));
    }
}

TEST_CASE("a field of another type or one that nobody knows is named") {
    const std::vector<std::pair<std::string, Json>> wrong{{"/format", 2},
                                                          {"/id", 7},
                                                          {"/file/bytes", 1.5},
                                                          {"/file/bytes", "many"},
                                                          {"/labels", "0"},
                                                          {"/labels/1", nullptr},
                                                          {"/inputs/0/shape/0", 1e300},
                                                          {"/inputs", Json::object()},
                                                          {"/preprocessing", Json::array()},
                                                          {"/preprocessing/size_px", "28"},
                                                          {"/training/seed", -1},
                                                          {"/training/threads", 3000000000},
                                                          {"/training/processes", 0},
                                                          {"/training/processes", "two"},
                                                          {"/training/kernels", 1},
                                                          {"/confusion/counts/0/0", -1},
                                                          {"/confusion/counts/0", 7},
                                                          {"/mistakes/wrong", "two"},
                                                          {"/mistakes/listed", 7},
                                                          {"/origin", "npm"},
                                                          {"/origin/trained", 1},
                                                          {"/limits", "gloves"},
                                                          {"/limits/0", 7},
                                                          {"/curve", nullptr},
                                                          {"/parity", 1}};
    for (const auto& field : wrong) {
        CAPTURE(field.first, field.second.dump());
        const std::string text = changed_json([&](Json& j) { j[Json::json_pointer(field.first)] = field.second; });
        CHECK_THROWS_AS(Card::from_json(text), CardError);
    }
    CHECK_THROWS_MATCHES(Card::from_json(changed_json([](Json& j) { j["training"]["gpu"] = true; })), CardError,
                         MessageWith({"training.gpu", "not known"}));
    CHECK_THROWS_MATCHES(Card::from_json(changed_json([](Json& j) { j["extra"] = 1; })), CardError,
                         MessageWith({"extra"}));
}

TEST_CASE("what is no JSON, or only a part of it, is refused") {
    const std::string text = some_card().to_json();
    for (std::size_t n = 0; n + 2 < text.size(); n += 13) {
        CAPTURE(n);
        CHECK_THROWS_AS(Card::from_json(text.substr(0, n)), CardError);
    }
    for (const std::string other : {"null", "[]", "7", "\"text\"", "{}", "<html>", "\xFF\xFE"})
        CHECK_THROWS_AS(Card::from_json(other), CardError);
    CHECK_THROWS_AS(Card::from_json(std::string(100'000, '[')), CardError);
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
