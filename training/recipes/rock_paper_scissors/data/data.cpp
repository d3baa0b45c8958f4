#include "training/recipes/rock_paper_scissors/data/data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "training/datasets/hands/tar.hpp"
#include "training/files/files.hpp"
#include "training/files/fingerprint.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::gestures_data {

namespace {

namespace fs = std::filesystem;
using datasets::HandPicture;
using datasets::Origin;
using datasets::Split;

constexpr int longest_side = 200;
constexpr int keyed_longest_side = 240;

image::RgbaImage in_small(image::RgbaImage picture, int longest) {
    const int side = std::max(picture.width, picture.height);
    if (side <= longest) return picture;
    const auto size = [&](int px) { return std::max(1, static_cast<int>(std::lround(1.0 * px * longest / side))); };
    return image::resized_by_area(picture, size(picture.width), size(picture.height));
}

// The hand about in the middle of a square, with its green: the square may reach beyond the frame, whose edge goes on.
image::RgbaImage square_about_hand(const image::RgbaImage& picture, const augment::HandParts& parts) {
    const int side = static_cast<int>(1.25 * std::max(parts.width(), parts.height()));
    const int left = (parts.left + parts.wrist - side) / 2;
    const int top = (parts.top + parts.bottom - side) / 2;
    image::RgbaImage result(side, side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int px = std::clamp(left + x, 0, picture.width - 1);
            const int py = std::clamp(top + y, 0, picture.height - 1);
            const auto from = static_cast<std::ptrdiff_t>(4) * (py * picture.width + px);
            const auto to = static_cast<std::ptrdiff_t>(4) * (y * side + x);
            std::copy_n(picture.pixels.begin() + from, 4, result.pixels.begin() + to);
        }
    return result;
}

KeyedHand cut_to_box(const image::RgbaImage& keyed) {
    const augment::HandParts parts = augment::parts_of(keyed);
    const int top = std::min(parts.top, parts.arm_bottom > 0 ? parts.arm_top : parts.top);
    const int bottom = std::max(parts.bottom, parts.arm_bottom);
    KeyedHand hand{.picture = augment::part_of(keyed, parts.left, top, parts.right - parts.left, bottom - top),
                   .parts = {},
                   .from_right = parts.right == keyed.width};
    hand.parts = augment::parts_of(hand.picture);
    hand.skin = augment::skin_of(hand.picture);
    return hand;
}

class Loader {
 public:
    explicit Loader(Data& data) : data_(data) {
        for (std::vector<EvaluationSet>* sets : {&data.validation, &data.test})
            for (const char* name : {unseen_clips, green_screen_hands, without_hand}) sets->push_back({name, {}});
    }

    void add(const HandPicture& entry) {
        image::RgbaImage picture = pictures::read(entry.file);
        const auto label = static_cast<std::size_t>(entry.shown);
        switch (entry.origin) {
            case Origin::webcam:
                if (entry.split != Split::train) return keep(entry.split, unseen_clips, std::move(picture), entry);
                return train_webcam(label, entry.group, in_small(std::move(picture), longest_side));
            case Origin::green_screen:
                return add_green(entry, label, picture);
            case Origin::no_hand:
                if (entry.split != Split::train) return keep(entry.split, without_hand, std::move(picture), entry);
                return train_empty(entry.group.starts_with("orl"), std::move(picture));
            case Origin::unseen_people:
                return keep(Split::test, label == gestures ? unseen_rooms : unseen_people, std::move(picture), entry);
        }
    }

    void add(const datasets::EmptyPart& part) {
        const image::RgbaImage photo = pictures::read(part.file);
        image::RgbaImage picture = augment::part_of(photo, part.left, part.top, part.side, part.side);
        if (part.split == Split::train) return train_empty(false, in_small(std::move(picture), longest_side));
        keep(part.split, without_hand, std::move(picture), {.file = part.file, .group = part.photo});
    }

    void add_face(const datasets::TarMember& member, Split split) {
        image::RgbaImage picture = pictures::decoded(member.bytes, member.name);
        if (split == Split::train) return train_empty(true, std::move(picture));
        keep(split, without_hand, std::move(picture), {.file = {}, .group = member.name});
    }

