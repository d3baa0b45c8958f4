// Branches and the text before as what links and tabs keep of them.
#include <catch_amalgamated.hpp>

#include "experiments/text_generation/view/former.hpp"

using namespace mllab;
using namespace mllab::text_generation;

namespace {

const core::SamplingSettings now{.temperature = 0.8F};

}  // namespace

TEST_CASE("Branches come back as they were, with the settings of what stands before them") {
    const core::SamplingSettings early{.temperature = 1.15F, .top_k = 20, .top_p = 0.95F, .repetition_penalty = 0.5F};
    const Branches branches{{.at = 0, .token = 3, .before = early},
                            {.at = 120, .token = 17, .before = now},
                            {.at = 20'500, .token = 64, .before = {.temperature = 0, .repetition_penalty = 1}}};
    const std::string text = text_of(branches, now);
    CHECK(text == "0-3-1.15-20-0.95-0.5_120-17_20500-64-0-0-1-1");
    const auto back = branches_of(text, now, 65);
    REQUIRE(back);
    REQUIRE(back->size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(back->at(i).at == branches[i].at);
        CHECK(back->at(i).token == branches[i].token);
        CHECK(same(back->at(i).before, branches[i].before));
    }
    CHECK(branches_of("", now, 65)->empty());
    CHECK(text_of(Branches{}, now).empty());
}

TEST_CASE("However many digits the settings before a branch have, they come back to the last bit") {
    const core::SamplingSettings early{
        .temperature = 0.000012345678F, .top_k = 7, .top_p = 0.33333334F, .repetition_penalty = 2.7182817F};
    const auto back = branches_of(text_of({{.at = 5, .token = 3, .before = early}}, now), now, 65);
    REQUIRE(back);
    CHECK(same(back->front().before, early));
    const Order former{.prompt = "a", .sampling = early, .seed = largest_seed, .length = 9};
    std::map<std::string, std::string> fields;
    keep_former(former, {}, fields);
    const auto kept = former_of(fields, {}, 65);
    REQUIRE(kept);
    CHECK(kept->same_text(former));
}

TEST_CASE("What is no list of branches is none") {
    for (const std::string& text :
         {std::string("x"), std::string("1"), std::string("1-"), std::string("-1-2"), std::string("1-65"),
          std::string("5-1_5-2"), std::string("5-1_4-2"), std::string("1-2_"), std::string("1-2-0.8"),
          std::string("1-2-3-0-1-0"), std::string("1-2-nan-0-1-0"), std::string("1-2-0.8-0-0-0"),
          std::string("1-2-0.8-0-1-9"), std::string("1-2-.-0-1-0"), std::string("99999999999999999999-1"),
          std::string("1-2-0.8-0-1-0-5"), std::string(100'000, '1'), std::string("\U0001F600-1")}) {
        CAPTURE(text.substr(0, 20));
        CHECK_FALSE(branches_of(text, now, 65));
    }
    std::string many;
    for (int i = 0; i <= 1'000; ++i) many += (i > 0 ? "_" : "") + std::to_string(i) + "-1";
    CHECK_FALSE(branches_of(many, now, 65));
}

TEST_CASE("Each stretch of a text has its settings") {
    Order order;
    order.sampling = now;
    CHECK(branch_from(order.branches, 0) == nullptr);
    CHECK(same(order.sampling_at(7), now));
    const core::SamplingSettings first{.temperature = 0.1F};
    const core::SamplingSettings second{.temperature = 0.2F};
    order.branches = {{.at = 10, .token = 1, .before = first}, {.at = 20, .token = 1, .before = second}};
    CHECK(same(order.sampling_at(9), first));
    CHECK(same(order.sampling_at(11), second));
    CHECK(same(order.sampling_at(21), now));
    CHECK(branch_from(order.branches, 10)->at == 10);
    CHECK(branch_from(order.branches, 11)->at == 20);
}

TEST_CASE("The text before is kept with its own beginning only where that is another one") {
    const Order former{.prompt = "ROMEO:\n",
                       .sampling = {.temperature = 0.35F, .top_k = 4, .top_p = 0.9F, .repetition_penalty = 1},
                       .seed = largest_seed,
                       .length = 321,
                       .branches = {{.at = 5, .token = 6, .before = now}}};
    for (const std::string& prompt : {std::string("ROMEO:\n"), std::string("JULIET:\n")}) {
        const Order current{.prompt = prompt, .sampling = now};
        std::map<std::string, std::string> fields;
        keep_former(former, current, fields);
        CHECK(fields.contains("former-prompt") == (prompt != former.prompt));
        const auto back = former_of(fields, current, 65);
        REQUIRE(back);
        CHECK(back->prompt == former.prompt);
        CHECK(back->seed == former.seed);
        CHECK(back->length == 321);
        CHECK(same(back->sampling, former.sampling));
        REQUIRE(back->branches.size() == 1);
        CHECK(same(back->branches[0].before, now));
    }
    CHECK_FALSE(former_of({}, former, 65));
    for (const char* nonsense : {"", "-", "--", "1-2", "x-1-0.8-0-1-0", "1-4294967296-0.8-0-1-0", "20001-1-0.8-0-1-0"})
        CHECK_FALSE(former_of({{"former", nonsense}}, former, 65));
    CHECK_FALSE(former_of({{"former", "1-1-0.8-0-1-0"}, {"former-branches", "x"}}, former, 65));
}
