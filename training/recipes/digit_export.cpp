#include "training/recipes/digit_export.hpp"

#include <algorithm>
#include <cmath>
#include <print>

#include "training/digit_data/sampler.hpp"
#include "training/digit_evaluation/decision.hpp"
#include "training/digit_evaluation/figures.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/inspect.hpp"
#include "training/parity/parity.hpp"
#include "training/recipes/blocks.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t parity_inputs = 512;

// Validation pictures and strokes, as many of each, laid in the frame.
torch::Tensor some_inputs(const TrainedDigits& trained, std::size_t count) {
    std::vector<torch::Tensor> inputs;
    const auto add = [&](const core::GrayImage& image) {
        inputs.push_back(torch::tensor(image.pixels).view({1, image.height, image.width}));
    };
    for (std::size_t i = 0; i < std::min(count / 2, trained.validation.pictures.size()); ++i)
        add(core::framed(trained.validation.pictures[i].ink, trained.frame));
    for (std::size_t i = 0; i < std::min(count / 2, trained.validation.strokes.size()); ++i)
        add(core::framed(trained.validation.strokes[i].strokes, trained.frame));
    return torch::stack(inputs);
}

core::Tensor plain(const torch::Tensor& tensor) {
    return core::Tensor(core::Shape(tensor.sizes().begin(), tensor.sizes().end()), numbers_of(tensor));
}

report::Parity check_parity(DigitNetwork& network, const std::filesystem::path& file, const torch::Tensor& inputs) {
    const torch::NoGradGuard no_gradients;
    parity::ParityCheck check(file);
    for (const torch::Tensor& batch : inputs.split(64)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network.outputs(batch))
            references.push_back({name, plain(tensor), name == "logits" ? parity::Rule::logits : parity::Rule::state});
        // Logits first: they count the inputs.
        std::ranges::stable_partition(references, [](const auto& reference) { return reference.output == "logits"; });
        std::vector<inference::NamedValue> named;
        named.push_back({"image", plain(batch)});
        check.run(std::move(named), references);
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

// What storing the weights in fewer bits cost: accuracy among the ten digits on validation pictures, after less before.
double accuracy_on(DigitNetwork& network, const digit_data::SplitData& data, const core::InkFrame& frame) {
    double right = 0;
    std::vector<torch::Tensor> inputs;
    for (const auto& picture : data.pictures)
        inputs.push_back(
            torch::tensor(core::framed(picture.ink, frame).pixels).view({1, frame.size_px, frame.size_px}));
    const torch::Tensor best = logits_of(network, torch::stack(inputs)).slice(1, 0, digits::digit_count).argmax(1);
    for (std::size_t i = 0; i < data.pictures.size(); ++i)
        right += best[static_cast<std::int64_t>(i)].item<std::int64_t>() == data.pictures[i].label ? 1 : 0;
    return right / static_cast<double>(data.pictures.size());
}

// A float that was rounded to thousandths, as a person would write it: 0.695, not 0.69499999.
double decimal(float value) { return std::round(static_cast<double>(value) * 1000) / 1000; }

std::vector<report::DataFacts> data_facts(const TrainedDigits& trained) {
    const auto facts = [](const char* id, std::vector<std::pair<std::string, std::int64_t>> samples) {
        const auto& set = datasets::data_set(id);
        return report::DataFacts{set.name, set.homepage, set.licence, set.attribution, std::move(samples)};
    };
    const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    std::vector<report::DataFacts> all{
        facts("mnist", {{"train", count(trained.train.pictures)}, {"validation", count(trained.validation.pictures)}}),
        facts("pendigits",
              {{"train", count(trained.train.strokes)}, {"validation", count(trained.validation.strokes)}})};
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

std::vector<report::TensorFacts> tensor_facts(const std::vector<inference::TensorInfo>& tensors,
                                              const std::vector<onnx_writer::ValueSummary>& described) {
    std::vector<report::TensorFacts> facts;
    for (const auto& tensor : tensors) {
        const auto found = std::ranges::find(described, tensor.name, &onnx_writer::ValueSummary::name);
        facts.push_back({tensor.name, tensor.type, tensor.shape, found == described.end() ? "" : found->meaning});
    }
    return facts;
}

}  // namespace

void export_network(const DigitRecipe& recipe, DigitNetwork& network, const TrainedDigits& trained) {
    network.eval();
    network.fold();
    const double before = accuracy_on(network, trained.validation, trained.frame);
    onnx_writer::GraphBuilder graph(recipe.id, recipe.name);
    graph.metadata("licence", "MIT; trained on data sets that ask for attribution, see the model card");
    network.write(graph);  // from here on the network holds the stored weights
    const auto draft = trained.settings.checkpoints / (recipe.id + ".onnx");
    graph.write(draft);
    const report::Parity parity = check_parity(network, draft, some_inputs(trained, parity_inputs));
    std::println("{}: parity with the file: probabilities {:.1e}, logits and states {:.1e}, {} inputs", recipe.id,
                 parity.probabilities, parity.logits, parity.inputs);
    const double after = accuracy_on(network, trained.validation, trained.frame);

    report::Card card;
    card.id = recipe.id;
    card.name = recipe.name;
    const files::Bytes bytes = files::read(draft);
    card.file = {recipe.id + ".onnx", static_cast<std::int64_t>(bytes.size()), files::sha256_hex(bytes)};
    card.architecture = network.architecture();
    card.architecture.parameters = graph.parameter_count();
    for (std::size_t digit = 0; digit < digits::digit_count; ++digit) card.labels.push_back(std::to_string(digit));
    card.labels.emplace_back("no digit");
    card.preprocessing = {{"size_px", trained.frame.size_px},
                          {"ink_box_px", decimal(trained.frame.ink_box_px)},
                          {"pen_width_px", decimal(trained.frame.pen_width_px)}};
    card.data = data_facts(trained);
    card.training = {.recipe = recipe.source,
                     .command = "npm run train -- train " + recipe.id,
                     .augmentation = digit_data::augmentation_sentence(),
                     .epochs = static_cast<std::int64_t>(trained.result.curve.size()),
                     .batch = trained.settings.batch,
                     .learning_rate = trained.settings.learning_rate,
                     .seed = trained.settings.seed,
                     .threads = trained.settings.threads,
                     .seconds = trained.result.seconds};
    card.parity = parity;
    card.rounding = report::Rounding{"MNIST", "validation", after - before,
                                     static_cast<std::int64_t>(trained.validation.pictures.size())};
    card.curve = trained.result.curve;

    // The file itself, asked as the page asks it, decides how sure is sure enough.
    const auto session = core::run_now(
        inference::Session::load({.id = recipe.id, .address = draft.string(), .sha256 = card.file.sha256}, {}));
    const onnx_writer::ModelSummary summary = onnx_writer::inspect(draft);
    card.inputs = tensor_facts(session.inputs(), summary.inputs);
    card.outputs = tensor_facts(session.outputs(), summary.outputs);
    digits::Parameters parameters;
    parameters.frame = trained.frame;
    const auto examination = digit_evaluation::examine(session, parameters, trained.folders,
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

    std::filesystem::create_directories(trained.options.models);
    card.check();
    files::write_atomically(trained.options.models / card.file.name, bytes);
    report::write_card(trained.options.models / (recipe.id + ".json"), card);
    std::println("{}: wrote {} ({} bytes) and its card", recipe.id, (trained.options.models / card.file.name).string(),
                 bytes.size());
}

}  // namespace mllab::recipes
