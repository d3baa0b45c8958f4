#include "trainer_bench.hpp"

#include <utility>

namespace mllab::testing {

TrainerBench::TrainerBench(std::filesystem::path data) : data_(data.empty() ? path("data") : std::move(data)) {}

std::vector<std::string> TrainerBench::arguments(const std::string& command, const std::string& recipe,
                                                 const std::vector<std::string>& more) const {
    std::vector<std::string> words{"--data", data_.string(), "--work", path("work").string(),
                                   command,  recipe,         "--out",  path("models").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Finished TrainerBench::run(const std::string& command, const std::string& recipe,
                           const std::vector<std::string>& more) {
    return Process(MLLAB_TRAINER_PROGRAM, arguments(command, recipe, more), source_folder(), path("log")).wait();
}

std::filesystem::path TrainerBench::model_path(const std::string& recipe) const {
    return path("models") / (recipe + ".onnx");
}

report::Card TrainerBench::card(const std::string& recipe) const {
    return report::read_card(path("models") / (recipe + ".json"));
}

}  // namespace mllab::testing
