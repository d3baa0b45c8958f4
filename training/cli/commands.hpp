// The trainer's commands.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "training/recipes/options.hpp"

namespace mllab::cli {

// What the command line said.
struct Arguments {
    std::string name;  // of a recipe or a data set
    std::string split = "validation";
    std::optional<std::filesystem::path> data;  // --data
    std::filesystem::path work;                 // --work, or its default
    // fetch quickdraw: only these categories, only the first so many drawings of each.
    std::vector<std::string> categories;
    std::size_t per_category = 0;
    // samples and examples: where the pictures go.
    std::filesystem::path out;
    std::uint64_t epoch = 0;
    recipes::Options options;
};

// Where checkpoints go when nobody says: ${XDG_CACHE_HOME:-~/.cache}/ml-lab/training.
[[nodiscard]] std::filesystem::path default_work_folder();

void list();
void fetch(const Arguments& arguments);
void train(const Arguments& arguments);
void export_model(const Arguments& arguments);
void evaluate(const Arguments& arguments);
void calibrate(const Arguments& arguments);
// A JPEG of an experiment's training samples, to be looked at.
void samples(const Arguments& arguments);
// The example pictures of an experiment's page, and whom to thank for them.
void examples(const Arguments& arguments);
// What the models answer to the examples of their pages, for the page to show while a model is on its way.
void answers(const Arguments& arguments);

}  // namespace mllab::cli
