#include "training/datasets/voc/annotations.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <optional>
#include <pugixml.hpp>
#include <unordered_set>

#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;
constexpr std::size_t most_objects = 4096;
constexpr std::size_t most_pictures = std::size_t{1} << 20;
constexpr std::size_t longest_id = 200;
constexpr double largest_side_px = 65535;
constexpr double tolerance_px = 2;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// One element, for reading its children and for saying where they are.
class Element {
 public:
    Element(pugi::xml_node node, std::string where) : node_(node), where_(std::move(where)) {}

    [[noreturn]] void refuse(const std::string& what) const { throw files::FileError(where_ + ": " + what); }

    [[nodiscard]] Element child(const char* name) const {
        const pugi::xml_node found = node_.child(name);
        if (!found) refuse(std::format("<{}> is missing", name));
        return {found, where_};
    }
    [[nodiscard]] std::string_view text(const char* name) const { return trimmed(child(name).node_.text().get()); }

    // Some of VOC's corners have decimals.
    [[nodiscard]] double number(const char* name) const {
        const std::string_view digits = text(name);
        double value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
            refuse(std::format("<{}> is no number", name));
        return value;
    }
    [[nodiscard]] int side(const char* name) const {
        const double value = number(name);
        if (value != std::floor(value) || value < 1 || value > largest_side_px)
            refuse(std::format("a {} of {} pixels is outside of 1 to {}", name, value, largest_side_px));
        return static_cast<int>(value);
    }
    // 0 where it is not there: not every file tells everything.
    [[nodiscard]] bool flag(const char* name) const {
        if (!node_.child(name)) return false;
        const std::string_view value = text(name);
        if (value != "0" && value != "1") refuse(std::format("<{}> is neither 0 nor 1", name));
        return value == "1";
    }

 private:
    pugi::xml_node node_;
    std::string where_;
};

std::size_t label_of(const Element& object) {
    const std::string_view name = object.text("name");
    const auto found = std::ranges::find(voc_classes, name);
    if (found == voc_classes.end()) object.refuse(std::format("VOC has no class “{}”", name.substr(0, longest_id)));
    return static_cast<std::size_t>(found - voc_classes.begin());
}

geometry::Box box_of(const Element& object, const VocPicture& picture) {
    const Element corners = object.child("bndbox");
    // The first and the last pixel of each side: as edges, counted from 0, the first one's own and the last one's
    // other.
    const double left = corners.number("xmin") - 1;
    const double top = corners.number("ymin") - 1;
    const double right = corners.number("xmax");
    const double bottom = corners.number("ymax");
    if (!(left < right && top < bottom)) object.refuse("a box without an area");
    if (left < -tolerance_px || top < -tolerance_px || right > picture.width_px + tolerance_px ||
        bottom > picture.height_px + tolerance_px)
        object.refuse(std::format("the box from {}, {} to {}, {} leaves its picture of {} x {} pixels", left + 1,
                                  top + 1, right, bottom, picture.width_px, picture.height_px));
    const double w = picture.width_px;
    const double h = picture.height_px;
    const geometry::Box box = geometry::clipped({left / w, top / h, (right - left) / w, (bottom - top) / h});
    if (box.area() == 0) object.refuse("a box outside of its picture");
    return box;
}

// Nothing outside of the folders can be named.
bool is_file_name(std::string_view id) {
    return !id.empty() && id.size() <= longest_id && id != "." && id != ".." &&
           std::ranges::all_of(id, [](char c) { return c > ' ' && c != '/' && c != '\\' && c != 127; });
}

// "000005", "000005 -1": whether the list has it, and it.
std::optional<std::string> listed(std::string_view line, const std::string& where) {
    const std::size_t end = line.find_first_of(" \t");
    const std::string_view id = line.substr(0, end);
    if (!is_file_name(id)) throw files::FileError(where + ": no name of a photo");
    if (end == std::string_view::npos) return std::string(id);
    const std::string_view number = trimmed(line.substr(end));
    if (number != "-1" && number != "0" && number != "1")
        throw files::FileError(where + ": behind the photo's name stands neither -1, 0 nor 1");
    if (number == "-1") return std::nullopt;
    return std::string(id);
}

std::string text_of(const std::filesystem::path& path, std::size_t limit) {
    const files::Bytes bytes = files::read(path, limit);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

VocPicture parse_voc(std::string_view text, const std::string& name) {
    if (text.size() > largest_file) throw files::FileError(name + ": is larger than an annotation can be");
    pugi::xml_document document;
    if (const auto read = document.load_buffer(text.data(), text.size()); !read)
        throw files::FileError(std::format("{}: is no XML ({} at byte {})", name, read.description(), read.offset));
    const pugi::xml_node root = document.child("annotation");
    if (!root) throw files::FileError(name + ": has no <annotation>");
    const Element size = Element(root, name).child("size");
    VocPicture picture{
        .id = {}, .file = {}, .width_px = size.side("width"), .height_px = size.side("height"), .objects = {}};
    // Objects have <part>s with boxes of their own, people's heads and hands; they are no children of the root.
    for (const pugi::xml_node node : root.children("object")) {
        const Element object(node, std::format("{}: object {}", name, picture.objects.size() + 1));
        if (picture.objects.size() == most_objects)
            object.refuse(std::format("more than {} are too many", most_objects));
        picture.objects.push_back({.box = box_of(object, picture),
                                   .label = label_of(object),
                                   .difficult = object.flag("difficult"),
                                   .truncated = object.flag("truncated")});
    }
    return picture;
}

std::vector<std::string> parse_image_set(std::string_view text, const std::string& name) {
    std::vector<std::string> ids;
    std::unordered_set<std::string> known;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty()) continue;
        const std::string where = std::format("{}: line {}", name, number);
        const std::optional<std::string> id = listed(line, where);
        if (!id) continue;
        if (!known.insert(*id).second) throw files::FileError(std::format("{}: {} is there twice", where, *id));
        if (ids.size() == most_pictures)
            throw files::FileError(std::format("{}: more than {} photos", name, ids.size()));
        ids.push_back(*id);
    }
    return ids;
}

std::vector<VocPicture> read_voc(const std::filesystem::path& folder, const std::string& part) {
    const std::filesystem::path list = folder / "ImageSets" / "Main" / (part + ".txt");
    std::vector<VocPicture> pictures;
    for (const std::string& id : parse_image_set(text_of(list, files::default_limit_bytes), list.string())) {
        const std::filesystem::path file = folder / "Annotations" / (id + ".xml");
        VocPicture& picture = pictures.emplace_back(parse_voc(text_of(file, largest_file), file.string()));
        picture.id = id;
        picture.file = folder / "JPEGImages" / (id + ".jpg");
    }
    return pictures;
}

}  // namespace mllab::datasets
