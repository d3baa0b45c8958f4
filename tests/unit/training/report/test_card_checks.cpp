// What is no card: neither written nor read.
#include <catch_amalgamated.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "cards.hpp"
#include "support/message.hpp"
#include "training/report/card.hpp"

using mllab::report::Card;
using mllab::report::CardError;
using mllab::testing::changed_json;
using mllab::testing::check_refused;
using mllab::testing::MessageWith;
using mllab::testing::some_card;
using Json = nlohmann::ordered_json;

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
