// Recipe digits_ink: a network that marks pen strokes in photos, which the page asks before it reads the digit. It
// learns from photos that a program makes, so that of every pixel is known whether ink lies there.

#include <array>
#include <cmath>
#include <format>
#include <print>
#include <utility>
#include <vector>

#include "experiments/digits/pipeline/ink_network.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "inference/model_card.hpp"
#include "training/fit/phases.hpp"
#include "training/nn/float64.hpp"
#include "training/nn/weights.hpp"
#include "training/publish/draft.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/digits/batches.hpp"
#include "training/recipes/digits/data/sources.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"
#include "training/recipes/digits/ink_evaluation/overlap.hpp"
#include "training/recipes/digits/ink_evaluation/reading.hpp"
#include "training/recipes/digits/ink_fit.hpp"
#include "training/recipes/digits/ink_network.hpp"
#include "training/recipes/digits/photos/sampler.hpp"
#include "training/recipes/digits/recipes.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr const char* id = "digits_ink";
// Cycles of the learning rate: when one had run out, the loss still fell.
constexpr std::int64_t cycles = 3;
constexpr std::int64_t default_epochs = 24;  // of each
constexpr std::int64_t default_samples = 2048;
constexpr std::int64_t default_batch = 8;
constexpr double default_rate = 3e-3;
constexpr double weight_decay = 1e-2;
// The picture's longer side for the network, and of the parts that it learns from: convolutions do not mind.
constexpr int longest_side_px = 256;
constexpr int part_px = 160;
constexpr std::uint64_t validation_seed = 90'001;
constexpr std::size_t watched_photos = 96;
constexpr std::size_t threshold_photos = 300;
constexpr std::size_t pictures_of_a_kind = 40;

std::vector<digits_photos::Photo> photos_of(const digits_data::SplitData& data, const digits_data::Negatives& others,
                                            std::size_t count, int side_px, std::uint64_t seed) {
    std::vector<digits_photos::Photo> photos;
    for (std::size_t i = 0; i < count; ++i) {
        core::Random random = core::Random(seed).fork(i);
        photos.push_back(digits_photos::random_photo(data, others, side_px, side_px, longest_side_px, random));
    }
    return photos;
}

// The file answers as the network does, in float64, on pictures of several sizes.
report::Parity compared(InkNetwork& network, const std::filesystem::path& file, const torch::Tensor& pictures) {
    constexpr std::array<std::array<std::int64_t, 2>, 4> sizes{{{160, 160}, {128, 160}, {160, 96}, {16, 64}}};
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 reference(network);
    parity::ParityCheck check(file);
    std::size_t next = 0;
    for (const torch::Tensor& batch : pictures.split(4)) {
        const auto [height, width] = sizes[next++ % sizes.size()];
        const torch::Tensor part = batch.slice(2, 0, height).slice(3, 0, width).contiguous();
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"picture", nn::plain(part)});
        const torch::Tensor expected = torch::sigmoid(network.forward(part.to(torch::kFloat64)));
        check.run(std::move(inputs), {{"ink", nn::plain(expected), parity::Rule::probabilities}});
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

class InkRecipe final : public Recipe {
 public:
    void load_data(const Context& context) override {
        const auto folders = digits_data::Folders::find(context.options.places);
        train_ = digits_data::load(folders, datasets::Split::train);
        validation_ = digits_data::load(folders, datasets::Split::validation);
        others_ = digits_data::load_negatives(folders.quickdraw, datasets::Split::train);
        validation_others_ = digits_data::load_negatives(folders.quickdraw, datasets::Split::validation);
        if (!context.run.group.first()) return;
        std::println("{}: photos are made of {} pictures, {} pen digits, {} sketches and {} letters", id,
                     train_.pictures.size(), train_.strokes.size(), others_.sketches.size(), others_.letters.size());
    }

    void make_network(const Context& context) override {
        torch::manual_seed(context.options.seed);
        network_ = std::make_shared<InkNetwork>();
    }

    fit::Result fit(const Context& context) override {
        const Options& options = context.options;
        const InkPhotos validation = watched();
        std::vector<fit::Part> parts;
        for (std::int64_t i = 0; i < cycles; ++i) {
            InkFitSettings how = settings(options);
            if (i > 0) how.beginning = std::format("{} epochs at {}", i * how.epochs, how.learning_rate);
            const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(i);  // other photos in each
            parts.push_back({.folder = i + 1 < cycles ? std::format("cycle-{}", i + 1) : std::string(),
                             .fit = [this, &options, &validation, how, seed](const fit::Run& run) {
                                 return fit_ink(*network_, sampler(options, seed), validation, how, run);
                             }});
        }
        return fit::fit_parts(parts, context.run, options.afresh);
    }

