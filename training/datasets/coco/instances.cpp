#include "training/datasets/coco/instances.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

using nlohmann::json;

constexpr std::size_t most_pictures = std::size_t{1} << 20;
constexpr std::size_t most_objects = std::size_t{1} << 23;
constexpr std::size_t most_categories = 4096;
constexpr int largest_side_px = 65535;
constexpr double tolerance_px = 2;
// The deepest are outlines: lists of lists of numbers in an entry of a list.
constexpr int deepest = 16;

// An object as the file has it, until the picture that it belongs to is known.
struct Entry {
    std::int64_t id = 0;
    std::int64_t picture = 0;
    std::int64_t category = 0;
    std::array<double, 4> box{};
    double area_px = 0;
    bool crowd = false;
};

// One entry of a list, for reading and for saying where it is.
class Fields {
 public:
    Fields(const json& entry, std::string where) : entry_(entry), where_(std::move(where)) {}

    [[noreturn]] void refuse(const std::string& what) const { throw files::FileError(where_ + ": " + what); }
    [[nodiscard]] bool has(const char* field) const { return entry_.contains(field); }

    [[nodiscard]] const json& any(const char* field) const {
        const auto found = entry_.find(field);
        if (found == entry_.end()) refuse(std::format("“{}” is missing", field));
        return *found;
    }
    [[nodiscard]] std::int64_t whole(const char* field) const {
        const json& value = any(field);
        // Ids have up to 12 digits: no double, which would round longer ones, and no 32 bits.
        const bool fits =
            value.is_number_unsigned()
                ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                : value.is_number_integer();
        if (!fits) refuse(std::format("“{}” is no whole number of 64 bits", field));
        return value.get<std::int64_t>();
    }
    [[nodiscard]] int side(const char* field) const {
        const std::int64_t value = whole(field);
        if (value < 1 || value > largest_side_px)
            refuse(std::format("a {} of {} pixels is outside of 1 to {}", field, value, largest_side_px));
        return static_cast<int>(value);
    }
    [[nodiscard]] std::string text(const char* field) const {
        const json& value = any(field);
        if (!value.is_string() || value.get_ref<const std::string&>().empty())
            refuse(std::format("“{}” is no text", field));
        return value.get<std::string>();
    }
    [[nodiscard]] double number(const json& value, const char* field) const {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            refuse(std::format("“{}” is no finite number", field));
        return value.get<double>();
    }

 private:
    const json& entry_;
    std::string where_;
};

// Takes up entry after entry while the text is parsed, so that the whole never stands in memory as a tree.
class Reader {
 public:
    Reader(std::string_view text, const std::filesystem::path& photos, const std::string& name)
        : photos_(photos), name_(name) {
        const auto step = [this](int depth, json::parse_event_t event, json& parsed) {
            return keeps(depth, event, parsed);
        };
        // What parse returns is the outermost object without its lists.
        if (json::parse(text, step, false).is_discarded()) throw files::FileError(name + " is no JSON");
        for (const List* list : {&categories_, &pictures_, &objects_})
            if (!list->seen) throw files::FileError(std::format("{}: the list “{}” is missing", name, list->name));
    }

    [[nodiscard]] CocoInstances result() && {
        std::ranges::sort(found_.categories, {}, &CocoCategory::id);
        std::ranges::sort(found_.pictures, {}, &CocoPicture::id);
        std::unordered_map<std::int64_t, std::size_t> categories;
        for (std::size_t i = 0; i < found_.categories.size(); ++i) categories[found_.categories[i].id] = i;
        std::unordered_map<std::int64_t, std::size_t> pictures;
        for (std::size_t i = 0; i < found_.pictures.size(); ++i) pictures[found_.pictures[i].id] = i;
        for (const Entry& entry : entries_) {
            const auto category = categories.find(entry.category);
            const auto picture = pictures.find(entry.picture);
            if (category == categories.end()) refuse(entry, std::format("no category {}", entry.category));
            if (picture == pictures.end()) refuse(entry, std::format("no picture {}", entry.picture));
            CocoPicture& one = found_.pictures[picture->second];
            one.objects.push_back({.id = entry.id,
                                   .box = box_of(entry, one),
                                   .category = category->second,
                                   .area_px = entry.area_px,
                                   .crowd = entry.crowd});
        }
        return std::move(found_);
    }

 private:
    struct List {
        const char* name;
        std::size_t most;
        bool seen = false;
        std::size_t count = 0;
        std::unordered_set<std::int64_t> ids{};
    };

