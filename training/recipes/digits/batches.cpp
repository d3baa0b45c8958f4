#include "training/recipes/digits/batches.hpp"

#include <algorithm>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/publish/draft.hpp"
#include "training/recipes/digits/data/sampler.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t validation_negatives = 1500;
constexpr std::uint64_t validation_seed = 7;

torch::Tensor tensor_of(const std::vector<image::GrayImage>& images, int size) {
    torch::Tensor all = torch::empty({std::ssize(images), 1, size, size});
    float* to = all.data_ptr<float>();
    for (const auto& image : images) to = std::copy(image.pixels.begin(), image.pixels.end(), to);
    return all;
}

}  // namespace

fit::LabelledBatch validation_batch(const digits_data::SplitData& data, const digits_data::Negatives& negatives,
                                    const ink::InkFrame& frame) {
    std::vector<image::GrayImage> images;
    std::vector<std::int64_t> labels;
    for (const auto& picture : data.pictures) {
        images.push_back(ink::framed(picture.ink, frame));
        labels.push_back(picture.label);
    }
    for (const auto& digit : data.strokes) {
        images.push_back(digits::laid(digit.strokes, frame));
        labels.push_back(digit.label);
    }
    for (const auto& drawing : digits_data::negative_examples(data, negatives, validation_negatives, validation_seed)) {
        images.push_back(digits::laid(drawing, frame));
        labels.push_back(static_cast<std::int64_t>(digits::no_digit));
    }
    return {tensor_of(images, frame.size_px), torch::tensor(labels)};
}

torch::Tensor parity_batch(const digits_data::SplitData& data, const ink::InkFrame& frame, std::size_t count) {
    std::vector<image::GrayImage> images;
    for (std::size_t i = 0; i < std::min(count / 2, data.pictures.size()); ++i)
        images.push_back(ink::framed(data.pictures[i].ink, frame));
    for (std::size_t i = 0; i < std::min(count / 2, data.strokes.size()); ++i)
        images.push_back(digits::laid(data.strokes[i].strokes, frame));
    return tensor_of(images, frame.size_px);
}

double digit_accuracy(nn::Classifier& network, const digits_data::SplitData& data, const ink::InkFrame& frame) {
    std::vector<image::GrayImage> images;
    std::vector<std::int64_t> labels;
    for (const auto& picture : data.pictures) {
        images.push_back(ink::framed(picture.ink, frame));
        labels.push_back(picture.label);
    }
    const torch::Tensor best =
        fit::logits_of(network, tensor_of(images, frame.size_px)).slice(1, 0, digits::digit_count).argmax(1);
    return best.eq(torch::tensor(labels)).to(torch::kFloat64).mean().item<double>();
}

void describe_data(report::Card& card, const digits_data::SplitData& train, const digits_data::SplitData& validation,
                   const digits_data::Negatives& negatives, const ink::InkFrame& frame) {
    for (std::size_t digit = 0; digit < digits::digit_count; ++digit) card.labels.push_back(std::to_string(digit));
    card.labels.emplace_back("no digit");
    card.preprocessing = {{"size_px", frame.size_px},
                          {"ink_box_px", publish::decimal(frame.ink_box_px)},
                          {"pen_width_px", publish::decimal(frame.pen_width_px)}};
    card.data = {publish::data_facts(
                     "mnist", {{"train", std::ssize(train.pictures)}, {"validation", std::ssize(validation.pictures)}}),
                 publish::data_facts("pendigits", {{"train", std::ssize(train.strokes)},
                                                   {"validation", std::ssize(validation.strokes)}})};
    add_others(card, negatives, "what is no digit");
}

void add_others(report::Card& card, const digits_data::Negatives& negatives, const std::string& what_for) {
    if (!negatives.sketches.empty())
        card.data.push_back({"The Quick, Draw! Dataset (" + what_for + ")",
                             "https://github.com/googlecreativelab/quickdraw-dataset",
                             "CC BY 4.0",
                             "The Quick, Draw! Dataset, Google Creative Lab",
                             {{"train", std::ssize(negatives.sketches)}}});
    if (!negatives.letters.empty())
        card.data.push_back(
            {"Hershey fonts (" + what_for + ")",
             "https://packages.debian.org/hershey-fonts-data",
             "free to use with attribution",
             "The Hershey Fonts were originally created by Dr. A. V. Hershey while working at the U. S. National "
             "Bureau of Standards",
             {{"train", std::ssize(negatives.letters)}}});
}

}  // namespace mllab::recipes
