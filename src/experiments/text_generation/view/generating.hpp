// A text in the making: a coroutine that awaits one run for every character, so that nothing ever blocks a frame. The
// network's state stays where the model runs. Stop destroys what is awaited, and Continue goes on with the very text
// that would have come.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiments/common/model_slot.hpp"
#include "experiments/text_generation/pipeline/writer.hpp"
#include "experiments/text_generation/view/settings.hpp"

namespace mllab::text_generation {

struct Likely {
    std::uint16_t token = 0;
    float p = 0;
};

// One written character. Small: there may be many thousands.
struct Character {
    static constexpr std::size_t most = 5;

    Likely chosen;
    std::array<Likely, most> best{};  // the likeliest, best first
    std::uint8_t best_count = 0;
    std::uint8_t pointed = 0;  // how much of this the network's pointer gave, percent
};

class Generating {
 public:
    enum class Activity : std::uint8_t { none, reading, writing };

    // The host is woken when a text begins or ends, and when the model's condition changes; not by every character.
    Generating(platform::Host& host, const platform::Launch& launch);
    // Coroutines under way know this object by its address.
    Generating(const Generating&) = delete;
    Generating& operator=(const Generating&) = delete;
    ~Generating() = default;

    // Loads the model; after a failure tries again.
    void load() { model_.load(); }
    // Forgets the text and begins this one; stops what is under way. Only while the model is ready.
    void generate(const Order& order);
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
    [[nodiscard]] const std::vector<float>& units() const;
    // Of this stretch, 0 before its second character.
    [[nodiscard]] double characters_per_second() const;

 private:
    struct Rest;
    core::Task<> write(bool read_first);
    void start(bool read_first);
    void add(const Written& written);

    platform::Host& host_;
    experiments::ModelSlot model_;
    Parameters parameters_;
    Order order_;
    Prompt prompt_;
    std::unique_ptr<Writer> writer_;  // none before the first text, and after a run that failed
    std::vector<Character> written_;
    std::size_t wanted_ = 0;  // length of the text at which this stretch ends
    Activity activity_ = Activity::none;
    bool reads_first_ = false;
    bool begun_ = false;
    bool readable_ = false;
    bool watch_units_ = false;
    std::size_t stretch_from_ = 0;
    double stretch_began_ms_ = 0;
    double last_ms_ = 0;
    double asked_for_frame_ms_ = 0;
    std::coroutine_handle<> resting_;  // waits for its time at readable pace
    core::Task<> task_;                // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::text_generation
