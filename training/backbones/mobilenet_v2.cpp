#include "training/backbones/mobilenet_v2.hpp"

#include <format>

#include "training/importers/network.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/importers/tflite/model.hpp"

namespace mllab::backbones {

std::vector<nn::NamedLayer> imported_mobilenet_v2() {
    auto backbone = nn::mobilenet_v2({});
    nn::take_weights_of_detector(
        backbone,
        importers::tflite::convolutions(importers::tflite::Model(importers::read(importers::ssd_mobilenet_v2(), "."))));
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

}  // namespace mllab::backbones
