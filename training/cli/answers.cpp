#include "training/answers/answers.hpp"

#include <print>
#include <string>

#include "core/task.hpp"
#include "training/cli/commands.hpp"
#include "training/files/files.hpp"

namespace mllab::cli {

namespace {

std::string text_in(const std::filesystem::path& file) {
    const auto bytes = files::read(file);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

// The trainer is run in the checkout: catalogue, models, converted networks and example pictures are found from there.
void answers(const Arguments& arguments) {
    std::filesystem::create_directories(arguments.out);
    for (const auto& [id, experiment] : answers::models_with_examples(text_in("web/catalog.json"))) {
        std::filesystem::path folder = arguments.options.models;
        if (!std::filesystem::exists(folder / (id + ".json"))) folder = "build/imported";
        if (!std::filesystem::exists(folder / (id + ".json"))) {
            std::println("{}: is not here (see scripts/import); its answers stay as they are", id);
            continue;
        }
        const auto card = inference::ModelCard::parse(text_in(folder / (id + ".json")));
        const auto session = core::run_now(inference::Session::load({.id = id,
                                                                     .address = (folder / card.file_name).string(),
                                                                     .sha256 = card.file_sha256,
                                                                     .bytes = card.file_bytes},
                                                                    {}));
        const auto known = answers::asked(experiment, session, card, "web/examples");
        const std::string text = answers::file_text(known, card);
        files::write_atomically(arguments.out / (id + ".json"), text);
        std::println("{}: {} answers, {} bytes", (arguments.out / (id + ".json")).string(), known.size(), text.size());
    }
}

}  // namespace mllab::cli
