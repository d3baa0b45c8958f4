// What the digit recipes do with tensors and the card beside their steps.
#pragma once

#include <string>

#include "training/fit/classifier.hpp"
#include "training/recipes/digits/data/sources.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// For choosing among epochs and watching: pictures, strokes and no-digits, laid in the frame as training samples are.
[[nodiscard]] fit::LabelledBatch validation_batch(const digits_data::SplitData& data,
                                                  const digits_data::Negatives& negatives, const ink::InkFrame& frame);

// As many pictures as strokes, laid in the frame; `count` or as many as there are.
[[nodiscard]] torch::Tensor parity_batch(const digits_data::SplitData& data, const ink::InkFrame& frame,
                                         std::size_t count);

// Among the ten digits, on pictures.
[[nodiscard]] double digit_accuracy(nn::Classifier& network, const digits_data::SplitData& data,
                                    const ink::InkFrame& frame);

// Labels, preprocessing and data sets.
void describe_data(report::Card& card, const digits_data::SplitData& train, const digits_data::SplitData& validation,
                   const digits_data::Negatives& negatives, const ink::InkFrame& frame);

// Sketches and letters among the data sets, as far as there are any.
void add_others(report::Card& card, const digits_data::Negatives& negatives, const std::string& what_for);

}  // namespace mllab::recipes
