#include "training/recipes/recipe.hpp"

#include <algorithm>
#include <print>
#include <stdexcept>

#include "training/datasets/sources.hpp"
#include "training/files/files.hpp"
#include "training/files/folder_lock.hpp"
#include "training/fit/engine.hpp"
#include "training/parallel/process_group.hpp"
#include "training/recipes/digits/recipes.hpp"
#include "training/recipes/image_classification/recipes.hpp"
#include "training/recipes/object_detection/recipes.hpp"
#include "training/recipes/rock_paper_scissors/recipes.hpp"
#include "training/recipes/sketches/recipes.hpp"
#include "training/recipes/summation/recipes.hpp"
#include "training/recipes/text_generation/recipes.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::recipes {

namespace {

void require_own(const Entry& entry, const Options& options) {
    for (const auto& [name, value] : options.own)
        if (!std::ranges::contains(entry.options, name, &OwnOption::name))
            throw std::invalid_argument(entry.id + " has no option --" + name);
}

// What was laid there by hand may be anything: a card calls it by a set's name only if it is that set, as far as its
// hashes are known.
struct OtherData {
    std::string set;  // its name
    std::string to;   // what the card says instead
};

std::vector<OtherData> other_data(const Entry& entry, const Options& options) {
    std::vector<OtherData> others;
    for (const std::string& id : entry.data_sets) {
        const datasets::DataSet& set = datasets::data_set(id);
        std::vector<std::string> files;
        try {
            files = datasets::other_files(set, datasets::folder_with(set, options.places));
        } catch (const files::FileError&) {
            continue;  // whoever reads the data says what is wrong with it
        }
        if (files.empty()) continue;
        others.push_back({set.name, "other data in the form of " + set.name});
        for (const std::string& file : files)
            std::println(stderr, "{}: {} is not the official file of {}; the card calls this “{}”", entry.id, file,
                         set.name, others.back().to);
    }
    return others;
}

void rename_on_card(const Entry& entry, const Options& options, const std::vector<OtherData>& others) {
    if (others.empty()) return;
    const std::filesystem::path path = options.models / (entry.id + ".json");
    report::Card card = report::read_card(path);
    for (const OtherData& other : others) publish::rename_data(card, other.set, other.to);
    report::write_card(path, card);
}

void train_or_export(const Entry& entry, const Options& options, bool train) {
    require_own(entry, options);
    const auto recipe = entry.make();
    const parallel::ProcessGroup group(parallel::membership_from_environment());
    const fit::Run run{.group = group,
                       .folder = options.work / recipe->folder(options),
                       .threads = options.threads,
                       .device = options.device,
                       .train = train};
    const Context context{.options = options, .run = run};
    if (options.afresh && group.first()) {
        const files::FolderLock lock(run.folder);  // not another's that is at work
        report::Checkpoints(run.folder).remove();
    }
    const std::vector<OtherData> others = group.first() ? other_data(entry, options) : std::vector<OtherData>{};
    recipe->load_data(context);
    recipe->make_network(context);
    const fit::Result result = recipe->fit(context);
    if (!group.first()) return;
    recipe->publish(context, result);
    rename_on_card(entry, options, others);
    if (!result.finished) std::println("{}: the training is not finished; “train” goes on with it", entry.id);
}

}  // namespace

