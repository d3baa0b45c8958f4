#include "training/cli/commands.hpp"

#include <cstdlib>
#include <iostream>
#include <print>

#include "training/datasets/data_folder.hpp"
#include "training/datasets/sources.hpp"
#include "training/fetch/fetch.hpp"
#include "training/recipes/measurements.hpp"
#include "training/recipes/recipe.hpp"
#include "training/report/progress.hpp"
#include "training/report/status_line.hpp"

namespace mllab::cli {

namespace {

constexpr int standard_error = 2;

recipes::Options options_of(const Arguments& arguments) {
    recipes::Options options = arguments.options;
    // The trainer is run in the checkout (npm run train sees to it): models and data are found from there.
    options.places = datasets::Places::of_this_machine(arguments.data, std::filesystem::current_path());
    options.work = arguments.work;
    return options;
}

datasets::Split split_of(const std::string& name) {
    for (const auto split : {datasets::Split::train, datasets::Split::validation, datasets::Split::test})
        if (name == datasets::name_of(split)) return split;
    throw std::invalid_argument("there is no split “" + name + "”; there are: train, validation, test");
}

datasets::DataSet wanted_set(const Arguments& arguments) {
    const bool cut = !arguments.categories.empty() || arguments.per_category > 0;
    if (!cut) return datasets::data_set(arguments.name);
    if (arguments.name != "quickdraw")
        throw std::invalid_argument("--categories and --per-category are for the data set quickdraw");
    return datasets::quickdraw_part(arguments.categories, arguments.per_category);
}

}  // namespace

std::filesystem::path default_work_folder() { return datasets::fetch_folder().parent_path() / "training"; }

void list() {
    std::println("Recipes (train, evaluate, export):");
    for (const auto& recipe : recipes::all_recipes()) {
        std::string needs;
        for (const auto& set : recipe.data_sets) needs += (needs.empty() ? "" : ", ") + set;
        std::println("  {:<16} {}; needs {}", recipe.id, recipe.summary, needs.empty() ? "no data" : needs);
    }
    std::println("Imported networks (evaluate --out build/imported):");
    for (const auto& measurement : recipes::measurements())
        std::println("  {:<16} {}", measurement.id, measurement.summary);
    std::println("Data sets (fetch):");
    for (const auto& set : datasets::data_sets())
        std::println("  {:<16} {}; {}; {}", set.id, set.name, set.licence, set.homepage);
}

void fetch(const Arguments& arguments) {
    const auto set = wanted_set(arguments);
    const auto folder = arguments.data.value_or(datasets::fetch_folder());
    report::StatusLine line(std::cerr, report::StatusLine::style_of(standard_error));
    const auto fetched = fetch::fetch(set, folder, {}, [&](const fetch::FileProgress& progress) {
        if (line.due()) line.show(report::transfer_status(progress.file, progress.received, progress.total));
    });
    for (const auto& file : fetched.kept) line.print(file + ": is there");
    for (const auto& file : fetched.downloaded) line.print(file + ": fetched");
    line.print(set.name + " is in " + folder.string() + ". " + set.licence + ". " + set.attribution);
}

void train(const Arguments& arguments) { recipes::train(recipes::recipe(arguments.name), options_of(arguments)); }

void export_model(const Arguments& arguments) {
    recipes::export_model(recipes::recipe(arguments.name), options_of(arguments));
}

void calibrate(const Arguments& arguments) {
    recipes::calibrate(recipes::recipe(arguments.name), options_of(arguments));
}

void evaluate(const Arguments& arguments) {
    const datasets::Split split = split_of(arguments.split);
    if (const auto* measurement = recipes::measurement(arguments.name))
        recipes::evaluate(*measurement, options_of(arguments), split);
    else
        recipes::evaluate(recipes::recipe(arguments.name), options_of(arguments), split);
}

}  // namespace mllab::cli
