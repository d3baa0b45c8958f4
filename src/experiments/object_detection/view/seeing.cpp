#include "experiments/object_detection/view/seeing.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "experiments/object_detection/examples/examples.hpp"
#include "experiments/object_detection/examples/tricks.hpp"
#include "experiments/object_detection/pipeline/words.hpp"

namespace mllab::object_detection {

namespace {

viewfinder::Way<Seeing> way_of(const inference::ModelCard& card, const Wishes& wishes) {
    const auto parameters = std::make_shared<const Parameters>(Parameters::from(card));
    const OutputNames names = output_names(*parameters);
    const auto encode_frame = [parameters, names, wishes](const image::RgbaImage& frame) {
        const int side = wishes.side_px(*parameters);
        Encoded encoded = encode(frame, *parameters, side);
        inference::RunRequest request;
        request.inputs.push_back({"image", core::Tensor({1, 3, side, side}, std::move(encoded.planes))});
        request.fetch = {names.scores, names.boxes};
        return viewfinder::Question{.request = std::move(request), .input = std::move(encoded.seen)};
    };
    const auto decode_outputs = [parameters, names, wishes](const inference::Outputs& outputs,
                                                            const image::RgbaImage& frame) {
        const core::Tensor& scores = outputs.tensor(names.scores);
        Seeing seeing{
            .parameters = parameters,
            .candidates = decode(scores, outputs.tensor(names.boxes), frame.width, frame.height, *parameters)};
        if (wishes.looks_inside() && std::holds_alternative<CentrePoints>(parameters->head)) seeing.heat = scores;
        return seeing;
    };
    // The longer side fills the square where the frame keeps its shape; where it is stretched, the shorter one has to.
    const auto need = [parameters, wishes]() -> viewfinder::FrameNeed {
        const int side = wishes.side_px(*parameters);
        if (parameters->letterbox) return {.longer_px = side};
        return {.shorter_px = side};
    };
    const auto recall = [parameters](const inference::StoredAnswer& stored) {
        Seeing seeing{.parameters = parameters, .candidates = {}};
        for (const inference::StoredGuess& one : stored)
            if (const auto& box = one.box)
                seeing.candidates.things.push_back(
                    {.box = {.x = (*box)[0], .y = (*box)[1], .w = (*box)[2], .h = (*box)[3]},
                     .label = one.label,
                     .score = one.p});
        return seeing;
    };
    return {.encode = encode_frame, .decode = decode_outputs, .need = need, .recall = recall};
}

std::vector<viewfinder::Cell> row_of(const Seeing& seeing, const Wishes& wishes) {
    std::vector<geometry::Detection> things;
    for (const std::size_t index : found(seeing.candidates.things, wishes.wanted(*seeing.parameters)))
        things.push_back(seeing.candidates.things[index]);
    const float best = things.empty() ? 0 : things.front().score;
    const auto count = static_cast<double>(things.size());
    return {{.text = message(things, seeing.parameters->labels), .number = count},
            {.text = std::to_string(things.size()), .number = count},
            {.text = things.empty() ? "–" : percent(best), .number = double{best}}};
}

}  // namespace

viewfinder::Subject<Seeing> subject(const Wishes& wishes) {
    viewfinder::Settings sources{.facing = platform::Facing::back,
                                 .reason = "The camera lets the network see what is around you.",
                                 .credit = std::string(credit)};
    for (const ExamplePicture& example : examples)
        sources.examples.push_back({.label = std::string(example.label), .file = std::string(example.file)});
    sources.tricks = tricks;
    return {.sources = std::move(sources),
            .way_of = [wishes](const inference::ModelCard& card) { return way_of(card, wishes); },
            .model_names = {{"detection_centernet", "CenterNet"},
                            {"detection_ssd_mobilenet_v2", "SSD"},
                            {"detection_ssdlite_mobilenet_v2", "SSDLite"}},
            .compares = true,
            .batch = {.columns = {{.id = "found", .label = "What is there"},
                                  {.id = "count", .label = "Things", .number = true},
                                  {.id = "best", .label = "How sure, at best", .number = true}},
                      .file_name = "objects.csv"},
            .row_of = [wishes](const Seeing& seeing, const inference::ModelCard&) { return row_of(seeing, wishes); }};
}

}  // namespace mllab::object_detection