    // What the parser asks about every value: whether to keep it. Depths: 0 the whole, 1 its fields, 2 a list's
    // entries, 3 an entry's fields.
    bool keeps(int depth, json::parse_event_t event, const json& parsed) {
        using Event = json::parse_event_t;
        if (depth > deepest) throw files::FileError(name_ + ": nested too deeply");
        if (depth == 0 && event != Event::object_start && event != Event::object_end)
            throw files::FileError(name_ + " is no JSON object");
        if (depth == 1 && event == Event::key) {
            open_ = list_called(parsed.get_ref<const std::string&>());
            return open_ != nullptr;
        }
        if (open_ == nullptr) return true;
        if (depth == 1 && (event == Event::object_start || event == Event::value))
            throw files::FileError(std::format("{}: “{}” is no list", name_, open_->name));
        if (depth == 1 && event == Event::array_start) begin();
        if (depth == 2 && (event == Event::array_start || event == Event::value))
            throw files::FileError(std::format("{}: {}[{}] is no object", name_, open_->name, open_->count));
        if (depth == 3 && event == Event::key) return needed(parsed.get_ref<const std::string&>());
        if (depth == 2 && event == Event::object_end) {
            take(parsed);
            return false;
        }
        return true;
    }

    [[nodiscard]] List* list_called(const std::string& key) {
        for (List* list : {&categories_, &pictures_, &objects_})
            if (key == list->name) return list;
        return nullptr;
    }

    static bool needed(const std::string& key) {
        static constexpr std::array names{"id",       "name",        "file_name", "width", "height",
                                          "image_id", "category_id", "bbox",      "area",  "iscrowd"};
        return std::ranges::any_of(names, [&](const char* one) { return key == one; });
    }

    void begin() {
        if (std::exchange(open_->seen, true))
            throw files::FileError(std::format("{}: “{}” is there twice", name_, open_->name));
    }

    void take(const json& entry) {
        const Fields fields(entry, std::format("{}: {}[{}]", name_, open_->name, open_->count));
        if (++open_->count > open_->most) fields.refuse(std::format("more than {} are too many", open_->most));
        const std::int64_t id = fields.whole("id");
        if (!open_->ids.insert(id).second) fields.refuse(std::format("the id {} is used twice", id));
        if (open_ == &categories_) {
            found_.categories.push_back({.id = id, .name = fields.text("name")});
        } else if (open_ == &pictures_) {
            found_.pictures.push_back({.id = id,
                                       .file = photos_ / file_name(fields),
                                       .width_px = fields.side("width"),
                                       .height_px = fields.side("height"),
                                       .objects = {}});
        } else {
            entries_.push_back(entry_of(fields, id));
        }
    }

    // Nothing outside of the photos' folder can be named.
    static std::string file_name(const Fields& fields) {
        std::string name = fields.text("file_name");
        if (name == "." || name == ".." || name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos)
            fields.refuse("“file_name” is not just a file's name");
        return name;
    }

    static Entry entry_of(const Fields& fields, std::int64_t id) {
        Entry entry{.id = id, .picture = fields.whole("image_id"), .category = fields.whole("category_id")};
        const json& box = fields.any("bbox");
        if (!box.is_array() || box.size() != 4) fields.refuse("“bbox” is no list of x, y, width and height");
        for (std::size_t i = 0; i < 4; ++i) entry.box[i] = fields.number(box[i], "bbox");
        if (entry.box[2] < 0 || entry.box[3] < 0) fields.refuse("“bbox” has a negative side");
        entry.area_px = fields.has("area") ? fields.number(fields.any("area"), "area") : entry.box[2] * entry.box[3];
        if (entry.area_px < 0 || !std::isfinite(entry.area_px)) fields.refuse("an area that cannot be");
        const std::int64_t crowd = fields.has("iscrowd") ? fields.whole("iscrowd") : 0;
        if (crowd != 0 && crowd != 1) fields.refuse("“iscrowd” is neither 0 nor 1");
        entry.crowd = crowd == 1;
        return entry;
    }

    [[noreturn]] void refuse(const Entry& entry, const std::string& what) const {
        throw files::FileError(std::format("{}: annotation {}: {}", name_, entry.id, what));
    }

    [[nodiscard]] geometry::Box box_of(const Entry& entry, const CocoPicture& picture) const {
        const auto [x, y, w, h] = entry.box;
        if (x < -tolerance_px || y < -tolerance_px || x + w > picture.width_px + tolerance_px ||
            y + h > picture.height_px + tolerance_px)
            refuse(entry, std::format("the box {}, {}, {}, {} leaves its picture of {} x {} pixels", x, y, w, h,
                                      picture.width_px, picture.height_px));
        return geometry::clipped(
            {x / picture.width_px, y / picture.height_px, w / picture.width_px, h / picture.height_px});
    }

    const std::filesystem::path& photos_;
    const std::string& name_;
    List categories_{.name = "categories", .most = most_categories};
    List pictures_{.name = "images", .most = most_pictures};
    List objects_{.name = "annotations", .most = most_objects};
    List* open_ = nullptr;  // the list that is being read
    std::vector<Entry> entries_;
    CocoInstances found_;
};

}  // namespace

CocoInstances parse_coco(std::string_view text, const std::filesystem::path& photos, const std::string& name) {
    return Reader(text, photos, name).result();
}

CocoInstances read_coco(const std::filesystem::path& folder, const std::string& part) {
    const std::filesystem::path file = folder / "annotations" / ("instances_" + part + ".json");
    const files::Bytes bytes = files::read_unpacked(file);
    return parse_coco({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, folder / part, file.string());
}

}  // namespace mllab::datasets
