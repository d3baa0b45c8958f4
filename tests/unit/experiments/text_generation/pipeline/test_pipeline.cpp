#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/pipeline.hpp"

using namespace mllab;
using text_generation::encode;
using text_generation::Parameters;

namespace {

inference::ModelCard card() {
    inference::ModelCard card;
    card.labels = {"\n", " ", "a", "b", "c"};
    card.preprocessing = {{"layers", 2},
                          {"units", 4},
                          {"look_back", 0},
                          {"key", 0},
                          {"start_token", 0},
                          {"replacement_token", 1},
                          {"replacement_written", 1}};
    return card;
}

Parameters parameters() { return Parameters::from(card()); }

}  // namespace

TEST_CASE("the parameters of the text pipeline come from the card") {
    const auto p = parameters();
    CHECK(p.alphabet.size() == 5);
    CHECK(p.layers == 2);
    CHECK(p.units == 4);
    CHECK(p.start == 0);
    CHECK_FALSE(p.never_replacement);
}

TEST_CASE("a card that is not a text model's is refused") {
    for (const char* name :
         {"layers", "units", "look_back", "key", "start_token", "replacement_token", "replacement_written"}) {
        INFO(name);
        auto without = card();
        without.preprocessing.erase(name);
        CHECK_THROWS_AS(Parameters::from(without), inference::CardError);
        auto broken = card();
        broken.preprocessing[name] = 0.5;
        CHECK_THROWS_AS(Parameters::from(broken), inference::CardError);
        broken.preprocessing[name] = 1e9;
        CHECK_THROWS_AS(Parameters::from(broken), inference::CardError);
        broken.preprocessing[name] = std::nan("");
        CHECK_THROWS_AS(Parameters::from(broken), inference::CardError);
    }
    auto twice = card();
    twice.labels.emplace_back("a");
    CHECK_THROWS_AS(Parameters::from(twice), inference::CardError);
    auto empty = card();
    empty.labels.clear();
    CHECK_THROWS_AS(Parameters::from(empty), inference::CardError);
}

TEST_CASE("a prompt begins where a line begins") {
    const auto prompt = encode("ab", parameters());
    CHECK(prompt.tokens == std::vector<std::int64_t>{0, 2, 3});
    CHECK(prompt.text == "ab");
    CHECK(message(prompt).empty());
    CHECK(encode("", parameters()).tokens == std::vector<std::int64_t>{0});
}

TEST_CASE("what is replaced in a prompt is said, each kind once") {
    const auto prompt = encode("aéa\u00E9😀\x07", parameters());
    CHECK(prompt.text == "a a  ");
    CHECK(message(prompt) ==
          "Not in the network's alphabet: “é” became space, “😀” became space, U+0007 was left out.");
    CHECK(message(encode("\u202E\u0301", parameters())) ==
          "Not in the network's alphabet: U+202E was left out, U+0301 was left out.");
    CHECK(message(encode("–", parameters())) == "Not in the network's alphabet: “–” became space.");
    CHECK_THAT(message(encode("0123456789", parameters())), Catch::Matchers::EndsWith(" and 2 more."));
}

