// Several pictures at once, looked at by the pretend network that tells shades: one after the other, whatever becomes
// of each, sorted, stopped, saved.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/csv.hpp"
#include "watching_fixture.hpp"

using namespace mllab;
using fake::grey;

namespace {

struct Several : fake::Watch {
    Several() {
        runtime.answer_at_once = true;
        watching.emplace(
            twin, launch,
            viewfinder::Subject<int>{.sources = {},
                                     .way_of = fake::shade_way,
                                     .model_names = {{"small", "Small"}, {"large", "Large"}},
                                     .compares = true,
                                     .batch = {.columns = {{.id = "label", .label = "What"},
                                                           {.id = "p", .label = "How sure", .number = true}},
                                               .file_name = "shades.csv"},
                                     .row_of = [](const int& shade, const inference::ModelCard&) {
                                         return std::vector<viewfinder::Cell>{
                                             {.text = "Shade " + std::to_string(shade)},
                                             {.text = std::to_string(shade) + " %", .number = shade / 100.0}};
                                     }});
        watching->start();
    }
    void choose(std::vector<std::string> names, std::size_t left_out = 0) {
        watching->pictures(std::move(names), left_out);
        twin.page();
    }
    // The picture that was asked for last has this shade.
    void bring(std::uint8_t shade) {
        watching->numbered_picture(twin.taken_pictures.back().number, grey(4, 4, shade));
        twin.page();
    }
    const platform::Sheet& sheet() { return twin.page().sheet; }
    std::vector<std::string> names() {
        std::vector<std::string> names;
        for (const auto& row : sheet().rows) names.push_back(row.name);
        return names;
    }
    void sort(const std::string& column) {
        watching->command({.verb = "sheet-sort", .argument = column});
        twin.page();
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Several, "several pictures are asked for one by one and each gets its row") {
    CHECK(twin.action("open-pictures") != nullptr);
    CHECK(twin.action("open-folder") != nullptr);
    CHECK(sheet().rows.empty());
    CHECK(twin.action("sheet-save") == nullptr);
    choose({"a.jpg", "b.jpg", "c.jpg"});
    REQUIRE(twin.taken_pictures.size() == 1);
    CHECK(sheet().title == "3 pictures, seen by Small");
    CHECK(sheet().words == "0 of 3 pictures looked at.");
    CHECK(sheet().busy);
    bring(30);
    CHECK(twin.taken_pictures.size() == 2);  // the next is on its way
    CHECK(sheet().rows[0].cells == Names{"Shade 30", "30 %"});
    CHECK(sheet().rows[1].cells.empty());
    CHECK(sheet().done == 1);
    bring(10);
    bring(20);
    CHECK(twin.taken_pictures.size() == 3);
    CHECK_FALSE(sheet().busy);
    CHECK(sheet().words == "Done: 3 pictures.");
    CHECK(twin.action("sheet-stop") == nullptr);
    // Nothing of it became the picture that is on.
    CHECK(value().empty());
    CHECK(watching->sources().on() == viewfinder::Source::none);
}

TEST_CASE_METHOD(Several, "what cannot be read fails by itself and the others go on") {
    choose({"a.jpg", "notes.txt", "thirteen.jpg", "d.jpg"}, 7);
    bring(30);
    watching->numbered_refusal(1, "“notes.txt” is not a picture.");
    twin.page();
    bring(13);  // the network's way refuses it
    bring(40);
    CHECK(sheet().rows[1].failure == "“notes.txt” is not a picture.");
    CHECK(sheet().rows[2].failure.contains("Thirteen"));
    CHECK(sheet().rows[3].cells[0] == "Shade 40");
    CHECK(
        sheet().words ==
        "Done: 4 pictures. 2 could not be looked at; the rows say why. Only the first 4 are taken at once; 7 were left "
        "out.");
    CHECK(twin.errors().empty());
}

TEST_CASE_METHOD(Several, "rows are sorted by name, by text and by number, and what has no answer comes last") {
    choose({"b.jpg", "A.jpg", "c.txt", "d.jpg"});
    bring(9);
    bring(100);
    watching->numbered_refusal(2, "No.");
    bring(50);
    CHECK(names() == Names{"b.jpg", "A.jpg", "c.txt", "d.jpg"});
    sort("name");
    CHECK(names() == Names{"A.jpg", "b.jpg", "c.txt", "d.jpg"});
    CHECK(sheet().sorted == "name");
    sort("name");
    CHECK(names() == Names{"d.jpg", "c.txt", "b.jpg", "A.jpg"});
    CHECK(sheet().descending);
    sort("p");  // the largest first, and as numbers: 100 before 50 before 9
    CHECK(names() == Names{"A.jpg", "d.jpg", "b.jpg", "c.txt"});
    sort("p");
    CHECK(names() == Names{"b.jpg", "d.jpg", "A.jpg", "c.txt"});
    sort("label");  // as texts
    CHECK(names() == Names{"A.jpg", "d.jpg", "b.jpg", "c.txt"});
    sort("nonsense");
    CHECK(sheet().sorted == "label");
    CHECK(sheet().rows[0].picture == 1);
}

TEST_CASE_METHOD(Several, "a batch can be stopped, goes on where it was, and is closed") {
    choose({"a.jpg", "b.jpg", "c.jpg"});
    bring(1);
    press("sheet-stop");
    bring(2);  // was on its way already: it waits
    CHECK(sheet().words == "Stopped after 1 of 3 pictures.");
    CHECK(sheet().rows[1].cells.empty());
    CHECK(twin.taken_pictures.size() == 2);
    CHECK_FALSE(sheet().busy);
    press("sheet-go-on");
    CHECK(sheet().rows[1].cells[0] == "Shade 2");
    bring(3);
    CHECK_FALSE(sheet().busy);
    press("sheet-close");
    CHECK(sheet().rows.empty());
    CHECK(twin.taken_pictures.empty());  // forgotten
    // What still comes after that is nobody's.
    watching->numbered_picture(0, grey(4, 4, 5));
    watching->numbered_refusal(17, "No.");
    CHECK(sheet().rows.empty());
}

TEST_CASE_METHOD(Several, "another batch replaces the one before, and another model looks at all of it anew") {
    choose({"a.jpg", "b.jpg"});
    bring(1);
    choose({"x.jpg"});
    CHECK(names() == Names{"x.jpg"});
    CHECK(sheet().rows[0].cells.empty());
    bring(2);
    press("model-large");
    CHECK(sheet().title == "1 picture, seen by Large");
    CHECK(sheet().rows[0].cells.empty());
    bring(2);
    CHECK(sheet().rows[0].cells[0] == "Shade 1002");
    press("model-large");
    CHECK(sheet().rows[0].cells[0] == "Shade 1002");
}

TEST_CASE_METHOD(Several, "a camera and a batch take turns") {
    run_camera();
    runtime.answer_at_once = false;
    choose({"a.jpg", "b.jpg"});
    const auto answered = [&] {
        runtime.finish_run();
        twin.page();
    };
    give(50);
    bring(1);
    give(60);
    answered();  // 50; now 60 is asked about
    CHECK(value() == "50");
    give(70);
    answered();  // 60; now it is the batch's turn, though there is a newer frame
    CHECK(value() == "60");
    answered();
    CHECK(sheet().rows[0].cells[0] == "Shade 1");
    CHECK(value() == "60");
    answered();
    CHECK(value() == "70");
    bring(2);
    answered();
    CHECK(sheet().rows[1].cells[0] == "Shade 2");
    CHECK(watching->sources().on() == viewfinder::Source::camera);
    CHECK(value() == "70");
}

TEST_CASE_METHOD(Several, "a row opens its picture, and a sheet is saved as it is sorted") {
    choose({"=SUM(A1).jpg", "b, \"c\".jpg", "d.txt"});
    bring(30);
    bring(40);
    watching->command({.verb = "sheet-show", .argument = "1"});
    CHECK(twin.taken_pictures.back().show);
    CHECK(twin.taken_pictures.back().number == 1);
    watching->command({.verb = "sheet-show", .argument = "3"});
    watching->command({.verb = "sheet-show", .argument = "-1"});
    CHECK(twin.taken_pictures.back().number == 1);
    sort("p");
    press("sheet-save");
    REQUIRE(twin.saved_texts.size() == 1);
    CHECK(twin.saved_texts[0].file_name == "shades.csv");
    CHECK(twin.saved_texts[0].text ==
          "\xEF\xBB\xBF"
          "file,What,How sure,note\r\n"
          "\"b, \"\"c\"\".jpg\",Shade 40,0.4000,\r\n"
          "'=SUM(A1).jpg,Shade 30,0.3000,\r\n"
          "d.txt,,,not looked at\r\n");
}

TEST_CASE_METHOD(Several, "all models look at the same picture, each by its own answer") {
    open(20);
    CHECK(watching->reading_of(watching->chosen())->answer == 20);
    const std::size_t other = 1 - watching->chosen();
    CHECK(watching->reading_of(other) == nullptr);
    press("compare");
    CHECK(twin.action("compare")->pressed == true);
    REQUIRE(watching->reading_of(other) != nullptr);
    CHECK(watching->reading_of(other)->answer == 1020);
    CHECK(watching->eyes().name_of(other) == "Large");
    open(30);
    CHECK(watching->reading()->answer == 30);
    CHECK(watching->reading_of(other)->answer == 1030);
    run_camera();
    give(40);
    CHECK(watching->reading_of(other)->answer == 1040);
    press("compare");
    give(50);
    CHECK(watching->reading()->answer == 50);
    CHECK(watching->reading_of(other)->answer == 1040);
}

TEST_CASE("a sheet has nothing to offer where an experiment has no columns") {
    fake::Watch plain;
    CHECK(plain.twin.action("open-pictures") == nullptr);
    CHECK(plain.twin.action("compare") == nullptr);
    plain.watching->pictures({"a.jpg"}, 0);
    CHECK(plain.twin.taken_pictures.empty());
}
