#include "experiments/text_generation/pipeline/writing_program.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace mllab::text_generation {

namespace {

using Clock = std::chrono::steady_clock;

Character character_of(const Written& written) {
    const auto likely = [](const core::Candidate& candidate) {
        return Likely{.token = static_cast<std::uint16_t>(candidate.index), .p = candidate.probability};
    };
    Character character{.chosen = likely(written.choice.chosen)};
    character.pointed = static_cast<std::uint8_t>(std::lround(100 * written.pointed));
    for (const core::Candidate& candidate : written.choice.best)
        if (character.best_count < Character::most) character.best.at(character.best_count++) = likely(candidate);
    return character;
}

}  // namespace

core::Task<void> WritingProgram::perform(inference::Bytes command, inference::Tell tell) {
    WritingOrder order = order_of(command);
    std::exception_ptr error;
    try {
        if (auto* const to_read = std::get_if<ReadOrder>(&order))
            co_await read(std::move(*to_read));
        else
            co_await write(std::get<WriteOrder>(order), std::move(tell));
    } catch (const inference::ModelError&) {
        error = std::current_exception();
    }
    if (!error) co_return;
    // The state is gone with the run; the seed makes the same text again.
    writer_.reset();
    std::rethrow_exception(error);
}

core::Task<void> WritingProgram::read(ReadOrder order) {
    received_ = 0;
    unsure_.clear();
    writer_ = std::make_unique<Writer>(session_, parameters_, order.seed);
    Prompt prompt;
    prompt.tokens = std::move(order.tokens);
    co_await writer_->read(std::move(prompt));
}

core::Task<void> WritingProgram::write(WriteOrder order, inference::Tell tell) {
    if (!writer_) throw std::logic_error("there is no prompt to go on from");
    if (order.from < received_ || order.from > received_ + unsure_.size())
        throw std::logic_error("the text has not come to this place");
    unsure_.erase(unsure_.begin(), unsure_.begin() + static_cast<std::ptrdiff_t>(order.from - received_));
    received_ = order.from;
    writer_->watch_units(order.units);

    std::uint64_t told = order.from;
    double run_ms = 0;
    const auto tell_news = [&](std::uint64_t end) {
        Batch batch{.from = told, .run_ms = std::exchange(run_ms, 0)};
        const auto at = [&](std::uint64_t number) {
            return unsure_.begin() + static_cast<std::ptrdiff_t>(number - received_);
        };
        batch.characters.assign(at(told), at(end));
        if (order.units && end == received_ + unsure_.size()) batch.units = writer_->units();
        told = end;
        tell(bytes_of(batch));
    };
    if (const std::uint64_t again = std::min(order.until, received_ + unsure_.size()); again > told) tell_news(again);

    const auto interval = std::chrono::duration<double, std::milli>(order.interval_ms);
    auto last = Clock::time_point{};
    while (received_ + unsure_.size() < order.until) {
        const Written written = co_await writer_->next(order.sampling);
        unsure_.push_back(character_of(written));
        run_ms += written.run_ms;
        const std::uint64_t end = received_ + unsure_.size();
        if (const auto now = Clock::now(); end == order.until || now - last >= interval) {
            last = now;
            tell_news(end);
        }
    }
}

inference::ProgramKind writing_program() {
    return {.module = "writing", .make = [](inference::Session session, const std::string& setup) {
                return std::unique_ptr<inference::Program>(std::make_unique<WritingProgram>(
                    std::move(session), Parameters::from(inference::ModelCard::parse(setup))));
            }};
}

}  // namespace mllab::text_generation
