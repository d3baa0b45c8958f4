#include "experiments/text_generation/pipeline/writing_program.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace mllab::text_generation {

namespace {

using Clock = std::chrono::steady_clock;

std::uint8_t percent(float share) { return static_cast<std::uint8_t>(std::lround(100 * share)); }

Character character_of(const Written& written) {
    const auto likely = [](const core::Candidate& candidate) {
        return Likely{.token = static_cast<std::uint16_t>(candidate.index), .p = candidate.probability};
    };
    Character character{.chosen = likely(written.choice.chosen)};
    character.pointed = percent(written.pointed);
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
    received_ = order.written.size();
    unsure_.clear();
    unsure_logits_.clear();
    writer_ = std::make_unique<Writer>(session_, parameters_, order.seed);
    Prompt prompt;
    prompt.tokens = std::move(order.tokens);
    co_await writer_->read(std::move(prompt), std::move(order.written));
}

core::Task<void> WritingProgram::write(WriteOrder order, inference::Tell tell) {
    if (!writer_) throw std::logic_error("there is no prompt to go on from");
    if (order.from < received_ || order.from > received_ + unsure_.size())
        throw std::logic_error("the text has not come to this place");
    const auto known = static_cast<std::ptrdiff_t>(order.from - received_);
    unsure_.erase(unsure_.begin(), unsure_.begin() + known);
    unsure_logits_.erase(unsure_logits_.begin(),
                         unsure_logits_.begin() + known * static_cast<std::ptrdiff_t>(parameters_.alphabet.size()));
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
        batch.logits = logits_of(told, end);
        if (order.units && end == received_ + unsure_.size()) batch.units = writer_->units();
        told = end;
        tell(bytes_of(batch));
    };
    if (const std::uint64_t again = std::min(order.until, received_ + unsure_.size()); again > told) tell_news(again);

    const auto interval = std::chrono::duration<double, std::milli>(order.interval_ms);
    auto last = Clock::time_point{};
    while (received_ + unsure_.size() < order.until) {
        const bool taken = order.given >= 0 && received_ + unsure_.size() == order.from;
        const auto given = taken ? std::optional(static_cast<std::size_t>(order.given)) : std::nullopt;
        const Written written = co_await writer_->next(order.sampling, given);
        unsure_.push_back(character_of(written));
        unsure_logits_.insert(unsure_logits_.end(), written.logits.begin(), written.logits.end());
        run_ms += written.run_ms;
        const std::uint64_t end = received_ + unsure_.size();
        if (const auto now = Clock::now(); end == order.until || now - last >= interval) {
            last = now;
            tell_news(end);
        }
    }
    if (!order.look) co_return;
    // After a stop more may be written than was told.
    if (received_ + unsure_.size() == order.until) co_await writer_->look();
    tell_next(order, tell);
}

std::vector<float> WritingProgram::logits_of(std::uint64_t first, std::uint64_t end) const {
    const std::size_t size = parameters_.alphabet.size();
    const auto at = [&](std::uint64_t number) {
        return unsure_logits_.begin() + static_cast<std::ptrdiff_t>((number - received_) * size);
    };
    return {at(first), at(end)};
}

void WritingProgram::tell_next(const WriteOrder& order, const inference::Tell& tell) const {
    Batch next{.from = order.until};
    if (order.until < received_ + unsure_.size()) {
        next.logits = logits_of(order.until, order.until + 1);
        next.pointed = unsure_.at(static_cast<std::size_t>(order.until - received_)).pointed;
    } else {
        next.logits = writer_->logits();
        next.pointed = percent(writer_->pointed());
        if (order.units) next.units = writer_->units();
    }
    tell(bytes_of(next));
}

inference::ProgramKind writing_program() {
    return {.module = "writing", .make = [](inference::Session session, const std::string& setup) {
                return std::unique_ptr<inference::Program>(std::make_unique<WritingProgram>(
                    std::move(session), Parameters::from(inference::ModelCard::parse(setup))));
            }};
}

}  // namespace mllab::text_generation
