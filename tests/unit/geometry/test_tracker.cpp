#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <set>
#include <stdexcept>

#include "geometry/boxes.hpp"
#include "geometry/boxes/overlap.hpp"
#include "geometry/boxes/tracker.hpp"

using namespace mllab;
using Catch::Approx;
using geometry::Box;
using geometry::Detection;
using geometry::Track;
using geometry::Tracker;
using geometry::TrackerSettings;
using Frame = std::vector<Detection>;

namespace {

constexpr Box left{0.1, 0.1, 0.2, 0.2};
constexpr Box right{0.6, 0.1, 0.2, 0.2};

}  // namespace

TEST_CASE("a thing is shown from its first frame, with one id as long as it is there") {
    Tracker tracker;
    CHECK(tracker.update({}).empty());
    for (int frame = 0; frame < 20; ++frame) {
        Box box = left;
        box.x += 0.02 * frame;
        const auto& tracks = tracker.update(Frame{{box, 3, 0.8F}});
        REQUIRE(tracks.size() == 1);
        CHECK(tracks[0].id == 1);
        CHECK(tracks[0].shown.label == 3);
        CHECK(tracks[0].missed == 0);
    }
}

TEST_CASE("a box that flickers stays, for as many frames as said, and then goes") {
    Tracker tracker({.frames_kept = 3});
    tracker.update(Frame{{left, 0, 0.8F}});
    for (std::size_t missed = 1; missed <= 3; ++missed) {
        REQUIRE(tracker.update({}).size() == 1);
        CHECK(tracker.tracks()[0].missed == missed);
        CHECK(tracker.tracks()[0].shown == Detection{left, 0, 0.8F});
    }
    // Back in time: the same thing, and the count begins anew.
    CHECK(tracker.update(Frame{{left, 0, 0.7F}})[0].id == 1);
    CHECK(tracker.tracks()[0].missed == 0);
    for (int missed = 1; missed <= 3; ++missed) CHECK(tracker.update({}).size() == 1);
    CHECK(tracker.update({}).empty());
    // Too late: another thing.
    CHECK(tracker.update(Frame{{left, 0, 0.8F}})[0].id == 2);
    // Without patience it goes at once.
    Tracker hasty({.frames_kept = 0});
    hasty.update(Frame{{left, 0, 0.8F}});
    CHECK(hasty.update({}).empty());
}

TEST_CASE("a score between the two limits keeps a thing, but makes none") {
    Tracker tracker({.appear = 0.5F, .stay = 0.3F, .frames_kept = 0});
    CHECK(tracker.update(Frame{{left, 0, 0.49F}}).empty());
    CHECK(tracker.update(Frame{{left, 0, 0.5F}}).size() == 1);
    CHECK(tracker.update(Frame{{left, 0, 0.3F}, {right, 0, 0.4F}}).size() == 1);
    CHECK(tracker.tracks()[0].shown.score == 0.3F);
    CHECK(tracker.update(Frame{{left, 0, 0.29F}}).empty());
}

TEST_CASE("a class does not jump: only frames in a row that agree change it") {
    Tracker tracker({.frames_agreed = 3});
    const auto label_after = [&](std::size_t said) {
        const auto& tracks = tracker.update(Frame{{left, said, 0.8F}});
        REQUIRE(tracks.size() == 1);
        CHECK(tracks[0].id == 1);
        return tracks[0].shown.label;
    };
    CHECK(label_after(1) == 1);
    // Twice another, then itself: the count begins anew. Nor do two others together make three.
    for (const std::size_t said : {2U, 2U, 1U, 2U, 2U, 5U, 2U, 2U}) CHECK(label_after(said) == 1);
    CHECK(label_after(2) == 2);
    for (const std::size_t said : {1U, 1U}) CHECK(label_after(said) == 2);
    CHECK(label_after(1) == 1);
    // A frame that finds nothing says nothing about the class.
    CHECK(label_after(2) == 1);
    CHECK(label_after(2) == 1);
    tracker.update({});
    CHECK(label_after(2) == 2);
}

TEST_CASE("while its class is in doubt, a thing keeps the score of the class that is shown") {
    Tracker tracker({.frames_agreed = 2});
    tracker.update(Frame{{left, 1, 0.9F}});
    CHECK(tracker.update(Frame{{left, 2, 0.6F}})[0].shown == Detection{left, 1, 0.9F});
    CHECK(tracker.update(Frame{{left, 2, 0.7F}})[0].shown == Detection{left, 2, 0.7F});
}

TEST_CASE("of two boxes in one place the one of its class is the thing") {
    Tracker tracker;
    tracker.update(Frame{{left, 1, 0.9F}});
    Box moved = left;
    moved.x += 0.02;
    // The other class overlaps better and is surer.
    const auto& tracks = tracker.update(Frame{{left, 2, 0.99F}, {moved, 1, 0.6F}});
    REQUIRE(tracks.size() == 2);
    CHECK((tracks[0].id == 1 && tracks[0].shown.label == 1 && tracks[0].shown.score == 0.6F));
    CHECK((tracks[1].id == 2 && tracks[1].shown.label == 2));
}

TEST_CASE("a box follows what is found, a share each frame, computed by hand") {
    Tracker tracker({.newest = 0.5});
    tracker.update(Frame{{{0.2, 0.2, 0.4, 0.4}, 0, 0.9F}});
    const Box once = tracker.update(Frame{{{0.3, 0.2, 0.4, 0.2}, 0, 0.9F}})[0].shown.box;
    CHECK(once.x == Approx(0.25));
    CHECK(once.h == Approx(0.3));
    const Box twice = tracker.update(Frame{{{0.3, 0.2, 0.4, 0.2}, 0, 0.9F}})[0].shown.box;
    CHECK(twice.x == Approx(0.275));
    CHECK(twice.h == Approx(0.25));
    // Without smoothing it is what was found.
    Tracker raw({.newest = 1});
    raw.update(Frame{{left, 0, 0.9F}});
    const Box other{0.12, 0.13, 0.25, 0.15};
    const Box shown = raw.update(Frame{{other, 0, 0.9F}})[0].shown.box;
    CHECK((shown.x == Approx(other.x) && shown.y == Approx(other.y)));
    CHECK((shown.w == Approx(other.w) && shown.h == Approx(other.h)));
}

