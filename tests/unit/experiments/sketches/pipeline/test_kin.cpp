// Things that people draw alike: the everyday one first, and said together.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <numeric>
#include <set>

#include "experiments/sketches/pipeline/kin.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"

using namespace mllab;

namespace {

sketches::Parameters parameters() {
    sketches::Parameters p;
    p.categories = {"barn", "cat", "church", "house", "mug", "owl"};
    p.kin = sketches::kin_among(p.categories);
    return p;
}

}  // namespace

TEST_CASE("no category has two kins, and each kin is two things or more") {
    std::set<std::string_view> seen;
    for (const auto& kin : sketches::all_kin()) {
        CHECK(kin.size() > 1);
        for (const auto name : kin) {
            CAPTURE(name);
            CHECK(seen.insert(name).second);
        }
    }
}

TEST_CASE("of kin a model may have some only, and without its everyday name it has none") {
    const auto among = sketches::kin_among({"barn", "coffee cup", "mug", "house"});
    CHECK(among == std::vector<std::vector<std::size_t>>{{3, 0}});
}

TEST_CASE("the everyday thing comes first where the drawing cannot tell, and nowhere else") {
    const auto p = parameters();
    // Barn a little ahead of house: it is a house. Far ahead: it is a barn.
    CHECK(sketches::decode({3.2F, 0, 0, 3, 0, 0}, {}, p).top.front().index == 3);
    CHECK(sketches::decode({4, 0, 0, 3, 0, 0}, {}, p).top.front().index == 0);
    // What they have together stays as it was, and what all have is one.
    auto plain = p;
    plain.kin.clear();
    const auto before = sketches::decode({3.2F, 1, 2, 3, 0, 0}, {}, plain).probabilities;
    const auto after = sketches::decode({3.2F, 1, 2, 3, 0, 0}, {}, p).probabilities;
    CHECK(after[0] + after[3] == Catch::Approx(before[0] + before[3]));
    CHECK(after[2] == before[2]);
    CHECK(std::accumulate(after.begin(), after.end(), 0.0) == Catch::Approx(1));
    // Nothing to hand out.
    std::vector<float> none(6, 0);
    none[1] = 1;
    sketches::prefer_everyday(none, p.kin);
    CHECK(none == std::vector<float>{0, 1, 0, 0, 0, 0});
}

TEST_CASE("kin that is near is said together, with what they have together") {
    const auto p = parameters();
    CHECK(sketches::message(sketches::decode({4, 0, 2, 4, 0, 0}, {}, p), p)
              .starts_with("Looks like a house or a barn (91.3 % sure), or a church (6.2 %), "));
    // Far behind, it is a guess as others are.
    CHECK(sketches::message(sketches::decode({1, 0, 0, 5, 0, 0}, {}, p), p)
              .starts_with("Looks like a house (96.2 % sure), or a barn ("));
    // Neither alone would be likely.
    CHECK(sketches::message(sketches::decode({2, 1, 1, 2, 1, 1}, {}, p), p)
              .starts_with("Looks like a house or a barn (57."));
}
