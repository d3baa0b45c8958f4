#include "training/datasets/tiny_imagenet/tiny_imagenet.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "training/datasets/tiny_imagenet/members.hpp"

namespace mllab::datasets {

namespace {

namespace fs = std::filesystem;
using files::Bytes;
using files::FileError;

constexpr std::string_view top = "tiny-imagenet-200/";
constexpr std::size_t largest_picture = std::size_t{1} << 20;
constexpr std::size_t largest_list = std::size_t{8} << 20;  // words.txt has all of WordNet's nouns

std::string_view text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

// Lines that are not empty.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const auto line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_wnid(std::string_view text) {
    return text.size() == 9 && text.front() == 'n' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// The number before ".JPEG" in "n01443537_12.JPEG" and "val_12.JPEG"; none where the name is another one.
std::optional<int> number_of(std::string_view name, std::string_view begin) {
    constexpr std::string_view end = ".JPEG";
    if (!name.starts_with(begin) || !name.ends_with(end) || name.size() <= begin.size() + end.size()) return {};
    const std::string_view digits = name.substr(begin.size(), name.size() - begin.size() - end.size());
    int number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || stop != digits.data() + digits.size() || number < 0) return {};
    return number;
}

// What was found, before it is put together.
class Collection {
 public:
    explicit Collection(fs::path folder) : folder_(std::move(folder)) {}

    static bool wants(const std::string& name) {
        if (!name.starts_with(top)) return false;
        const std::string_view rest = std::string_view(name).substr(top.size());
        return rest == "wnids.txt" || rest == "words.txt" || rest == "val/val_annotations.txt" ||
               (rest.ends_with(".JPEG") && (rest.starts_with("train/") || rest.starts_with("val/images/")));
    }

    void take(const std::string& name, Bytes bytes) {
        const std::string_view rest = std::string_view(name).substr(top.size());
        const bool picture = rest.ends_with(".JPEG");
        if (bytes.size() > (picture ? largest_picture : largest_list)) fail(name + " is too large");
        if (rest == "wnids.txt") return list(wnids_, bytes);
        if (rest == "words.txt") return list(words_, bytes);
        if (!picture) return list(annotations_, bytes);
        const std::string_view file = rest.substr(rest.rfind('/') + 1);
        if (rest.starts_with("val/")) {
            const auto number = number_of(file, "val_");
            if (!number) fail(name + " is not called as validation pictures are");
            if (!validation_.emplace(*number, std::move(bytes)).second) fail(name + " is there twice");
            return;
        }
        const std::string_view wnid = rest.substr(6, rest.find('/', 6) - 6);
        const auto number = number_of(file, std::string(wnid) + "_");
        if (!is_wnid(wnid) || !number || rest != std::format("train/{}/images/{}", wnid, file))
            fail(name + " is not where and called as training pictures are");
        if (!train_[std::string(wnid)].emplace(*number, std::move(bytes)).second) fail(name + " is there twice");
    }

    [[nodiscard]] TinyImagenet put_together() {
        TinyImagenet set;
        for (const std::string_view line : lines_of(wnids_)) {
            if (!is_wnid(line)) fail(std::format("wnids.txt has “{}”, which is no number of WordNet's", line));
            set.wnids.emplace_back(line);
        }
        std::ranges::sort(set.wnids);
        if (std::ranges::adjacent_find(set.wnids) != set.wnids.end()) fail("wnids.txt has a class twice");
        if (set.wnids.size() != tiny_imagenet_classes)
            fail(std::format("wnids.txt has {} classes, not {}", set.wnids.size(), tiny_imagenet_classes));
        set.names = readable_names(words_of(set.wnids));
        for (auto& [wnid, pictures] : train_) {
            const std::size_t label = label_of(set, wnid);
            for (auto& [number, bytes] : pictures)
                set.train.push_back({std::format("{}_{}.JPEG", wnid, number), label, std::move(bytes)});
        }
        for (const std::string& wnid : set.wnids)
            if (!train_.contains(wnid)) fail("it has no training picture of class " + wnid);
        const std::map<int, std::string_view> class_of = annotations();
        for (auto& [number, bytes] : validation_) {
            const auto found = class_of.find(number);
            if (found == class_of.end())
                fail(std::format("val_annotations.txt does not say what val_{}.JPEG shows", number));
            set.validation.push_back(
                {std::format("val_{}.JPEG", number), label_of(set, found->second), std::move(bytes)});
        }
        return set;
    }

 private:
    [[noreturn]] void fail(const std::string& why) const { throw FileError(folder_.string() + ": " + why + "."); }

    static void list(std::string& into, const Bytes& bytes) { into = text_of(bytes); }

