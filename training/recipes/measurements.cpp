#include "training/recipes/measurements.hpp"

#include <algorithm>
#include <print>

#include "training/recipes/image_classification/evaluation/figures.hpp"
#include "training/recipes/image_classification/evaluation/imagenet_photos.hpp"
#include "training/recipes/object_detection/evaluation/evaluation.hpp"
#include "training/recipes/object_detection/evaluation/metrics.hpp"

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
    const auto parameters = image_classification::Parameters::from(publish::page_card(model.card));
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

// COCO keeps its test photos' boxes to itself; everybody measures on the validation part.
publish::Measured coco(const publish::Published& model, const Options& options, datasets::Split split) {
    const auto parameters = object_detection::Parameters::from(publish::page_card(model.card));
    const auto photos = detection_data::load_photos(options.places);
    const auto figures = detection_evaluation::measure(model.session, parameters, photos);
    std::println("{}, file {}", model.card.id, model.card.file.sha256);
    for (const auto& one : figures) std::println("  {}", detection_evaluation::message(one));
    return {.metrics = detection_evaluation::metrics_of(figures, photos, datasets::name_of(split)), .samples = {}};
}

}  // namespace

const std::vector<Measurement>& measurements() {
    static const std::vector<Measurement> all{
        {.id = "image_classification_1000",
         .summary = "EfficientNet-Lite0 on labelled photos of ImageNet's classes",
         .measure = &imagenet},
        {.id = "detection_centernet", .summary = "CenterNet on COCO's validation photos", .measure = &coco},
        {.id = "detection_ssd_mobilenet_v2",
         .summary = "SSD on the same, for the kinds that it knows",
         .measure = &coco},
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
