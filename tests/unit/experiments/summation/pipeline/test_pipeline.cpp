#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiments/summation/pipeline/pipeline.hpp"

using namespace mllab;
using summation::Expression;
using summation::parse;
using summation::Problem;

namespace {

std::string said_of(const std::string& text) { return summation::message(parse(text)); }

// Logits that say `classes` (units first) for one expression.
inference::Outputs outputs_of(const std::vector<std::size_t>& classes) {
    std::vector<float> logits(summation::answer_length * summation::symbol_count);
    for (std::size_t i = 0; i < classes.size(); ++i) logits[i * summation::symbol_count + classes[i]] = 12;
    std::vector<inference::NamedValue> values;
    values.push_back({"logits", core::Tensor({1, summation::answer_length, summation::symbol_count}, logits)});
    return {std::move(values), 0};
}

}  // namespace

TEST_CASE("an expression is two numbers with a plus between them") {
    const auto parsed = parse("17+38");
    CHECK(parsed.problem == Problem::none);
    CHECK(parsed.expression == Expression{17, 38});
    CHECK(summation::true_sum(parsed.expression) == 55);
    CHECK(summation::message(parsed).empty());
}

TEST_CASE("spaces, leading zeros, an equals sign and a wide plus do not matter") {
    for (const char* text : {" 17 + 38 ", "017+0038", "17+38=", "17 + 38 =", "17＋38", "1 7+3 8", "17\u00A0+\t38\n",
                             "１７+３８", "１７＋３８＝", "17+38=55", "17+38 = 54 "}) {
        INFO(text);
        const auto parsed = parse(text);
        CHECK(parsed.problem == Problem::none);
        CHECK(parsed.expression == Expression{17, 38});
    }
    CHECK(parse("0000000000000000000000000000007+0").expression == Expression{7, 0});
}

TEST_CASE("the largest and the smallest sums are expressions") {
    CHECK(parse("999+999").expression == Expression{999, 999});
    CHECK(parse("0+0").expression == Expression{0, 0});
}

TEST_CASE("what is no expression is explained") {
    CHECK(parse("").problem == Problem::empty);
    CHECK(parse("   ").problem == Problem::empty);
    CHECK(parse("12").problem == Problem::unfinished);
    CHECK(parse("12+").problem == Problem::unfinished);
    CHECK(parse("+").problem == Problem::no_left);
    CHECK(parse("+5").problem == Problem::no_left);
    CHECK(parse("1+2+3").problem == Problem::too_many);
    CHECK(parse("1++2").problem == Problem::too_many);
    CHECK(parse("-3+4").problem == Problem::negative);
    CHECK(parse("7−2").problem == Problem::negative);
    CHECK(parse("1000+1").problem == Problem::too_large);
    CHECK(parse("1+99999999999999999999999999").problem == Problem::too_large);
    CHECK(parse("4000").problem == Problem::too_large);
    CHECK(parse("1.5+2").problem == Problem::fraction);
    CHECK(parse("2+2,5").problem == Problem::fraction);
    CHECK(parse("2.").problem == Problem::not_a_number);
    CHECK(parse("17 38").problem == Problem::no_plus);
    CHECK(parse("1 738").problem == Problem::no_plus);
    CHECK(parse("1,000+2").problem == Problem::too_large);
    CHECK(parse("a+b").problem == Problem::not_a_number);
    CHECK(parse("12+=3").problem == Problem::not_a_number);
    CHECK(said_of("1000+1") == "1000 is too large: the network learned numbers from 0 to 999.");
    CHECK(said_of("😀+1") == "“😀” is no number. Type two whole numbers in digits, for example 17+38.");
    CHECK(said_of("seventeen plus 3").starts_with("“seventeen” is no number."));
    CHECK(said_of("1,000+2") == "1000 is too large: the network learned numbers from 0 to 999.");
    for (const char* text : {"", "12+", "+", "1+2+3", "-3+4", "1000+1", "x"}) CHECK_FALSE(said_of(text).empty());
}

