#include "training/fit/engine.hpp"

#include <chrono>
#include <format>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <print>
#include <stdexcept>

#include "training/files/fingerprint.hpp"
#include "training/files/folder_lock.hpp"
#include "training/fit/stopping.hpp"
#include "training/kernels/check.hpp"
#include "training/parallel/device.hpp"
#include "training/report/log.hpp"
#include "training/report/progress.hpp"

namespace mllab::fit {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string text_of(const files::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }
files::Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

std::string prefix_of(std::size_t network) { return std::format("network{}.", network + 1); }

class Engine {
 public:
    Engine(std::span<Optimisation* const> networks, const Loop& loop, const Run& run)
        : networks_(networks), loop_(loop), run_(run), checkpoints_(run.folder) {
        std::filesystem::create_directories(run.folder);
        // Who only takes a checkpoint up may do so beside the training that writes them.
        if (run.group.first() && run.train) lock_.emplace(run.folder);
        if (run.group.first()) log_.emplace(run.folder / "log.jsonl");
    }

    Result result() {
        const parallel::CurrentGroup current(run_.group);
        run_.group.require_same("the settings of the training", loop_.settings.in_words());
        take_same_weights();
        take_up();
        check_kernels();
        set_mode(true);
        saved_ = Clock::now();
        std::optional<StopSignals> signals;
        if (run_.train) signals.emplace();
        while (run_.train && place_.epoch < epochs()) epoch();
        swap_averages();
        set_mode(false);
        for (Optimisation* network : networks_) network->network().to(torch::kCPU);
        result_.steps = place_.step;
        result_.finished = place_.epoch >= epochs();
        return std::move(result_);
    }

 private:
    [[nodiscard]] std::int64_t epochs() const { return std::ssize(loop_.steps_of_epoch); }

    void set_mode(bool training) {
        for (Optimisation* network : networks_) network->network().train(training);
    }
    void swap_averages() {
        for (Optimisation* network : networks_) network->swap_averages();
    }

    void take_same_weights() {
        std::vector<torch::Tensor> weights;
        for (Optimisation* network : networks_) {
            for (const torch::Tensor& tensor : network->network().parameters()) weights.push_back(tensor);
            for (const torch::Tensor& tensor : network->network().buffers()) weights.push_back(tensor);
        }
        run_.group.broadcast(weights);
    }

    // The forward passes leave random numbers and weights as they were.
    void check_kernels() {
        if (run_.device != "cpu") return;  // oneDNN is the CPU's
        std::vector<kernels::Operation> operations;
        for (std::size_t i = 0; i < loop_.forward.size(); ++i) {
            const auto more = kernels::operations_of(networks_[i]->network(), loop_.forward[i]);
            operations.insert(operations.end(), more.begin(), more.end());
        }
        const kernels::Report report = kernels::check(operations);
        if (report.onednn_off) {
            result_.kernels = report.sentence;
            if (run_.group.first()) std::println("{}: {}", loop_.id, report.sentence);
        }
        if (log_)
            log_->write({{"event", "kernels"},
                         {"operations", report.operations},
                         {"onednn_off", report.onednn_off},
                         {"sentence", report.sentence},
                         {"seconds", report.seconds}});
    }

    // The newest checkpoint, if there is one: rank 0 reads it, all go on from it.
    void take_up() {
        std::string bytes;
        if (run_.group.first()) {
            if (const auto found = checkpoints_.load()) {
                for (const std::string& warning : found->warnings) std::println(stderr, "{}", warning);
                const files::Bytes& settings = part_of(found->blobs, "settings");
                require_same(Settings::from_json(text_of(settings)), loop_.settings, found->path.string());
                bytes = text_of(report::encode_checkpoint(found->blobs));
            }
        }
        bytes = run_.group.broadcast(std::move(bytes));
        if (!bytes.empty()) restore(report::decode_checkpoint(bytes_of(bytes), "rank 0's checkpoint"));
        if (!run_.train && place_.step == 0)
            throw std::runtime_error(loop_.id + ": there is no checkpoint in " + run_.folder.string());
        if (place_.step > 0 && run_.group.first())
            std::println("{}: goes on after epoch {}, step {} of {}", loop_.id, place_.epoch, place_.step,
                         std::accumulate(loop_.steps_of_epoch.begin(), loop_.steps_of_epoch.end(), std::int64_t{0}));
    }

    void restore(const report::Blobs& checkpoint) {
        for (std::size_t i = 0; i < networks_.size(); ++i) networks_[i]->load(checkpoint, prefix_of(i));
        const auto progress = nlohmann::json::parse(text_of(part_of(checkpoint, "progress")));
        place_ = {.step = progress.at("step").get<std::int64_t>(),
                  .epoch = progress.at("epoch").get<std::int64_t>(),
                  .in_epoch = progress.at("in_epoch").get<std::int64_t>()};
        loss_sum_ = progress.at("loss_sum").get<double>();
        accuracy_sum_ = progress.at("accuracy_sum").get<double>();
        result_.seconds = progress.at("seconds").get<double>();
        for (const auto& point : progress.at("curve"))
            result_.curve.push_back({.epoch = static_cast<int>(result_.curve.size()) + 1,
                                     .train_loss = point.at(0).get<double>(),
                                     .validation_loss = point.at(1).get<double>(),
                                     .validation_accuracy = point.at(2).get<double>()});
        auto random = at::detail::getDefaultCPUGenerator();
        random.set_state(loaded_tensors(checkpoint, "random").at(0));
        if (loop_.hidden_states == nullptr) return;
        loop_.hidden_states->clear();
        const auto whole = loaded_tensors(checkpoint, "hidden_states");
        for (std::size_t i = 0; i < whole.size(); ++i)
            loop_.hidden_states->push_back(run_.group.share_of(whole[i], loop_.batch_axes.at(i)));
    }

