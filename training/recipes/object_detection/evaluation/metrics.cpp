#include "training/recipes/object_detection/evaluation/metrics.hpp"

#include <format>
#include <optional>
#include <utility>

namespace mllab::detection_evaluation {

namespace {

std::string percent(const std::optional<double>& share) {
    return share ? std::format("{:.1f} %", 100 * *share) : std::string("nothing");
}

std::string with_interval(const std::optional<double>& share, const std::optional<evaluation::Interval>& interval) {
    if (!share || !interval) return percent(share);
    return std::format("{} ({:.1f} to {:.1f})", percent(share), 100 * interval->low, 100 * interval->high);
}

}  // namespace

std::vector<report::Metric> metrics_of(const std::vector<Figures>& figures,
                                       const detection_data::MeasuredPhotos& photos, const std::string& split) {
    std::vector<report::Metric> metrics;
    const std::size_t all = photos.instances.categories.size();
    for (const Figures& one : figures) {
        std::string data = std::format("{}, {} px", photos.name, one.side_px);
        if (one.categories < all) data += std::format(", {} of {} things", one.categories, all);
        const auto add = [&](const char* name, const std::optional<double>& value,
                             const std::optional<evaluation::Interval>& interval) {
            if (!value) return;
            report::Metric metric{.name = name,
                                  .data = data,
                                  .split = split,
                                  .value = *value,
                                  .samples = static_cast<std::int64_t>(one.photos)};
            if (interval) metric.interval = {interval->low, interval->high};
            metrics.push_back(std::move(metric));
        };
        add("average_precision", one.coco.ap, one.ap);
        add("average_precision_50", one.coco.ap50, one.ap50);
    }
    return metrics;
}

std::string message(const Figures& figures) {
    return std::format("{} px: AP {}, AP50 {}, AP75 {}; small {}, medium {}, large {}; {} photos, {} things",
                       figures.side_px, with_interval(figures.coco.ap, figures.ap),
                       with_interval(figures.coco.ap50, figures.ap50), percent(figures.coco.ap75),
                       percent(figures.coco.ap_small), percent(figures.coco.ap_medium), percent(figures.coco.ap_large),
                       figures.photos, figures.categories);
}

}  // namespace mllab::detection_evaluation
