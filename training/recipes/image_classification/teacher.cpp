#include "training/recipes/image_classification/teacher.hpp"

#include <algorithm>
#include <cstring>
#include <format>
#include <print>
#include <stdexcept>
#include <utility>

#include "core/task.hpp"
#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "training/evaluation/asking.hpp"
#include "training/files/files.hpp"
#include "training/files/fingerprint.hpp"
#include "training/files/sha256.hpp"
#include "training/fit/schedule.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::recipes {

namespace {

namespace fs = std::filesystem;
using image_classification_data::Data;

constexpr std::size_t asked_at_once = 500;  // so that not all of its answers are in memory, and progress is seen

fs::path folder_with(const std::string& id, const std::vector<fs::path>& folders) {
    std::string looked;
    for (const fs::path& folder : folders) {
        if (fs::is_regular_file(folder / (id + ".onnx")) && fs::is_regular_file(folder / (id + ".json"))) return folder;
        looked += (looked.empty() ? "" : " and ") + folder.string();
    }
    throw files::FileError(
        std::format("This network learns from {}, which is not in {}: “npm start” converts it.", id, looked));
}

// The teacher, asked as the page asks it, but about whole pictures: they are small enough.
class Asking {
 public:
    Asking(const std::string& id, const fs::path& folder, const std::string& sha256)
        : parameters_(image_classification::Parameters::from(inference::ModelCard::parse(text_of(folder, id)))),
          session_(core::run_now(inference::Session::load(
              {.id = id, .address = (folder / (id + ".onnx")).string(), .sha256 = sha256}, {}))) {
        parameters_.crop = 1;
    }

    [[nodiscard]] torch::Tensor logits(const Data& data) const {
        std::vector<torch::Tensor> all;
        for (std::size_t first = 0; first < data.train.size(); first += asked_at_once) {
            const std::size_t count = std::min(asked_at_once, data.train.size() - first);
            for (const evaluation::Logits& one : evaluation::logits_of(
                     session_, count, {3, parameters_.side_px, parameters_.side_px}, [&](std::size_t i) {
                         return image_classification::encode(image_classification_data::decoded(data.train[first + i]),
                                                             parameters_)
                             .planes;
                     }))
                all.push_back(torch::tensor(one));
            std::println("asked the teacher about {} of {} pictures", all.size(), data.train.size());
        }
        return torch::stack(all);
    }

 private:
    static std::string text_of(const fs::path& folder, const std::string& id) {
        const files::Bytes card = files::read(folder / (id + ".json"));
        return {card.begin(), card.end()};
    }

    image_classification::Parameters parameters_;
    inference::Session session_;
};

files::Bytes bytes_of(const torch::Tensor& numbers) {
    const auto* begin = static_cast<const std::uint8_t*>(numbers.data_ptr());
    return {begin, begin + numbers.nbytes()};
}

// Undefined where nothing is kept, or it is of another teacher or other pictures.
torch::Tensor kept_logits(const fs::path& file, const std::string& key, std::int64_t count) {
    if (!fs::is_regular_file(file)) return {};
    const report::Blobs blobs = report::decode_checkpoint(files::read(file), file.string());
    const auto found = blobs.find(key);
    const auto one = static_cast<std::size_t>(count) * sizeof(float);
    if (found == blobs.end() || found->second.empty() || found->second.size() % one != 0) return {};
    torch::Tensor logits = torch::empty({count, static_cast<std::int64_t>(found->second.size() / one)});
    std::memcpy(logits.data_ptr(), found->second.data(), found->second.size());
    return logits;
}

}  // namespace

torch::Tensor told_by_other_fifths(const torch::Tensor& logits, const torch::Tensor& labels, std::int64_t classes) {
    constexpr std::int64_t parts = 5;
    constexpr std::int64_t epochs = 12;
    constexpr std::int64_t batch = 256;
    constexpr double learning_rate = 2e-3;
    constexpr double weight_decay = 0.05;
    const std::int64_t count = logits.size(0);
    if (count < 2 * parts) throw std::invalid_argument("too few pictures to learn from fifths of them");
    const torch::Tensor known = (logits - logits.mean(0, true)) / logits.std();
    const torch::Tensor part = torch::arange(count).remainder(parts);
    torch::Tensor probabilities = torch::empty({count, classes});
    for (std::int64_t one = 0; one < parts; ++one) {
        const torch::Tensor others = torch::nonzero(part.ne(one)).flatten();
        const torch::Tensor asked = torch::nonzero(part.eq(one)).flatten();
        torch::manual_seed(static_cast<std::uint64_t>(one));
        torch::nn::Linear layer(logits.size(1), classes);
        torch::nn::init::zeros_(layer->weight);
        torch::nn::init::zeros_(layer->bias);
        torch::optim::AdamW optimiser(layer->parameters(),
                                      torch::optim::AdamWOptions(learning_rate).weight_decay(weight_decay));
        const std::int64_t steps = epochs * ((others.size(0) + batch - 1) / batch);
        std::int64_t step = 0;
        for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
            const torch::Tensor order = others.index_select(0, torch::randperm(others.size(0)));
            for (const torch::Tensor& rows : order.split(batch)) {
                for (auto& group : optimiser.param_groups())
                    group.options().set_lr(fit::OneCycle().at(step, steps, learning_rate));
                optimiser.zero_grad();
                torch::nn::functional::cross_entropy(layer->forward(known.index_select(0, rows)),
                                                     labels.index_select(0, rows))
                    .backward();
                optimiser.step();
                ++step;
            }
        }
        const torch::NoGradGuard no_gradients;
        probabilities.index_copy_(0, asked, torch::softmax(layer->forward(known.index_select(0, asked)), 1));
    }
    return probabilities;
}

TeachersAnswers answers_of(const std::string& id, const std::vector<fs::path>& folders, const Data& data,
                           const fs::path& kept) {
    const fs::path folder = folder_with(id, folders);
    const std::string sha256 = files::sha256_hex_of_file(folder / (id + ".onnx"));
    const std::string key = files::Fingerprint().add(sha256).add(data.fingerprint).text();
    const auto count = std::ssize(data.train);
    torch::Tensor logits = kept_logits(kept, key, count);
    if (!logits.defined()) {
        logits = Asking(id, folder, sha256).logits(data);
        std::filesystem::create_directories(kept.parent_path());
        files::write_atomically(kept, report::encode_checkpoint({{key, bytes_of(logits)}}));
    }
    torch::Tensor labels = torch::empty({count}, torch::kInt64);
    for (std::int64_t i = 0; i < count; ++i)
        labels[i] = static_cast<std::int64_t>(data.train[static_cast<std::size_t>(i)].label);
    TeachersAnswers answers{.in_words = std::format("{}, SHA-256 {}, through a linear layer", id, sha256),
                            .probabilities = told_by_other_fifths(logits, labels, std::ssize(data.names))};
    answers.right = answers.probabilities.argmax(1).eq(labels).to(torch::kFloat64).mean().item<double>();
    return answers;
}

}  // namespace mllab::recipes
