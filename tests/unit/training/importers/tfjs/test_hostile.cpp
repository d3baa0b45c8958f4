// Truncated and altered TensorFlow.js models: each is refused in words or understood, and nothing else happens.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <utility>

#include "core/random.hpp"
#include "training/importers/centernet.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/graph.hpp"
#include "training/importers/tfjs/made_up_model.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::tfjs::GraphPlan;
using importers::tfjs::Model;

namespace {

// One of most operators.
MadeUpModel small_model() {
    return {.nodes = {{.name = "picture", .op = "Placeholder", .attributes = shape_attribute({-1, 4, 4, 2})},
                      {.name = "conv",
                       .op = "_FusedConv2D",
                       .inputs = {"picture", "weight", "bias"},
                       .attributes = same + ", " + strides(2, 2) + R"(, "num_args": {"i": "1"},
                           "fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdTY="]}})"},
                      {.name = "mean",
                       .op = "Mean",
                       .inputs = {"conv", "axes"},
                       .attributes = R"("keep_dims": {"b": true})"},
                      {.name = "product", .op = "Mul", .inputs = {"mean", "conv:0", "^bias"}},
                      {.name = "large", .op = "ResizeBilinear", .inputs = {"product", "size"}},
                      {.name = "pool",
                       .op = "MaxPool",
                       .inputs = {"large"},
                       .attributes = same + ", " + strides(2, 2) + ", " + strides(2, 2, "ksize")},
                      {.name = "pad", .op = "Pad", .inputs = {"pool", "by"}},
                      {.name = "both", .op = "ConcatV2", .inputs = {"pad", "pad", "axis"}}},
            .weights = {{.name = "weight",
                         .shape = {1, 1, 2, 2},
                         .data = {0, 0x3c, 0, 0x40, 0, 0xbc, 0, 0x38},
                         .quantisation = R"({"dtype": "float16", "original_dtype": "float32"})"},
                        reals("bias", {2}, {1, 2}),
                        wholes("axes", {2}, {1, 2}),
                        wholes("size", {2}, {4, 4}),
                        wholes("by", {4, 2}, {0, 0, 1, 0, 0, 1, 0, 0}),
                        wholes("axis", {}, {3})}};
}

// Whether a model is understood, all the way to the graph. Whatever it throws must be an ImportError.
bool understood(const std::string& json, const files::Bytes& shard) {
    try {
        const Model model = MadeUpModel::read_as(json, shard);
        onnx_writer::GraphBuilder graph("hostile");
        importers::tfjs::write_graph(
            model, graph,
            {.inputs = {{.node = "picture", .name = "picture", .meaning = "", .size = onnx_writer::Pair(6, 2)}},
             .outputs = {{.node = "both", .name = "both", .meaning = ""}},
             .weights = {}});
        return true;
    } catch (const ImportError& error) {
        CHECK(std::string(error.what()).size() > 10);
        return false;
    }
}

template <typename Text>
void alter(Text& file, core::Random& random) {
    const auto place = static_cast<std::size_t>(random.next()) % file.size();
    using Letter = typename Text::value_type;
    switch (random.next() % 4) {
        case 0:
            file[place] = static_cast<Letter>(static_cast<std::uint8_t>(file[place]) ^ (1U << (random.next() % 8)));
            break;
        case 1:
            file[place] = static_cast<Letter>('0' + random.next() % 10);
            break;
        case 2:
            file[place] = static_cast<Letter>(0xff);
            break;
        default:
            file.erase(file.begin() + static_cast<std::ptrdiff_t>(place));
    }
}

}  // namespace

TEST_CASE("a TensorFlow.js model cut anywhere is refused") {
    const std::string json = small_model().json();
    const files::Bytes shard = small_model().shard();
    REQUIRE(understood(json, shard));
    for (std::size_t length = 0; length < json.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(understood(json.substr(0, length), shard));
    }
    for (std::size_t length = 0; length < shard.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(understood(json, {shard.begin(), shard.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
}

TEST_CASE("TensorFlow.js models with altered bytes are refused in words or understood") {
    core::Random random(2026);
    int accepted = 0;
    for (int i = 0; i < 1'500; ++i) {
        CAPTURE(i);
        std::string json = small_model().json();
        files::Bytes shard = small_model().shard();
        const auto changes = 1 + random.next() % 3;
        for (std::uint64_t k = 0; k < changes; ++k) {
            if (i % 4 == 0)
                alter(shard, random);
            else
                alter(json, random);
        }
        accepted += understood(json, shard) ? 1 : 0;
    }
    CHECK(accepted > 20);
    CHECK(accepted < 1'300);
}

TEST_CASE("the pretrained detector's files, cut or altered, are refused in words or understood") {
    const files::Bytes bytes = importers::read(importers::centernet_graph(), centernet_package());
    const std::string whole(bytes.begin(), bytes.end());
    const files::Bytes weights = importers::read(importers::centernet_weights(), centernet_package());
    core::Random random(2027);
    for (int i = 0; i < 10; ++i) {
        const auto length = static_cast<std::size_t>(random.next()) % whole.size();
        CAPTURE(length);
        CHECK_THROWS_AS(MadeUpModel::read_as(whole.substr(0, length), weights), ImportError);
    }
    CHECK_THROWS_AS(MadeUpModel::read_as(whole, files::Bytes(weights.begin(), weights.end() - 1)), ImportError);
    for (int i = 0; i < 15; ++i) {
        CAPTURE(i);
        std::string altered = whole;
        for (int k = 0; k < 3; ++k) alter(altered, random);
        try {
            // Not inside the check, which would take the exception for a failure.
            const std::size_t nodes = MadeUpModel::read_as(altered, weights).nodes().size();
            CHECK(nodes == 544);
        } catch (const ImportError& error) {
            CHECK(std::string(error.what()).size() > 10);
        }
    }
}
