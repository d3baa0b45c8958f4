#include "training/report/card.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "training/files/files.hpp"
#include "training/report/json_fields.hpp"

namespace mllab::report {

namespace {

constexpr std::size_t limit_bytes = std::size_t{16} << 20;

void require(bool holds, const std::string& place, std::string_view what) {
    if (!holds) refuse(place, what);
}

bool is_split(std::string_view name) { return name == "train" || name == "validation" || name == "test"; }

bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

template <typename T, typename F>
bool distinct(const std::vector<T>& values, F&& key) {
    std::set<std::string> seen;
    return std::ranges::all_of(values, [&](const T& value) { return seen.insert(key(value)).second; });
}

void check_measured(const std::string& place, const std::string& data, const std::string& split, std::int64_t samples) {
    require(!data.empty(), place, "does not name its data");
    require(is_split(split), place, "has the split “" + split + "”, which is none of train, validation and test");
    require(samples > 0, place, "was measured on no samples");
}

void check_origin(const Origin& origin) {
    require(!origin.package.empty() && !origin.version.empty() && !origin.file.empty(), "origin",
            "does not name package, version and file");
    require(!origin.licence.empty(), "origin", "names no licence");
    require(is_sha256(origin.sha256), "origin.sha256", "is not 64 lower-case hexadecimal digits");
}

void check_confusion(const Confusion& confusion) {
    require(!confusion.data.empty() && is_split(confusion.split), "confusion", "does not name its data and split");
    const std::size_t classes = confusion.labels.size();
    require(classes > 0, "confusion", "has no labels");
    const auto fits = [&](const auto& row) { return row.size() == classes; };
    require(confusion.counts.size() == classes && std::ranges::all_of(confusion.counts, fits), "confusion.counts",
            "does not have one row and one column for each label");
}

void check_mistakes(const Mistakes& mistakes) {
    check_measured("mistakes", mistakes.data, mistakes.split, mistakes.samples);
    require(mistakes.wrong <= mistakes.samples && std::ssize(mistakes.listed) <= mistakes.wrong, "mistakes",
            "are more than were asked, or more are listed than were made");
    for (const Mistake& m : mistakes.listed)
        require(!m.input.empty() && m.answer != m.truth, "mistakes.listed", "has one that is none: “" + m.input + "”");
}

}  // namespace

void Card::check() const {
    const auto itself = [](const std::string& text) { return text; };
    const auto by_name = [](const auto& value) { return value.name; };
    const auto by_key = [](const auto& value) { return value.first; };
    require(!id.empty(), "id", "is empty");
    require(!name.empty(), "name", "is empty");
    require(!file.name.empty() && !file.name.contains('/'), "file.name", "is not a file's name");
    require(file.bytes > 0, "file.bytes", "is not above 0");
    require(is_sha256(file.sha256), "file.sha256", "is not 64 lower-case hexadecimal digits");
    require(!inputs.empty() && distinct(inputs, by_name), "inputs", "are none, or two have one name");
    require(!outputs.empty() && distinct(outputs, by_name), "outputs", "are none, or two have one name");
    require(distinct(labels, itself), "labels", "are not distinct");
    require(distinct(preprocessing, by_key), "preprocessing", "has one name twice");
    require(distinct(decision, by_key), "decision", "has one name twice");
    for (const DataFacts& set : data)
        for (const auto& [split, count] : set.samples)
            require(is_split(split) && count >= 0, "data.samples", "of " + set.name + " has a split that there is not");
    if (origin) check_origin(*origin);
    require(origin || !training.recipe.empty(), "training", "is missing, and there is no origin");
    require(training.processes >= 1, "training.processes", "is not above 0");
    for (const Metric& metric : metrics) {
        require(!metric.name.empty(), "metrics", "has a figure without a name");
        check_measured("metrics." + metric.name, metric.data, metric.split, metric.samples);
        require(!metric.interval || (metric.interval->first <= metric.value && metric.value <= metric.interval->second),
                "metrics." + metric.name, "lies outside its interval");
    }
    for (const std::string& limit : limits) require(!limit.empty(), "limits", "have one that says nothing");
    if (rounding) check_measured("rounding", rounding->data, rounding->split, rounding->samples);
    if (confusion) check_confusion(*confusion);
    if (mistakes) check_mistakes(*mistakes);
    for (std::size_t i = 1; i < curve.size(); ++i)
        require(curve[i].epoch > curve[i - 1].epoch, "curve", "has epochs that do not rise");
}

void Card::merge(const std::vector<Metric>& figures) {
    for (const Metric& figure : figures) {
        const auto same = std::ranges::find_if(metrics, [&](const Metric& known) {
            return known.name == figure.name && known.data == figure.data && known.split == figure.split;
        });
        if (same != metrics.end())
            *same = figure;
        else
            metrics.push_back(figure);
    }
}

Card read_card(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read(path, limit_bytes);
    try {
        return Card::from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    } catch (const CardError& error) {
        throw CardError(path.string() + ": " + error.what());
    }
}

void write_card(const std::filesystem::path& path, const Card& card) {
    std::string text;
    try {
        text = card.to_json();
    } catch (const CardError& error) {
        throw CardError(path.string() + ": " + error.what());
    }
    files::write_atomically(path, text);
}

}  // namespace mllab::report
