#include <catch_amalgamated.hpp>

#include "training/datasets/hands/clips.hpp"

using mllab::datasets::has_dark_skin;
using mllab::datasets::is_mislabelled;
using mllab::datasets::Split;
using mllab::datasets::split_of_webcam_group;
using mllab::datasets::webcam_group;

TEST_CASE("copies and frames of one recording are one group") {
    CHECK(webcam_group("kaust_0001_png.rf.3cb60cd33cc6ed3a_01671.jpg") == "doors");
    CHECK(webcam_group("kaust_0343_png.rf.x_1.jpg") == "doors");
    CHECK(webcam_group("kaust_IMG_5567_mp4-106_jpg.rf.x_1.jpg") == "ceiling");
    CHECK(webcam_group("kaust_IMG_7043_MOV-9_jpg.rf.x_1.jpg") == "bracelet");
    CHECK(webcam_group("kaust_IMG_7079_MOV-9_jpg.rf.x_1.jpg") == "bracelet");
    CHECK(webcam_group("kaust_JWitt-RCP_mp4-12_jpg.rf.x_1.jpg") == "sleeve");
    CHECK(webcam_group("kaust_youtube-7_jpg.rf.x_1.jpg") == "white");
    CHECK(webcam_group("kaust_20220216_220815_jpg.rf.x_1.jpg") == "turquoise");
    CHECK(webcam_group("kaust_Screen-Shot-2021-05-12-at-3-28-30-PM_png_jpg.rf.x_1.jpg") == "beard");
    CHECK(webcam_group("kaust_Photo-on-2-16-22-at-10-18-AM_jpg.rf.x_1.jpg") == "beard");
    CHECK(webcam_group("kaust_Screen-Shot-2022-02-08-at-1-00-12-PM_png_jpg.rf.x_1.jpg") == "plant");
    CHECK(webcam_group("kaust_Screen-Shot-2022-02-14-at-1-09-18-PM_png_jpg.rf.x_1.jpg") == "plant");
    CHECK(webcam_group("kaust_Screen-Shot-2022-02-16-at-11-16-38-AM-2-_png_jpg.rf.x_1.jpg") == "black-shirt");
}

TEST_CASE("sittings of the game are told by their time") {
    const auto of = [](const std::string& time) {
        return webcam_group("kaust_egohands-public-" + time + "_png_jpg.rf.0364e19b60d2ebc80f1_00575.jpg");
    };
    CHECK(of("1620849827096") == "game-1");
    CHECK(of("1620850472747") == "game-2");
    CHECK(of("1620852224787") == "game-3");
    CHECK(of("1620853730491") == "game-4");
    CHECK(of("1620914952708") == "game-office");
    CHECK(of("1628705407390") == "game-office");
    CHECK(of("soon") == "frame egohands-public-soon_png_jpg");
}

TEST_CASE("names of another form have no group, unknown recordings one each") {
    for (const char* name :
         {"", "kaust_", "kaust_.rf.1.jpg", "drgfreeman_00nKV8oHuTGi20gq.jpg", "kaust_0001_png.jpg", "hand.rf.1.jpg"})
        CHECK(webcam_group(name).empty());
    CHECK(webcam_group("kaust_holiday-3_jpg.rf.x_1.jpg") == "frame holiday-3_jpg");
    CHECK(webcam_group("kaust_00a1_png.rf.x_1.jpg") == "frame 00a1_png");
    CHECK(webcam_group("kaust_12_png.rf.x_1.jpg") == "frame 12_png");
}

TEST_CASE("a group is on one side, and what nobody knows trains") {
    CHECK(split_of_webcam_group("doors") == Split::train);
    CHECK(split_of_webcam_group("game-office") == Split::train);
    CHECK(split_of_webcam_group("sleeve") == Split::validation);
    CHECK(split_of_webcam_group("bracelet") == Split::train);
    CHECK(split_of_webcam_group("glasses") == Split::test);
    CHECK(split_of_webcam_group("frame holiday-3_jpg") == Split::train);
}

TEST_CASE("test has hands of dark and of light skin, a group each or more") {
    CHECK(has_dark_skin("turquoise"));
    CHECK(has_dark_skin("glasses"));
    CHECK_FALSE(has_dark_skin("red-top"));
    CHECK_FALSE(has_dark_skin("frame holiday-3_jpg"));
}

TEST_CASE("the poster is no hand") {
    CHECK(is_mislabelled("kaust_egohands-public-1625070455958_png_jpg.rf.x_1.jpg"));
    CHECK_FALSE(is_mislabelled("kaust_egohands-public-1625070633447_png_jpg.rf.x_1.jpg"));
}