    // On every process: hidden states are gathered from all of them.
    void save() {
        std::vector<torch::Tensor> hidden;
        if (loop_.hidden_states != nullptr)
            for (std::size_t i = 0; i < loop_.hidden_states->size(); ++i)
                hidden.push_back(run_.group.whole((*loop_.hidden_states)[i], loop_.batch_axes.at(i)));
        result_.seconds += seconds_since(saved_);
        saved_ = Clock::now();
        if (!run_.group.first()) return;
        nlohmann::json curve = nlohmann::json::array();
        for (const report::CurvePoint& p : result_.curve)
            curve.push_back({p.train_loss, p.validation_loss, p.validation_accuracy});
        const nlohmann::json progress{
            {"step", place_.step},   {"epoch", place_.epoch},         {"in_epoch", place_.in_epoch},
            {"loss_sum", loss_sum_}, {"accuracy_sum", accuracy_sum_}, {"seconds", result_.seconds},
            {"curve", curve}};
        report::Blobs checkpoint{{"settings", bytes_of(loop_.settings.to_json())},
                                 {"progress", bytes_of(progress.dump())},
                                 {"random", saved_tensors({at::detail::getDefaultCPUGenerator().get_state()})},
                                 {"hidden_states", saved_tensors(hidden)}};
        for (std::size_t i = 0; i < networks_.size(); ++i) networks_[i]->save(checkpoint, prefix_of(i));
        checkpoints_.save(checkpoint);
    }

    // Rank 0's clock decides for all, and a signal to one of them stops all.
    void save_or_stop(bool in_epoch) {
        const bool due = in_epoch && run_.group.first() && seconds_since(saved_) > run_.checkpoint_seconds;
        const int signal = StopSignals::received();
        const auto wishes = run_.group.mean({due ? 1.0 : 0.0, signal != 0 ? 1.0 : 0.0});
        const bool stop = wishes[1] > 0;
        // Between epochs there is one already.
        if (in_epoch && (wishes[0] > 0 || stop)) save();
        if (stop)
            throw Stopped(
                std::format("{}: stopped after step {} in epoch {} of {}. The same command goes on from there.",
                            loop_.id, place_.in_epoch, place_.epoch + 1, epochs()),
                signal);
    }

    void epoch() {
        const auto started = Clock::now();
        const std::int64_t steps = loop_.steps_of_epoch[static_cast<std::size_t>(place_.epoch)];
        if (loop_.begin_epoch) loop_.begin_epoch(place_);
        std::optional<report::Progress> progress;
        if (run_.group.first()) progress.emplace(loop_.id, place_.epoch + 1, epochs(), steps);
        std::int64_t samples = 0;
        while (place_.in_epoch < steps) {
            const StepFigures figures = loop_.step(place_);
            loss_sum_ += figures.loss;
            accuracy_sum_ += run_.group.mean({figures.accuracy}).front();
            samples += figures.samples;
            ++place_.step;
            ++place_.in_epoch;
            const auto done = static_cast<double>(place_.in_epoch);
            if (progress) progress->update(place_.in_epoch, loss_sum_ / done, accuracy_sum_ / done, samples);
            if (place_.in_epoch < steps) save_or_stop(true);
        }
        swap_averages();
        set_mode(false);
        const Figures validation = loop_.validate();
        set_mode(true);
        swap_averages();
        const report::CurvePoint point{.epoch = static_cast<int>(place_.epoch) + 1,
                                       .train_loss = loss_sum_ / static_cast<double>(steps),
                                       .validation_loss = validation.loss,
                                       .validation_accuracy = validation.accuracy};
        result_.curve.push_back(point);
        ++place_.epoch;
        place_.in_epoch = 0;
        loss_sum_ = 0;
        accuracy_sum_ = 0;
        save();
        if (log_) log_->epoch(point, seconds_since(started));
        if (progress) progress->finish(point);
        if (place_.epoch < epochs()) save_or_stop(false);
    }

    std::span<Optimisation* const> networks_;
    const Loop& loop_;
    const Run& run_;
    report::Checkpoints checkpoints_;
    std::optional<files::FolderLock> lock_;
    std::optional<report::TrainingLog> log_;
    Place place_;
    double loss_sum_ = 0;  // of this epoch
    double accuracy_sum_ = 0;
    Clock::time_point saved_;
    Result result_;
};

}  // namespace

torch::Device prepare(const Run& run) {
    at::set_num_threads(run.threads);
    return parallel::device_named(run.device);
}

Result run_engine(std::span<Optimisation* const> networks, const Loop& loop, const Run& run) {
    return Engine(networks, loop, run).result();
}

std::string in_words(const torch::nn::Module& network) {
    files::Fingerprint shapes;
    std::int64_t parameters = 0;
    std::int64_t tensors = 0;
    for (const auto& named : network.named_parameters()) {
        shapes.add(named.key()).add(std::span(named.value().sizes().data(), named.value().sizes().size()));
        parameters += named.value().numel();
        ++tensors;
    }
    return std::format("{} parameters in {} tensors (shapes {})", parameters, tensors, shapes.text());
}

std::string fingerprint_of(const torch::Tensor& tensor) {
    const torch::Tensor dense = tensor.detach().to(torch::kCPU).contiguous();
    files::Fingerprint numbers;
    numbers.add(std::span(static_cast<const std::uint8_t*>(dense.data_ptr()), dense.nbytes()));
    return std::format("{} of {} numbers ({})", dense.dim() == 0 ? 1 : dense.size(0),
                       dense.dim() == 0 ? 1 : dense.numel() / std::max<std::int64_t>(1, dense.size(0)), numbers.text());
}

}  // namespace mllab::fit
