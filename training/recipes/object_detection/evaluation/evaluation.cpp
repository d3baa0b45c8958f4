#include "training/recipes/object_detection/evaluation/evaluation.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/task.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/object_detection/evaluation/categories.hpp"

namespace mllab::detection_evaluation {

namespace {

using geometry::Detection;
using Meanings = std::vector<std::optional<std::size_t>>;

std::vector<evaluation::Truth> truths_of(const datasets::CocoPicture& picture, const Meanings& meanings) {
    std::vector<evaluation::Truth> truths;
    for (const datasets::CocoObject& object : picture.objects)
        if (std::ranges::find(meanings, std::optional(object.category)) != meanings.end())
            truths.push_back({.box = object.box,
                              .label = object.category,
                              .area_px = object.area_px,
                              .kind = object.crowd ? evaluation::Kind::crowd : evaluation::Kind::thing});
    return truths;
}

std::vector<Detection> answers_of(const inference::Session& session, const object_detection::Parameters& parameters,
                                  int side_px, const image::RgbaImage& photo, const Meanings& meanings) {
    object_detection::Encoded encoded = object_detection::encode(photo, parameters, side_px);
    const object_detection::OutputNames names = object_detection::output_names(parameters);
    inference::RunRequest request;
    request.inputs.push_back({"image", core::Tensor({1, 3, side_px, side_px}, std::move(encoded.planes))});
    request.fetch = {names.scores, names.boxes};
    const inference::Outputs outputs = core::run_now(session.run(std::move(request)));
    const auto candidates = object_detection::decode(outputs.tensor(names.scores), outputs.tensor(names.boxes),
                                                     photo.width, photo.height, parameters, every_answer);
    std::vector<Detection> known;
    for (const Detection& thing : candidates.things)
        if (const auto meaning = meanings[thing.label]) known.push_back({thing.box, *meaning, thing.score});
    // After the words have changed: a mug that is a coffee cup, too, is one cup.
    const auto left = object_detection::found(known, {.score = every_answer.score, .overlap = parameters.overlap});
    std::vector<Detection> answers;
    for (const std::size_t index : left)
        if (answers.size() < answers_a_picture) answers.push_back(known[index]);
    return answers;
}

}  // namespace

std::vector<evaluation::SeenPicture> seen_by(const inference::Session& session,
                                             const object_detection::Parameters& parameters, int side_px,
                                             const detection_data::MeasuredPhotos& photos) {
    const Meanings meanings = categories_of(parameters.labels, photos.instances.categories);
    std::vector<evaluation::SeenPicture> seen;
    for (const datasets::CocoPicture& picture : photos.instances.pictures)
        seen.push_back({.width_px = picture.width_px,
                        .height_px = picture.height_px,
                        .truths = truths_of(picture, meanings),
                        .answers = answers_of(session, parameters, side_px, pictures::read(picture.file), meanings)});
    return seen;
}

std::vector<Figures> measure(const inference::Session& session, const object_detection::Parameters& parameters,
                             const detection_data::MeasuredPhotos& photos) {
    Meanings known = categories_of(parameters.labels, photos.instances.categories);
    std::ranges::sort(known);
    const auto [again, end] = std::ranges::unique(known);
    known.erase(again, end);
    const auto categories =
        static_cast<std::size_t>(std::ranges::count_if(known, [](const auto& meaning) { return meaning.has_value(); }));
    std::vector<Figures> all;
    for (const int side_px : parameters.sides_px) {
        const auto seen = seen_by(session, parameters, side_px, photos);
        const evaluation::CocoEvaluation evaluation(seen, photos.instances.categories.size());
        all.push_back({.side_px = side_px,
                       .photos = seen.size(),
                       .categories = categories,
                       .coco = evaluation.figures(),
                       .ap = evaluation.interval(evaluation::CocoFigure::ap),
                       .ap50 = evaluation.interval(evaluation::CocoFigure::ap50)});
    }
    return all;
}

}  // namespace mllab::detection_evaluation
