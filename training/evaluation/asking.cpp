#include "training/evaluation/asking.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/classification.hpp"

namespace mllab::evaluation {

namespace {

constexpr std::size_t batch_size = 100;

}  // namespace

std::vector<Logits> logits_of(const inference::Session& session, const std::vector<image::GrayImage>& pictures) {
    if (pictures.empty()) return {};
    return logits_of(session, pictures.size(), {1, pictures.front().height, pictures.front().width},
                     [&](std::size_t i) { return pictures[i].pixels; });
}

std::vector<Logits> logits_of(const inference::Session& session, std::size_t count, const core::Shape& one,
                              const std::function<std::vector<float>(std::size_t)>& input) {
    std::vector<Logits> all;
    for (std::size_t begin = 0; begin < count; begin += batch_size) {
        const std::size_t asked = std::min(batch_size, count - begin);
        std::vector<float> values;
        for (std::size_t i = begin; i < begin + asked; ++i) {
            const std::vector<float> numbers = input(i);
            values.insert(values.end(), numbers.begin(), numbers.end());
        }
        core::Shape shape = one;
        shape.insert(shape.begin(), static_cast<std::int64_t>(asked));
        inference::RunRequest request;
        request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(values))});
        request.fetch = {"logits"};
        const inference::Outputs outputs = core::run_now(session.run(std::move(request)));
        const auto view = outputs.tensor("logits").view();
        for (std::size_t i = 0; i < asked; ++i) all.emplace_back(view[i].data.begin(), view[i].data.end());
    }
    return all;
}

double cross_entropy(std::span<const Logits> logits, std::span<const std::size_t> labels, float temperature) {
    if (logits.size() != labels.size()) throw std::invalid_argument("a cross entropy needs a label for every answer");
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i].empty()) continue;
        const auto p = core::softmax(logits[i], temperature);
        sum -= std::log(std::max(1e-12, static_cast<double>(p[labels[i]])));
        count += 1;
    }
    return count > 0 ? sum / count : 0;
}

float best_temperature(const std::function<double(float)>& loss) {
    // Golden-section search.
    const double ratio = (std::sqrt(5.0) - 1) / 2;
    double low = 0.3;
    double high = 3;
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    const auto f = [&](double temperature) { return loss(static_cast<float>(temperature)); };
    double fa = f(a);
    double fb = f(b);
    for (int i = 0; i < 40; ++i) {
        if (fa < fb) {
            high = b;
            b = a;
            fb = fa;
            a = high - ratio * (high - low);
            fa = f(a);
        } else {
            low = a;
            a = b;
            fa = fb;
            b = low + ratio * (high - low);
            fb = f(b);
        }
    }
    return static_cast<float>(std::round((low + high) / 2 * 1000) / 1000);
}

}  // namespace mllab::evaluation
