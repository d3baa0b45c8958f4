// A text in the making. It is written where the model runs, and comes in batches, so that nothing ever blocks a frame.
// Stop destroys what is awaited, and Continue goes on with the very text that would have come. A branch keeps what
// stands before a character, puts another one in its place and goes on from there.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "experiments/common/model_slot.hpp"
#include "experiments/text_generation/pipeline/character.hpp"
#include "experiments/text_generation/pipeline/outlook.hpp"
#include "experiments/text_generation/pipeline/scribe.hpp"
#include "experiments/text_generation/view/settings.hpp"

namespace mllab::text_generation {

class Generating {
 public:
    enum class Activity : std::uint8_t { none, reading, writing };

    // The host is woken when a text begins or ends, and when the model's condition changes; `on_written` is told of
    // what comes meanwhile.
    Generating(platform::Host& host, const platform::Launch& launch, std::function<void()> on_written = {});
    // Coroutines under way know this object by its address.
    Generating(const Generating&) = delete;
    Generating& operator=(const Generating&) = delete;
    ~Generating() = default;

    // Loads the model; after a failure tries again.
    void load();
    // Forgets the text and begins this one; stops what is under way. Only while the model is ready.
    void generate(const Order& order);
    // Writes `order` on from what is there up to its last branch, or begins it where that is not there. `order` is that
    // of the text but for what follows that branch.
    void branch(const Order& order);
    // At once, whatever is awaited. What is written stays.
    void stop();
    // `more` characters of the same text. Only while `can_go_on`.
    void go_on(std::size_t more);
    // A pace at which people can read along, or as fast as the network goes.
    void slow_down(bool readable);
    void watch_units(bool on);
    // Lets a text at readable pace go on when its time has come; to be called in every frame.
    void advance(double now_ms);

    [[nodiscard]] const experiments::ModelSlot& model() const { return model_; }
    [[nodiscard]] const Parameters& parameters() const { return parameters_; }
    [[nodiscard]] Activity activity() const { return activity_; }
    [[nodiscard]] bool busy() const { return activity_ != Activity::none; }
    [[nodiscard]] bool reads_first() const { return reads_first_; }  // this stretch begins with the prompt
    [[nodiscard]] bool can_go_on() const;
    [[nodiscard]] bool readable_pace() const { return readable_; }
    [[nodiscard]] const Order& order() const { return order_; }     // of the text
    [[nodiscard]] const Prompt& prompt() const { return prompt_; }  // as the network reads it
    [[nodiscard]] bool begun() const { return begun_; }             // there is a text, maybe an empty one
    [[nodiscard]] const std::vector<Character>& written() const { return written_; }
    [[nodiscard]] bool watching_units() const { return watch_units_; }
    // After the newest character.
    [[nodiscard]] const std::vector<float>& units() const { return units_; }
    // What character number `at` was or will be chosen from; empty where that is not known, or not any more.
    [[nodiscard]] std::span<const float> logits(std::size_t at) const;
    // How much of the character to come the pointer gives, percent.
    [[nodiscard]] std::uint8_t next_pointed() const { return next_pointed_; }
    // Before character number `at`: the end of the prompt's tokens and of the text's, as far as repeats are looked for.
    [[nodiscard]] std::vector<std::int64_t> tokens_before(std::size_t at) const;
    // Of this stretch, 0 before its second character.
    [[nodiscard]] double characters_per_second() const;

 private:
    struct Rest;
    enum class From : std::uint8_t {
        prompt,
        here,
        middle
    };  // prompt: read, with what is written; middle: of a stretch, which begins anew with other orders
    core::Task<> write(From from);
    core::Task<> look();
    void halt();
    void start(From from);
    [[nodiscard]] WriteOrder next_order() const;
    [[nodiscard]] std::vector<std::int64_t> tokens() const;
    void fail();
    void change_orders();
    void add(const Batch& batch);

    platform::Host& host_;
    std::function<void()> on_written_;
    experiments::ModelSlot model_;
    std::string card_;
    Parameters parameters_;
    Order order_;
    Prompt prompt_;
    std::optional<Scribe> scribe_;  // none before the first text, and after a run that failed
    std::vector<Character> written_;
    KeptLogits logits_;
    std::vector<float> next_logits_;  // of the character to come; empty while it is not known
    std::uint8_t next_pointed_ = 0;
    std::vector<float> units_;
    std::size_t wanted_ = 0;  // length of the text at which this stretch ends
    Activity activity_ = Activity::none;
    bool reads_first_ = false;
    bool has_read_ = false;  // the scribe, all of this text's prompt and what was there before it wrote on
    bool begun_ = false;
    bool readable_ = false;
    bool watch_units_ = false;
    std::size_t stretch_from_ = 0;
    double stretch_began_ms_ = 0;
    double last_ms_ = 0;
    std::coroutine_handle<> resting_;  // waits for its time at readable pace
    core::Task<> task_;                // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::text_generation
