// What is known of pretrained networks, and descriptions that make no sense.

#include <catch_amalgamated.hpp>
#include <set>
#include <string>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/network.hpp"

using namespace mllab;
using importers::ImportError;
using importers::Network;
using testing::MessageWith;

namespace {

const std::string described = R"({
  "id": "finder", "format": "tflite",
  "source": {"registry": "npm", "package": "@somebody/finder", "version": "1", "licence": "MIT",
             "files": [{"file": "finder.data", "offset": 2, "length": 3, "sha256": "00"}]},
  "graph": {"description": "finds", "dense_weights": "int8 per channel", "thin_weights": "float16",
            "inputs": [{"original": "0", "name": "image", "meaning": "a picture"}],
            "outputs": [{"original": "1", "name": "logits", "meaning": "", "classes": {"axis": 2, "besides": 1}}]},
  "card": {"labels": ["cat", "dog"]}
})";

std::string with(const std::string& part, const std::string& instead) {
    std::string text = described;
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), instead);
}

void check_refused(const std::string& json, const std::vector<std::string>& parts) {
    CHECK_THROWS_MATCHES(importers::parse_network(json), ImportError, MessageWith(parts));
}

}  // namespace

TEST_CASE("a network's description is read") {
    const Network network = importers::parse_network(described);
    CHECK(network.id == "finder");
    REQUIRE(network.files.size() == 1);
    CHECK(network.files[0].offset == 2);
    CHECK(network.files[0].package == "@somebody/finder");
    CHECK(network.weights.dense.name() == std::string("int8 per channel"));
    CHECK(network.weights.of({8, 16, 1, 1}).name() == std::string("int8 per channel"));
    CHECK(network.weights.of({8, 1, 3, 3}).name() == std::string("float16"));
    CHECK(network.outputs.at(0).classes_axis == 2);
    CHECK(network.outputs.at(0).besides_classes == 1);
    CHECK(network.labels == std::vector<std::string>{"cat", "dog"});
    CHECK(network.measured.empty());
}

TEST_CASE("a description that lacks something, or has it in another form, is refused with its place") {
    check_refused("{", {"makes no sense"});
    check_refused("{}", {"has no “id”"});
    check_refused(with(R"("version": "1",)", ""), {"finder", "has no “version”"});
    check_refused(with(R"("offset": 2)", R"("offset": -2)"), {"finder", "“offset” is no whole number"});
    check_refused(with("int8 per channel", "int4"), {"finder", "int4"});
    check_refused(with(R"({"file": "finder.data", "offset": 2, "length": 3, "sha256": "00"})", ""), {"names no file"});
    check_refused(with(R"(["cat", "dog"])", R"("elsewhere.txt")"), {"elsewhere.txt"});
    check_refused(with(R"(["cat", "dog"])", "[1]"), {"makes no sense"});
}

TEST_CASE("the known networks have ids, files and labels that can be told apart") {
    std::set<std::string> ids;
    for (const Network& network : importers::networks()) {
        CAPTURE(network.id);
        CHECK(ids.insert(network.id).second);
        for (const importers::PackageFile& file : network.files) {
            CHECK(file.sha256.size() == 64);
            CHECK(file.length > 0);
        }
        CHECK(std::set(network.labels.begin(), network.labels.end()).size() == network.labels.size());
        CHECK(&importers::network(network.id) == &network);
    }
    CHECK(importers::network("detection_centernet").labels.size() == 80);
    CHECK(importers::network("detection_ssd_mobilenet_v2").labels.size() == 23);
    CHECK(importers::network("image_classification_1000").labels.size() == 1000);
    CHECK_THROWS_MATCHES(importers::network("yolo"), ImportError, MessageWith({"yolo", "detection_centernet"}));
}

TEST_CASE("a label file's lines are its labels, whatever ends them") {
    CHECK(importers::lines_of("cat\r\ndog\n\nhot dog") == std::vector<std::string>{"cat", "dog", "hot dog"});
    CHECK(importers::lines_of("").empty());
}
