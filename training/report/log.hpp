// The training log: one JSON object a line, appended, so that a training that was stopped leaves a log that is whole.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "training/files/descriptor.hpp"
#include "training/report/card.hpp"

namespace mllab::report {

class TrainingLog {
 public:
    // Opens for appending; makes the file, not its folder. A last line that a crash cut off is closed first. Throws
    // files::FileError.
    explicit TrainingLog(std::filesystem::path path);

    // Writes the object as one line at once, with "time" (UTC, ISO 8601) in front. Numbers that are not finite become
    // null, as JSON has none. Throws files::FileError, or std::invalid_argument if `entry` is not an object.
    void write(const nlohmann::ordered_json& entry);

    // {"event": "epoch", the point's fields, "seconds"}
    void epoch(const CurvePoint& point, double seconds);

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
    std::filesystem::path path_;
    files::Descriptor file_;
};

}  // namespace mllab::report
