#include "training/recipes/sketches/data/sketches.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <stdexcept>

#include "training/datasets/quickdraw.hpp"

namespace mllab::sketches_data {

namespace {

using datasets::QuickDrawing;
using files::FileError;

// The official keys are decimal numbers of 64 bits; anything else counts as unknown.
std::uint64_t key_of(const QuickDrawing& drawing) {
    std::uint64_t key = 0;
    const char* end = drawing.key_id.data() + drawing.key_id.size();
    const auto [last, error] = std::from_chars(drawing.key_id.data(), end, key);
    return error == std::errc() && last == end ? key : 0;
}

std::filesystem::path packed_or_plain(const std::filesystem::path& plain) {
    std::filesystem::path packed = plain;
    packed += ".gz";
    if (std::filesystem::exists(packed)) return packed;
    if (std::filesystem::exists(plain)) return plain;
    throw FileError(plain.string() + ": is not there, nor is " + packed.filename().string() +
                    ". To fetch it: npm run train -- fetch quickdraw");
}

void close_category(Labels& labels, std::size_t count) { labels.first.push_back(count); }

void add_category(Sketches& sketches, const std::filesystem::path& root, const datasets::QuickDrawFile& file) {
    const auto drawings = datasets::read_quickdraw(file.file);
    const auto bitmaps = datasets::read_npy(packed_or_plain(root / "numpy_bitmap" / (file.category + ".npy")));
    const auto key_file = root / "bitmap_key_ids" / (file.category + ".txt");
    std::vector<std::uint64_t> bitmap_keys;
    if (std::filesystem::exists(key_file)) {
        bitmap_keys = datasets::read_key_ids(key_file);
        if (bitmap_keys.size() != bitmaps.count)
            throw FileError(
                std::format("{}: has {} keys for {} bitmaps", key_file.string(), bitmap_keys.size(), bitmaps.count));
    }

    std::vector<std::uint64_t> keys;
    std::ranges::transform(drawings, std::back_inserter(keys), key_of);
    const std::vector<Split> splits = split_of_drawings(keys, bitmap_keys);
    std::vector<HeldOut> held_out;
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        StrokeSet& set = splits[i] == Split::train        ? sketches.train
                         : splits[i] == Split::validation ? sketches.validation
                                                          : sketches.test;
        set.drawings.add(drawings[i].strokes);
        set.keys.push_back(keys[i]);
        // As it was kept: a raw drawing is in simplified coordinates now.
        if (splits[i] != Split::train)
            held_out.push_back({.key = keys[i], .bitmap = official_bitmap(set.drawings.at(set.drawings.size() - 1))});
    }
    for (StrokeSet* set : {&sketches.train, &sketches.validation, &sketches.test})
        close_category(set->labels, set->drawings.size());

    const auto uses = use_of_bitmaps(bitmaps, bitmap_keys, held_out);
    for (std::size_t i = 0; i < bitmaps.count; ++i) {
        const auto image = bitmaps.image(i);
        if (uses[i] == BitmapUse::train)
            sketches.bitmaps.pixels.insert(sketches.bitmaps.pixels.end(), image.begin(), image.end());
        else
            ++(uses[i] == BitmapUse::held_out ? sketches.held_out : sketches.copies);
    }
    close_category(sketches.bitmaps.labels, sketches.bitmaps.pixels.size() / datasets::bitmap_pixels);
    sketches.categories.push_back(file.category);
}

}  // namespace

std::size_t Labels::category_of(std::size_t item) const {
    if (item >= count()) throw std::out_of_range(std::format("there is no item {} among {}", item, count()));
    return static_cast<std::size_t>(std::ranges::upper_bound(first, item) - first.begin()) - 1;
}

const StrokeSet& Sketches::strokes(Split split) const {
    switch (split) {
        case Split::validation:
            return validation;
        case Split::test:
            return test;
        case Split::train:
            break;
    }
    return train;
}

std::filesystem::path folder_with_sketches(const datasets::Places& places) {
    const auto folders = places.chosen ? std::vector{*places.chosen} : places.usual;
    std::string message = "Quick, Draw! was not found. Looked in:";
    for (const auto& folder : folders) {
        if (!datasets::quickdraw_files(folder).empty()) return folder;
        message += "\n  " + folder.string() + ": no quickdraw/simplified/<category>.ndjson";
    }
    message += "\nTo fetch a part of it: npm run train -- fetch quickdraw --per-category 1000";
    if (places.chosen) message += " --data " + places.chosen->string();
    throw FileError(message);
}

Sketches load(const std::filesystem::path& data_folder, const std::vector<std::string>& only) {
    auto found = datasets::quickdraw_files(data_folder);
    const auto root = data_folder / "quickdraw";
    for (const std::string& category : only)
        if (std::ranges::find(found, category, &datasets::QuickDrawFile::category) == found.end())
            throw FileError((root / "simplified").string() + ": has no drawings of “" + category + "”");
    if (!only.empty())
        std::erase_if(found, [&](const auto& file) { return std::ranges::find(only, file.category) == only.end(); });
    // A category may lie there twice, packed and plain.
    const auto twice = std::ranges::unique(found, {}, &datasets::QuickDrawFile::category);
    found.erase(twice.begin(), twice.end());
    if (found.empty())
        throw FileError((root / "simplified").string() +
                        ": has no drawings. To fetch them: npm run train -- fetch quickdraw");
    Sketches sketches;
    for (const auto& file : found) add_category(sketches, root, file);
    return sketches;
}

}  // namespace mllab::sketches_data
