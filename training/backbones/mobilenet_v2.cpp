#include "training/backbones/mobilenet_v2.hpp"

#include <algorithm>
#include <cmath>
#include <format>

#include "training/importers/network.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/importers/tflite/model.hpp"

namespace mllab::backbones {

namespace {

// The number of the layer that a parameter belongs to, from behind: 0 is none of the backbone's.
std::size_t depth_of(const std::string& parameter, const std::vector<nn::NamedLayer>& backbone) {
    for (std::size_t i = 0; i < backbone.size(); ++i) {
        std::string module = backbone[i].name;
        std::ranges::replace(module, '.', '_');
        if (parameter.starts_with(module + ".")) return backbone.size() - i;
    }
    return 0;
}

}  // namespace

std::vector<nn::NamedLayer> imported_mobilenet_v2() {
    auto backbone = nn::mobilenet_v2({});
    nn::take_weights(backbone, importers::tflite::convolutions(
                                   importers::tflite::Model(importers::read(importers::ssd_mobilenet_v2(), "."))));
    return backbone;
}

report::Origin origin_of_mobilenet_v2(const std::string& after) {
    const importers::PackageFile& source = importers::ssd_mobilenet_v2();
    return {.package = "npm " + source.package,
            .version = source.version,
            .file = std::format("{}, {} bytes from {} on", source.file, source.length, source.offset),
            .sha256 = source.sha256,
            .licence = source.licence,
            .trained =
                "Its first layers are those of an object detector, SSD on MobileNetV2, that the authors of "
                "MediaPipe (Google) trained on photos of Open Images, 23 classes. How exactly is not known; "
                "their package has the network only.",
            .changed =
                "From it are all weights up to the 1,280 last maps, which came as float16; the detector's boxes "
                "and classes are left out, a new last layer is put on, and " +
                after,
            .compared =
                "Before that, the imported layers gave the numbers of the original in Google's own "
                "interpreter, TensorFlow Lite's reference kernels, to within 0.001."};
}

fit::Rates new_layers_alone() {
    return {.in_words = "the last layer alone",
            .of = [](const std::string& name) { return name.starts_with(nn::mobilenet_v2_parameters) ? 0 : 1; }};
}

fit::Rates later_layers_faster(double slower, std::size_t blocks_that_stay) {
    return {.in_words = std::format("{} times the one behind it, stem and {} blocks stay", slower, blocks_that_stay),
            .of = [=, layers = nn::mobilenet_v2({})](const std::string& name) {
                const std::size_t depth = depth_of(name, layers);
                return depth >= layers.size() - blocks_that_stay ? 0 : std::pow(slower, static_cast<double>(depth));
            }};
}

}  // namespace mllab::backbones
