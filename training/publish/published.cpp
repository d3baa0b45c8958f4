#include "training/publish/published.hpp"

#include <algorithm>

#include "core/task.hpp"

namespace mllab::publish {

inference::ModelCard page_card(const report::Card& card) { return inference::ModelCard::parse(card.to_json()); }

Published open_published(const std::string& id, const std::filesystem::path& models) {
    Published published{.card_path = models / (id + ".json"), .card = {}, .session = {}};
    published.card = report::read_card(published.card_path);
    const report::FileFacts& file = published.card.file;
    published.session = core::run_now(inference::Session::load(
        {.id = id, .address = (models / file.name).string(), .sha256 = file.sha256, .bytes = file.bytes}, {}));
    return published;
}

void rename_data(report::Card& card, const std::string& set, const std::string& to) {
    for (report::DataFacts& facts : card.data)
        if (facts.name == set) facts = {to, "", "not known", "not known", std::move(facts.samples)};
    const auto rename = [&](std::string& data) {
        if (data == set) data = to;
    };
    for (report::Metric& metric : card.metrics) rename(metric.data);
    if (card.rounding) rename(card.rounding->data);
    if (card.confusion) rename(card.confusion->data);
    if (card.mistakes) rename(card.mistakes->data);
}

void rename_data(Measured& measured, const std::string& set, const std::string& to) {
    const auto rename = [&](std::string& data) {
        if (data == set) data = to;
    };
    for (report::Metric& metric : measured.metrics) rename(metric.data);
    for (auto& [name, count] : measured.samples) rename(name);
    if (measured.confusion) rename(measured.confusion->data);
    if (measured.mistakes) rename(measured.mistakes->data);
}

void note(report::Card& card, const Measured& measured, const std::string& split) {
    card.merge(measured.metrics);
    for (const auto& [set, count] : measured.samples) {
        const auto facts = std::ranges::find(card.data, set, &report::DataFacts::name);
        if (facts == card.data.end()) continue;
        std::erase_if(facts->samples, [&](const auto& entry) { return entry.first == split; });
        facts->samples.emplace_back(split, count);
    }
    if (measured.confusion) card.confusion = measured.confusion;
    if (measured.mistakes) card.mistakes = measured.mistakes;
    if (!measured.limits.empty()) card.limits = measured.limits;
}

}  // namespace mllab::publish
