#include "training/recipes/digits/evaluation/evaluation.hpp"

#include <algorithm>
#include <functional>

#include "core/random.hpp"
#include "training/augment/placement.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/digits/data/sampler.hpp"
#include "training/recipes/digits/evaluation/unseen.hpp"

namespace mllab::digits_evaluation {

namespace {

constexpr std::uint64_t placement_seed = 20;
constexpr std::size_t negative_count = 2000;

// Asks the network about every input that the page would ask about.
Answers ask(const inference::Session& session, std::string name, std::vector<digits::Encoded> inputs,
            std::vector<std::size_t> labels) {
    Answers answers;
    answers.data = std::move(name);
    answers.labels = std::move(labels);
    answers.logits.resize(inputs.size());
    std::vector<image::GrayImage> asked;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        answers.doubts.push_back(inputs[i].doubt);
        if (inputs[i].doubt != digits::Doubt::none) continue;
        places.push_back(i);
        asked.push_back(std::move(inputs[i].input));
    }
    auto logits = evaluation::logits_of(session, asked);
    for (std::size_t k = 0; k < places.size(); ++k) answers.logits[places[k]] = std::move(logits[k]);
    return answers;
}

Answers ask_about_drawings(const inference::Session& session, const digits::Parameters& parameters, std::string name,
                           const std::vector<ink::Strokes>& drawings) {
    std::vector<digits::Encoded> inputs;
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        core::Random random = core::Random(placement_seed).fork(i);
        inputs.push_back(digits::encode(augment::freely_placed(drawings[i], random), parameters));
    }
    return ask(session, std::move(name), std::move(inputs),
               std::vector<std::size_t>(drawings.size(), digits::no_digit));
}

}  // namespace

Evaluation evaluate(const inference::Session& session, const digits::Parameters& parameters,
                    const digits_data::Folders& folders, digits_data::Split split,
                    const std::filesystem::path& committed) {
    const digits_data::SplitData data = digits_data::load(folders, split);
    Evaluation evaluation;

    std::vector<digits::Encoded> framed;
    std::vector<digits::Encoded> uploaded;
    std::vector<std::size_t> labels;
    for (const auto& picture : data.pictures) {
        framed.push_back({ink::framed(picture.ink, parameters.frame), digits::Doubt::none});
        uploaded.push_back(digits::encode(picture.ink, parameters));
        labels.push_back(picture.label);
    }
    evaluation.pictures = ask(session, "MNIST", std::move(framed), labels);
    evaluation.uploads = ask(session, "MNIST as uploaded pictures", std::move(uploaded), labels);

    std::vector<digits::Encoded> drawn;
    labels.clear();
    for (std::size_t i = 0; i < data.strokes.size(); ++i) {
        for (int draw = 0; draw < static_cast<int>(draws_per_digit); ++draw) {
            core::Random random = core::Random(placement_seed).fork(i).fork(static_cast<std::uint64_t>(draw));
            drawn.push_back(digits::encode(augment::freely_placed(data.strokes[i].strokes, random), parameters));
            labels.push_back(data.strokes[i].label);
        }
    }
    evaluation.strokes =
        ask(session, "pen digits of other writers, free place and size", std::move(drawn), std::move(labels));

    const auto negatives = digits_data::load_negatives(folders.quickdraw, split);
    evaluation.negatives =
        ask_about_drawings(session, parameters, "sketches, letters, neighbouring digits, scribbles",
                           digits_data::negative_examples(data, negatives, negative_count, placement_seed));
    if (split == digits_data::Split::test) {
        std::vector<ink::Strokes> fixed;
        for (auto& drawing : datasets::read_quickdraw(committed / "not_digits.ndjson"))
            fixed.push_back(std::move(drawing.strokes));
        evaluation.fixed_negatives = ask_about_drawings(session, parameters, "fixed letters and scribbles", fixed);
    }

    const auto ask_about_unseen = [&](std::vector<UnseenSet> sets) {
        std::vector<Answers> answers;
        for (UnseenSet& set : sets) {
            std::vector<digits::Encoded> inputs;
            for (const ink::Strokes& drawing : set.drawings) inputs.push_back(digits::encode(drawing, parameters));
            answers.push_back(ask(session, std::move(set.name), std::move(inputs), std::move(set.labels)));
        }
        return answers;
    };
    const auto shapes = committed / "unseen_shapes.ndjson";
    evaluation.unseen_digits = ask_about_unseen(unseen_digits(data, shapes, split));
    evaluation.unseen_no_digits = ask_about_unseen(unseen_no_digits(data, negatives, shapes, split));
    return evaluation;
}

}  // namespace mllab::digits_evaluation