    void publish(const Context& context, const fit::Result& result) override {
        const Options& options = context.options;
        const InkPhotos photos = watched();
        network_->eval();
        network_->fold();
        const double change = publish::rounded(*network_, [&] { return measured(*network_, photos, {}).accuracy; });

        onnx_writer::GraphBuilder graph(id, "Ink in photos");
        graph.metadata("licence", publish::file_licence);
        network_->write(graph);
        publish::Draft draft =
            publish::written(graph, network_->architecture(longest_side_px), id, "Ink in photos", context.run.folder);
        publish::note_parity(draft, compared(*network_, draft.path, photos.pictures.slice(0, 0, 32)));

        report::Card& card = draft.card;
        card.preprocessing = {{"longest_side_px", longest_side_px},
                              {"step_px", static_cast<double>(InkNetwork::multiple_px)}};
        card.data = {publish::data_facts("mnist", {{"train", std::ssize(train_.pictures)},
                                                   {"validation", std::ssize(validation_.pictures)}}),
                     publish::data_facts("pendigits", {{"train", std::ssize(train_.strokes)},
                                                       {"validation", std::ssize(validation_.strokes)}})};
        add_others(card, others_, "other things written on photos");
        const InkFitSettings how = settings(options);
        report::TrainingFacts facts = training_facts(context, id, "training/recipes/digits/digits_ink.cpp");
        facts.augmentation = digits_photos::photos_in_words();
        facts.batch = how.batch_size;
        facts.learning_rate = how.learning_rate;
        publish::note_training(card, std::move(facts), result);
        card.rounding =
            report::Rounding{"photos made by program", "validation", change, static_cast<std::int64_t>(watched_photos)};
        const auto whole =
            photos_of(validation_, validation_others_, threshold_photos, longest_side_px, validation_seed + 1);
        const float threshold = ink_evaluation::best_threshold(draft.session, whole);
        card.decision = {{"ink_above", publish::decimal(threshold)}};
        ink_evaluation::Overlap overlap;
        for (const auto& photo : whole)
            overlap.add(ink_evaluation::ink_map(draft.session, photo.picture), photo.ink, threshold);
        const auto count = static_cast<std::int64_t>(whole.size());
        card.metrics = {{"pixel_f1", "photos made by program", "validation", overlap.f1(), count},
                        {"pixel_iou", "photos made by program", "validation", overlap.iou(), count}};
        for (const auto& metric : card.metrics)
            std::println("{}: {} {:.4f} on {} {}", id, metric.name, metric.value, metric.samples, metric.data);
        publish::publish(draft, options.models);
    }

    // Pictures of every kind, which share nothing with those that it learns from, of the split's writers.
    publish::Measured evaluate(const publish::Published& model, const Options& options,
                               datasets::Split split) override {
        const auto card = publish::page_card(model.card);
        const auto folders = digits_data::Folders::find(options.places);
        publish::Measured measured;
        for (const auto& one : ink_evaluation::overlap_by_kind(
                 model.session, digits_data::load(folders, split).strokes, pictures_of_a_kind,
                 static_cast<int>(card.preprocessing_value("longest_side_px")),
                 static_cast<int>(card.preprocessing_value("step_px")),
                 static_cast<float>(card.decision_value("ink_above")))) {
            measured.metrics.push_back({"pixel_f1", "pictures of digits: " + one.kind, datasets::name_of(split),
                                        one.overlap.f1(), static_cast<std::int64_t>(one.pictures)});
            std::println("{}: F1 of pixels {:.3f} on {} pictures: {}", id, one.overlap.f1(), one.pictures, one.kind);
        }
        // What the page makes of other such pictures, with the published network that reads digits.
        const publish::Published reader = publish::open_published("digits_cnn", options.models);
        for (const auto& one :
             ink_evaluation::read_kinds({.ink = model.session,
                                         .ink_parameters = digits::InkParameters::from(card),
                                         .digits = reader.session,
                                         .digit_parameters = digits::Parameters::from(publish::page_card(reader.card))},
                                        digits_data::load(folders, split).strokes, pictures_of_a_kind)) {
            const auto pictures = static_cast<std::int64_t>(one.pictures);
            measured.metrics.push_back({"answered_right", "pictures of digits: " + one.kind, datasets::name_of(split),
                                        static_cast<double>(one.right) / static_cast<double>(pictures), pictures});
            std::println("{}: {} of {} digits read right by the page with digits_cnn: {}", id, one.right, pictures,
                         one.kind);
        }
        return measured;
    }

    [[nodiscard]] std::string folder(const Options&) const override { return id; }

 private:
    [[nodiscard]] digits_photos::Sampler sampler(const Options& options, std::uint64_t seed) const {
        const auto samples = std::llround(options.own_or("samples", default_samples));
        return {train_,
                others_,
                {.side_px = part_px,
                 .whole_px = longest_side_px,
                 .seed = seed,
                 .epoch_samples = static_cast<std::size_t>(samples)}};
    }
    [[nodiscard]] static InkFitSettings settings(const Options& options) {
        return {.id = id,
                .epochs = options.epochs.value_or(default_epochs),
                .batch_size = options.batch_size.value_or(default_batch),
                .learning_rate = options.learning_rate.value_or(default_rate),
                .loss = {},
                .optimisation = {.weight_decay = weight_decay, .average_decay = 0.998, .largest_gradient = 5},
                .bfloat16 = true,
                .seed = options.seed};
    }
    // The same photos after every epoch, of other writers than it learns from.
    [[nodiscard]] InkPhotos watched() const {
        return stacked(photos_of(validation_, validation_others_, watched_photos, part_px, validation_seed));
    }

    digits_data::SplitData train_, validation_;
    digits_data::Negatives others_, validation_others_;
    std::shared_ptr<InkNetwork> network_;
};

}  // namespace

std::unique_ptr<Recipe> digits_ink() { return std::make_unique<InkRecipe>(); }

}  // namespace mllab::recipes
