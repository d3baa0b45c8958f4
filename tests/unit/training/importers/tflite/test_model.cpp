// What the reader of TensorFlow Lite files understands, and what it says of what it does not.

#include <catch_amalgamated.hpp>
#include <utility>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/ssd_mobilenet_v2.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/importers/tflite/made_up_model.hpp"
#include "training/importers/tflite/model.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tflite::Model;

namespace {

// A picture of 4 × 4 and 2 channels, a convolution to 3 maps of weights in float16, and a sum with itself.
MadeUpModel small_model() {
    return {.tensors = {{.name = "picture", .shape = {1, 4, 4, 2}},
                        {.name = "weight_half",
                         .shape = {3, 1, 1, 2},
                         .type = float16,
                         .data = halves_of({1, 2, 3, 4, 5, -6})},
                        {.name = "weight", .shape = {3, 1, 1, 2}},
                        {.name = "bias", .shape = {3}, .data = bytes_of(std::vector{0.5F, 0.25F, -1.0F})},
                        {.name = "maps/Relu6;maps/BiasAdd", .shape = {1, 2, 2, 3}},
                        {.name = "sum", .shape = {1, 2, 2, 3}}},
            .operators = {{.code = dequantize, .inputs = {1}, .outputs = {2}, .version = 2},
                          {.code = conv_2d,
                           .inputs = {0, 2, 3},
                           .outputs = {4},
                           .options_type = conv_options,
                           .options = {{0, 0}, {1, 2}, {2, 2}, {3, relu6}}},
                          {.code = add, .inputs = {4, 4}, .outputs = {5}, .options_type = add_options}},
            .inputs = {0},
            .outputs = {5}};
}

void refused(const MadeUpModel& model, const std::vector<std::string>& parts) {
    CHECK_THROWS_MATCHES(Model(model.file()), ImportError, MessageWith(parts));
}

}  // namespace

TEST_CASE("a model's tensors and operators are read, float16 weights resolved") {
    const Model model(small_model().file());
    REQUIRE(model.tensors().size() == 6);
    CHECK(model.tensors()[0].name == "picture");
    CHECK(model.tensors()[0].shape == core::Shape{1, 4, 4, 2});
    CHECK_FALSE(model.tensors()[0].is_constant());
    CHECK(model.numbers(2) == std::vector<float>{1, 2, 3, 4, 5, -6});
    CHECK(model.numbers(3) == std::vector<float>{0.5F, 0.25F, -1.0F});
    CHECK_THROWS_MATCHES(model.numbers(0), ImportError, MessageWith({"picture", "no constant"}));
    CHECK(model.inputs() == std::vector<std::size_t>{0});
    CHECK(model.outputs() == std::vector<std::size_t>{5});
    REQUIRE(model.operators().size() == 2);
    const auto& convolution = std::get<importers::tflite::Conv2d>(model.operators()[0].options);
    CHECK(model.operators()[0].place == "operator 1, CONV_2D");
    CHECK(convolution.window.same);
    CHECK(convolution.window.stride_height == 2);
    CHECK(convolution.window.dilation_width == 1);
    CHECK(convolution.activation == importers::tflite::Activation::relu6);
    CHECK(std::holds_alternative<importers::tflite::Add>(model.operators()[1].options));

    const auto convolutions = importers::tflite::convolutions(model);
    REQUIRE(convolutions.size() == 1);
    CHECK(convolutions[0].name == "maps/Relu6");
    CHECK(convolutions[0].shape == core::Shape{3, 2, 1, 1});
    CHECK(convolutions[0].stride == 2);
    CHECK(convolutions[0].groups == 1);
    CHECK(convolutions[0].relu6);
}

TEST_CASE("what is not understood is refused by name and place") {
    MadeUpModel model = small_model();
    SECTION("an operator") {
        model.operators[2].code = 25;
        refused(model, {"operator 2 is of kind SOFTMAX", "not understood"});
    }
    SECTION("an operator that came after this was written") {
        model.operators[2].code = 300;
        refused(model, {"operator 2 is of kind 300"});
    }
    SECTION("somebody's own operator") {
        model.operators[2].code = 32;
        model.operators[2].custom = "TFLite_Detection_PostProcess";
        refused(model, {"operator 2", "TFLite_Detection_PostProcess"});
    }
    SECTION("a version of an operator") {
        model.operators[1].version = 9;
        refused(model, {"operator 1 is CONV_2D of version 9", "up to 1"});
    }
    SECTION("a version of the format") {
        model.version = 4;
        refused(model, {"version 4"});
    }
    SECTION("several subgraphs") {
        model.subgraphs = 2;
        refused(model, {"2 subgraphs"});
    }
    SECTION("a type") {
        model.tensors[3].type = int8;
        refused(model, {"tensor 3, “bias”", "INT8"});
    }
    SECTION("a quantised tensor") {
        model.tensors[0].more = {{4, node(Fields{{2, node(std::vector<std::int32_t>{1})}})}};
        refused(model, {"tensor 0, “picture”", "quantised"});
    }
    SECTION("a variable") {
        model.tensors[0].more = {{5, 1}};
        refused(model, {"tensor 0", "variables"});
    }
    SECTION("an activation") {
        model.operators[1].options[3] = 4;
        refused(model, {"operator 1, CONV_2D", "activation 4"});
    }
    SECTION("a padding") {
        model.operators[1].options[0] = 2;
        refused(model, {"operator 1, CONV_2D", "padding 2"});
    }
    SECTION("computed weights") {
        model.operators[1].inputs[1] = 0;
        refused(model, {"operator 1, CONV_2D", "weight “picture”"});
    }
}

