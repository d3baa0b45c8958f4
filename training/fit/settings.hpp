// What a training's result depends on, as a list of names and values: what a checkpoint says it belongs to. Knows
// nothing of libtorch.
#pragma once

#include <concepts>
#include <format>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::fit {

// A checkpoint of another training. The message names every value that differs, and both of them.
class OtherTraining : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

struct Setting {
    std::string name;  // "batch size"
    std::string value;
    bool operator==(const Setting&) const = default;
};

class Settings {
 public:
    // Throws std::invalid_argument on a name that is empty or there already.
    Settings& add(std::string name, std::string value);
    template <typename Number>
        requires std::integral<Number> || std::floating_point<Number>
    Settings& add(std::string name, Number value) {
        return add(std::move(name), std::format("{}", value));
    }

    [[nodiscard]] const std::vector<Setting>& all() const { return settings_; }
    [[nodiscard]] std::string in_words() const;  // "epochs: 30, batch size: 128, …"

    [[nodiscard]] std::string to_json() const;
    // Throws std::runtime_error on a text that `to_json` did not write.
    [[nodiscard]] static Settings from_json(std::string_view text);

    bool operator==(const Settings&) const = default;

 private:
    std::vector<Setting> settings_;
};

// "batch size: the checkpoint has 128, this training 64": one for each name whose values differ or that only one has.
[[nodiscard]] std::vector<std::string> differences(const Settings& of_checkpoint, const Settings& of_training);

// Throws OtherTraining where there are differences; `checkpoint` is its file.
void require_same(const Settings& of_checkpoint, const Settings& of_training, const std::string& checkpoint);

}  // namespace mllab::fit
