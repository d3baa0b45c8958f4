// A recipe: how one model is made, in five steps. Knows nothing of libtorch, so that the command line does not either.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/splits.hpp"
#include "training/fit/result.hpp"
#include "training/publish/published.hpp"
#include "training/recipes/options.hpp"

namespace mllab::fit {
struct Run;
}

namespace mllab::recipes {

// What all steps of one training have in common.
struct Context {
    const Options& options;
    const fit::Run& run;  // its processes, its folder
};

class Recipe {
 public:
    virtual ~Recipe() = default;

    // In this order. Each throws what its parts throw.
    virtual void load_data(const Context& context) = 0;
    virtual void make_network(const Context& context) = 0;
    virtual fit::Result fit(const Context& context) = 0;
    // Fold, round, write, compare, measure on validation data, fill the card, and only then put both files into the
    // models' folder. On the first process only.
    virtual void publish(const Context& context, const fit::Result& result) = 0;

    // By itself, without the steps before: measures a published model.
    virtual publish::Measured evaluate(const publish::Published& model, const Options& options,
                                       datasets::Split split) = 0;

    // Likewise: chooses temperature and thresholds of a published model anew, on validation data, and puts them on its
    // card with what is measured there; figures of other splits, measured with the old ones, go. Throws
    // std::invalid_argument where a recipe has no such step apart from publishing.
    virtual void calibrate(publish::Published& model, const Options& /*options*/) {
        throw std::invalid_argument(model.card.id + " is calibrated when it is trained or exported, not by itself");
    }

    // Its folder below --work.
    [[nodiscard]] virtual std::string folder(const Options& options) const = 0;
};

// A row of the list.
struct Entry {
    std::string id;
    std::string summary;                 // one line
    std::vector<std::string> data_sets;  // ids of what it needs
    std::unique_ptr<Recipe> (*make)();
    std::vector<OwnOption> options = {};
};

[[nodiscard]] const std::vector<Entry>& all_recipes();

// Throws std::invalid_argument naming those that there are.
[[nodiscard]] const Entry& recipe(std::string_view id);

// Trains (or goes on training) and publishes. Under RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT this process is one
// of several. Throws std::invalid_argument on an option that the recipe does not have.
void train(const Entry& entry, const Options& options);
// Publishes the newest checkpoint as it is, trained to the end or not.
void export_model(const Entry& entry, const Options& options);
// Calibrates the published model and writes its card; the model file stays as it is.
void calibrate(const Entry& entry, const Options& options);
// Measures the model file on a split and adds the figures to its card.
void evaluate(const Entry& entry, const Options& options, datasets::Split split);

}  // namespace mllab::recipes