TEST_CASE("a model that contradicts itself is refused") {
    MadeUpModel model = small_model();
    SECTION("options of another operator") {
        model.operators[1].options_type = depthwise_options;
        refused(model, {"operator 1", "options are those of another"});
    }
    SECTION("no options") {
        model.operators[1].options_type = 0;
        refused(model, {"operator 1", "options are missing"});
    }
    SECTION("a stride of 0") {
        model.operators[1].options[1] = 0;
        refused(model, {"operator 1", "stride"});
    }
    SECTION("a tensor that is not there") {
        model.operators[2].inputs = {4, 77};
        refused(model, {"operator 2, ADD", "no tensor 77"});
    }
    SECTION("an input that is left out") {
        model.operators[2].inputs = {4, -1};
        refused(model, {"operator 2, ADD", "left out"});
    }
    SECTION("an operator that needs its own result") {
        model.operators[2].inputs = {4, 5};
        refused(model, {"operator 2, ADD", "“sum” is needed before it is computed"});
    }
    SECTION("operators in a circle") {
        std::swap(model.operators[1], model.operators[2]);
        refused(model, {"operator 1, ADD", "needed before"});
    }
    SECTION("a result that is a constant already") {
        model.operators[2].outputs = {3};
        refused(model, {"operator 2, ADD", "“bias” is there already"});
    }
    SECTION("an output that nothing computes") {
        model.tensors.push_back({.name = "nobody", .shape = {1}});
        model.outputs = {6};
        refused(model, {"outputs", "nobody"});
    }
    SECTION("bytes that do not fit the shape") {
        model.tensors[3].shape = {4};
        refused(model, {"tensor 3, “bias”", "12 bytes", "[4]"});
    }
    SECTION("a size of 0") {
        model.tensors[0].shape = {1, 0, 4, 2};
        refused(model, {"tensor 0", "size of 0"});
    }
    SECTION("a shape beyond all memory") {
        model.tensors[0].shape = {1 << 20, 1 << 20, 1 << 20, 1 << 20};
        refused(model, {"tensor 0", "too large"});
    }
    SECTION("a shape of many axes") {
        model.tensors[0].shape = std::vector<std::int32_t>(1000, 1);
        refused(model, {"tensor 0", "1000 entries"});
    }
    SECTION("a buffer that is not there") {
        model.tensors[0].more = {{2, 99}};
        refused(model, {"tensor 0", "no buffer 99"});
    }
    SECTION("too many inputs") {
        model.operators[2].inputs = {4, 4, 4};
        refused(model, {"operator 2, ADD", "3 inputs"});
    }
    SECTION("weights that are not finite") {
        model.tensors[1].data = {0, 0x7c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        CHECK_THROWS_MATCHES(importers::tflite::convolutions(Model(model.file())), ImportError,
                             MessageWith({"weight", "not finite"}));
    }
    SECTION("another file") {
        CHECK_THROWS_MATCHES(Model(flatbuffer(node(Fields{}), "TFL2")), ImportError, MessageWith({"not marked TFL3"}));
        CHECK_THROWS_MATCHES(Model(files::Bytes{}), ImportError, MessageWith({"0 bytes are too few"}));
    }
}

TEST_CASE("the pretrained network is read as it is known to be") {
    const Model model(ssd_mobilenet_v2());
    CHECK(model.tensors().size() == 389);
    CHECK(model.operators().size() == 97);  // without 144 that turned float16 into float32
    REQUIRE(model.inputs().size() == 1);
    CHECK(model.tensors()[model.inputs()[0]].name == "normalized_input_image_tensor");
    CHECK(model.tensors()[model.inputs()[0]].shape == core::Shape{1, 300, 300, 3});
    REQUIRE(model.outputs().size() == 2);
    CHECK(model.tensors()[model.outputs()[0]].shape == core::Shape{1, 1917, 4});
    CHECK(model.tensors()[model.outputs()[1]].shape == core::Shape{1, 1917, 24});
    const auto convolutions = importers::tflite::convolutions(model);
    CHECK(convolutions.size() == 72);
    CHECK(convolutions.front().name == "FeatureExtractor/MobilenetV2/Conv/Relu6");
    CHECK(convolutions.front().shape == core::Shape{32, 3, 3, 3});
    CHECK(convolutions[1].groups == 32);
}

TEST_CASE("an npm package's file is taken only if it is the known one") {
    const auto expect = [](const importers::PackageFile& source, const std::filesystem::path& project,
                           const std::vector<std::string>& parts) {
        CHECK_THROWS_MATCHES(importers::read(source, project), ImportError, MessageWith(parts));
    };
    const TemporaryFolder project;
    importers::PackageFile source{.registry = "npm",
                                  .package = "@somebody/network",
                                  .version = "1.2.3",
                                  .licence = "MIT",
                                  .file = "network.data",
                                  .offset = 2,
                                  .length = 3,
                                  .sha256 = files::sha256_hex(files::Bytes{3, 4, 5})};
    expect(source, project.path(), {"network.data is missing", "npm ci", "@somebody/network 1.2.3"});
    const auto path = project.path() / "node_modules" / source.package / source.file;
    std::filesystem::create_directories(path.parent_path());
    files::write_atomically(path, files::Bytes{1, 2, 3, 4, 5, 6});
    CHECK(importers::read(source, project.path()) == files::Bytes{3, 4, 5});
    source.offset = 4;
    expect(source, project.path(), {"6 bytes, too few"});
    source.offset = 1;
    expect(source, project.path(), {"not the one that this project knows"});
}
