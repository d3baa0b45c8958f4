// What the page offers at “Fool it” are mistakes of the published networks: each is asked here as the page asks it.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/task.hpp"
#include "core/text.hpp"
#include "experiments/digits/examples/tricks.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/image_classification/examples/tricks.hpp"
#include "experiments/image_classification/view/seeing.hpp"
#include "experiments/object_detection/examples/tricks.hpp"
#include "experiments/object_detection/view/seeing.hpp"
#include "experiments/rock_paper_scissors/examples/tricks.hpp"
#include "experiments/rock_paper_scissors/view/seeing.hpp"
#include "experiments/sketches/examples/tricks.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"
#include "experiments/summation/examples/tricks.hpp"
#include "experiments/summation/pipeline/pipeline.hpp"
#include "experiments/text_generation/examples/tricks.hpp"
#include "experiments/text_generation/pipeline/writer.hpp"
#include "loaded_model.hpp"
#include "site_models.hpp"
#include "training/evaluation/asking.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"

using namespace mllab;

namespace {

using Model = testing::LoadedModel;

// Converted networks are there only if their packages were; then the test is skipped by name.
Model load(const std::string& id) {
    const auto folder = testing::folder_of(id);
    if (!folder) SKIP("needs a network that is not here: " << id);
    return testing::load_model(*folder, id);
}

void check_fooled(const std::string& id, const experiments::Trick& trick, const std::string& said, bool fooled) {
    INFO(id << " does not make this mistake any more. The page says of “" << trick.label
            << "” that the network takes it for “" << trick.taken_for << "”, and it says “" << said
            << "”. Take the row out of this experiment's tricks.hpp, or put another input in its place that fools the "
               "network now, with a reason that is true; see “Fool it” in docs/experiments. If this network is another "
               "one than before, make the stored answers anew, too: npm run train -- answers");
    CHECK(trick.truth != trick.taken_for);
    CHECK_FALSE(trick.label.empty());
    CHECK_FALSE(trick.why.empty());
    CHECK(fooled);
}
void check_fooled(const std::string& id, const experiments::Trick& trick, const std::string& said) {
    check_fooled(id, trick, said, said == trick.taken_for);
}

template <typename Answer>
Answer look(const viewfinder::Subject<Answer>& subject, const Model& model, const viewfinder::PictureTrick& trick) {
    const auto picture = image::changed(pictures::read(testing::source_folder() / "web/examples" / trick.file),
                                        trick.change, trick.window);
    const viewfinder::Way<Answer> way = subject.way_of(model.card);
    return way.decode(core::run_now(model.session.run(way.encode(picture).request)), picture);
}

std::string joined(const std::vector<std::string>& labels) {
    std::string all;
    for (const std::string& label : labels) all += core::joined(all.empty() ? "" : ", ", label);
    return all;
}

}  // namespace

TEST_CASE("the drawings that are said to fool the digit network do") {
    const Model model = load("digits_cnn");
    const auto parameters = digits::Parameters::from(model.card);
    for (const digits::Trick& trick : digits::tricks) {
        const auto encoded = digits::encode(ink::strokes_of(trick.strokes), parameters);
        REQUIRE(encoded.doubt == digits::Doubt::none);
        const auto answer = digits::decode(evaluation::logits_of(model.session, {encoded.input}).front(), parameters);
        check_fooled(model.card.id, trick, answer.digit ? std::to_string(*answer.digit) : "");
    }
}

TEST_CASE("the sketches that are said to fool the network do") {
    const Model model = load("sketches_cnn");
    const auto parameters = sketches::Parameters::from(model.card);
    for (const sketches::Trick& trick : sketches::tricks) {
        const auto encoded = sketches::encode(ink::strokes_of(trick.strokes), parameters);
        const auto answer =
            sketches::decode(evaluation::logits_of(model.session, {encoded.input}).front(), encoded.look, parameters);
        check_fooled(model.card.id, trick, model.card.labels[answer.top.front().index]);
        CHECK(std::ranges::contains(model.card.labels, trick.truth));
    }
}

