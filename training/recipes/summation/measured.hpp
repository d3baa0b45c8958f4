// How the summation network's file is compared and measured.
#pragma once

#include <filesystem>
#include <string>

#include "inference/session.hpp"
#include "training/publish/published.hpp"
#include "training/recipes/summation/evaluation/sums.hpp"
#include "training/recipes/summation/network.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

inline constexpr const char* summation_id = "summation_gru";

// The file must say what the network says that holds the stored weights and computes in float64, on all outputs. Throws
// parity::ParityError.
[[nodiscard]] report::Parity check_sum_parity(SummationNetwork& network, const std::filesystem::path& file);

// The share of sums that are right in every place; said on the screen, too.
[[nodiscard]] report::Metric exact_figure(const std::string& data, const char* split,
                                          const summation_evaluation::SumEvaluation& evaluation);

// Everything that there is to ask. What the network may have learned from is what it is asked: the split is train.
[[nodiscard]] publish::Measured all_sums(const inference::Session& session);

}  // namespace mllab::recipes
