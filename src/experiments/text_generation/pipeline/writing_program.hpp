// Writes a text beside the model: a Writer that works through orders and tells what it wrote, many characters at a
// time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/orders.hpp"
#include "experiments/text_generation/pipeline/writer.hpp"
#include "inference/companion.hpp"

namespace mllab::text_generation {

class WritingProgram final : public inference::Program {
 public:
    WritingProgram(inference::Session session, Parameters parameters)
        : session_(std::move(session)), parameters_(std::move(parameters)) {}

    // A WritingOrder. What was written and not received when it was stopped is told again by the next order to write,
    // so the text is always the one that would have come without a stop; what would come next after a text that was
    // received up to there is known then without a run. Throws inference::ModelError, std::logic_error
    // for an order to write before one to read was carried out, or from a place that the text has not come to, and
    // std::invalid_argument on other orders and senseless settings.
    core::Task<void> perform(inference::Bytes command, inference::Tell tell) override;

 private:
    core::Task<void> read(ReadOrder order);
    core::Task<void> write(WriteOrder order, inference::Tell tell);
    void tell_next(const WriteOrder& order, const inference::Tell& tell) const;
    // The logits that the characters from number `first` to `end` were chosen from.
    [[nodiscard]] std::vector<float> logits_of(std::uint64_t first, std::uint64_t end) const;

    inference::Session session_;
    Parameters parameters_;
    std::unique_ptr<Writer> writer_;   // none before a prompt, and after a run that failed
    std::uint64_t received_ = 0;       // so many characters of the text need not be told again
    std::vector<Character> unsure_{};  // those after them
    std::vector<float> unsure_logits_{};
};

// For companions; the setup is the model card's JSON. Throws inference::CardError.
[[nodiscard]] inference::ProgramKind writing_program();

}  // namespace mllab::text_generation
