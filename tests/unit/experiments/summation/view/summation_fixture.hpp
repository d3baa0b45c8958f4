// Summation in the twin, with a network that can add, or is off by one.
#pragma once

#include <format>

#include "experiments/summation/view/view.hpp"
#include "fixture.hpp"

namespace mllab::fake {

struct SummationFixture : Page {
    static constexpr std::size_t units = 6;

    int off_by = 0;  // how wrong the network is

    SummationFixture() {
        runtime.network = [this](const Run& run) { return answer(run.request); };
    }

    [[nodiscard]] static platform::Launch launch(std::map<std::string, std::string> fields = {}) {
        const std::string card = std::format(
            R"({{"format": 1, "id": "summation_gru", "name": "Summation", "file": {{"name": "summation_gru.onnx", "bytes": 160000, "sha256": "{}"}},
                "architecture": {{"summary": "", "layers": [], "parameters": 80000, "weights_stored_as": "float16"}},
                "inputs": [], "outputs": [], "labels": ["0"],
                "preprocessing": {{"units": 6, "input_length": 7, "answer_length": 4}}, "decision": {{}}}})",
            std::string(64, 'a'));
        return {.experiment = "summation",
                .model = "summation_gru",
                .models_url = "models/",
                .cards = {{"summation_gru", card}},
                .fields = std::move(fields)};
    }

 private:
    [[nodiscard]] inference::Outputs answer(const inference::RunRequest& request) const {
        const auto& tokens = std::get<core::Tensor>(request.inputs.at(0).value).as<std::int64_t>();
        const auto number = [&](std::size_t from) {
            int value = 0;
            for (std::size_t i = from; i < from + 3; ++i)
                if (tokens.at(i) < 10) value = 10 * value + static_cast<int>(tokens.at(i));
            return value;
        };
        const auto wanted = summation::target({.left = number(0), .right = number(4) + off_by});
        std::vector<float> logits(summation::answer_length * summation::symbol_count, 0);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            logits.at(i * summation::symbol_count + static_cast<std::size_t>(wanted.at(i))) = 9;
        std::vector<inference::NamedValue> values;
        values.push_back({"logits", core::Tensor({1, 4, 11}, logits)});
        values.push_back({"attention", core::Tensor({1, 4, 7}, std::vector<float>(28, 1.0F / 7))});
        values.push_back({"reading", core::Tensor({1, 7, units}, std::vector<float>(7 * units, 0.5F))});
        values.push_back({"writing", core::Tensor({1, 4, units}, std::vector<float>(4 * units, -0.5F))});
        return {std::move(values), 0.4};
    }
};

}  // namespace mllab::fake
