// Text generation in the twin, with a network whose next character depends on everything that it has read.
#pragma once

#include <algorithm>
#include <cmath>
#include <format>

#include "experiments/text_generation/view/view.hpp"
#include "fixture.hpp"

namespace mllab::fake {

// "\n", " ", "!", ":", "A" … "Z", "a" … "z".
[[nodiscard]] inline std::vector<std::string> played_alphabet() {
    std::vector<std::string> all{"\n", " ", "!", ":", ","};
    for (char c = 'A'; c <= 'Z'; ++c) all.emplace_back(1, c);
    for (char c = 'a'; c <= 'z'; ++c) all.emplace_back(1, c);
    return all;
}

struct TextFixture : Page {
    std::size_t most_read_at_once = 0;
    float own_share = 1;           // what the network says of its pointer, where it has one
    bool state_came_back = false;  // the network was given a state that had left it

    TextFixture() {
        runtime.network = [this](const Run& run) { return answer(run.request); };
    }

    [[nodiscard]] static platform::Launch launch(std::map<std::string, std::string> fields = {}, int look_back = 0) {
        std::string labels;
        for (const std::string& c : played_alphabet())
            labels += (labels.empty() ? "\"" : ", \"") + (c == "\n" ? std::string("\\n") : c) + "\"";
        const std::string card = std::format(
            R"({{"format": 1, "id": "shakespeare_lstm", "name": "Shakespeare", "file": {{"name": "shakespeare_lstm.onnx", "bytes": 4000000, "sha256": "{}"}},
                "architecture": {{"summary": "", "layers": [], "parameters": 3000000, "weights_stored_as": "int8"}},
                "inputs": [], "outputs": [], "labels": [{}],
                "preprocessing": {{"layers": 1, "units": 4, "look_back": {}, "key": 2, "start_token": 0, "replacement_token": 1, "replacement_written": 1}}, "decision": {{}}}})",
            std::string(64, 'a'), labels, look_back);
        return {.experiment = "text_generation",
                .model = "shakespeare_lstm",
                .models_url = "models/",
                .cards = {{"shakespeare_lstm", card}},
                .fields = std::move(fields)};
    }

 private:
    [[nodiscard]] inference::Outputs answer(const inference::RunRequest& request) {
        const auto input = [&](std::string_view name) -> const inference::Value& {
            return std::ranges::find(request.inputs, name, &inference::NamedValue::name)->value;
        };
        const auto& tokens = std::get<core::Tensor>(input("tokens")).as<std::int64_t>();
        most_read_at_once = std::max(most_read_at_once, tokens.size());
        float memory = value_of(input("hidden"));
        // Only a text that begins has its zeros from outside.
        if (std::holds_alternative<core::Tensor>(input("hidden")) && memory != 0) state_came_back = true;
        const std::size_t characters = played_alphabet().size();
        std::vector<float> logits;
        for (const std::int64_t token : tokens) {
            memory = std::fmod(memory * 0.7F + static_cast<float>(token) * 0.31F + 0.11F, 7.0F);
            for (std::size_t i = 0; i < characters; ++i)
                logits.push_back(3 * std::sin(memory * static_cast<float>(i + 3) + static_cast<float>(i)));
        }
        std::vector<inference::NamedValue> values;
        const auto length = static_cast<std::int64_t>(tokens.size());
        values.push_back({"logits", core::Tensor({1, length, static_cast<std::int64_t>(characters)}, logits)});
        if (std::ranges::contains(request.fetch, "units"))
            values.push_back({"units", core::Tensor({1, 4}, std::vector<float>{memory / 7, -0.5F, 0.25F, 1})});
        if (std::ranges::contains(request.fetch, "own_share"))
            values.push_back({"own_share", core::Tensor({1, length, 1}, std::vector<float>(tokens.size(), own_share))});
        for (const std::string& name : request.keep) values.push_back({name, kept(memory)});
        return {std::move(values), 1.5};
    }
};

}  // namespace mllab::fake
