#include "training/answers/answers.hpp"

#include <print>

#include "core/task.hpp"
#include "training/cli/commands.hpp"
#include "training/files/files.hpp"

namespace mllab::cli {

namespace {

inference::ModelCard card_in(const std::filesystem::path& file) {
    const auto bytes = files::read(file);
    return inference::ModelCard::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

// The trainer is run in the checkout: models, converted networks and example pictures are found from there.
void answers(const Arguments& arguments) {
    std::filesystem::create_directories(arguments.out);
    for (const std::string& id : answers::model_ids()) {
        std::filesystem::path folder = arguments.options.models;
        if (!std::filesystem::exists(folder / (id + ".json"))) folder = "build/imported";
        if (!std::filesystem::exists(folder / (id + ".json"))) {
            std::println("{}: is not here (see scripts/import); its answers stay as they are", id);
            continue;
        }
        const inference::ModelCard card = card_in(folder / (id + ".json"));
        const auto session = core::run_now(inference::Session::load({.id = id,
                                                                     .address = (folder / card.file_name).string(),
                                                                     .sha256 = card.file_sha256,
                                                                     .bytes = card.file_bytes},
                                                                    {}));
        const auto known = answers::asked(session, card, "web/examples");
        const std::string text = answers::file_text(known, card);
        files::write_atomically(arguments.out / (id + ".json"), text);
        std::println("{}: {} answers, {} bytes", (arguments.out / (id + ".json")).string(), known.size(), text.size());
    }
}

}  // namespace mllab::cli
