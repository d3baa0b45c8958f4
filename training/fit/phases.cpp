#include "training/fit/phases.hpp"

#include <filesystem>
#include <format>
#include <utility>
#include <vector>

#include "training/report/checkpoint.hpp"

namespace mllab::fit {

Result fit_parts(std::span<const Part> parts, const Run& run, bool afresh) {
    const auto folder_of = [&](const Part& part) {
        return part.folder.empty() ? run.folder : run.folder / part.folder;
    };
    if (afresh && run.group.first())
        for (const Part& part : parts) report::Checkpoints(folder_of(part)).remove();
    Result all;
    for (const Part& part : parts) {
        const std::filesystem::path folder = folder_of(part);
        if (!run.train && !all.curve.empty() && !report::Checkpoints(folder).load()) {
            all.finished = false;
            break;
        }
        Result result = part.fit({.group = run.group,
                                  .folder = folder,
                                  .threads = run.threads,
                                  .device = run.device,
                                  .checkpoint_seconds = run.checkpoint_seconds,
                                  .train = run.train});
        all = continued(all, std::move(result));
        if (!all.finished) break;
    }
    return all;
}

Result fit_phases(nn::Classifier& network, std::span<const Phase> phases, const Run& run, bool afresh) {
    std::vector<Part> parts;
    std::string before;
    for (const Phase& phase : phases) {
        ClassifierSettings settings = phase.settings;
        settings.beginning += before;
        before += std::format("; {} epochs of {} at {}", settings.epochs, settings.id, settings.learning_rate);
        parts.push_back({.folder = phase.folder, .fit = [&network, &phase, settings](const Run& its) {
                             return fit_classifier(network, phase.source, phase.validation, settings, its);
                         }});
    }
    return fit_parts(parts, run, afresh);
}

}  // namespace mllab::fit
