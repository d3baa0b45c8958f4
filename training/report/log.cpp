#include "training/report/log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <format>
#include <stdexcept>
#include <string>

#include "training/files/files.hpp"

namespace mllab::report {

namespace {

void append(const files::Descriptor& file, std::string_view text, const std::filesystem::path& path) {
    file.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, path);
}

}  // namespace

TrainingLog::TrainingLog(std::filesystem::path path)
    : path_(std::move(path)), file_(files::Descriptor::open(path_, O_RDWR | O_CREAT | O_APPEND)) {
    struct stat facts{};
    if (::fstat(file_.number(), &facts) != 0) files::throw_system_error(path_, "cannot be looked at");
    if (!S_ISREG(facts.st_mode)) throw files::FileError(path_.string() + ": is not a regular file");
    char last = '\n';
    if (facts.st_size > 0 && ::pread(file_.number(), &last, 1, facts.st_size - 1) != 1)
        files::throw_system_error(path_, "cannot be read");
    if (last != '\n') append(file_, "\n", path_);
}

void TrainingLog::write(const nlohmann::ordered_json& entry) {
    if (!entry.is_object()) throw std::invalid_argument("an entry of the training log is a JSON object");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    nlohmann::ordered_json line{{"time", std::format("{:%FT%TZ}", now)}};
    line.update(entry);
    append(file_, line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n", path_);
}

void TrainingLog::epoch(const CurvePoint& point, double seconds) {
    write({{"event", "epoch"},
           {"epoch", point.epoch},
           {"train_loss", point.train_loss},
           {"validation_loss", point.validation_loss},
           {"validation_accuracy", point.validation_accuracy},
           {"seconds", seconds}});
}

}  // namespace mllab::report
