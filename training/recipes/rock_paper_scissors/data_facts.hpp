// The data of gestures as it stands on a card.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "training/datasets/splits.hpp"
#include "training/recipes/rock_paper_scissors/data/data.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

[[nodiscard]] std::size_t pictures_to_learn_from(const gestures_data::Data& data);

// Each data set with its licence and how much of it trained and validates.
[[nodiscard]] std::vector<report::DataFacts> data_facts(const gestures_data::Data& data);

// How much of each a split of validation or test has, by its name on the card.
[[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> samples_of(const gestures_data::Data& data,
                                                                           datasets::Split split);

}  // namespace mllab::recipes
