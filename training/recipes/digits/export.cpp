#include "training/recipes/digits/export.hpp"

#include <algorithm>
#include <print>

#include "training/recipes/digits/data/sampler.hpp"
#include "training/recipes/digits/evaluation/decision.hpp"
#include "training/recipes/digits/evaluation/figures.hpp"
#include "training/publish/picture_export.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t parity_inputs = 512;

// Validation pictures and strokes, as many of each, laid in the frame.
torch::Tensor some_inputs(const TrainedDigits& trained, std::size_t count) {
    std::vector<torch::Tensor> inputs;
    const auto add = [&](const image::GrayImage& image) {
        inputs.push_back(torch::tensor(image.pixels).view({1, image.height, image.width}));
    };
    for (std::size_t i = 0; i < std::min(count / 2, trained.validation.pictures.size()); ++i)
        add(ink::framed(trained.validation.pictures[i].ink, trained.frame));
    for (std::size_t i = 0; i < std::min(count / 2, trained.validation.strokes.size()); ++i)
        add(ink::framed(trained.validation.strokes[i].strokes, trained.frame));
    return torch::stack(inputs);
}

// What storing the weights in fewer bits cost: accuracy among the ten digits on validation pictures, after less before.
double accuracy_on(PictureNetwork& network, const digit_data::SplitData& data, const ink::InkFrame& frame) {
    double right = 0;
    std::vector<torch::Tensor> inputs;
    for (const auto& picture : data.pictures)
        inputs.push_back(
            torch::tensor(ink::framed(picture.ink, frame).pixels).view({1, frame.size_px, frame.size_px}));
    const torch::Tensor best = logits_of(network, torch::stack(inputs)).slice(1, 0, digits::digit_count).argmax(1);
    for (std::size_t i = 0; i < data.pictures.size(); ++i)
        right += best[static_cast<std::int64_t>(i)].item<std::int64_t>() == data.pictures[i].label ? 1 : 0;
    return right / static_cast<double>(data.pictures.size());
}

std::vector<report::DataFacts> facts_of(const TrainedDigits& trained) {
    const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    std::vector<report::DataFacts> all{data_facts("mnist", {{"train", count(trained.train.pictures)},
                                                            {"validation", count(trained.validation.pictures)}}),
                                       data_facts("pendigits", {{"train", count(trained.train.strokes)},
                                                                {"validation", count(trained.validation.strokes)}})};
    if (!trained.negatives.sketches.empty())
        all.push_back({"The Quick, Draw! Dataset (what is no digit)",
                       "https://github.com/googlecreativelab/quickdraw-dataset",
                       "CC BY 4.0",
                       "The Quick, Draw! Dataset, Google Creative Lab",
                       {{"train", count(trained.negatives.sketches)}}});
    if (!trained.negatives.letters.empty())
        all.push_back(
            {"Hershey fonts (what is no digit)",
             "https://packages.debian.org/hershey-fonts-data",
             "free to use with attribution",
             "The Hershey Fonts were originally created by Dr. A. V. Hershey while working at the U. S. National "
             "Bureau of Standards",
             {{"train", count(trained.negatives.letters)}}});
    return all;
}

}  // namespace

void export_network(const DigitRecipe& recipe, PictureNetwork& network, const TrainedDigits& trained) {
    network.eval();
    network.fold();
    const double before = accuracy_on(network, trained.validation, trained.frame);
    Draft draft =
        draft_of(network, recipe.id, recipe.name, trained.settings.checkpoints, some_inputs(trained, parity_inputs));
    const double after = accuracy_on(network, trained.validation, trained.frame);

    report::Card& card = draft.card;
    for (std::size_t digit = 0; digit < digits::digit_count; ++digit) card.labels.push_back(std::to_string(digit));
    card.labels.emplace_back("no digit");
    card.preprocessing = {{"size_px", trained.frame.size_px},
                          {"ink_box_px", decimal(trained.frame.ink_box_px)},
                          {"pen_width_px", decimal(trained.frame.pen_width_px)}};
    card.data = facts_of(trained);
    card.training = {.recipe = recipe.source,
                     .command = "npm run train -- train " + recipe.id,
                     .augmentation = digit_data::augmentation_sentence(),
                     .epochs = static_cast<std::int64_t>(trained.result.curve.size()),
                     .batch = trained.settings.batch,
                     .learning_rate = trained.settings.learning_rate,
                     .seed = trained.settings.seed,
                     .threads = trained.settings.threads,
                     .seconds = trained.result.seconds};
    card.rounding = report::Rounding{"MNIST", "validation", after - before,
                                     static_cast<std::int64_t>(trained.validation.pictures.size())};
    card.curve = trained.result.curve;

    // The file itself, asked as the page asks it, decides how sure is sure enough.
    digits::Parameters parameters;
    parameters.frame = trained.frame;
    const auto examination = digit_evaluation::examine(draft.session, parameters, trained.folders,
                                                       datasets::Split::validation, trained.options.fixed_negatives);
    const auto decision = digit_evaluation::choose_decision(examination);
    parameters.temperature = decision.temperature;
    parameters.reject_above = decision.reject_above;
    parameters.reject_below = decision.reject_below;
    card.decision = {{"temperature", decimal(decision.temperature)},
                     {"reject_above", decimal(decision.reject_above)},
                     {"reject_below", decimal(decision.reject_below)}};
    card.metrics = digit_evaluation::figures_of(examination, parameters, "validation");
    card.confusion = digit_evaluation::confusion_of(examination, parameters, "validation");
    for (const auto& figure : card.metrics) std::println("{}: {}", recipe.id, digit_evaluation::sentence(figure));

    publish(draft, trained.options.models);
}

}  // namespace mllab::recipes
