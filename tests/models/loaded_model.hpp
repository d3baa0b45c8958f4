// A model as the page has it: the page's own reading of its card, and its file.
#pragma once

#include <filesystem>
#include <string>

#include "core/task.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "training/files/files.hpp"

namespace mllab::testing {

struct LoadedModel {
    inference::ModelCard card;
    inference::Session session;
};

// Throws files::FileError, inference::CardError, inference::ModelError.
inline LoadedModel load_model(const std::filesystem::path& folder, const std::string& id) {
    const auto text = files::read(folder / (id + ".json"));
    LoadedModel model;
    model.card = inference::ModelCard::parse({reinterpret_cast<const char*>(text.data()), text.size()});
    model.session = core::run_now(inference::Session::load({.id = id,
                                                            .address = (folder / model.card.file_name).string(),
                                                            .sha256 = model.card.file_sha256,
                                                            .bytes = model.card.file_bytes},
                                                           {}));
    return model;
}

}  // namespace mllab::testing
