#include "experiments/image_classification/pipeline/pipeline.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"
#include "experiments/image_classification/pipeline/kin.hpp"
#include "inference/card_values.hpp"

namespace mllab::image_classification {

namespace {

constexpr float least_worth_saying = 0.01F;

void find_family(Answer& answer, const Parameters& parameters) {
    float most = std::max(0.5F, parameters.reject_below);
    for (const FamilyAmong& family : parameters.families) {
        float p = 0;
        for (const std::size_t one : family.classes) p += answer.probabilities[one];
        if (p < most) continue;
        most = p;
        answer.family = family.name;
        answer.family_p = p;
    }
}

// "notebook computer"; "tiger cat and Egyptian cat".
std::string enumerated(const std::vector<core::Ranked>& classes, const std::vector<std::string>& labels) {
    std::string text;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (i > 0) text += i + 1 == classes.size() ? " and " : ", ";
        text += labels.at(classes[i].index);
    }
    return text;
}

}  // namespace

Parameters Parameters::from(const inference::ModelCard& card) {
    Parameters p;
    p.side_px = static_cast<int>(inference::preprocessing_within(card, "side_px", 16, 512));
    p.normalisation.mean = inference::preprocessing_within(card, "mean", 0, 1);
    p.normalisation.deviation = inference::preprocessing_within(card, "deviation", 0.001, 10);
    p.crop = inference::preprocessing_within(card, "crop", 0.1, 1);
    if (card.preprocessing.contains("detail_px"))
        p.detail_px = static_cast<int>(inference::preprocessing_within(card, "detail_px", 16, 512));
    p.temperature = inference::decision_within(card, "temperature", 0.01, 100);
    p.reject_below = inference::decision_within(card, "reject_below", 0, 1);
    if (card.labels.size() < 2) throw inference::CardError("the model card names fewer than two classes");
    p.labels = card.labels;
    p.kin = kin_among(p.labels);
    p.families = families_among(p.labels);
    return p;
}

image::Square view(int width, int height, const Parameters& parameters) {
    const double side = parameters.crop * static_cast<double>(std::min(width, height));
    return {.left = (width - side) / 2, .top = (height - side) / 2, .side = side};
}

Encoded encode(const image::RgbaImage& picture, const Parameters& parameters) {
    const image::Square seen = view(picture.width, picture.height, parameters);
    Encoded encoded;
    if (parameters.detail_px > 0 && seen.side > parameters.detail_px) {
        // To a network that learned from small pictures made larger, a sharp one looks foreign.
        const image::RgbaImage rough = image::resampled(picture, seen, parameters.detail_px);
        encoded.seen = image::resampled(rough, image::central_square(rough.width, rough.height), parameters.side_px);
    } else {
        encoded.seen = image::resampled(picture, seen, parameters.side_px);
    }
    encoded.planes = image::planes(encoded.seen, parameters.normalisation);
    return encoded;
}

Answer decode(const std::vector<float>& logits, const Parameters& parameters) {
    if (logits.size() != parameters.labels.size())
        throw std::invalid_argument(
            core::joined("this model gives ", parameters.labels.size(), " logits, not ", logits.size()));
    return judged(core::softmax(logits, parameters.temperature), parameters);
}

Answer judged(std::vector<float> probabilities, const Parameters& parameters) {
    if (probabilities.size() != parameters.labels.size())
        throw std::invalid_argument(
            core::joined("this model has ", parameters.labels.size(), " classes, not ", probabilities.size()));
    Answer answer{.probabilities = std::move(probabilities), .best = {}, .known = {}, .kin = {}};
    answer.best = core::top_k(answer.probabilities, guesses);
    const core::Ranked best = answer.best.front();
    answer.together = best.value;
    if (best.index < parameters.kin.size())
        for (const std::size_t other : parameters.kin[best.index]) {
            const float p = answer.probabilities[other];
            answer.together += p;
            if (p >= least_worth_saying) answer.kin.push_back({.index = other, .value = p});
        }
    std::ranges::stable_sort(answer.kin, std::greater(), &core::Ranked::value);
    if (answer.together >= parameters.reject_below)
        answer.known = best.index;
    else
        find_family(answer, parameters);
    return answer;
}

std::string percent(double p) {
    if (p >= 0.9995) return "more than 99.9 %";
    if (p < 0.0005) return "less than 0.1 %";
    return core::decimals(100 * p, 1) + " %";
}

std::string at_beginning(std::string name) {
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

std::string message(const Answer& answer, const std::vector<std::string>& labels) {
    const core::Ranked& best = answer.best.front();
    const std::string& name = labels.at(best.index);
    const std::string sure = percent(best.value);
    if (answer.known && !answer.kin.empty())
        return core::joined(at_beginning(name), " (", sure, " sure; with ", enumerated(answer.kin, labels), " ",
                            percent(answer.together), " sure).");
    if (answer.known) return core::joined(at_beginning(name), " (", sure, " sure).");
    if (!answer.family.empty())
        return core::joined(at_beginning(std::string(answer.family)), " (", percent(answer.family_p),
                            " sure), but which one is unsure; at best ", name, " (", sure, " sure).");
    return core::joined("Nothing that this network knows for sure; at best ", name, " (", sure, " sure).");
}

}  // namespace mllab::image_classification
