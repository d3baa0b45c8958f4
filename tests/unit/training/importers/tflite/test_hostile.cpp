// Truncated and altered TensorFlow Lite files: each is refused in words or understood, and nothing else happens.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <utility>

#include "core/random.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/ssd_mobilenet_v2.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/importers/tflite/graph.hpp"
#include "training/importers/tflite/made_up_model.hpp"
#include "training/importers/tflite/model.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tflite::Model;

namespace {

// One of each operator.
files::Bytes small_file() {
    const std::vector<float> numbers(18, 0.5F);
    const MadeUpModel model{
        .tensors = {{.name = "picture", .shape = {1, 4, 4, 2}},
                    {.name = "half", .shape = {1, 3, 3, 2}, .type = float16, .data = halves_of(numbers)},
                    {.name = "weight", .shape = {1, 3, 3, 2}},
                    {.name = "maps", .shape = {1, 2, 2, 2}},
                    {.name = "pointwise", .shape = {2, 1, 1, 2}, .data = bytes_of(std::vector{1.0F, 2.0F, 3.0F, 4.0F})},
                    {.name = "bias", .shape = {2}, .data = bytes_of(std::vector{1.0F, 2.0F})},
                    {.name = "more maps", .shape = {1, 2, 2, 2}},
                    {.name = "sum", .shape = {1, 2, 2, 2}},
                    {.name = "both", .shape = {1, 2, 2, 4}},
                    {.name = "shape", .shape = {2}, .type = int32, .data = bytes_of(std::vector{1, -1})},
                    {.name = "flat", .shape = {1, 16}}},
        .operators =
            {{.code = dequantize, .inputs = {1}, .outputs = {2}, .version = 2},
             {.code = depthwise_conv_2d,
              .inputs = {0, 2, -1},
              .outputs = {3},
              .options_type = depthwise_options,
              .options = {{0, 0}, {1, 2}, {2, 2}, {3, 1}, {4, relu6}}},
             {.code = conv_2d,
              .inputs = {3, 4, 5},
              .outputs = {6},
              .options_type = conv_options,
              .options = {{0, 1}, {1, 1}, {2, 1}, {3, no_activation}, {4, 1}, {5, 1}}},
             {.code = add, .inputs = {3, 6}, .outputs = {7}, .options_type = add_options, .options = {{0, relu}}},
             {.code = concatenation,
              .inputs = {6, 7},
              .outputs = {8},
              .options_type = concatenation_options,
              .options = {{0, 3}}},
             {.code = reshape, .inputs = {8, 9}, .outputs = {10}}},
        .inputs = {0},
        .outputs = {10}};
    return model.file();
}

// Whether a file is understood, all the way to the graph. Whatever it throws must be an ImportError.
bool understood(files::Bytes file) {
    try {
        const Model model(std::move(file));
        static_cast<void>(importers::tflite::convolutions(model));
        importers::tflite::GraphPlan plan;
        for (std::size_t i = 0; i < model.inputs().size(); ++i)
            plan.inputs.push_back({.name = "in_" + std::to_string(i), .meaning = ""});
        for (std::size_t i = 0; i < model.outputs().size(); ++i)
            plan.outputs.push_back({.tensor = model.outputs()[i], .name = "out_" + std::to_string(i), .meaning = ""});
        onnx_writer::GraphBuilder graph("hostile");
        importers::tflite::write_graph(model, graph, plan);
        return true;
    } catch (const ImportError& error) {
        CHECK(std::string(error.what()).size() > 10);
        return false;
    }
}

void alter(files::Bytes& file, core::Random& random, std::size_t from, std::size_t to) {
    const auto place = from + static_cast<std::size_t>(random.next()) % (to - from);
    switch (random.next() % 4) {
        case 0:
            file[place] = static_cast<std::uint8_t>(file[place] ^ (1U << (random.next() % 8)));
            break;
        case 1:
            file[place] = static_cast<std::uint8_t>(random.next());
            break;
        case 2:
            file[place] = 0xff;
            break;
        default:
            file[place] = 0;
    }
}

}  // namespace

TEST_CASE("a TensorFlow Lite file cut anywhere is refused") {
    const files::Bytes whole = small_file();
    REQUIRE(understood(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(understood({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
}

TEST_CASE("TensorFlow Lite files with altered bytes are refused in words or understood") {
    const files::Bytes whole = small_file();
    core::Random random(2024);
    int accepted = 0;
    for (int i = 0; i < 10'000; ++i) {
        CAPTURE(i);
        files::Bytes altered = whole;
        const auto changes = 1 + random.next() % 3;
        for (std::uint64_t k = 0; k < changes; ++k) alter(altered, random, 0, altered.size());
        accepted += understood(std::move(altered)) ? 1 : 0;
    }
    // Some bytes are numbers and names; most hold the file together.
    CHECK(accepted > 100);
    CHECK(accepted < 9'000);
}

TEST_CASE("the pretrained network's file, cut or altered, is refused in words or understood") {
    const files::Bytes whole = ssd_mobilenet_v2();
    core::Random random(2025);
    for (int i = 0; i < 60; ++i) {
        const auto length = static_cast<std::size_t>(random.next()) % whole.size();
        CAPTURE(length);
        CHECK_THROWS_AS(Model(files::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))),
                        ImportError);
    }
    // Its structure is at both ends, its weights between them.
    for (int i = 0; i < 150; ++i) {
        CAPTURE(i);
        files::Bytes altered = whole;
        for (int k = 0; k < 3; ++k) {
            if (i % 2 == 0)
                alter(altered, random, 0, 2'000);
            else
                alter(altered, random, altered.size() - 150'000, altered.size());
        }
        try {
            const Model model(std::move(altered));
            CHECK(model.tensors().size() <= 10'000);
        } catch (const ImportError& error) {
            CHECK(std::string(error.what()).size() > 10);
        }
    }
}