    [[nodiscard]] std::size_t label_of(const TinyImagenet& set, std::string_view wnid) const {
        const auto found = std::ranges::lower_bound(set.wnids, wnid);
        if (found == set.wnids.end() || *found != wnid)
            fail(std::format("it has pictures of {}, which wnids.txt does not have", wnid));
        return static_cast<std::size_t>(found - set.wnids.begin());
    }

    [[nodiscard]] std::vector<std::string> words_of(const std::vector<std::string>& wnids) const {
        std::map<std::string_view, std::string_view> words;
        for (const std::string_view line : lines_of(words_))
            if (const std::size_t tab = line.find('\t'); tab != std::string_view::npos)
                words.emplace(line.substr(0, tab), line.substr(tab + 1));
        std::vector<std::string> of_classes;
        for (const std::string& wnid : wnids) {
            const auto found = words.find(wnid);
            if (found == words.end()) fail("words.txt has no name for " + wnid);
            of_classes.emplace_back(found->second);
        }
        return of_classes;
    }

    // "val_0.JPEG\tn03444034\t0\t32\t44\t62": the box is not needed.
    [[nodiscard]] std::map<int, std::string_view> annotations() const {
        std::map<int, std::string_view> class_of;
        for (const std::string_view line : lines_of(annotations_)) {
            const std::size_t tab = line.find('\t');
            const auto number = number_of(line.substr(0, tab), "val_");
            if (!number || tab == std::string_view::npos)
                fail(std::format("val_annotations.txt has the line “{}”", line.substr(0, 60)));
            const std::string_view rest = line.substr(tab + 1);
            class_of.emplace(*number, rest.substr(0, rest.find('\t')));
        }
        return class_of;
    }

    fs::path folder_;
    std::string wnids_, words_, annotations_;
    std::map<std::string, std::map<int, Bytes>> train_;
    std::map<int, Bytes> validation_;
};

enum class Form { none, zip, unpacked, parts };

Form form_of(const fs::path& folder) {
    if (fs::is_directory(folder / "tiny-imagenet-200")) return Form::unpacked;
    if (fs::is_regular_file(folder / "tiny-imagenet-200.zip")) return Form::zip;
    for (const char* part : {"wnids.txt", "words.txt", "train.tar.gz", "val.tar.gz"})
        if (!fs::is_regular_file(folder / part)) return Form::none;
    return Form::parts;
}

}  // namespace

std::vector<std::string> readable_names(const std::vector<std::string>& words) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const std::string& line : words) {
        std::vector<std::string> synonyms;
        for (std::string_view rest = line; !rest.empty();) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (const auto one = trimmed(rest.substr(0, comma)); !one.empty()) synonyms.emplace_back(one);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        const std::size_t synonyms_there = synonyms.size();
        for (std::size_t i = 1; i < synonyms_there; ++i)
            synonyms.push_back(std::format("{} ({})", synonyms.front(), synonyms[i]));
        const auto free = std::ranges::find_if(synonyms, [&](const std::string& one) { return !taken.contains(one); });
        if (free == synonyms.end()) throw FileError(std::format("“{}” is no name of its own", line));
        taken.insert(*free);
        names.push_back(*free);
    }
    return names;
}

TinyImagenet read_tiny_imagenet(const fs::path& folder) {
    Collection found(folder);
    const TakeMember take = [&](const std::string& name, Bytes bytes) { found.take(name, std::move(bytes)); };
    switch (form_of(folder)) {
        case Form::none:
            throw FileError(folder.string() +
                            ": has neither tiny-imagenet-200.zip nor tiny-imagenet-200/ nor the parts " +
                            "wnids.txt, words.txt, train.tar.gz and val.tar.gz.");
        case Form::unpacked:
            members_of_folder(folder / "tiny-imagenet-200", &Collection::wants, take);
            break;
        case Form::zip:
            members_of_archive(folder / "tiny-imagenet-200.zip", &Collection::wants, take);
            break;
        case Form::parts:
            for (const char* list : {"wnids.txt", "words.txt"})
                found.take(std::string(top) + list, files::read(folder / list, largest_list));
            for (const char* part : {"train.tar.gz", "val.tar.gz"})
                members_of_archive(folder / part, &Collection::wants, take);
            break;
    }
    return found.put_together();
}

fs::path folder_with_tiny_imagenet(const Places& places) {
    const auto folders = places.chosen ? std::vector{*places.chosen} : places.usual;
    std::string message = "Tiny ImageNet was not found. Looked in:";
    for (const fs::path& folder : folders) {
        if (form_of(folder / "tiny_imagenet") != Form::none) return folder / "tiny_imagenet";
        message += "\n  " + (folder / "tiny_imagenet").string();
    }
    message += "\nTo fetch it: npm run train -- fetch tiny_imagenet";
    if (places.chosen) message += " --data " + places.chosen->string();
    throw FileError(message);
}

}  // namespace mllab::datasets
