#include "training/report/progress.hpp"

#include <algorithm>
#include <format>
#include <iostream>

namespace mllab::report {

namespace {

double epochs_done(const Step& step) {
    const double within = step.batches <= 0 ? 0.0 : static_cast<double>(step.batch) / static_cast<double>(step.batches);
    return static_cast<double>(step.epoch - 1) + std::clamp(within, 0.0, 1.0);
}

}  // namespace

Progress::Progress(std::string id, std::int64_t epoch, std::int64_t epochs, std::int64_t batches)
    : Progress(std::move(id), epoch, epochs, batches, std::cerr, StatusLine::style_of(2), Clock::now) {}

Progress::Progress(std::string id, std::int64_t epoch, std::int64_t epochs, std::int64_t batches, std::ostream& out,
                   StatusLine::Style style, Now now)
    : step_{.id = std::move(id), .epoch = epoch, .epochs = epochs, .batches = batches},
      now_(std::move(now)),
      line_(out, style, now_),
      start_(now_()) {}

void Progress::update(std::int64_t batch, double loss, double accuracy, std::int64_t samples) {
    if (!line_.due()) return;
    step_.batch = batch;
    step_.loss = loss;
    step_.accuracy = accuracy;
    const std::chrono::duration<double> elapsed = now_() - start_;
    const double done = epochs_done(step_) - static_cast<double>(step_.epoch - 1);
    const double to_do = static_cast<double>(step_.epochs) - epochs_done(step_);
    line_.show(training_status(step_, elapsed.count() > 0 ? static_cast<double>(samples) / elapsed.count() : 0,
                               done > 0 ? elapsed * (to_do / done) : elapsed * -1));
}

void Progress::finish(const CurvePoint& point) {
    line_.print(std::format("{}  epoch {}/{}  train loss {:.4f}  validation loss {:.4f}  accuracy {:.2f} %  {}",
                            step_.id, point.epoch, step_.epochs, point.train_loss, point.validation_loss,
                            point.validation_accuracy * 100, duration(now_() - start_)));
}

std::string training_status(const Step& step, double samples_per_second, std::chrono::duration<double> left) {
    const double fraction = step.epochs > 0 ? epochs_done(step) / static_cast<double>(step.epochs) : 0;
    std::string text =
        std::format("{}  epoch {}/{} {} batch {}/{}  loss {:.4f}  accuracy {:.2f} %", step.id, step.epoch, step.epochs,
                    bar(fraction, 16), step.batch, step.batches, step.loss, step.accuracy * 100);
    if (samples_per_second > 0) text += std::format("  {:.0f} samples/s", samples_per_second);
    if (left.count() > 0) text += "  " + duration(left) + " left";
    return text;
}

std::string transfer_status(std::string_view name, std::uint64_t received, std::uint64_t total) {
    const auto megabytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; };
    if (total == 0) return std::format("{} {:.1f} MB", name, megabytes(received));
    const double fraction = std::min(1.0, static_cast<double>(received) / static_cast<double>(total));
    return std::format("{} {} {:3.0f} %, {:.1f} of {:.1f} MB", name, bar(fraction, 20), fraction * 100,
                       megabytes(received), megabytes(total));
}

}  // namespace mllab::report
