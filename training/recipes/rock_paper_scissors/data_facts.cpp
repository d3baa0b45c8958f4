#include "training/recipes/rock_paper_scissors/data_facts.hpp"

#include <algorithm>
#include <string_view>

namespace mllab::recipes {

namespace {

using gestures_data::Data;

std::int64_t count(std::size_t n) { return static_cast<std::int64_t>(n); }

constexpr const char* sxsw = "Rock Paper Scissors SXSW";
constexpr const char* green = "Rock-Paper-Scissors images";
constexpr const char* photos = "Photos without a hand (COCO)";
constexpr const char* faces = "Faces (ORL, FER2013)";
constexpr const char* unseen = "Webcam pictures of twenty other people";

bool is_face(const gestures_data::EvaluationPicture& picture) {
    return picture.group.starts_with("orl") || picture.group.starts_with("fer2013");
}

}  // namespace

std::size_t pictures_to_learn_from(const Data& data) {
    std::size_t sum = data.photos.size() + data.faces.size();
    for (const auto& gesture : data.webcam)
        for (const auto& group : gesture) sum += group.pictures.size();
    for (const auto& gesture : data.green_screen) sum += gesture.size();
    return sum;
}

std::vector<std::pair<std::string, std::int64_t>> samples_of(const Data& data, datasets::Split split) {
    std::vector<std::pair<std::string, std::int64_t>> samples;
    for (const auto& set : data.sets_of(split)) {
        const std::string_view name = set.name;
        const std::int64_t all = count(set.pictures.size());
        const std::int64_t of_faces = std::ranges::count_if(set.pictures, is_face);
        if (name == gestures_data::unseen_clips) samples.emplace_back(sxsw, all);
        if (name == gestures_data::green_screen_hands) samples.emplace_back(green, all);
        if (name == gestures_data::without_hand) {
            samples.emplace_back(photos, all - of_faces);
            samples.emplace_back(faces, of_faces);
        }
        if (name == gestures_data::unseen_people || name == gestures_data::unseen_rooms) {
            const auto known = std::ranges::find(samples, unseen, &std::pair<std::string, std::int64_t>::first);
            if (known == samples.end())
                samples.emplace_back(unseen, all);
            else
                known->second += all;
        }
    }
    return samples;
}

std::vector<report::DataFacts> data_facts(const Data& data) {
    std::size_t webcam = 0;
    std::size_t green_screen = 0;
    for (const auto& gesture : data.webcam)
        for (const auto& group : gesture) webcam += group.pictures.size();
    for (const auto& gesture : data.green_screen) green_screen += gesture.size();
    std::vector<report::DataFacts> facts{
        {.name = sxsw,
         .source = "https://universe.roboflow.com/roboflow-58fyf/rock-paper-scissors-sxsw",
         .licence = "CDLA-Sharing-1.0",
         .attribution = "Rock Paper Scissors SXSW, Roboflow",
         .samples = {{"train", count(webcam)}}},
        {.name = green,
         .source = "https://www.kaggle.com/datasets/drgfreeman/rockpaperscissors",
         .licence = "CC BY-SA 4.0",
         .attribution = "Rock-Paper-Scissors images, Julien de la Bruère-Terreault",
         .samples = {{"train", count(green_screen)}}},
        {.name = photos,
         .source = "https://cocodataset.org",
         .licence = "each photo's own: CC BY 2.0, CC BY-SA 2.0, non-commercial ones for training only",
         .attribution = "COCO, Lin and others, annotations CC BY 4.0",
         .samples = {{"train", count(data.photos.size())}}},
        {.name = faces,
         .source = "",
         .licence = "research; for training only, never shown",
         .attribution = "The ORL Database of Faces, AT&T Laboratories Cambridge; FER2013, Goodfellow and others",
         .samples = {{"train", count(data.faces.size())}}},
        {.name = unseen,
         .source = "",
         .licence = "none stated for most; for measuring only, never trained on, never shown",
         .attribution = "twenty public collections of rock, paper, scissors pictures",
         .samples = {}}};
    for (const auto& [name, samples] : samples_of(data, datasets::Split::validation))
        std::ranges::find(facts, name, &report::DataFacts::name)->samples.emplace_back("validation", samples);
    return facts;
}

}  // namespace mllab::recipes
