// The twin's camera behaves as the page's does: the same states in the same order, and the light out when it should be.
#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "platform/twin.hpp"

using namespace mllab;
using namespace mllab::platform;

namespace {

struct World {
    Twin twin;
    std::unique_ptr<Camera> camera = twin.make_camera();
    TwinCamera& body = *twin.cameras.front();
    int woken = 0;

    World() {
        twin.follow([this] { ++woken; }, [] { return PageState{}; });
    }
    // Whether what happened since last time woke the host.
    bool wakes() {
        const int before = woken;
        twin.page();
        return woken > before;
    }
    void run() {
        camera->start(Facing::front);
        body.allow(2);
    }
};

}  // namespace

TEST_CASE("A camera is off until somebody asks, and runs when the visitor allowed it") {
    World world;
    CHECK(world.camera->status() == CameraStatus{});
    world.camera->start(Facing::front);
    CHECK(world.camera->status().state == CameraState::asking);
    CHECK(world.twin.lights_on() == 0);
    CHECK(world.wakes());
    world.body.allow(2);
    CHECK(world.camera->status() ==
          CameraStatus{.state = CameraState::running, .facing = Facing::front, .mirrored = true, .cameras = 2});
    CHECK(world.twin.lights_on() == 1);
    CHECK(world.camera->picture() == nullptr);
    CHECK_FALSE(world.camera->take(320));
    CHECK(world.wakes());
}

TEST_CASE("Every frame is shown; only the newest is taken, small, and once") {
    World world;
    world.run();
    world.body.give(image::RgbaImage(640, 480));
    const auto shown = world.camera->picture();
    CHECK(shown != nullptr);
    CHECK(world.wakes());
    CHECK(world.twin.frames_wanted >= 1);
    world.body.give(image::RgbaImage(480, 640));
    CHECK(world.camera->picture() == shown);
    CHECK(world.camera->status().width == 480);
    const auto frame = world.camera->take(320);
    REQUIRE(frame);
    CHECK(frame->picture.width == 240);
    CHECK(frame->picture.height == 320);
    CHECK(frame->number == 2);
    CHECK_FALSE(world.camera->take(320));
    world.body.give(image::RgbaImage(32, 2));
    CHECK(world.camera->take(320)->picture.width == 32);
    world.body.give(image::RgbaImage(640, 480));
    CHECK(world.camera->take(96)->picture.height == 72);
}

TEST_CASE("What is seen can be had again and larger, as long as it is seen") {
    World world;
    CHECK_FALSE(world.camera->still(1024));
    world.run();
    CHECK_FALSE(world.camera->still(1024));
    world.body.give(image::RgbaImage(640, 480));
    CHECK(world.camera->still(1024)->width == 640);
    CHECK(world.camera->take(160)->picture.width == 160);
    CHECK(world.camera->still(1024)->width == 640);
    CHECK(world.camera->still(320)->height == 240);
    CHECK_FALSE(world.camera->take(160));
    world.camera->stop();
    CHECK_FALSE(world.camera->still(1024));
    CHECK_THROWS_AS(world.camera->still(0), std::invalid_argument);
}

TEST_CASE("The light goes out by stopping, by letting go, and by an error") {
    World world;
    world.run();
    world.body.give(image::RgbaImage(4, 4));
    world.camera->stop();
    CHECK(world.twin.lights_on() == 0);
    CHECK(world.camera->picture() == nullptr);
    CHECK_FALSE(world.camera->take(320));
    CHECK(world.camera->status() == CameraStatus{.facing = Facing::front, .cameras = 2});
    CHECK(world.wakes());

    world.run();
    world.twin.stop_cameras();
    CHECK(world.camera->status().state == CameraState::off);

    world.run();
    CHECK(world.twin.lights_on() == 1);
    world.camera.reset();
    CHECK(world.twin.cameras.empty());
    CHECK(world.twin.lights_on() == 0);
}

TEST_CASE("Who is asked twice asks once; another facing switches") {
    World world;
    world.camera->start(Facing::front);
    world.camera->start(Facing::front);
    CHECK(world.body.asked == std::vector{Facing::front});
    world.body.allow();
    world.camera->start(Facing::front);
    CHECK(world.twin.lights_on() == 1);
    world.camera->start(Facing::back);
    CHECK(world.camera->status().state == CameraState::asking);
    CHECK(world.twin.lights_on() == 0);
    world.body.allow();
    CHECK_FALSE(world.camera->status().mirrored);
    CHECK(world.body.asked == std::vector{Facing::front, Facing::back});
}

TEST_CASE("What fails can be tried again") {
    for (const CameraState why :
         {CameraState::refused, CameraState::absent, CameraState::taken, CameraState::unsupported}) {
        World world;
        world.camera->start(Facing::back);
        world.body.fail(why);
        CHECK(world.camera->status().state == why);
        CHECK(world.twin.lights_on() == 0);
        world.camera->start(Facing::back);
        CHECK(world.camera->status().state == CameraState::asking);
    }
    World world;
    world.run();
    world.body.fail(CameraState::lost);
    CHECK(world.camera->status().state == CameraState::lost);
    CHECK(world.twin.lights_on() == 0);
    CHECK_THROWS_AS(world.body.fail(CameraState::refused), std::logic_error);
    CHECK_THROWS_AS(world.body.give(image::RgbaImage(4, 4)), std::logic_error);
    CHECK_THROWS_AS(world.body.allow(), std::logic_error);
}

TEST_CASE("A hidden page has no light, and goes on when it is seen again unless it was stopped") {
    World world;
    world.run();
    world.body.hide_page();
    CHECK(world.camera->status().state == CameraState::paused);
    CHECK(world.twin.lights_on() == 0);
    world.body.show_page();
    CHECK(world.camera->status().state == CameraState::asking);
    world.body.hide_page();
    world.body.allow();  // while nobody looks
    CHECK(world.camera->status().state == CameraState::paused);
    world.camera->stop();
    world.body.show_page();
    CHECK(world.camera->status().state == CameraState::off);
    CHECK(world.body.asked.size() == 2);
}