TEST_CASE("of a prompt that is too long the end is read, and it is said") {
    const std::string text(10'000, 'b');
    const auto prompt = encode("a" + text + "c", parameters());
    CHECK(prompt.tokens.size() == text_generation::longest_prompt + 1);
    CHECK(prompt.tokens.front() == 0);
    CHECK(prompt.tokens.back() == 4);
    CHECK(prompt.text.size() == 10'002);
    CHECK(prompt.unread == 8'002);
    CHECK(message(prompt) == "Only the last 2000 characters are read: the network remembers no more.");
}

TEST_CASE("a run reads the tokens after the state and keeps the new one") {
    const auto p = parameters();
    const auto state = text_generation::blank_state(p);
    REQUIRE(state.parts.size() == 2);
    CHECK(state.parts[0].name == "hidden");
    CHECK(std::get<core::Tensor>(state.parts[0].value).shape == core::Shape{2, 1, 4});
    const auto run = text_generation::request({1, 2, 3}, state);
    REQUIRE(run.inputs.size() == 3);
    CHECK(std::get<core::Tensor>(run.inputs[0].value).shape == core::Shape{1, 3});
    CHECK(run.fetch == std::vector<std::string>{"logits"});
    CHECK(run.keep == std::vector<std::string>{"next_hidden", "next_cell"});
    CHECK(text_generation::request({1}, state, true).fetch == std::vector<std::string>{"logits", "units"});
}

TEST_CASE("a network with a pointer carries its memory on, too, and says how much of an answer it pointed at") {
    auto pointing = card();
    pointing.preprocessing["look_back"] = 7;
    pointing.preprocessing["key"] = 3;
    const auto p = Parameters::from(pointing);
    auto state = text_generation::blank_state(p, 2);
    REQUIRE(state.parts.size() == 6);
    const auto shape_of = [&](std::size_t i) { return std::get<core::Tensor>(state.parts[i].value).shape; };
    CHECK(state.parts[2].name == "keys");
    CHECK(shape_of(2) == core::Shape{2, 7, 3});
    CHECK(state.parts[3].name == "followers");
    CHECK(shape_of(3) == core::Shape{2, 7});
    CHECK(state.parts[4].name == "recent_keys");
    CHECK(shape_of(4) == core::Shape{2, 0, 3});
    CHECK(shape_of(5) == core::Shape{2, 0});

    pointing.preprocessing["key"] = 0;
    CHECK_THROWS_AS(Parameters::from(pointing), inference::CardError);

    // The first run makes one of both parts, so that the zeros need not be sent again; then only what came since is
    // handed on, until there is much of it.
    const std::vector<std::string> in_one{"next_hidden", "next_cell", "next_keys", "next_followers"};
    const std::vector<std::string> since{"next_hidden", "next_cell", "next_recent_keys", "next_recent_followers"};
    const auto run = [&](std::size_t count) {
        const std::vector<std::int64_t> tokens(count, 1);
        const auto request = text_generation::request(tokens, state);
        CHECK(request.inputs.size() == 7);
        CHECK(request.fetch == std::vector<std::string>{"logits", "own_share"});
        std::vector<inference::NamedValue> kept;
        for (const std::string& name : request.keep) kept.push_back({name, inference::Handle()});
        state = text_generation::state_after(state, tokens, inference::Outputs(std::move(kept), 0));
        return request.keep;
    };
    CHECK(run(1) == in_one);
    CHECK(shape_of(4) == core::Shape{2, 0, 3});
    CHECK(run(1) == since);
    CHECK(run(30) == since);
    CHECK(state.recent == 31);
    CHECK(std::holds_alternative<inference::Handle>(state.parts[4].value));
    CHECK(run(33) == in_one);
    CHECK(state.recent == 0);
    CHECK(shape_of(5) == core::Shape{2, 0});
    CHECK(run(64) == in_one);

    std::vector<inference::NamedValue> values;
    values.push_back({"own_share", core::Tensor({1, 2, 1}, std::vector<float>{0.5F, 0.75F})});
    const inference::Outputs outputs(std::move(values), 0);
    CHECK(text_generation::pointed_share(outputs, p) == Catch::Approx(0.25));
    CHECK(text_generation::pointed_share(outputs, parameters()) == 0);
}

TEST_CASE("the last character's logits count, and a replacement that must not be written never is") {
    auto unwritten = card();
    unwritten.preprocessing["replacement_written"] = 0;
    const std::vector<float> two{9, 9, 9, 9, 9, 1, 2, 3, 4, 5};
    std::vector<inference::NamedValue> values;
    values.push_back({"logits", core::Tensor({1, 2, 5}, two)});
    const inference::Outputs outputs(std::move(values), 0);
    CHECK(next_logits(outputs, parameters()) == std::vector<float>{1, 2, 3, 4, 5});
    const auto logits = next_logits(outputs, Parameters::from(unwritten));
    CHECK((std::isinf(logits[1]) && logits[1] < 0));
    CHECK(logits[4] == 5);
    std::vector<inference::NamedValue> wrong;
    wrong.push_back({"logits", core::Tensor({1, 1, 4}, std::vector<float>(4))});
    CHECK_THROWS_AS(next_logits(inference::Outputs(std::move(wrong), 0), parameters()), std::invalid_argument);
}

TEST_CASE("an article's title is written as the network knows titles") {
    CHECK(text_generation::title_prompt("Moon") == "= Moon =\n");
}
