// Has texts written where the model runs: the near side of writing_program.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/orders.hpp"
#include "experiments/text_generation/pipeline/pipeline.hpp"
#include "inference/companion.hpp"

namespace mllab::text_generation {

using OnBatch = std::function<void(const Batch&)>;

class Scribe {
 public:
    // `card`: the model card's JSON.
    Scribe(inference::Session session, const std::string& card);

    // Forgets everything, begins with this seed and reads the prompt and what was written after it. Throws
    // inference::ModelError.
    [[nodiscard]] core::Task<void> read(const Prompt& prompt, std::vector<std::int64_t> written,
                                        std::uint64_t seed) const;
    // Carries the order out, at the pace of messages that suits the page; what is written comes in batches. Stopping is
    // destroying the task. Throws inference::ModelError.
    [[nodiscard]] core::Task<void> write(WriteOrder order, OnBatch on_batch) const;

    // Texts will be written: what is needed for it may be fetched.
    static void prepare();

 private:
    inference::Companion companion_;
};

}  // namespace mllab::text_generation
