#include "experiments/text_generation/view/settings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/shortest.hpp"
#include "core/text.hpp"
#include "experiments/text_generation/pipeline/repetition.hpp"

namespace mllab::text_generation {

namespace {

const std::string penalty_field = "repetition-penalty";

// "0.8", "500": what a field holds, to the last bit.
std::string written(double value, bool whole) {
    return whole ? core::decimals(value, 0) : core::shortest(static_cast<float>(value));
}

// As it is typed: spaces around it, and a comma for a point.
std::optional<double> number_of(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    for (char& c : text)
        if (c == ',') c = '.';
    return core::number_from(text);
}

}  // namespace

Settings::Settings(std::size_t characters) {
    const auto add = [&](const char* field, double value, double low, double high, double step, bool whole) {
        numbers_[field] = {.text = written(value, whole),
                           .note = "",
                           .value = value,
                           .low = low,
                           .high = high,
                           .step = step,
                           .whole = whole};
    };
    add("length", static_cast<double>(order_.length), 1, static_cast<double>(longest_text), 1, true);
    add("temperature", static_cast<double>(order_.sampling.temperature), 0, 2, 0.05, false);
    add("top-k", 0, 0, static_cast<double>(characters), 1, true);
    add("top-p", 1, 0.05, 1, 0.05, false);
    add(penalty_field.c_str(), 0, 0, 3, 0.5, false);
    add("seed", static_cast<double>(order_.seed), 0, static_cast<double>(largest_seed), 1, true);
}

void Settings::take(const std::string& field, double value) {
    if (field == "length") order_.length = static_cast<std::size_t>(value);
    if (field == "temperature") order_.sampling.temperature = static_cast<float>(value);
    if (field == "top-k") order_.sampling.top_k = static_cast<std::size_t>(value);
    if (field == "top-p") order_.sampling.top_p = static_cast<float>(value);
    if (field == penalty_field) order_.sampling.repetition_penalty = static_cast<float>(value);
    if (field == "seed") order_.seed = static_cast<std::uint64_t>(value);
}

void Settings::follow_temperature() {
    if (penalty_set_) return;
    const float penalty = order_.sampling.temperature < low_temperature ? usual_penalty : 0;
    if (penalty == order_.sampling.repetition_penalty) return;
    order_.sampling.repetition_penalty = penalty;
    Number& number = numbers_.at(penalty_field);
    number.value = static_cast<double>(penalty);
    number.text = written(number.value, number.whole);
}

std::string Settings::note_on_loops() const {
    const bool low = order_.sampling.temperature < low_temperature;
    if (order_.sampling.repetition_penalty == 0)
        return low ? "Off: at low temperatures the text soon goes round in a loop." : "";
    return core::joined(low ? "Keeps the text out of loops, which come soon at low temperatures: a" : "A", " run of ",
                        repeated_run, " characters that is already there becomes less likely each time.");
}

bool Settings::set(const std::string& field, const std::string& text) {
    if (field == "prompt") {
        order_.prompt = text;
        return true;
    }
    const auto found = numbers_.find(field);
    if (found == numbers_.end()) return false;
    Number& number = found->second;
    number.text = text;
    const auto value = number_of(text);
    if (value && *value >= number.low && *value <= number.high && (!number.whole || *value == std::floor(*value))) {
        number.value = *value;
        number.note.clear();
        take(field, *value);
        penalty_set_ = penalty_set_ || field == penalty_field;
        follow_temperature();
        return true;
    }
    number.note = core::joined(number.whole ? "A whole number from " : "A number from ",
                               written(number.low, number.whole), " to ", written(number.high, number.whole),
                               ", please; ", written(number.value, number.whole), " is used.");
    return true;
}

void Settings::follow(const Order& order, bool beginning) {
    const auto put = [&](const char* field, double value) { set(field, written(value, numbers_.at(field).whole)); };
    put("temperature", static_cast<double>(order.sampling.temperature));
    put("top-k", static_cast<double>(order.sampling.top_k));
    put("top-p", static_cast<double>(order.sampling.top_p));
    if (order_.sampling.repetition_penalty != order.sampling.repetition_penalty)
        put(penalty_field.c_str(), static_cast<double>(order.sampling.repetition_penalty));
    if (!beginning) return;
    order_.prompt = order.prompt;
    put("seed", static_cast<double>(order.seed));
}

platform::Field Settings::field(const std::string& id, const char* label, platform::Field::Kind kind) const {
    const Number& number = numbers_.at(id);
    return {.id = id,
            .label = label,
            .kind = kind,
            .value = number.text,
            .low = number.low,
            .high = number.high,
            .step = number.step,
            .hint = "",
            .note = number.note};
}

std::vector<platform::Field> Settings::fields(const std::string& prompt_note) const {
    using Kind = platform::Field::Kind;
    platform::Field penalty = field(penalty_field, "Repetition penalty (0: off)", Kind::range);
    if (penalty.note.empty()) penalty.note = note_on_loops();
    return {{.id = "prompt",
             .label = "How the text begins",
             .kind = Kind::lines,
             .value = order_.prompt,
             .low = 0,
             .high = 0,
             .step = 0,
             .hint = "Nothing: the network begins by itself",
             .note = prompt_note},
            field("length", "Characters", Kind::number),
            field("temperature", "Temperature", Kind::range),
            field("top-k", "Top-k (0: all)", Kind::number),
            field("top-p", "Top-p", Kind::range),
            std::move(penalty),
            field("seed", "Seed", Kind::number)};
}

std::map<std::string, std::string> Settings::shared(std::size_t length) const {
    std::map<std::string, std::string> fields{{"prompt", order_.prompt}};
    for (const auto& [name, number] : numbers_) fields[name] = written(number.value, number.whole);
    // One that follows the temperature goes on following it.
    if (!penalty_set_) fields.erase(penalty_field);
    fields["length"] = std::to_string(length);
    return fields;
}

}  // namespace mllab::text_generation
