#include "training/answers/answers.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/classification.hpp"
#include "core/task.hpp"
#include "experiments/digits/examples/drawings.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/image_classification/examples/examples.hpp"
#include "experiments/image_classification/examples/tricks.hpp"
#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "experiments/object_detection/examples/examples.hpp"
#include "experiments/object_detection/examples/tricks.hpp"
#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "experiments/rock_paper_scissors/examples/examples.hpp"
#include "experiments/rock_paper_scissors/examples/tricks.hpp"
#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "experiments/sketches/examples/drawings.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"
#include "experiments/viewfinder/picture_trick.hpp"
#include "training/evaluation/asking.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::answers {

namespace {

using inference::ModelCard;
using inference::Session;
using inference::StoredAnswer;
using inference::StoredAnswers;
using Folder = std::filesystem::path;

// Of the classes the best five; of many that share an answer (breeds of dogs), all that count.
constexpr std::size_t fewest_guesses = 5;
constexpr std::size_t most_guesses = 20;
constexpr float counts_from = 0.002F;
// Of things in a picture: what the page may show, or name as its best guess.
constexpr float thing_from = 0.15F;

StoredAnswer best_of(std::span<const float> probabilities) {
    StoredAnswer answer;
    for (const core::Ranked& one : core::top_k(probabilities, most_guesses))
        if (answer.size() < fewest_guesses || one.value >= counts_from)
            answer.push_back({.label = one.index, .p = one.value});
    return answer;
}

std::vector<float> logits_of(const Session& session, const image::GrayImage& input) {
    return evaluation::logits_of(session, {input}).front();
}

// The page weighs a name against its kin: what is kin to one of the best belongs to the answer, however unlikely.
StoredAnswer with_kin(StoredAnswer answer, std::span<const float> probabilities,
                      const std::vector<std::vector<std::size_t>>& kin) {
    const auto has = [](const StoredAnswer& some, std::size_t label) {
        return std::ranges::contains(some, label, &inference::StoredGuess::label);
    };
    const StoredAnswer best(answer.begin(),
                            answer.begin() + std::min(std::ssize(answer), std::ptrdiff_t{fewest_guesses}));
    for (const std::vector<std::size_t>& members : kin) {
        if (std::ranges::none_of(members, [&](std::size_t member) { return has(best, member); })) continue;
        for (const std::size_t member : members)
            if (!has(answer, member)) answer.push_back({.label = member, .p = probabilities[member]});
    }
    return answer;
}

// `answer_to`: what is stored of a drawing; nothing where the network need not be asked.
template <typename Answer>
StoredAnswers asked_about(const std::vector<std::vector<ink::LabelledDrawing>>& drawings, const Answer& answer_to) {
    StoredAnswers answers;
    for (const std::vector<ink::LabelledDrawing>& kind : drawings)
        for (const ink::LabelledDrawing& drawing : kind) {
            const std::optional<StoredAnswer> answer = answer_to(drawing.strokes);
            if (!answer) continue;
            if (!answers.emplace(drawing.label, *answer).second)
                throw std::invalid_argument("two drawings are called “" + drawing.label + "”");
        }
    return answers;
}

StoredAnswers of_digits(const Session& session, const ModelCard& card, const Folder& /*pictures*/) {
    const auto parameters = digits::Parameters::from(card);
    return asked_about({digits::example_drawings(), digits::trick_drawings()},
                       [&](const ink::Strokes& strokes) -> std::optional<StoredAnswer> {
                           const auto encoded = digits::encode(strokes, parameters);
                           if (encoded.doubt != digits::Doubt::none) return std::nullopt;
                           return best_of(core::softmax(logits_of(session, encoded.input), parameters.temperature));
                       });
}

StoredAnswers of_sketches(const Session& session, const ModelCard& card, const Folder& /*pictures*/) {
    const auto parameters = sketches::Parameters::from(card);
    return asked_about({sketches::example_drawings(), sketches::trick_drawings()},
                       [&](const ink::Strokes& strokes) -> std::optional<StoredAnswer> {
                           const auto encoded = sketches::encode(strokes, parameters);
                           if (encoded.doubt != sketches::Doubt::none) return std::nullopt;
                           const auto probabilities =
                               sketches::probabilities_of(logits_of(session, encoded.input), encoded.look, parameters);
                           return with_kin(best_of(probabilities), probabilities, parameters.kin);
                       });
}

inference::Outputs run(const Session& session, std::vector<float> planes, int side, std::vector<std::string> fetch) {
    inference::RunRequest request;
    request.inputs.push_back({"image", core::Tensor({1, 3, side, side}, std::move(planes))});
    request.fetch = std::move(fetch);
    return core::run_now(session.run(std::move(request)));
}

// `answer`: from a picture to what is stored of it. Examples are told apart by their files, tricks by their labels.
template <typename Examples, typename Answer>
StoredAnswers asked_about_pictures(const Examples& examples, std::span<const viewfinder::PictureTrick> tricks,
                                   const Folder& pictures, const Answer& answer) {
    StoredAnswers answers;
    for (const auto& example : examples)
        answers.emplace(std::string(example.file), answer(pictures::read(pictures / example.file)));
    for (const viewfinder::PictureTrick& trick : tricks)
        answers.emplace(std::string(trick.label),
                        answer(image::changed(pictures::read(pictures / trick.file), trick.change, trick.window)));
    return answers;
}

StoredAnswers of_hands(const Session& session, const ModelCard& card, const Folder& pictures) {
    const auto parameters = rock_paper_scissors::Parameters::from(card);
    return asked_about_pictures(
        rock_paper_scissors::examples, rock_paper_scissors::tricks, pictures, [&](const image::RgbaImage& picture) {
            auto encoded = rock_paper_scissors::encode(picture, parameters);
            const auto outputs = run(session, std::move(encoded.planes), parameters.side_px, {"logits"});
            return best_of(rock_paper_scissors::probabilities(outputs.tensor("logits").as<float>(), parameters));
        });
}

StoredAnswers of_photos(const Session& session, const ModelCard& card, const Folder& pictures) {
    const auto parameters = image_classification::Parameters::from(card);
    return asked_about_pictures(
        image_classification::examples, image_classification::tricks, pictures, [&](const image::RgbaImage& picture) {
            auto encoded = image_classification::encode(picture, parameters);
            const auto outputs = run(session, std::move(encoded.planes), parameters.side_px, {"logits"});
            return best_of(core::softmax(outputs.tensor("logits").as<float>(), parameters.temperature));
        });
}

// At the size that the page takes for a picture, the largest, and after boxes that overlap are one.
StoredAnswers of_things(const Session& session, const ModelCard& card, const Folder& pictures) {
    const auto parameters = object_detection::Parameters::from(card);
    const int side = std::ranges::max(parameters.sides_px);
    const auto names = object_detection::output_names(parameters);
    return asked_about_pictures(
        object_detection::examples, object_detection::tricks, pictures, [&](const image::RgbaImage& picture) {
            auto encoded = object_detection::encode(picture, parameters, side);
            const auto outputs = run(session, std::move(encoded.planes), side, {names.scores, names.boxes});
            const auto things = object_detection::decode(outputs.tensor(names.scores), outputs.tensor(names.boxes),
                                                         picture.width, picture.height, parameters)
                                    .things;
            StoredAnswer answer;
            for (const std::size_t index :
                 object_detection::found(things, {.score = thing_from, .overlap = parameters.overlap})) {
                if (answer.size() == most_guesses) break;
                const geometry::Detection& one = things[index];
                answer.push_back({.label = one.label,
                                  .p = one.score,
                                  .box = {{static_cast<float>(one.box.x), static_cast<float>(one.box.y),
                                           static_cast<float>(one.box.w), static_cast<float>(one.box.h)}}});
            }
            return answer;
        });
}

// How the models of an experiment are asked about its page's examples.
struct Way {
    std::string_view experiment;
    StoredAnswers (*ask)(const Session&, const ModelCard&, const Folder&);
};

constexpr auto ways = std::to_array<Way>({
    {"digits", of_digits},
    {"sketches", of_sketches},
    {"rock_paper_scissors", of_hands},
    {"image_classification", of_photos},
    {"object_detection", of_things},
});

std::string number(float value) { return std::format("{:.6g}", static_cast<double>(value)); }

std::string as_json(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

}  // namespace

std::vector<PublishedModel> models_with_examples(std::string_view catalog) {
    std::vector<PublishedModel> models;
    try {
        const auto parsed = nlohmann::json::parse(catalog);
        for (const auto& row : parsed.at("experiments")) {
            const auto experiment = row.at("experiment").get<std::string>();
            if (!std::ranges::contains(ways, experiment, &Way::experiment)) continue;
            for (const auto& id : row.at("models").get<std::vector<std::string>>())
                if (!std::ranges::contains(models, id, &PublishedModel::id))
                    models.push_back({.id = id, .experiment = experiment});
        }
    } catch (const nlohmann::json::exception& error) {
        throw std::invalid_argument(std::string("the catalogue cannot be read: ") + error.what());
    }
    return models;
}

StoredAnswers asked(std::string_view experiment, const Session& session, const ModelCard& card,
                    const Folder& pictures) {
    const auto found = std::ranges::find(ways, experiment, &Way::experiment);
    if (found == ways.end())
        throw std::invalid_argument(std::format("the page of “{}” has no examples to ask about", experiment));
    return found->ask(session, card, pictures);
}

std::string file_text(const StoredAnswers& answers, const ModelCard& card) {
    std::string text = std::format("{{\n  \"model\": {},\n  \"sha256\": {},\n  \"answers\": {{", as_json(card.id),
                                   as_json(card.file_sha256));
    std::string_view before_answer = "\n";
    for (const auto& [name, answer] : answers) {
        text += std::format("{}    {}: [", before_answer, as_json(name));
        before_answer = ",\n";
        std::string_view before_guess;
        for (const inference::StoredGuess& guess : answer) {
            text += std::format("{}[{}, {}", before_guess, guess.label, number(guess.p));
            before_guess = ", ";
            if (guess.box)
                for (const float length : *guess.box) text += ", " + number(length);
            text += "]";
        }
        text += "]";
    }
    return text + "\n  }\n}\n";
}

}  // namespace mllab::answers
