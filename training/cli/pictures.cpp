#include <print>
#include <stdexcept>

#include "training/cli/commands.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/rock_paper_scissors/data/examples.hpp"
#include "training/recipes/rock_paper_scissors/data/sheet.hpp"

namespace mllab::cli {

namespace {

constexpr int columns = 12;
constexpr int rows = 8;
constexpr int quality = 90;

datasets::Places places_for(const Arguments& arguments) {
    if (arguments.name != "rock_paper_scissors")
        throw std::invalid_argument("“" + arguments.name +
                                    "” has no photos to show; the experiment that has is rock_paper_scissors");
    return datasets::Places::of_this_machine(arguments.data, std::filesystem::current_path());
}

}  // namespace

void samples(const Arguments& arguments) {
    const gestures_data::Data data = gestures_data::load(places_for(arguments));
    const gestures_data::Sampler sampler(data, {.seed = arguments.options.seed});
    const image::RgbaImage sheet = gestures_data::contact_sheet(sampler, arguments.epoch, columns, rows);
    files::write_atomically(arguments.out, pictures::as_jpeg(sheet, quality));
    std::println("{}: {} samples of epoch {}; frames: rock red, paper green, scissors blue, no hand grey",
                 arguments.out.string(), columns * rows, arguments.epoch);
}

void examples(const Arguments& arguments) {
    const std::filesystem::path folder = gestures_data::folder_with_hands(places_for(arguments));
    std::filesystem::create_directories(arguments.out);
    for (const gestures_data::ExampleFile& file : gestures_data::example_files(folder)) {
        files::write_atomically(arguments.out / file.name, file.bytes);
        std::println("{}: {} bytes", (arguments.out / file.name).string(), file.bytes.size());
    }
}

}  // namespace mllab::cli
