#include "training/fit/settings.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mllab::fit {

namespace {

const std::string* value_of(const Settings& settings, const std::string& name) {
    const auto found = std::ranges::find(settings.all(), name, &Setting::name);
    return found == settings.all().end() ? nullptr : &found->value;
}

}  // namespace

Settings& Settings::add(std::string name, std::string value) {
    if (name.empty() || value_of(*this, name) != nullptr)
        throw std::invalid_argument("a setting has no name, or a name that is there already: “" + name + "”");
    settings_.push_back({.name = std::move(name), .value = std::move(value)});
    return *this;
}

std::string Settings::in_words() const {
    std::string words;
    for (const Setting& setting : settings_) words += (words.empty() ? "" : ", ") + setting.name + ": " + setting.value;
    return words;
}

std::string Settings::to_json() const {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Setting& setting : settings_) json.push_back({setting.name, setting.value});
    return json.dump();
}

Settings Settings::from_json(std::string_view text) {
    Settings settings;
    try {
        for (const auto& pair : nlohmann::json::parse(text)) {
            if (pair.size() != 2) throw std::invalid_argument("a setting is a name and a value");
            settings.add(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
        }
    } catch (const std::exception& error) {
        throw std::runtime_error(std::string("settings of a training cannot be read: ") + error.what());
    }
    return settings;
}

std::vector<std::string> differences(const Settings& of_checkpoint, const Settings& of_training) {
    const auto said = [](const std::string* value) { return value == nullptr ? std::string("none") : *value; };
    std::vector<std::string> sentences;
    const auto compare = [&](const std::string& name) {
        const std::string* before = value_of(of_checkpoint, name);
        const std::string* now = value_of(of_training, name);
        if (before != nullptr && now != nullptr && *before == *now) return;
        sentences.push_back(std::format("{}: the checkpoint has {}, this training {}", name, said(before), said(now)));
    };
    for (const Setting& setting : of_training.all()) compare(setting.name);
    for (const Setting& setting : of_checkpoint.all())
        if (value_of(of_training, setting.name) == nullptr) compare(setting.name);
    return sentences;
}

void require_same(const Settings& of_checkpoint, const Settings& of_training, const std::string& checkpoint) {
    const auto different = differences(of_checkpoint, of_training);
    if (different.empty()) return;
    std::string message = checkpoint + " belongs to another training";
    for (const std::string& sentence : different) message += "\n  " + sentence;
    throw OtherTraining(message + "\nUse the same options and data, or --afresh to forget the checkpoints.");
}

}  // namespace mllab::fit