TEST_CASE("things that jump are other things") {
    Tracker tracker({.frames_kept = 0});
    tracker.update(Frame{{left, 0, 0.9F}});
    const auto& tracks = tracker.update(Frame{{right, 0, 0.9F}});
    REQUIRE(tracks.size() == 1);
    CHECK(tracks[0].id == 2);
    // A least overlap of 0 does not tie together what does not touch.
    Tracker loose({.least_iou = 0, .frames_kept = 0});
    loose.update(Frame{{left, 0, 0.9F}});
    CHECK(loose.update(Frame{{right, 0, 0.9F}})[0].id == 2);
}

TEST_CASE("what is no number is left out") {
    Tracker tracker;
    const float no_score = std::numeric_limits<float>::quiet_NaN();
    Box broken = left;
    broken.w = testing::not_a_number;
    CHECK(
        tracker.update(Frame{{left, 0, no_score}, {broken, 0, 0.9F}, {{0, 0, testing::infinite, 1}, 0, 0.9F}}).empty());
    tracker.update(Frame{{left, 0, 0.9F}});
    const auto& tracks = tracker.update(Frame{{left, 0, no_score}, {broken, 0, 0.9F}});
    REQUIRE(tracks.size() == 1);
    CHECK((tracks[0].missed == 1 && tracks[0].shown.box == left));
}

TEST_CASE("another scene has other ids") {
    Tracker tracker;
    tracker.update(Frame{{left, 0, 0.9F}, {right, 0, 0.9F}});
    tracker.forget();
    CHECK(tracker.tracks().empty());
    CHECK(tracker.update(Frame{{left, 0, 0.9F}})[0].id == 3);
}

TEST_CASE("settings that cannot be are refused") {
    const auto refused = [](const TrackerSettings& settings) {
        CHECK_THROWS_AS(Tracker(settings), std::invalid_argument);
    };
    refused({.appear = 0.3F, .stay = 0.5F});
    refused({.appear = 1.5F});
    refused({.stay = -0.1F});
    refused({.least_iou = 2});
    refused({.newest = 0});
    refused({.newest = testing::not_a_number});
    CHECK_NOTHROW(Tracker({.appear = 0.5F, .stay = 0.5F}));
}

TEST_CASE("a crowd that walks, flickers and is shuffled keeps its ids and its classes") {
    core::Random random(111);
    // Eight things in rows of their own, each going its way at its speed; found in four of five frames, in any order,
    // in one of eight as another class.
    struct Walker {
        Box box;
        double speed;
        std::size_t label;
    };
    std::vector<Walker> walkers;
    for (std::size_t i = 0; i < 8; ++i)
        walkers.push_back({{random.uniform(0.2, 0.6), static_cast<double>(i) * 0.12, 0.2, 0.1},
                           random.uniform(-0.012, 0.012),
                           random.below(3)});
    Tracker tracker({.frames_kept = 8, .frames_agreed = 6});
    Frame first;
    for (const Walker& walker : walkers) first.push_back({walker.box, walker.label, 0.9F});
    tracker.update(first);
    for (int frame = 0; frame < 60; ++frame) {
        Frame found;
        for (Walker& walker : walkers) {
            walker.box.x += walker.speed;
            Box box = walker.box;
            box.x += random.uniform(-0.01, 0.01);
            if (random.chance(0.8))
                found.push_back({box, random.chance(0.125) ? walker.label + 1 : walker.label,
                                 static_cast<float>(random.uniform(0.3, 0.95))});
        }
        random.shuffle(std::span(found));
        const auto& tracks = tracker.update(found);
        REQUIRE(tracks.size() == walkers.size());
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            CHECK(tracks[i].id == i + 1);
            CHECK(tracks[i].shown.label == walkers[i].label);
        }
    }
}

TEST_CASE("whatever is found, ids rise, nothing is shown for longer than said, and what is found surely is shown") {
    core::Random random(112);
    const TrackerSettings settings{.frames_kept = 2, .newest = 1};
    Tracker tracker(settings);
    std::set<std::uint64_t> gone;
    std::set<std::uint64_t> before;
    for (int frame = 0; frame < 300; ++frame) {
        const Frame found = testing::random_detections(random, random.below(12), 3);
        const auto& tracks = tracker.update(found);
        CHECK(std::ranges::is_sorted(tracks, std::ranges::less(), &Track::id));
        std::set<std::uint64_t> now;
        for (const Track& track : tracks) {
            now.insert(track.id);
            CHECK(track.missed <= settings.frames_kept);
            CHECK(geometry::is_sound(track.shown.box));
            CHECK_FALSE(gone.contains(track.id));
        }
        CHECK(now.size() == tracks.size());
        for (const std::uint64_t id : before)
            if (!now.contains(id)) gone.insert(id);
        before = now;
        for (const Detection& one : found) {
            if (one.score < settings.appear || one.box.area() == 0) continue;
            CHECK(std::ranges::any_of(tracks, [&](const Track& track) {
                return track.missed == 0 && geometry::iou(track.shown.box, one.box) > 0.999;
            }));
        }
    }
    CHECK_FALSE(gone.empty());
}
