// The trainer as a person runs it: on data, with a folder to work in and one for its models.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "process.hpp"
#include "support/source_folder.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/report/card.hpp"

namespace mllab::testing {

class TrainerBench {
 public:
    // `data`: a folder with data sets; left out, "data" below the bench's own folder.
    explicit TrainerBench(std::filesystem::path data = {});

    [[nodiscard]] std::vector<std::string> arguments(const std::string& command, const std::string& recipe,
                                                     const std::vector<std::string>& more = {}) const;
    Finished run(const std::string& command, const std::string& recipe, const std::vector<std::string>& more = {});

    // Below the bench's own folder, in which "work" and "models" are the trainer's.
    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] std::filesystem::path model_path(const std::string& recipe) const;
    [[nodiscard]] files::Bytes model(const std::string& recipe) const { return files::read(model_path(recipe)); }
    [[nodiscard]] report::Card card(const std::string& recipe) const;

 private:
    TemporaryFolder folder_;
    std::filesystem::path data_;
};

}  // namespace mllab::testing
