// Photos of digits through the committed models, as the page reads them.
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "picture_reader.hpp"
#include "site_models.hpp"
#include "training/pictures/pictures.hpp"

using namespace mllab;

TEST_CASE("the network that marks ink is the file that its card describes, small, and takes pictures of any shape") {
    const auto folder = testing::models_folder();
    const auto ink = testing::load_model(folder, "digits_ink");
    CHECK(ink.card.file_bytes <= 300'000);
    CHECK(files::read(folder / ink.card.file_name).size() == static_cast<std::size_t>(ink.card.file_bytes));
    for (const auto& [w, h] : {std::pair{640, 480}, {1, 1}, {28, 28}, {30, 900}}) {
        CAPTURE(w, h);
        image::GrayImage sheet(w, h);
        for (float& v : sheet.pixels) v = 0.9F;
        const auto found = testing::ink_in(sheet, &ink);
        CHECK(found.marked.width > 0);
        for (const float v : found.marked.pixels) REQUIRE((v >= 0 && v <= 1));
    }
}

TEST_CASE("a digit of every kind of photo is read by both networks") {
    const auto folder = testing::models_folder();
    const auto ink = testing::load_model(folder, "digits_ink");
    const auto digits = testing::load_model(folder, GENERATE("digits_cnn", "digits_mlp"));
    int all = 0;
    for (const auto& entry : std::filesystem::directory_iterator(testing::source_folder() / "tests/pictures/digits")) {
        const std::string name = entry.path().stem().string();
        const auto digit = static_cast<std::size_t>(name.back() - '0');
        const auto found = testing::ink_in(image::grayscale(pictures::read(entry.path())), &ink);
        const auto reading = testing::read_digit(found, digits);
        INFO(digits.card.id << ", " << name << ": " << digits::message(reading.answer));
        CHECK(reading.answer.digit == digit);
        ++all;
    }
    CHECK(all == 9);
}
