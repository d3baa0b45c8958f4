#include <catch_amalgamated.hpp>
#include <sstream>
#include <string>

#include "training/report/progress.hpp"

namespace report = mllab::report;
using namespace std::chrono_literals;

namespace {

// A clock that the test moves.
struct Watch {
    report::Clock::time_point now;
    [[nodiscard]] report::Now reader() {
        return [this] { return now; };
    }
};

}  // namespace

TEST_CASE("the status tells epoch, batch, loss, accuracy, speed and time left") {
    const report::Step step{
        .id = "digits_cnn", .epoch = 2, .epochs = 4, .batch = 50, .batches = 100, .loss = 0.12345, .accuracy = 0.9876};
    CHECK(report::training_status(step, 5123.4, 125s) ==
          "digits_cnn  epoch 2/4 [======>         ] batch 50/100  loss 0.1235  accuracy 98.76 %  5123 samples/s  "
          "2 min 05 s left");
    CHECK(report::training_status(step, 0, -1s).ends_with("accuracy 98.76 %"));
}

TEST_CASE("a training without batches or epochs does not divide by nothing") {
    CHECK(report::training_status({}, 0, 0s).contains("[>               ]"));
}

TEST_CASE("on a terminal one line is rewritten, cut at the width, and closed at the end") {
    Watch watch;
    std::ostringstream out;
    {
        report::StatusLine line(out, {.terminal = true, .columns = 10, .every = 100ms}, watch.reader());
        line.show("0123456789abcdef");
        watch.now += 50ms;
        line.show("too early");
        watch.now += 50ms;
        line.show("second");
        line.print("stays");
        watch.now += 100ms;
        line.show("third");
    }
    CHECK(out.str() == "012345678\r\x1b[Ksecond\r\x1b[Kstays\nthird\n");
}

TEST_CASE("elsewhere there are plain lines now and then, without control characters") {
    Watch watch;
    std::ostringstream out;
    {
        report::StatusLine line(out, {.terminal = false, .columns = 5, .every = 15s}, watch.reader());
        for (int second = 0; second < 31; ++second) {
            line.show("line at " + std::to_string(second));
            watch.now += 1s;
        }
        line.print("result");
    }
    CHECK(out.str() == "line at 0\nline at 15\nline at 30\nresult\n");
}

TEST_CASE("an epoch's progress estimates speed and the time that all epochs will take") {
    Watch watch;
    std::ostringstream out;
    report::Progress progress("m", 1, 2, 10, out, {.terminal = false, .columns = 80, .every = 0ms}, watch.reader());
    watch.now += 5s;
    progress.update(5, 0.5, 0.5, 500);  // half of the first of two epochs in five seconds
    CHECK(out.str().contains("100 samples/s  15 s left"));
    watch.now += 5s;
    progress.finish({.epoch = 1, .train_loss = 0.5, .validation_loss = 0.25, .validation_accuracy = 0.75});
    CHECK(out.str().ends_with("m  epoch 1/2  train loss 0.5000  validation loss 0.2500  accuracy 75.00 %  10 s\n"));
}

TEST_CASE("durations are told as people tell them") {
    CHECK(report::duration(0s) == "0 s");
    CHECK(report::duration(59.4s) == "59 s");
    CHECK(report::duration(59.6s) == "1 min 00 s");
    CHECK(report::duration(3599s) == "59 min 59 s");
    CHECK(report::duration(7620s) == "2 h 07 min");
    CHECK(report::duration(-3s) == "0 s");
    CHECK(report::duration(std::chrono::duration<double>(std::nan(""))) == "0 s");
}

TEST_CASE("a bar is full at 1, empty at 0 and never longer or shorter") {
    for (const double fraction : {-1.0, 0.0, 0.001, 0.5, 0.999, 1.0, 2.0, std::nan("")})
        CHECK(report::bar(fraction, 10).size() == 12);
    CHECK(report::bar(0, 4) == "[>   ]");
    CHECK(report::bar(1, 4) == "[====]");
}

TEST_CASE("a transfer's status tells its share where the size is known") {
    CHECK(report::transfer_status("f", 4'300'000, 9'500'000) == "f [=========>          ]  45 %, 4.3 of 9.5 MB");
    CHECK(report::transfer_status("f", 4'300'000, 0) == "f 4.3 MB");
}
