// Files of one's own: of a known family they become a model, otherwise they are refused in words.

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/made_up_model.hpp"
#include "training/onnx_tool/import.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using onnx_tool::import_own;
using onnx_tool::OwnImport;

namespace {

// Two classes' places and four distances, by one convolution each.
MadeUpModel small_detector() {
    const std::string window = same + ", " + strides(4, 4);
    return {.nodes = {{.name = "picture", .op = "Placeholder", .attributes = shape_attribute({-1, 64, 64, 3})},
                      {.name = "places", .op = "Conv2D", .inputs = {"picture", "two"}, .attributes = window},
                      {.name = "heat_map", .op = "Sigmoid", .inputs = {"places"}},
                      {.name = "edges", .op = "Conv2D", .inputs = {"picture", "four"}, .attributes = window}},
            .weights = {reals("two", {1, 1, 3, 2}, {1, 2, 3, 4, 5, 6}),
                        reals("four", {1, 1, 3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})}};
}

struct Files {
    TemporaryFolder folder;
    OwnImport own;
    std::filesystem::path out = folder.path() / "out";

    explicit Files(const MadeUpModel& model = small_detector(), const std::string& labels = "cat\ndog\n") {
        files::write_atomically(folder.path() / "model.json", model.json());
        files::write_atomically(folder.path() / "one.bin", model.shard());
        files::write_atomically(folder.path() / "labels.txt", labels);
        own = {.file = folder.path() / "model.json",
               .labels = folder.path() / "labels.txt",
               .like = "detection_centernet",
               .id = "my_detector",
               .name = "Cats and dogs",
               .licence = "CC0",
               .trained = "By me, on my photos.",
               .originals = {"image=picture", "heat=heat_map", "distances=edges"}};
    }
    void check_refused(const std::vector<std::string>& parts) const {
        CHECK_THROWS_MATCHES(import_own(own, out), ImportError, MessageWith(parts));
        CHECK_FALSE(std::filesystem::exists(out / "my_detector.json"));
    }
};

}  // namespace

TEST_CASE("a file of one's own becomes a model with a card that says whose it is") {
    const Files files;
    import_own(files.own, files.out);
    const report::Card card = report::read_card(files.out / "my_detector.json");
    CHECK(card.name == "Cats and dogs");
    CHECK(card.labels == std::vector<std::string>{"cat", "dog"});
    CHECK(card.outputs.at(0).shape == std::vector<std::int64_t>{-1, 2, -1, -1});
    REQUIRE(card.origin.has_value());
    CHECK(card.origin->licence == "CC0");
    CHECK(card.origin->trained == "By me, on my photos.");
    CHECK(card.origin->file == "model.json; one.bin");
    CHECK(card.metrics.empty());
    CHECK(card.data.empty());
    CHECK(std::filesystem::file_size(files.out / "my_detector.onnx") == static_cast<std::uintmax_t>(card.file.bytes));
}

TEST_CASE("a file of one's own that does not fit is refused by name and place") {
    Files files;
    SECTION("an operator") {
        MadeUpModel model = small_detector();
        model.nodes[2].op = "Softmax";
        Files(model).check_refused({"node “heat_map”, Softmax", "not understood"});
    }
    SECTION("another number of labels") {
        Files(small_detector(), "cat\n").check_refused({"1 labels", "“heat”", "[N, 2, "});
    }
    SECTION("labels twice") { Files(small_detector(), "cat\ncat\n").check_refused({"labels", "not distinct"}); }
    SECTION("a node that is not there") {
        files.own.originals[1] = "heat=warmth";
        files.check_refused({"no node “warmth”"});
    }
    SECTION("an output that this family does not have") {
        files.own.originals.push_back("colours=edges");
        files.check_refused({"colours", "detection_centernet"});
    }
    SECTION("no pair") {
        files.own.originals[0] = "image";
        files.check_refused({"“image”"});
    }
    SECTION("an id that is a path, or taken") {
        files.own.id = "../my_detector";
        files.check_refused({"cannot be a model's id"});
        files.own.id = "detection_centernet";
        files.check_refused({"take another one"});
    }
    SECTION("another format") {
        files.own.like = "detection_ssd_mobilenet_v2";
        files.own.originals.clear();
        files.check_refused({"TFL3"});
    }
    SECTION("weights outside of the folder") {
        std::string json = small_detector().json();
        json.replace(json.find("one.bin"), 7, "../one.bin");
        files::write_atomically(files.own.file, json);
        files.check_refused({"../one.bin"});
    }
}

TEST_CASE("files that are not there are named") {
    Files files;
    files.own.labels = files.folder.path() / "names.txt";
    CHECK_THROWS_MATCHES(import_own(files.own, files.out), files::FileError, MessageWith({"names.txt"}));
}
