// What a person sees of a training: epoch, batch, loss, accuracy, samples per second and the time that is left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "training/report/card.hpp"
#include "training/report/status_line.hpp"

namespace mllab::report {

struct Step {
    std::string id;          // which model learns
    std::int64_t epoch = 0;  // from 1
    std::int64_t epochs = 0;
    std::int64_t batch = 0;  // done in this epoch
    std::int64_t batches = 0;
    double loss = 0;      // running mean of this epoch
    double accuracy = 0;  // of this epoch so far, 0..1
};

// One epoch of a training, on standard error unless told otherwise.
class Progress {
 public:
    Progress(std::string id, std::int64_t epoch, std::int64_t epochs, std::int64_t batches);
    Progress(std::string id, std::int64_t epoch, std::int64_t epochs, std::int64_t batches, std::ostream& out,
             StatusLine::Style style, Now now);

    // Cheap enough to call after every batch. `samples`: seen in this epoch so far.
    void update(std::int64_t batch, double loss, double accuracy, std::int64_t samples);
    // The epoch's result, as a line that stays.
    void finish(const CurvePoint& point);

 private:
    Step step_;
    Now now_;
    StatusLine line_;
    Clock::time_point start_;
};

// The line itself. `samples_per_second` and `left` are left out where they are not known yet (0 or negative).
[[nodiscard]] std::string training_status(const Step& step, double samples_per_second,
                                          std::chrono::duration<double> left);

// "mnist/train-images-idx3-ubyte.gz [====>   ] 45 %, 4.3 of 9.5 MB"; `total` 0 = unknown.
[[nodiscard]] std::string transfer_status(std::string_view name, std::uint64_t received, std::uint64_t total);

}  // namespace mllab::report
