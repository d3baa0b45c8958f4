// The site's models, opened by their cards: the committed ones, and those that are converted from packages.
#pragma once

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "support/source_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/publish/published.hpp"

namespace mllab::testing {

inline std::filesystem::path models_folder() { return source_folder() / "models"; }

// The folder of this model's files; converted ones are there only if their package was.
inline std::optional<std::filesystem::path> folder_of(const std::string& id) {
    for (const auto& folder : {models_folder(), source_folder() / "build/imported"})
        if (std::filesystem::exists(folder / (id + ".json"))) return folder;
    return std::nullopt;
}

// With what its experiment's pipeline takes from the card.
template <typename Parameters>
struct CommittedModel {
    report::Card card;
    Parameters parameters;
    inference::Session session;
};

// Throws as publish::open_published, and inference::CardError on a card that does not describe such a model.
template <typename Parameters>
[[nodiscard]] CommittedModel<Parameters> open_committed(const std::string& id) {
    publish::Published model = publish::open_published(id, models_folder());
    auto parameters = Parameters::from(publish::page_card(model.card));
    return {std::move(model.card), std::move(parameters), std::move(model.session)};
}

// The file is the one that the card describes.
inline void check_file(const report::Card& card) {
    const files::Bytes bytes = files::read(models_folder() / card.file.name);
    CHECK(static_cast<std::int64_t>(bytes.size()) == card.file.bytes);
    CHECK(files::sha256_hex(bytes) == card.file.sha256);
}

}  // namespace mllab::testing
