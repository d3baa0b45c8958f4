#include "experiments/text_generation/pipeline/scribe.hpp"

#include <utility>

#include "experiments/text_generation/pipeline/writing_program.hpp"

namespace mllab::text_generation {

Scribe::Scribe(inference::Session session, const std::string& card)
    : companion_(std::move(session), writing_program(), card) {}

core::Task<void> Scribe::read(const Prompt& prompt, std::vector<std::int64_t> written, std::uint64_t seed) const {
    return companion_.perform(bytes_of(ReadOrder{.seed = seed, .tokens = prompt.tokens, .written = std::move(written)}),
                              {});
}

core::Task<void> Scribe::write(WriteOrder order, OnBatch on_batch) const {
    order.interval_ms = inference::Companion::message_interval_ms();
    return companion_.perform(bytes_of(order), [on_batch = std::move(on_batch)](const inference::Bytes& message) {
        on_batch(batch_of(message));
    });
}

void Scribe::prepare() { inference::Companion::prepare(writing_program()); }

}  // namespace mllab::text_generation
