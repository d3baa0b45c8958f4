// A model's way into the page: progress, failure, trying again, and a worker that went away.
#include <catch_amalgamated.hpp>

#include "experiments/common/model_slot.hpp"
#include "fixture.hpp"

using namespace mllab;
using experiments::ModelSlot;
using inference::Failure;
using inference::ModelError;
using platform::State;

namespace {

struct Slot : fake::Page {
    platform::Launch launch{.experiment = "made_up",
                            .model = "made_up",
                            .models_url = "models/",
                            .cards = {{"made_up", fake::card("made_up", R"(["yes"])", "{}", "{}")}}};
    ModelSlot slot{twin, launch, "made_up", "your pictures stay"};

    [[nodiscard]] platform::PageState page(bool busy = false) const {
        platform::PageState state;
        slot.add_to(state, busy);
        return state;
    }
    static std::exception_ptr error(Failure kind) { return std::make_exception_ptr(ModelError(kind, "It broke.")); }
};

}  // namespace

TEST_CASE_METHOD(Slot, "A model loads once, with its progress, and says so") {
    runtime.load_at_once = false;
    CHECK(page().state == State::loading);
    slot.load();
    slot.load();
    CHECK(runtime.loads_asked == 1);
    CHECK(page().progress == std::vector<platform::Progress>{{.part = "model", .received = 1, .total = 147600}});
    finish_load();
    CHECK(slot.ready());
    CHECK(page().state == State::ready);
    CHECK(page(true).state == State::busy);
    CHECK(page().model == "made_up");
    slot.load();
    CHECK(runtime.loads_asked == 1);
}

TEST_CASE_METHOD(Slot, "A model that does not arrive says why, and can be fetched again") {
    runtime.load_at_once = false;
    slot.load();
    finish_load(ModelError(Failure::file_missing, "It did not arrive."));
    CHECK(page().state == State::error);
    CHECK(page().error == "It did not arrive.");
    slot.load();
    CHECK(page().state == State::loading);
    CHECK(page().error.empty());
    finish_load();
    CHECK(slot.ready());
}

TEST_CASE_METHOD(Slot, "A worker that went away is replaced when the page is idle, once for every run that succeeds") {
    slot.load();
    for (int i = 0; i < 3; ++i) {
        CHECK(slot.lost(error(Failure::session_closed)));
        CHECK(page().state == State::loading);
        CHECK_FALSE(slot.session().loaded());
        twin.run_idle_work();
        REQUIRE(slot.ready());
        slot.ran(0.5);
    }
    CHECK(runtime.loads_asked == 4);
    CHECK(slot.lost(error(Failure::session_closed)));
    twin.run_idle_work();
    CHECK(slot.lost(error(Failure::session_closed)));
    CHECK(slot.failed());
    CHECK(page().error == "It broke.");
    twin.run_idle_work();
    CHECK(runtime.loads_asked == 5);
    slot.load();
    CHECK(slot.ready());
}

TEST_CASE_METHOD(Slot, "Another failure of a run leaves the model where it is") {
    slot.load();
    for (const Failure kind : {Failure::runtime_error, Failure::out_of_memory, Failure::shape_mismatch})
        CHECK_FALSE(slot.lost(error(kind)));
    CHECK_FALSE(slot.lost(std::make_exception_ptr(std::bad_alloc())));
    CHECK_FALSE(slot.lost(std::make_exception_ptr(42)));
    CHECK(slot.ready());
    CHECK(slot.message_of(std::make_exception_ptr(std::bad_alloc())) ==
          "There is not enough memory. Close other tabs and try again; your pictures stay.");
    CHECK_FALSE(slot.message_of(std::make_exception_ptr(42)).empty());
}

TEST_CASE_METHOD(Slot, "A slot needs a card, and one that can be read") {
    CHECK_THROWS_WITH(ModelSlot(twin, launch, "nobody"), Catch::Matchers::ContainsSubstring("“nobody”"));
    launch.cards["made_up"] = fake::card("another", R"(["yes"])", "{}", "{}");
    CHECK_THROWS_WITH(ModelSlot(twin, launch, "made_up"),
                      Catch::Matchers::ContainsSubstring("“made_up” belongs to another one, “another”"));
    launch.cards["made_up"] = "{";
    CHECK_THROWS_AS(ModelSlot(twin, launch, "made_up"), inference::CardError);
}
