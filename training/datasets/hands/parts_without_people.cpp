#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

#include "training/datasets/hands/hands.hpp"
#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

struct Box {
    double left, top, right, bottom;

    [[nodiscard]] bool touches(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

constexpr double margin_px = 4;
constexpr int step_px = 16;
constexpr int smallest_px = 96;
constexpr std::size_t most_a_photo = 3;

Box square(int left, int top, int side) {
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(left + side),
            static_cast<double>(top + side)};
}

// The share of the smaller square that both have.
double overlap(const EmptyPart& a, const EmptyPart& b) {
    const int across = std::min(a.left + a.side, b.left + b.side) - std::max(a.left, b.left);
    const int down = std::min(a.top + a.side, b.top + b.side) - std::max(a.top, b.top);
    const double smaller = std::min(a.side, b.side);
    return across <= 0 || down <= 0 ? 0 : across * down / (smaller * smaller);
}

// Greedily from the largest: squares of a grid of 16 px.
void add_parts(const EmptyPart& photo, int width, int height, const std::vector<Box>& people,
               std::vector<EmptyPart>& parts) {
    const std::size_t before = parts.size();
    for (int side = std::min(width, height); side >= smallest_px; side -= step_px)
        for (int top = 0; top + side <= height; top += step_px)
            for (int left = 0; left + side <= width; left += step_px) {
                if (parts.size() - before == most_a_photo) return;
                EmptyPart part = photo;
                part.left = left;
                part.top = top;
                part.side = side;
                const Box box = square(left, top, side);
                if (std::ranges::any_of(people, [&](const Box& one) { return box.touches(one); })) continue;
                if (std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(before), parts.end(),
                                [&](const EmptyPart& other) { return overlap(part, other) >= 0.5; }))
                    continue;
                parts.push_back(std::move(part));
            }
}

std::vector<EmptyPart> parts_of(const nlohmann::json& annotations, const std::filesystem::path& photos) {
    std::int64_t person = 0;
    for (const auto& category : annotations.at("categories"))
        if (category.at("name") == "person") person = category.at("id").get<std::int64_t>();
    std::map<std::int64_t, std::vector<Box>> people;
    for (const auto& annotation : annotations.at("annotations")) {
        if (annotation.at("category_id").get<std::int64_t>() != person) continue;
        const auto [x, y, w, h] = annotation.at("bbox").get<std::array<double, 4>>();
        people[annotation.at("image_id").get<std::int64_t>()].push_back(
            {x - margin_px, y - margin_px, x + w + margin_px, y + h + margin_px});
    }
    std::vector<EmptyPart> parts;
    for (const auto& photo : annotations.at("images")) {
        const std::filesystem::path name = photo.at("file_name").get<std::string>();
        const std::string number = name.stem().string();
        add_parts({.file = photos / name.filename(), .photo = number, .split = split_by_hash(number)},
                  photo.at("width").get<int>(), photo.at("height").get<int>(),
                  people[photo.at("id").get<std::int64_t>()], parts);
    }
    return parts;
}

}  // namespace

std::vector<EmptyPart> parts_without_people(const std::filesystem::path& folder) {
    const std::filesystem::path coco = folder / "coco_train";
    if (!std::filesystem::is_directory(coco)) return {};
    const std::filesystem::path file = coco / "annotations" / "instances_train2017.json";
    const files::Bytes bytes = files::read_unpacked(file);
    try {
        return parts_of(nlohmann::json::parse(bytes.begin(), bytes.end()), coco / "train2017");
    } catch (const nlohmann::json::exception& error) {
        throw files::FileError(file.string() + " is not what COCO's annotations are: " + error.what());
    }
}

}  // namespace mllab::datasets
