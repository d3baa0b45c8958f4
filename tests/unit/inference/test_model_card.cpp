#include <catch_amalgamated.hpp>
#include <string>

#include "inference/model_card.hpp"
#include "support/message.hpp"

using mllab::inference::CardError;
using mllab::inference::ModelCard;
using mllab::testing::MessageWith;

namespace {

const std::string digest(64, 'a');

// A card as docs/model-card.md describes it, the parts that only people read left out.
std::string card() {
    return R"({
  "format": 1,
  "id": "digits_cnn",
  "name": "Digits, convolutional network",
  "file": { "name": "digits_cnn.onnx", "bytes": 123456, "sha256": ")" +
           digest + R"(" },
  "architecture": { "summary": "small", "parameters": 98765 },
  "labels": ["0", "1", "no digit"],
  "preprocessing": { "size_px": 28, "pen_width_px": 2.25 },
  "decision": { "temperature": 1.1 },
  "curve": [ { "epoch": 1, "train_loss": 0.5 } ]
})";
}

// The card with its first `what` replaced by `by`.
std::string with(const std::string& what, const std::string& by) {
    std::string text = card();
    const auto place = text.find(what);
    REQUIRE(place != std::string::npos);
    return text.replace(place, what.size(), by);
}

void check_refused(const std::string& text, const std::vector<std::string>& words) {
    CHECK_THROWS_MATCHES(ModelCard::parse(text), CardError, MessageWith(words));
}

}  // namespace

TEST_CASE("a card is read as it was written") {
    const ModelCard c = ModelCard::parse(card());
    CHECK(c.id == "digits_cnn");
    CHECK(c.name == "Digits, convolutional network");
    CHECK(c.file_name == "digits_cnn.onnx");
    CHECK(c.file_bytes == 123456);
    CHECK(c.file_sha256 == digest);
    CHECK(c.parameters == 98765);
    CHECK(c.labels == std::vector<std::string>{"0", "1", "no digit"});
    CHECK(c.preprocessing_value("size_px") == 28);
    CHECK(c.preprocessing_value("pen_width_px") == 2.25);
    CHECK(c.decision_value("temperature") == 1.1);
}

TEST_CASE("a value that the card does not have is named") {
    const ModelCard c = ModelCard::parse(card());
    CHECK_THROWS_MATCHES(c.preprocessing_value("ink_box_px"), CardError, MessageWith({"preprocessing.ink_box_px"}));
    CHECK_THROWS_MATCHES(c.decision_value(""), CardError, MessageWith({"decision."}));
}

TEST_CASE("every missing field is named") {
    check_refused(with("\"format\"", "\"formal\""), {"\"format\"", "missing"});
    check_refused(with("\"id\"", "\"di\""), {"\"id\"", "missing"});
    check_refused(with("\"name\": \"Digits", "\"game\": \"Digits"), {"\"name\"", "missing"});
    check_refused(with("\"file\"", "\"life\""), {"\"file\"", "missing"});
    check_refused(with("\"name\": \"digits_cnn.onnx\", ", ""), {"\"file.name\"", "missing"});
    check_refused(with("\"bytes\"", "\"bites\""), {"\"file.bytes\"", "missing"});
    check_refused(with("\"sha256\"", "\"sha1\""), {"\"file.sha256\"", "missing"});
    check_refused(with("\"architecture\"", "\"art\""), {"\"architecture\"", "missing"});
    check_refused(with("\"parameters\"", "\"weights\""), {"\"architecture.parameters\"", "missing"});
    check_refused(with("\"labels\"", "\"classes\""), {"\"labels\"", "missing"});
    check_refused(with("\"preprocessing\"", "\"before\""), {"\"preprocessing\"", "missing"});
    check_refused(with("\"decision\"", "\"after\""), {"\"decision\"", "missing"});
}