    [[nodiscard]] std::string fingerprint() { return trained_.text(); }

 private:
    void train_webcam(std::size_t label, const std::string& name, image::RgbaImage picture) {
        trained_.add(std::span<const std::uint8_t>(picture.pixels));
        std::vector<Group>& groups = data_.webcam[label];
        auto group = std::ranges::find(groups, name, &Group::name);
        if (group == groups.end()) group = groups.insert(group, {name, {}});
        group->pictures.push_back(std::move(picture));
    }

    void add_green(const HandPicture& entry, std::size_t label, const image::RgbaImage& picture) {
        const image::RgbaImage keyed = augment::keyed(picture);
        const augment::HandParts parts = augment::parts_of(keyed);
        if (parts.empty()) throw files::FileError(entry.file.string() + ": no hand was found before its green");
        if (entry.split != Split::train)
            return keep(entry.split, green_screen_hands, square_about_hand(picture, parts), entry);
        trained_.add(std::span<const std::uint8_t>(picture.pixels));
        data_.green_screen[label].push_back(cut_to_box(in_small(keyed, keyed_longest_side)));
        if (data_.green_screen[label].size() % 8 == 1)
            data_.on_green[label].push_back(in_small(square_about_hand(picture, parts), longest_side));
    }

    void train_empty(bool face, image::RgbaImage picture) {
        trained_.add(std::span<const std::uint8_t>(picture.pixels));
        (face ? data_.faces : data_.photos).push_back(std::move(picture));
    }

    void keep(Split split, const std::string& name, image::RgbaImage picture, const HandPicture& entry) {
        std::vector<EvaluationSet>& sets = split == Split::validation ? data_.validation : data_.test;
        auto set = std::ranges::find(sets, name, &EvaluationSet::name);
        if (set == sets.end()) set = sets.insert(set, {name, {}});
        set->pictures.push_back({std::move(picture), static_cast<std::size_t>(entry.shown), entry.group});
    }

    Data& data_;
    files::Fingerprint trained_;
};

// FER2013 in an archive: its folder train trains, the one for validation is split in two by name. Every sixth face: of
// no other kind of picture there are so many.
void add_faces(const fs::path& archive, Loader& loader) {
    if (!fs::is_regular_file(archive)) return;
    const files::Bytes bytes = files::read_unpacked(archive);
    std::size_t count = 0;
    for (const datasets::TarMember& member : datasets::members_of_tar(bytes, archive.string())) {
        if (!member.name.ends_with(".jpg") || count++ % 6 != 0) continue;
        const Split held_out = datasets::split_by_hash(member.name) == Split::train ? Split::validation : Split::test;
        loader.add_face(member, member.name.contains("/train/") ? Split::train : held_out);
    }
}

}  // namespace

const std::vector<EvaluationSet>& Data::sets_of(Split split) const {
    if (split == Split::train) throw std::invalid_argument("nothing is judged on what trains");
    return split == Split::validation ? validation : test;
}

fs::path folder_with_hands(const datasets::Places& places) {
    const auto folders = places.chosen ? std::vector{*places.chosen} : places.usual;
    std::string message = "The pictures of hands were not found. Looked in:";
    for (const fs::path& folder : folders) {
        if (fs::is_directory(folder / "rock_paper_scissors") && fs::is_directory(folder / "no_hand")) return folder;
        message += "\n  " + folder.string() + ": no rock_paper_scissors/ or no no_hand/";
    }
    message += "\nWhere to get them: docs/data.md, “Rock, paper, scissors”.";
    throw files::FileError(message);
}

Data load(const datasets::Places& places) {
    const fs::path folder = folder_with_hands(places);
    Data data;
    Loader loader(data);
    for (const HandPicture& entry : datasets::hands_of(folder)) loader.add(entry);
    for (const HandPicture& entry : datasets::pictures_without_hand(folder)) loader.add(entry);
    for (const datasets::EmptyPart& part : datasets::parts_without_people(folder)) loader.add(part);
    add_faces(folder / "fer2013" / "fer2013.tar.gz", loader);
    for (const HandPicture& entry : datasets::hands_of_unseen_people(folder)) loader.add(entry);
    data.fingerprint = loader.fingerprint();
    return data;
}

}  // namespace mllab::gestures_data
