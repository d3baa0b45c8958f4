#include "training/datasets/hands/hands.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "training/datasets/hands/clips.hpp"
#include "training/datasets/hands/look_alikes.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::datasets {

namespace {

namespace fs = std::filesystem;

constexpr double look_alike_levels = 5;

constexpr std::array<std::pair<const char*, Shown>, 3> gestures{
    {{"rock", Shown::rock}, {"paper", Shown::paper}, {"scissors", Shown::scissors}}};

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
    throw files::FileError(path.string() + ": " + reason);
}

// Sorted, so that neither the disk nor its order matters.
std::vector<fs::path> jpegs_in(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
        if (it->path().extension() == ".jpg") found.push_back(it->path());
    if (error) fail(folder, "cannot be read: " + error.message());
    std::ranges::sort(found);
    return found;
}

void group_look_alikes(std::vector<HandPicture>& pictures) {
    std::vector<std::size_t> green;
    std::vector<Miniature> miniatures;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (pictures[i].origin != Origin::green_screen) continue;
        green.push_back(i);
        miniatures.push_back(miniature_of(pictures::read(pictures[i].file)));
    }
    const std::vector<std::size_t> first = look_alikes(miniatures, look_alike_levels);
    for (std::size_t i = 0; i < green.size(); ++i) {
        HandPicture& picture = pictures[green[i]];
        picture.group = pictures[green[first[i]]].file.filename().string();
        picture.split = split_by_hash(picture.group);
    }
}

// The middle one of "w01_rock_13" is known from the folder; of "c000000000030_b1" and "orl_s01_2" what is before the
// last "_" tells the group.
std::string before_last_underscore(const fs::path& file) {
    const std::string stem = file.stem().string();
    return stem.substr(0, stem.rfind('_'));
}

}  // namespace

const char* name_of(Shown shown) {
    switch (shown) {
        case Shown::rock:
            return "rock";
        case Shown::paper:
            return "paper";
        case Shown::scissors:
            return "scissors";
        case Shown::no_hand:
            return "no hand";
    }
    throw std::invalid_argument("there is no such gesture");
}

const char* name_of(Origin origin) {
    switch (origin) {
        case Origin::webcam:
            return "webcam";
        case Origin::green_screen:
            return "green screen";
        case Origin::no_hand:
            return "no hand";
        case Origin::unseen_people:
            return "unseen people";
    }
    throw std::invalid_argument("there is no such origin");
}

Split split_by_hash(std::string_view group) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : group) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
    hash ^= hash >> 32U;  // the last characters reach the upper bits first
    const std::uint64_t percent = hash % 100;
    if (percent < 65) return Split::train;
    return percent < 80 ? Split::validation : Split::test;
}

std::vector<HandPicture> hands_of(const fs::path& folder) {
    std::vector<HandPicture> pictures;
    for (const auto& [name, shown] : gestures) {
        for (const fs::path& file : jpegs_in(folder / "rock_paper_scissors" / name)) {
            const std::string file_name = file.filename().string();
            if (is_mislabelled(file_name)) continue;
            HandPicture picture{.file = file, .shown = shown, .origin = Origin::webcam, .group = {}};
            if (file_name.starts_with("drgfreeman_")) {
                picture.origin = Origin::green_screen;
            } else {
                picture.group = webcam_group(file_name);
                if (picture.group.empty())
                    fail(file, "its name is neither kaust_<frame>.rf.<hash> nor drgfreeman_<name>");
                picture.split = split_of_webcam_group(picture.group);
            }
            pictures.push_back(std::move(picture));
        }
    }
    group_look_alikes(pictures);
    return pictures;
}

std::vector<HandPicture> pictures_without_hand(const fs::path& folder) {
    std::vector<HandPicture> pictures;
    for (const fs::path& file : jpegs_in(folder / "no_hand")) {
        std::string group = before_last_underscore(file);
        if (group.starts_with("c")) group.erase(0, 1);  // COCO's own number of the photo
        const Split split = split_by_hash(group);
        pictures.push_back({file, Shown::no_hand, Origin::no_hand, std::move(group), split});
    }
    return pictures;
}

std::vector<HandPicture> hands_of_unseen_people(const fs::path& folder) {
    std::vector<HandPicture> pictures;
    if (!fs::is_directory(folder / "rps_webcam")) return pictures;
    std::vector<std::pair<const char*, Shown>> folders(gestures.begin(), gestures.end());
    folders.emplace_back("none", Shown::no_hand);
    for (const auto& [name, shown] : folders)
        for (const fs::path& file : jpegs_in(folder / "rps_webcam" / name)) {
            const std::string file_name = file.filename().string();
            pictures.push_back(
                {file, shown, Origin::unseen_people, file_name.substr(0, file_name.find('_')), Split::test});
        }
    return pictures;
}

}  // namespace mllab::datasets
