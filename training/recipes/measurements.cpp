#include "training/recipes/measurements.hpp"

#include <algorithm>
#include <print>

#include "training/recipes/image_classification/evaluation/figures.hpp"
#include "training/recipes/image_classification/evaluation/imagenet_photos.hpp"

namespace mllab::recipes {

namespace {

namespace classification = classification_evaluation;

void print(const std::vector<report::Metric>& metrics) {
    for (const report::Metric& metric : metrics) {
        std::print("  {:<20} {:.4f}", metric.name, metric.value);
        if (metric.interval) std::print(" ({:.4f} to {:.4f})", metric.interval->first, metric.interval->second);
        std::println("  {}, {}, {} samples", metric.data, metric.split, metric.samples);
    }
}

// Whoever has labelled photos of ImageNet's classes rarely knows that the network has not seen them: they count as
// learnt from.
publish::Measured imagenet(const publish::Published& model, const Options& options, datasets::Split /*split*/) {
    const auto parameters = image_classification::Parameters::from(inference::ModelCard::parse(model.card.to_json()));
    const auto answers =
        classification::ask(model.session, parameters, classification::imagenet_photos(options.places));
    publish::Measured measured{.metrics = classification::cross_fitted_figures_of(answers, parameters, "train"),
                               .samples = {}};
    const auto decision = classification::choose_decision(answers, parameters);
    std::println("{}, file {}", model.card.id, model.card.file.sha256);
    std::println("  chosen on all of them: temperature {}, reject_below {}", decision.temperature,
                 decision.reject_below);
    print(measured.metrics);
    return measured;
}

}  // namespace

const std::vector<Measurement>& measurements() {
    static const std::vector<Measurement> all{
        {.id = "image_classification_1000",
         .summary = "EfficientNet-Lite0 on labelled photos of ImageNet's classes",
         .measure = &imagenet},
    };
    return all;
}

const Measurement* measurement(std::string_view id) {
    const auto found = std::ranges::find(measurements(), id, &Measurement::id);
    return found == measurements().end() ? nullptr : &*found;
}

void evaluate(const Measurement& measurement, const Options& options, datasets::Split split) {
    publish::Published model = publish::open_published(measurement.id, options.models);
    const auto measured = measurement.measure(model, options, split);
    publish::note(model.card, measured, datasets::name_of(split));
    report::write_card(model.card_path, model.card);
}

}  // namespace mllab::recipes
