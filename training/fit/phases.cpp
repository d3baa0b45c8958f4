#include "training/fit/phases.hpp"

#include <filesystem>
#include <format>
#include <utility>

#include "training/report/checkpoint.hpp"

namespace mllab::fit {

Result fit_phases(nn::Classifier& network, std::span<const Phase> phases, const Run& run, bool afresh) {
    const auto folder_of = [&](const Phase& phase) {
        return phase.folder.empty() ? run.folder : run.folder / phase.folder;
    };
    if (afresh && run.group.first())
        for (const Phase& phase : phases) report::Checkpoints(folder_of(phase)).remove();
    Result all;
    std::string before;
    for (const Phase& phase : phases) {
        const std::filesystem::path folder = folder_of(phase);
        if (!run.train && !all.curve.empty() && !report::Checkpoints(folder).load()) {
            all.finished = false;
            break;
        }
        ClassifierSettings settings = phase.settings;
        settings.beginning += before;
        Result result = fit_classifier(network, phase.source, phase.validation, settings,
                                       {.group = run.group,
                                        .folder = folder,
                                        .threads = run.threads,
                                        .device = run.device,
                                        .checkpoint_seconds = run.checkpoint_seconds,
                                        .train = run.train});
        all = continued(all, std::move(result));
        if (!all.finished) break;
        before += std::format("; {} epochs of {} at {}", settings.epochs, settings.id, settings.learning_rate);
    }
    return all;
}

}  // namespace mllab::fit
