#include "training/backbones/hand_landmarks.hpp"

#include <string_view>
#include <utility>
#include <variant>

#include "training/importers/import_error.hpp"
#include "training/importers/package_file.hpp"
#include "training/importers/tfjs/convolutions.hpp"
#include "training/importers/tfjs/model.hpp"

namespace mllab::backbones {

namespace {

importers::PackageFile file(const char* name, std::size_t length, const char* sha256) {
    return {.registry = "npm",
            .package = "@vladmandic/human",
            .version = "3.3.6",
            .licence = "Apache-2.0",
            .file = name,
            .offset = 0,
            .length = length,
            .sha256 = sha256};
}

const importers::PackageFile& graph() {
    static const auto source = file("models/handlandmark-lite.json", 83'013,
                                    "8478ec3224129957f1436194738ad26ac78bbac8ea3be1730399ccad6964a27f");
    return source;
}

const importers::PackageFile& weights() {
    static const auto source = file("models/handlandmark-lite.bin", 2'023'432,
                                    "3dbf92db39720eac7f88aff322a24d3f4ed3ba1f54aa7a8a37b704f14cb76c0e");
    return source;
}

const std::vector<float>& constant(const importers::tfjs::Model& model, const std::string& name) {
    const core::Tensor* tensor = model.constant(name);
    const auto* numbers = tensor == nullptr ? nullptr : std::get_if<std::vector<float>>(&tensor->data);
    if (numbers == nullptr) throw importers::ImportError("the graph has no weights “" + name + "”");
    return *numbers;
}

// [in, out], as TensorFlow has it, to [out, in].
std::vector<float> turned(const std::vector<float>& weight, std::size_t in) {
    const std::size_t out = weight.size() / in;
    std::vector<float> result(weight.size());
    for (std::size_t i = 0; i < in; ++i)
        for (std::size_t o = 0; o < out; ++o) result[o * in + i] = weight[i * out + o];
    return result;
}

}  // namespace

HandLandmarks imported_hand_landmarks() {
    const importers::tfjs::Model model(importers::read(graph(), "."),
                                       [](const std::string& /*name*/) { return importers::read(weights(), "."); });
    HandLandmarks hand{.layers = nn::hand_landmarks({}), .shape = std::make_shared<nn::HandShape>()};
    nn::take_weights_of_hand_landmarks(hand.layers, importers::tfjs::convolutions(model));
    hand.shape->take(turned(constant(model, "Identity_dense/kernel"), nn::hand_landmarks_maps),
                     constant(model, "Identity_dense/bias"));
    return hand;
}

report::Origin origin_of_hand_landmarks(const std::string& after) {
    const importers::PackageFile& source = weights();
    return {.package = "npm " + source.package,
            .version = source.version,
            .file = source.file,
            .sha256 = source.sha256,
            .licence = source.licence,
            .trained =
                "It begins with MediaPipe's network for the 21 joints of a hand, the lite one, which Google trained on "
                "some 30,000 photos of hands of many people and on hands that a computer drew (Zhang et al. 2020). "
                "These pictures are not public; the package has the network only.",
            .changed =
                "From it are all weights up to the 672 last maps and those that give the joints, which came as "
                "float16; whether there is a hand, which one it is and its place in space are left out, a new last "
                "layer is put on, and " +
                after,
            .compared =
                "Before that, the imported layers gave the joints of the original in TensorFlow.js to within 0.001 of "
                "the picture's side."};
}

}  // namespace mllab::backbones