TEST_CASE("hostile input gets a short message") {
    CHECK(said_of(std::string(10'000, '9') + "+1").size() < 200);
    CHECK(parse(std::string(10'000, '+')).problem == Problem::no_left);
    CHECK(parse("\xFF\xFE+\x01").problem == Problem::not_a_number);
    CHECK(parse(std::string_view("1+\0", 3)).problem == Problem::not_a_number);
    CHECK(parse("שלום").problem == Problem::not_a_number);
    CHECK(parse("\xF0").problem == Problem::not_a_number);
    CHECK(parse("12+3=x").problem == Problem::not_a_number);
    CHECK(parse("=").problem == Problem::not_a_number);
    const std::string long_word = said_of("ä" + std::string(9999, 'b') + "+1");
    CHECK(long_word.size() < 200);
    CHECK(said_of("äääääääääääääääää+1").starts_with("“ääääääääääää…” is"));
}

TEST_CASE("the network reads seven characters, right-aligned") {
    CHECK(summation::laid_out({17, 38}) == " 17+ 38");
    CHECK(summation::laid_out({0, 999}) == "  0+999");
    const std::vector<Expression> both{{17, 38}, {0, 999}};
    const auto tensor = summation::encode(both);
    CHECK(tensor.shape == core::Shape{2, 7});
    CHECK(tensor.as<std::int64_t>() == std::vector<std::int64_t>{10, 1, 7, 11, 10, 3, 8, 10, 10, 0, 11, 9, 9, 9});
    CHECK_THROWS_AS(summation::encode({}), std::invalid_argument);
    CHECK_THROWS_AS(summation::encode(std::vector<Expression>{{1000, 0}}), std::invalid_argument);
    CHECK_THROWS_AS(summation::encode(std::vector<Expression>{{0, -1}}), std::invalid_argument);
}

TEST_CASE("a sum is written units first, with blanks where people write nothing") {
    using Classes = std::array<std::int64_t, 4>;
    CHECK(summation::target({17, 38}) == Classes{5, 5, 10, 10});
    CHECK(summation::target({0, 0}) == Classes{0, 10, 10, 10});
    CHECK(summation::target({50, 50}) == Classes{0, 0, 1, 10});
    CHECK(summation::target({999, 999}) == Classes{8, 9, 9, 1});
    CHECK(summation::target({1, 999}) == Classes{0, 0, 0, 1});
}

TEST_CASE("for every sum, a network that says the target is right") {
    for (int left = 0; left <= 999; left += 37) {
        for (int right = 0; right <= 999; right += 11) {
            const std::vector<Expression> asked{{left, right}};
            std::vector<std::size_t> classes;
            for (const auto symbol : summation::target(asked[0])) classes.push_back(static_cast<std::size_t>(symbol));
            const auto answer = summation::decode(outputs_of(classes), asked).front();
            REQUIRE(answer.text == std::to_string(left + right));
            REQUIRE(answer.right);
        }
    }
}

TEST_CASE("answers come in reading order, as sure as their least sure place allows") {
    const std::vector<Expression> asked{{17, 38}};
    const auto answer = summation::decode(outputs_of({5, 5, 10, 10}), asked).front();
    CHECK(answer.text == "55");
    CHECK(answer.symbols == std::array<std::size_t, 4>{10, 10, 5, 5});
    CHECK(answer.probabilities[3][5] > 0.99F);
    CHECK(answer.confidence > 0.99F);
    CHECK(answer.confidence <= answer.probabilities[3][5]);
    CHECK(summation::message(asked[0], answer) == "17 + 38 = 55, and that is right (more than 99.9 % sure).");
}

TEST_CASE("a wrong answer is shown as it is, with the true sum beside it") {
    const std::vector<Expression> asked{{17, 38}};
    const auto wrong = summation::decode(outputs_of({4, 5, 10, 10}), asked).front();
    CHECK_FALSE(wrong.right);
    CHECK(wrong.place_right == std::array<bool, 4>{true, true, true, false});
    CHECK(summation::message(asked[0], wrong) ==
          "17 + 38 = 54, says the network (more than 99.9 % sure), but the true sum is 55.");
    // A blank inside a number, zeros in front, nothing at all: not right, whatever they would be worth.
    CHECK(summation::decode(outputs_of({5, 10, 5, 10}), asked).front().text == "5 5");
    CHECK_FALSE(summation::decode(outputs_of({5, 5, 0, 10}), asked).front().right);
    CHECK(summation::decode(outputs_of({10, 10, 10, 10}), asked).front().text.empty());
}

TEST_CASE("outputs of another network are refused") {
    const std::vector<Expression> two{{1, 2}, {3, 4}};
    CHECK_THROWS_AS(summation::decode(outputs_of({1, 1, 1, 1}), two), std::invalid_argument);
}

TEST_CASE("the parameters of the summation pipeline come from the card") {
    inference::ModelCard card;
    card.preprocessing = {{"units", 96}, {"input_length", 7}, {"answer_length", 4}};
    CHECK(summation::Parameters::from(card).units == 96);
    for (const char* name : {"units", "input_length", "answer_length"}) {
        auto broken = card;
        broken.preprocessing[name] = 2.5;
        CHECK_THROWS_AS(summation::Parameters::from(broken), inference::CardError);
        broken.preprocessing.erase(name);
        CHECK_THROWS_AS(summation::Parameters::from(broken), inference::CardError);
    }
}

TEST_CASE("what the network looked at comes in reading order, too") {
    std::vector<float> attention(4 * 7);
    for (std::size_t place = 0; place < 4; ++place) attention[place * 7 + place] = 1;  // units look at character 0
    std::vector<float> reading(7 * 2);
    for (std::size_t i = 0; i < reading.size(); ++i) reading[i] = static_cast<float>(i);
    const std::vector<float> writing{0, 0.5F, 1, 1.5F, 2, 2.5F, 3, 3.5F};
    std::vector<inference::NamedValue> values;
    values.push_back({"attention", core::Tensor({1, 4, 7}, attention)});
    values.push_back({"reading", core::Tensor({1, 7, 2}, reading)});
    values.push_back({"writing", core::Tensor({1, 4, 2}, writing)});
    const inference::Outputs outputs(std::move(values), 0);
    const auto inside = summation::inside_of(outputs, 0, {.units = 2});
    CHECK(inside.attention[3][0] == 1);
    CHECK(inside.attention[0][3] == 1);
    CHECK(inside.reading == reading);
    CHECK(inside.writing == std::vector<float>{3, 3.5F, 2, 2.5F, 1, 1.5F, 0, 0.5F});
    CHECK_THROWS_AS(summation::inside_of(outputs, 1, {.units = 2}), std::invalid_argument);
    CHECK_THROWS_AS(summation::inside_of(outputs, 0, {.units = 3}), std::invalid_argument);
}
