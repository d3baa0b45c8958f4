#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <string>

#include "support/data_folder.hpp"
#include "support/source_folder.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/rock_paper_scissors/data/examples.hpp"

namespace gestures = mllab::gestures_data;

TEST_CASE("example pictures are small, of one size, credited, and those of the site") {
    const auto folder = mllab::testing::need_data("rock_paper_scissors").parent_path();
    const auto made = gestures::example_files(folder);
    REQUIRE(made.size() == 8);
    const auto site = mllab::testing::source_folder() / "web" / "examples" / "rock_paper_scissors";
    for (const auto& file : made) {
        CAPTURE(file.name);
        CHECK(mllab::files::read(site / file.name) == file.bytes);
        if (file.name == "credits.txt") continue;
        CHECK(file.bytes.size() <= gestures::example_limit_bytes);
        const auto picture = mllab::pictures::decoded(file.bytes, file.name);
        CHECK(picture.width == gestures::example_width);
        CHECK(picture.height == gestures::example_height);
    }
    const std::string credits(made.back().bytes.begin(), made.back().bytes.end());
    for (const char* part : {"Julien de la Bruère-Terreault", "CC BY-SA 4.0", "https://www.kaggle.com/", "Changes:"})
        CHECK(credits.contains(part));
}

TEST_CASE("without the photos there are no example pictures") {
    const mllab::testing::TemporaryFolder folder;
    CHECK_THROWS_AS(gestures::example_files(folder.path()), mllab::pictures::PictureError);
}
