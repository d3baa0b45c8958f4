#include "experiments/rock_paper_scissors/view/seeing.hpp"

#include <utility>

#include "core/classification.hpp"
#include "experiments/rock_paper_scissors/examples/examples.hpp"
#include "experiments/rock_paper_scissors/examples/tricks.hpp"

namespace mllab::rock_paper_scissors {

namespace {

const std::string answer_output = "logits";
const std::string map_output = "class_activation";
const std::string features_output = "features_last";

viewfinder::Way<Seeing> way_of(const inference::ModelCard& card, const std::function<bool()>& looks_inside) {
    const Parameters parameters = Parameters::from(card);
    const auto encode_frame = [parameters, looks_inside](const image::RgbaImage& frame) {
        Encoded encoded = encode(frame, parameters);
        inference::RunRequest request;
        core::Shape shape{1, 3, parameters.side_px, parameters.side_px};
        request.inputs.push_back({"image", core::Tensor(std::move(shape), std::move(encoded.planes))});
        request.fetch.push_back(answer_output);
        if (looks_inside()) request.fetch.insert(request.fetch.end(), {map_output, features_output});
        return viewfinder::Question{.request = std::move(request), .input = std::move(encoded.seen)};
    };
    const auto decode_outputs = [parameters](const inference::Outputs& outputs, const image::RgbaImage& /*frame*/) {
        Seeing seeing{.answer = decode(outputs.tensor(answer_output).as<float>(), parameters)};
        for (const inference::NamedValue& output : outputs.values()) {
            if (output.name == map_output) seeing.class_activation = outputs.tensor(map_output);
            if (output.name == features_output) seeing.features = outputs.tensor(features_output);
        }
        return seeing;
    };
    const auto need = [parameters] { return viewfinder::need_of_square(parameters.side_px); };
    const auto recall = [parameters](const inference::StoredAnswer& stored) {
        return Seeing{.answer = judged(inference::probabilities_of(stored, class_count), parameters)};
    };
    return {.encode = encode_frame, .decode = decode_outputs, .need = need, .recall = recall};
}

}  // namespace

std::size_t spoken_class(const Answer& answer) {
    if (answer.gesture) return static_cast<std::size_t>(*answer.gesture);
    return core::top_k(answer.probabilities, 1).front().index;
}

Sight sight_of(const Answer& answer) {
    return {.gesture = answer.gesture, .hand = answer.gesture || spoken_class(answer) != no_hand};
}

viewfinder::Subject<Seeing> subject(std::function<bool()> looks_inside) {
    viewfinder::Settings sources{.facing = platform::Facing::front,
                                 .reason = "The camera lets the network see your hand.",
                                 .credit =
                                     "Example hands: adapted from “Rock-Paper-Scissors images” by Julien de la "
                                     "Bruère-Terreault, CC BY-SA 4.0."};
    for (const ExamplePicture& example : examples)
        sources.examples.push_back({.label = std::string(example.label), .file = std::string(example.file)});
    sources.tricks = tricks;
    return {
        .sources = std::move(sources),
        .way_of = [looks = std::move(looks_inside)](const inference::ModelCard& card) { return way_of(card, looks); },
        .model_names = {{"rock_paper_scissors_cnn", "CNN"}, {"rock_paper_scissors_mobilenet_v2", "MobileNetV2"}}};
}

}  // namespace mllab::rock_paper_scissors
