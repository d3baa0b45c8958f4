#include <algorithm>
#include <array>
#include <format>
#include <print>
#include <stdexcept>
#include <string>
#include <string_view>

#include "training/cli/commands.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/digits/ink_evaluation/kinds.hpp"
#include "training/recipes/digits/photos/sampler.hpp"
#include "training/recipes/rock_paper_scissors/data/examples.hpp"
#include "training/recipes/rock_paper_scissors/data/sheet.hpp"

namespace mllab::cli {

namespace {

constexpr int columns = 12;
constexpr int rows = 8;
constexpr int ink_columns = 10;
constexpr int ink_rows = 4;
constexpr std::size_t examples_of_a_kind = 30;
constexpr int example_quality = 95;
constexpr int quality = 90;

datasets::Places places_of(const Arguments& arguments) {
    return datasets::Places::of_this_machine(arguments.data, std::filesystem::current_path());
}

void ink_samples(const Arguments& arguments) {
    const auto folders = digits_data::Folders::find(places_of(arguments));
    const digits_data::SplitData data = digits_data::load(folders, digits_data::Split::train);
    const digits_data::Negatives others = digits_data::load_negatives(folders.quickdraw, digits_data::Split::train);
    const digits_photos::Sampler sampler(data, others, {.seed = arguments.options.seed});
    const image::RgbaImage sheet = digits_photos::contact_sheet(sampler, arguments.epoch, ink_columns, ink_rows);
    files::write_atomically(arguments.out, pictures::as_jpeg(sheet, quality));
    std::println("{}: {} samples of epoch {}, each above the ink that is on it", arguments.out.string(),
                 ink_columns * ink_rows, arguments.epoch);
}

// Of every kind of paper, of the test writers: "<kind>_<number>_<digit>.jpg".
void ink_examples(const Arguments& arguments) {
    const auto folders = digits_data::Folders::find(places_of(arguments));
    const auto digits = digits_data::load(folders, digits_data::Split::test).strokes;
    std::filesystem::create_directories(arguments.out);
    for (const std::string& kind : ink_evaluation::kinds()) {
        std::string name;
        for (const char c : kind)
            if (c != ',') name += c == ' ' ? '-' : c;
        for (std::size_t i = 0; i < examples_of_a_kind && !digits.empty(); ++i) {
            // Other pictures than those that it is measured on, and all ten digits.
            const auto one = ink_evaluation::picture_of(kind, digits[(i * 37 + 11) % digits.size()], 5000 + i);
            files::write_atomically(arguments.out / std::format("{}_{:02}_{}.jpg", name, i, one.label),
                                    pictures::as_jpeg(one.picture, example_quality));
        }
    }
    std::println("{}: {} pictures of each of {} kinds", arguments.out.string(), examples_of_a_kind,
                 ink_evaluation::kinds().size());
}

void gesture_samples(const Arguments& arguments) {
    const gestures_data::Data data = gestures_data::load(places_of(arguments));
    const gestures_data::Sampler sampler(data, {.seed = arguments.options.seed});
    const image::RgbaImage sheet = gestures_data::contact_sheet(sampler, arguments.epoch, columns, rows);
    files::write_atomically(arguments.out, pictures::as_jpeg(sheet, quality));
    std::println("{}: {} samples of epoch {}; frames: rock red, paper green, scissors blue, no hand grey",
                 arguments.out.string(), columns * rows, arguments.epoch);
}

void gesture_examples(const Arguments& arguments) {
    const std::filesystem::path folder = gestures_data::folder_with_hands(places_of(arguments));
    std::filesystem::create_directories(arguments.out);
    for (const gestures_data::ExampleFile& file : gestures_data::example_files(folder)) {
        files::write_atomically(arguments.out / file.name, file.bytes);
        std::println("{}: {} bytes", (arguments.out / file.name).string(), file.bytes.size());
    }
}

struct Shown {
    std::string_view name;
    void (*samples)(const Arguments&);
    void (*examples)(const Arguments&);
};

// Who has photos to show.
constexpr auto all_shown = std::to_array<Shown>({
    {.name = "rock_paper_scissors", .samples = gesture_samples, .examples = gesture_examples},
    {.name = "digits_ink", .samples = ink_samples, .examples = ink_examples},
});

const Shown& shown(const std::string& name) {
    const auto found = std::ranges::find(all_shown, name, &Shown::name);
    if (found != all_shown.end()) return *found;
    std::string known;
    for (const Shown& one : all_shown) known += (known.empty() ? "" : " and ") + std::string(one.name);
    throw std::invalid_argument("“" + name + "” has no photos to show; those that have are " + known);
}

}  // namespace

void samples(const Arguments& arguments) { shown(arguments.name).samples(arguments); }

void examples(const Arguments& arguments) { shown(arguments.name).examples(arguments); }

}  // namespace mllab::cli