TEST_CASE("the sums that are said to fool the network do") {
    const Model model = load("summation_gru");
    for (const summation::Trick& trick : summation::tricks) {
        const auto parsed = summation::parse(trick.typed);
        REQUIRE(parsed.problem == summation::Problem::none);
        CHECK(std::to_string(summation::true_sum(parsed.expression)) == trick.truth);
        const auto outputs = core::run_now(model.session.run(summation::request_of_characters(trick.read)));
        check_fooled(model.card.id, trick, summation::decode(outputs, std::span(&parsed.expression, 1)).front().text);
    }
}

TEST_CASE("the beginnings that are said to fool the text networks do") {
    const Model model = load(GENERATE("shakespeare_lstm", "wikipedia_lstm"));
    const auto parameters = text_generation::Parameters::from(model.card);
    CHECK(text_generation::tricks_for(model.card.id).size() >= 4);
    for (const text_generation::Trick& trick : text_generation::tricks_for(model.card.id)) {
        text_generation::Writer writer(model.session, parameters, text_generation::Trick::seed);
        core::run_now(writer.read(text_generation::encode(trick.prompt, parameters)));
        std::string text;
        for (std::size_t i = 0; i < text_generation::Trick::length; ++i)
            text += core::run_now(writer.next(trick.sampling)).text;
        check_fooled(model.card.id, trick, text, text_generation::about(trick, text) == trick.why);
    }
}

TEST_CASE(
    "the name in Russian letters is written on from as any five letters that Shakespeare's network does not know") {
    const Model model = load("shakespeare_lstm");
    const auto parameters = text_generation::Parameters::from(model.card);
    CHECK(text_generation::encode("Ромео:\n", parameters).tokens ==
          text_generation::encode("日本語漢字:\n", parameters).tokens);
}

TEST_CASE("the pictures that are said to fool the networks for hands do") {
    const Model model = load(GENERATE("rock_paper_scissors_cnn", "rock_paper_scissors_mobilenet_v2"));
    const auto subject = rock_paper_scissors::subject([] { return false; });
    for (const viewfinder::PictureTrick& trick : rock_paper_scissors::tricks) {
        const auto answer = look(subject, model, trick).answer;
        check_fooled(model.card.id, trick, answer.gesture ? rock_paper_scissors::name(*answer.gesture) : "");
    }
}

TEST_CASE("the pictures that are said to fool the network for 1,000 things do") {
    const Model model = load("image_classification_1000");
    const auto subject = image_classification::subject([] { return false; });
    for (const viewfinder::PictureTrick& trick : image_classification::tricks) {
        const auto answer = look(subject, model, trick).answer;
        check_fooled(model.card.id, trick, answer.known ? model.card.labels[*answer.known] : "");
        CHECK((trick.truth.empty() || std::ranges::contains(model.card.labels, trick.truth)));
    }
}

TEST_CASE("the pictures that are said to fool the detector do") {
    const Model model = load("detection_centernet");
    const auto parameters = object_detection::Parameters::from(model.card);
    const object_detection::Wanted wanted{.score = parameters.score, .overlap = parameters.overlap};
    const object_detection::Wishes wishes{
        .side_px = [](const auto& network) { return std::ranges::max(network.sides_px); },
        .looks_inside = [] { return false; },
        .wanted = [wanted](const auto&) { return wanted; }};
    for (const viewfinder::PictureTrick& trick : object_detection::tricks) {
        const auto seeing = look(object_detection::subject(wishes), model, trick);
        std::vector<std::string> found;
        for (const std::size_t index : object_detection::found(seeing.candidates.things, wanted))
            found.push_back(model.card.labels[seeing.candidates.things[index].label]);
        check_fooled(model.card.id, trick, joined(found), object_detection::about(trick, found) == trick.why);
        CHECK((trick.taken_for.empty() || std::ranges::contains(model.card.labels, trick.taken_for)));
    }
}