TEST_CASE("every field of a wrong kind is named") {
    check_refused(with("\"format\": 1", "\"format\": 2"), {"\"format\""});
    check_refused(with("\"format\": 1", "\"format\": \"1\""), {"\"format\""});
    check_refused(with("\"digits_cnn\"", "7"), {"\"id\""});
    check_refused(with("\"digits_cnn\"", "\"\""), {"\"id\""});
    check_refused(with("\"digits_cnn\"", R"("Digits CNN")"), {"\"id\""});
    check_refused(with("\"digits_cnn\"", R"("../digits")"), {"\"id\""});
    check_refused(with("\"Digits, convolutional network\"", "null"), {"\"name\""});
    check_refused(with("123456", "\"123456\""), {"\"file.bytes\""});
    check_refused(with("123456", "1.5"), {"\"file.bytes\""});
    check_refused(with("123456", "true"), {"\"file.bytes\""});
    check_refused(with("98765", "[98765]"), {"\"architecture.parameters\""});
    check_refused(with(R"({ "summary": "small", "parameters": 98765 })", "[]"), {"\"architecture\"", "object"});
    check_refused(with(R"(["0", "1", "no digit"])", R"({"0": 1})"), {"\"labels\""});
    check_refused(with(R"("1", "no digit")", R"(1, "no digit")"), {"\"labels[1]\""});
    check_refused(with("28", "\"28\""), {"\"preprocessing.size_px\""});
    check_refused(with("28", "null"), {"\"preprocessing.size_px\""});
    check_refused(with("28", "{}"), {"\"preprocessing.size_px\""});
    check_refused(with(R"({ "temperature": 1.1 })", "[1.1]"), {"\"decision\""});
}

TEST_CASE("numbers that make no sense are refused") {
    for (const char* number :
         {"0", "-1", "1e9", "9223372036854775807", "18446744073709551615", "99999999999999999999", "1e400", "-1e400"}) {
        CAPTURE(number);
        CHECK_THROWS_AS(ModelCard::parse(with("123456", number)), CardError);
    }
    check_refused(with("98765", "-1"), {"\"architecture.parameters\""});
    CHECK_THROWS_AS(ModelCard::parse(with("2.25", "1e999")), CardError);
    CHECK_THROWS_AS(ModelCard::parse(with("2.25", "NaN")), CardError);
    CHECK_THROWS_AS(ModelCard::parse(with("2.25", "Infinity")), CardError);
    CHECK(ModelCard::parse(with("98765", "0")).parameters == 0);
}

TEST_CASE("a card cannot point outside of the models' folder") {
    for (const char* name : {"../secret.onnx", "/etc/passwd", "a/b.onnx", "a\\\\b.onnx", "..", ".", ".hidden",
                             "a b.onnx", "http:x", "a%2fb", "a\\u0000b", "a?b", "a#b", "ä.onnx"}) {
        CAPTURE(name);
        check_refused(with("digits_cnn.onnx", name), {"\"file.name\""});
    }
}

TEST_CASE("a hash is 64 small hexadecimal digits") {
    for (const std::string& hash : {std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
                                    std::string(64, 'g'), std::string(63, 'a') + " "}) {
        CAPTURE(hash);
        check_refused(with(digest, hash), {"\"file.sha256\""});
    }
}

TEST_CASE("what is no JSON, or only a part of it, is refused") {
    const std::string whole = card();
    for (std::size_t length = 0; length < whole.size(); length += 7) {
        CAPTURE(length);
        CHECK_THROWS_AS(ModelCard::parse(std::string_view(whole).substr(0, length)), CardError);
    }
    for (const char* text : {"[]", "null", "1", "\"card\"", "<!doctype html>", "{\"format\": 1,}", "\xFF\xFE"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(ModelCard::parse(text), CardError);
    }
    check_refused(with("small", "\xC3\x28"), {"JSON"});
    check_refused(whole + "x", {"JSON"});
}

TEST_CASE("a card is never read beyond its end") {
    std::string two = card() + card();
    const std::string_view first = std::string_view(two).substr(0, card().size());
    CHECK(ModelCard::parse(first).id == "digits_cnn");
}

TEST_CASE("deep nesting and endless cards are refused without exhausting anything") {
    const std::string deep(200'000, '[');
    CHECK_THROWS_AS(ModelCard::parse(deep), CardError);
    check_refused(with("0.5 }", deep), {"nested"});
    check_refused(with("0.5 }", deep + std::string(200'000, ']')), {"nested"});
    std::string objects;
    for (int i = 0; i < 1000; ++i) objects += "{\"a\":";
    check_refused(with("0.5 }", objects), {"nested"});
    check_refused(card() + std::string(5U << 20U, ' '), {"longer"});
    std::string labels = "\"x\"";
    for (int i = 0; i < 100'000; ++i) labels += ",\"x\"";
    CHECK(ModelCard::parse(with(R"("0", "1", "no digit")", labels)).labels.size() == 100'001);
}
