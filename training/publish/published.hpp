// A model that is published already: its card and its file, opened to be measured, and the card written back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "training/report/card.hpp"

namespace mllab::publish {

struct Published {
    std::filesystem::path card_path;
    report::Card card;
    inference::Session session;
};

// A card as the page reads it: what a pipeline takes its parameters from.
[[nodiscard]] inference::ModelCard page_card(const report::Card& card);

// Throws files::FileError, report::CardError, and inference::ModelError where the file is not the card's.
[[nodiscard]] Published open_published(const std::string& id, const std::filesystem::path& models);

// What was measured on a split.
struct Measured {
    std::vector<report::Metric> metrics;
    std::vector<std::pair<std::string, std::int64_t>> samples;  // the split's, by the name of the set on the card
    std::optional<report::Confusion> confusion = std::nullopt;  // these replace the card's where they are there
    std::optional<report::Mistakes> mistakes = std::nullopt;
    std::vector<std::string> limits = {};
};

// What the card calls by the name of a data set is called otherwise: data facts (whose terms are then not known),
// figures, rounding, confusion, mistakes.
void rename_data(report::Card& card, const std::string& set, const std::string& to);
void rename_data(Measured& measured, const std::string& set, const std::string& to);

// Puts figures and numbers of samples on the card; figures of other splits stay.
void note(report::Card& card, const Measured& measured, const std::string& split);

}  // namespace mllab::publish
