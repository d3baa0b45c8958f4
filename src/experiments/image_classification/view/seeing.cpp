#include "experiments/image_classification/view/seeing.hpp"

#include <utility>

#include "experiments/image_classification/examples/examples.hpp"
#include "experiments/image_classification/examples/tricks.hpp"

namespace mllab::image_classification {

namespace {

const std::string answer_output = "logits";
const std::string map_output = "class_activation";

viewfinder::Way<Seeing> way_of(const inference::ModelCard& card, const std::function<bool()>& looks_inside) {
    const Parameters parameters = Parameters::from(card);
    const auto encode_picture = [parameters, looks_inside](const image::RgbaImage& picture) {
        Encoded encoded = encode(picture, parameters);
        inference::RunRequest request;
        core::Shape shape{1, 3, parameters.side_px, parameters.side_px};
        request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(encoded.planes))});
        request.fetch.push_back(answer_output);
        if (looks_inside()) request.fetch.push_back(map_output);
        return viewfinder::Question{.request = std::move(request), .input = std::move(encoded.seen)};
    };
    const auto decode_outputs = [parameters](const inference::Outputs& outputs, const image::RgbaImage& /*picture*/) {
        Seeing seeing{.answer = decode(outputs.tensor(answer_output).as<float>(), parameters)};
        for (const inference::NamedValue& output : outputs.values())
            if (output.name == map_output) seeing.class_activation = outputs.tensor(map_output);
        return seeing;
    };
    const auto need = [parameters] { return viewfinder::need_of_square(parameters.side_px, parameters.crop); };
    const auto recall = [parameters](const inference::StoredAnswer& stored) {
        return Seeing{.answer = judged(inference::probabilities_of(stored, parameters.labels.size()), parameters)};
    };
    return {.encode = encode_picture, .decode = decode_outputs, .need = need, .recall = recall};
}

std::vector<viewfinder::Cell> row_of(const Seeing& seeing, const inference::ModelCard& card) {
    const core::Ranked& best = seeing.answer.best.front();
    const std::string& label = card.labels.at(best.index);
    const std::string unsure = seeing.answer.family.empty() ? "not sure" : std::string(seeing.answer.family);
    return {{.text = seeing.answer.known ? label : unsure + "; at best " + label},
            {.text = percent(best.value), .number = best.value}};
}

}  // namespace

viewfinder::Subject<Seeing> subject(std::function<bool()> looks_inside) {
    viewfinder::Settings sources{.facing = platform::Facing::back,
                                 .reason = "The camera lets the network see what is around you.",
                                 .credit =
                                     "Example photos: by photographers on Flickr, CC BY 2.0 and CC BY-SA 2.0; "
                                     "paintings in the public domain."};
    for (const ExamplePicture& example : examples)
        sources.examples.push_back({.label = std::string(example.label), .file = std::string(example.file)});
    sources.tricks = tricks;
    return {
        .sources = std::move(sources),
        .way_of = [looks = std::move(looks_inside)](const inference::ModelCard& card) { return way_of(card, looks); },
        .model_names = {{"image_classification_1000", "EfficientNet, 1000 classes"},
                        {"image_classification_efficientnet_lite0", "EfficientNet, 200 classes"},
                        {"image_classification_mobilenet_v2", "MobileNetV2, 200 classes"}},
        .compares = true,
        .batch = {.columns = {{.id = "label", .label = "What it shows"},
                              {.id = "confidence", .label = "How sure", .number = true}},
                  .file_name = "classes.csv"},
        .row_of = row_of};
}

}  // namespace mllab::image_classification
