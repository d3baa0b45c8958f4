// trainer: makes every model of ML Lab. `trainer list` says what there is, docs/training.md how it works.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <map>
#include <print>

#include "training/cli/checks.hpp"
#include "training/cli/commands.hpp"
#include "training/fit/stopping.hpp"
#include "training/recipes/recipe.hpp"

namespace {

// Threads that spin while they wait cost 5 to 15 times on a busy machine, and OpenMP reads this before main: so the
// program starts itself once more with the variable set.
void wait_passively(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
    if (setenv("OMP_WAIT_POLICY", "passive", 1) == 0) execv("/proc/self/exe", argv);
}

void add_training_options(CLI::App& command, mllab::cli::Arguments& arguments) {
    auto& options = arguments.options;
    command.add_option("--epochs", options.epochs, "instead of the recipe's")->check(CLI::Range(1, 100000));
    command.add_option("--batch", options.batch_size, "samples a step, instead of the recipe's")
        ->check(CLI::Range(2, 65536));
    command.add_option("--lr", options.learning_rate, "highest learning rate, instead of the recipe's")
        ->check(mllab::cli::number_within(1e-8, 10.0));
    command.add_option("--seed", options.seed, "of weights, samples and order")->capture_default_str();
    command.add_option("--threads", options.threads, "1 gives the same file every time")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command.add_option("--device", options.device, "cpu, or cuda where libtorch has it")->capture_default_str();
    // What only some recipes have; train says so where it is given with another one.
    std::map<std::string, CLI::Option*> added;
    for (const auto& recipe : mllab::recipes::all_recipes())
        for (const auto& own : recipe.options) {
            CLI::Option*& option = added[own.name];
            if (option != nullptr) {
                option->description(recipe.id + ", " + option->get_description());
                continue;
            }
            option = command
                         .add_option_function<double>(
                             "--" + own.name, [&options, name = own.name](double value) { options.own[name] = value; },
                             recipe.id + ": " + own.help)
                         ->check(mllab::cli::number_within(own.lowest, own.highest));
        }
    command.add_option("--out", options.models, "folder for the model and its card")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
    wait_passively(argv);
    mllab::cli::Arguments arguments;
    arguments.work = mllab::cli::default_work_folder();
    CLI::App app("Makes the models of ML Lab: data, training, ONNX file, parity, model card.", "trainer");
    app.require_subcommand(1);
    app.add_option("--data", arguments.data, "folder with the data sets; only there is looked");
    app.add_option("--work", arguments.work, "folder for checkpoints and logs")->capture_default_str();
    app.fallthrough();

    app.add_subcommand("list", "recipes and data sets")->callback([] { mllab::cli::list(); });

    CLI::App* fetch = app.add_subcommand("fetch", "bring a data set from its official place");
    fetch->add_option("dataset", arguments.name)->required();
    fetch->add_option("--categories", arguments.categories, "quickdraw: only these, separated by commas")
        ->delimiter(',');
    fetch
        ->add_option("--per-category", arguments.per_category,
                     "quickdraw: only the first so many drawings of each category")
        ->check(CLI::Range(1, 1'000'000));
    fetch->callback([&] { mllab::cli::fetch(arguments); });

    CLI::App* train =
        app.add_subcommand("train", "train a recipe (goes on where it was stopped), export and measure it");
    train->add_option("recipe", arguments.name)->required();
    add_training_options(*train, arguments);
    train->add_flag("--afresh", arguments.options.afresh, "forget the checkpoints of this recipe");
    train->callback([&] { mllab::cli::train(arguments); });

    CLI::App* export_model = app.add_subcommand("export", "export a recipe's newest checkpoint as it is");
    export_model->add_option("recipe", arguments.name)->required();
    add_training_options(*export_model, arguments);
    export_model->callback([&] { mllab::cli::export_model(arguments); });

    CLI::App* evaluate = app.add_subcommand("evaluate", "measure a model file and add the figures to its card");
    evaluate->add_option("model", arguments.name)->required();
    evaluate->add_option("--split", arguments.split, "validation or test")->capture_default_str();
    evaluate->add_option("--out", arguments.options.models, "folder of the model and its card")->capture_default_str();
    evaluate->callback([&] { mllab::cli::evaluate(arguments); });

    CLI::App* calibrate = app.add_subcommand(
        "calibrate", "choose a published model's temperature and thresholds anew, and measure it on validation data");
    calibrate->add_option("model", arguments.name)->required();
    calibrate->add_option("--out", arguments.options.models, "folder of the model and its card")->capture_default_str();
    calibrate->callback([&] { mllab::cli::calibrate(arguments); });

    CLI::App* samples = app.add_subcommand("samples", "a sheet of training samples, to be looked at");
    samples->add_option("experiment", arguments.name, "rock_paper_scissors or digits_ink")->required();
    samples->add_option("--out", arguments.out, "the JPEG")->required();
    samples->add_option("--seed", arguments.options.seed)->capture_default_str();
    samples->add_option("--epoch", arguments.epoch, "which one to look at")->capture_default_str();
    samples->callback([&] { mllab::cli::samples(arguments); });

    CLI::App* examples =
        app.add_subcommand("examples", "the example pictures of an experiment's page, or pictures to judge by");
    examples->add_option("experiment", arguments.name, "rock_paper_scissors or digits_ink")->required();
    examples->add_option("--out", arguments.out, "their folder")->required();
    examples->callback([&] { mllab::cli::examples(arguments); });

    CLI::App* answers =
        app.add_subcommand("answers", "what the models answer to their pages' examples, for pages that wait for them");
    answers->add_option("--models", arguments.options.models, "folder of the models")->capture_default_str();
    answers->add_option("--out", arguments.out, "folder of the answers")->default_val("models/answers");
    answers->callback([&] { mllab::cli::answers(arguments); });

    const std::vector<std::string> words(argv + 1, argv + argc);
    std::vector<std::string> commands;
    for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
    if (const std::string wrong = mllab::cli::wrong_command(words, commands); !wrong.empty()) {
        std::println(stderr, "trainer: {}", wrong);
        return EXIT_FAILURE;
    }
    try {
        CLI11_PARSE(app, argc, argv);
    } catch (const mllab::fit::Stopped& stopped) {
        std::println(stderr, "trainer: {}", stopped.what());
        return 128 + (stopped.signal() != 0 ? stopped.signal() : SIGTERM);
    } catch (const std::exception& error) {
        std::println(stderr, "trainer: {}", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
