// What the visitor sets before a text is written, as fields of the page. Every field keeps what was typed; a value that
// makes no sense changes nothing but the note that says so.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/sampling.hpp"
#include "experiments/text_generation/view/branches.hpp"
#include "platform/platform.hpp"

namespace mllab::text_generation {

inline constexpr std::size_t longest_text = 20'000;  // characters that are written in one go
inline constexpr std::uint64_t largest_seed = 4'294'967'295;

// All that a text depends on, beside the network.
struct Order {
    std::string prompt;  // as it was typed
    core::SamplingSettings sampling{.temperature = 0.8F, .top_k = 0, .top_p = 1};
    std::uint64_t seed = 1;
    std::size_t length = 500;  // characters to write
    Branches branches{};       // before `sampling`, which is from the last of them on

    // Whether both begin alike and choose alike at the end: one may go on as the other, whatever its length.
    [[nodiscard]] bool same_text(const Order& other) const {
        return same_beginning(other) && same(sampling, other.sampling);
    }
    [[nodiscard]] bool same_beginning(const Order& other) const { return prompt == other.prompt && seed == other.seed; }
    // With which character `at` is chosen.
    [[nodiscard]] const core::SamplingSettings& sampling_at(std::size_t at) const {
        const Branch* const branch = branch_from(branches, at);
        return branch != nullptr ? branch->before : sampling;
    }
};

class Settings {
 public:
    // `characters`: in the network's alphabet.
    explicit Settings(std::size_t characters);

    // True if there is such a field ("prompt", "length", "temperature", "top-k", "top-p", "repetition-penalty",
    // "seed"). Any text at all. Until the penalty is set, it follows the temperature: it is on where loops come soon.
    bool set(const std::string& field, const std::string& text);
    // `prompt_note`: what becomes of the prompt's characters.
    [[nodiscard]] std::vector<platform::Field> fields(const std::string& prompt_note) const;
    [[nodiscard]] const Order& order() const { return order_; }
    // The fields say what a text was written with; `beginning`: its beginning and its seed as well.
    void follow(const Order& order, bool beginning);
    // The texts that give the same order again, by field.
    [[nodiscard]] std::map<std::string, std::string> shared(std::size_t length) const;

 private:
    struct Number {
        std::string text;  // as it was typed
        std::string note;
        double value = 0;
        double low = 0, high = 1, step = 1;
        bool whole = true;
    };
    void take(const std::string& field, double value);
    void follow_temperature();
    [[nodiscard]] std::string note_on_loops() const;
    [[nodiscard]] platform::Field field(const std::string& id, const char* label, platform::Field::Kind kind) const;

    Order order_;
    bool penalty_set_ = false;  // by the visitor or a link
    std::map<std::string, Number> numbers_;
};

}  // namespace mllab::text_generation
