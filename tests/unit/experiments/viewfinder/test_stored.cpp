// Example pictures while the network is on its way: what it said of them earlier is shown until it answers itself.
#include <catch_amalgamated.hpp>

#include "watching_fixture.hpp"

using namespace mllab;
using fake::grey;
using platform::State;

namespace {

// Stored of a picture is its shade in hundredths; the fixture's watching is replaced by one that has examples.
struct Waiting : fake::Watch {
    Waiting() {
        runtime.load_at_once = false;
        for (const char* id : {"small", "large"})
            launch.answers[id] = R"({"sha256": ")" + std::string(64, 'a') + R"(", "answers": {"dog.jpg": [[0, )" +
                                 (id[0] == 's' ? "0.5" : "0.75") + "]]}}";
        watching.emplace(twin, launch,
                         viewfinder::Subject<int>{.sources = {.examples = {{.label = "Dog", .file = "dog.jpg"},
                                                                           {.label = "Cat", .file = "cat.jpg"}}},
                                                  .way_of =
                                                      [](const inference::ModelCard& card) {
                                                          auto way = fake::shade_way(card);
                                                          way.recall = [](const inference::StoredAnswer& stored) {
                                                              return static_cast<int>(stored.front().p * 100);
                                                          };
                                                          return way;
                                                      },
                                                  .compares = true});
        watching->start();
    }
    void arrive(std::uint8_t shade, const std::string& name) {
        watching->picture(grey(5, 5, shade), name);
        twin.page();
    }
    [[nodiscard]] bool stored() { return !twin.result().stored.empty(); }
};

}  // namespace

TEST_CASE_METHOD(Waiting, "An example picture has its stored answer before the network is there, then the network's") {
    press("example-0");
    CHECK(value().empty());
    arrive(70, "Dog");
    CHECK(value() == "50");
    CHECK(stored());
    CHECK(state() == State::loading);
    CHECK(fake::shade_of(*watching->reading()->input) == 70);
    CHECK(watching->answers_per_second() == 0);
    CHECK(watching->model().run_ms().empty());
    finish_load();
    CHECK(value() == "50");
    CHECK(stored());
    CHECK(state() == State::busy);
    finish_run();
    CHECK(value() == "70");
    CHECK_FALSE(stored());
    CHECK(current());
}

TEST_CASE_METHOD(Waiting, "Only the example that was asked for has a stored answer") {
    SECTION("one's own picture of the same name") { arrive(70, "Dog"); }
    SECTION("one's own picture that was quicker") {
        press("example-0");
        arrive(70, "holiday.jpg");
    }
    SECTION("one's own picture after the example") {
        press("example-0");
        arrive(70, "Dog");
        REQUIRE(stored());
        arrive(71, "Dog");
    }
    SECTION("an example of which nothing is known") {
        press("example-1");
        arrive(70, "Cat");
    }
    CHECK(value().empty());
    CHECK_FALSE(stored());
    finish_load();
    finish_run();
    CHECK_FALSE(value().empty());
}

TEST_CASE_METHOD(Waiting, "Another model has its own stored answer, and a comparison those of all") {
    press("example-0");
    arrive(70, "Dog");
    press("model-large");
    CHECK(value() == "75");
    CHECK(stored());
    press("compare");
    REQUIRE(watching->reading_of(1 - watching->chosen()) != nullptr);
    CHECK(watching->reading_of(1 - watching->chosen())->answer == 50);
}

TEST_CASE_METHOD(Waiting, "A camera takes the stored answer away, and a network that failed leaves it") {
    press("example-0");
    arrive(70, "Dog");
    const std::string awaited = twin.result().stored;
    run_camera();
    CHECK(value().empty());
    CHECK_FALSE(stored());
    press("camera");
    CHECK(value() == "50");
    // The fixture's own watching asked first.
    finish_load(inference::ModelError(inference::Failure::file_missing, "It did not arrive."));
    CHECK(state() == State::error);
    CHECK(value() == "50");
    CHECK(stored());
    CHECK(twin.result().stored != awaited);
}