const std::vector<Entry>& all_recipes() {
    static const OwnOption samples_of_an_epoch{
        .name = "samples", .help = "samples that an epoch makes of the pictures", .lowest = 64, .highest = 1e6};
    static const std::vector<Entry> recipes{
        {"digits_cnn",
         "digits by a convolutional network, from MNIST and pen strokes",
         {"mnist", "pendigits"},
         &digits_cnn},
        {"digits_mlp", "digits by a multilayer perceptron, from the same", {"mnist", "pendigits"}, &digits_mlp},
        {"digits_pocket",
         "digits by a convolutional network of 8,000 parameters, taught by the large one",
         {"mnist", "pendigits"},
         &digits_pocket},
        {"digits_ink",
         "pen strokes in photos by a U-Net, from photos that a program makes of the same",
         {"mnist", "pendigits"},
         &digits_ink,
         {samples_of_an_epoch}},
        {"sketches_cnn",
         "sketches of 345 things by a convolutional network, from Quick, Draw!",
         {"quickdraw"},
         &sketches_cnn},
        {"sketches_mlp",
         "the same by a multilayer perceptron, taught by the convolutional network",
         {"quickdraw"},
         &sketches_mlp},
        {"rock_paper_scissors_cnn",
         "rock, paper, scissors and no hand by a convolutional network, from scratch",
         {"rock_paper_scissors", "no_hand"},
         &rock_paper_scissors_cnn,
         {samples_of_an_epoch}},
        {"rock_paper_scissors_mobilenet_v2",
         "the same by MobileNetV2, from an object detector's weights",
         {"rock_paper_scissors", "no_hand"},
         &rock_paper_scissors_mobilenet_v2,
         {samples_of_an_epoch}},
        {"image_classification_efficientnet_lite0",
         "photos of 200 things by EfficientNet-Lite0, from its weights for 1,000",
         {"tiny_imagenet"},
         &image_classification_efficientnet_lite0,
         {samples_of_an_epoch}},
        {"image_classification_mobilenet_v2",
         "photos of 200 things by MobileNetV2, from an object detector's weights",
         {"tiny_imagenet"},
         &image_classification_mobilenet_v2,
         {samples_of_an_epoch}},
        {"detection_ssdlite_mobilenet_v2",
         "things and their boxes in photos by SSDLite on MobileNetV2, from COCO's photos or VOC 2007's",
         {"coco"},
         &detection_ssdlite_mobilenet_v2,
         {samples_of_an_epoch,
          {.name = "blocks", .help = "the backbone's first blocks that stay as they are", .lowest = 0, .highest = 17}}},
        {"summation_gru",
         "sums of two numbers from 0 to 999, character by character",
         {},
         &summation_gru,
         {{.name = "hold-out",
           .help = "share of all pairs that a second training never sees",
           .lowest = 0,
           .highest = 0.5}}},
        {"shakespeare_lstm",
         "plays character by character by a recurrent network, from Shakespeare's",
         {"shakespeare"},
         &shakespeare_lstm,
         {{.name = "alone",
           .help = "1: a second training that reads the plays and nothing else",
           .lowest = 0,
           .highest = 1}}},
        {"wikipedia_lstm",
         "articles character by character by a recurrent network, from Wikipedia's",
         {"wikipedia"},
         &wikipedia_lstm},
    };
    return recipes;
}

const Entry& recipe(std::string_view id) {
    const auto found = std::ranges::find(all_recipes(), id, &Entry::id);
    if (found != all_recipes().end()) return *found;
    std::string known;
    for (const Entry& entry : all_recipes()) known += (known.empty() ? "" : ", ") + entry.id;
    throw std::invalid_argument("there is no recipe “" + std::string(id) + "”; there are: " + known);
}

void train(const Entry& entry, const Options& options) { train_or_export(entry, options, true); }

void export_model(const Entry& entry, const Options& options) { train_or_export(entry, options, false); }

void calibrate(const Entry& entry, const Options& options) {
    publish::Published model = publish::open_published(entry.id, options.models);
    entry.make()->calibrate(model, options);
    report::write_card(model.card_path, model.card);
    std::println("{}: what was measured on other splits has left the card; “evaluate --split test” measures anew",
                 entry.id);
}

void evaluate(const Entry& entry, const Options& options, datasets::Split split) {
    publish::Published model = publish::open_published(entry.id, options.models);
    auto measured = entry.make()->evaluate(model, options, split);
    for (const OtherData& other : other_data(entry, options)) publish::rename_data(measured, other.set, other.to);
    publish::note(model.card, measured, datasets::name_of(split));
    report::write_card(model.card_path, model.card);
}

}  // namespace mllab::recipes
