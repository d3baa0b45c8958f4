#include "training/backbones/efficientnet_lite0.hpp"

#include <cstdlib>
#include <filesystem>

#include "training/importers/network.hpp"
#include "training/importers/networks/efficientnet_lite0.hpp"
#include "training/importers/torch_state/state_dict.hpp"

namespace mllab::backbones {

namespace {

const importers::PackageFile& source() { return importers::network("image_classification_1000").files.front(); }

std::filesystem::path python_packages() {
    const char* cache = std::getenv("ML_LAB_CACHE");
    return std::filesystem::path(cache != nullptr ? cache : ".") / "packages";
}

}  // namespace

std::vector<nn::NamedLayer> imported_efficientnet_lite0() {
    auto backbone = nn::efficientnet_lite0({});
    const importers::torch_state::StateDict weights(
        importers::read(source(), importers::Packages{.project = ".", .python = python_packages()}));
    nn::take_weights_of_efficientnet_lite0(backbone, importers::efficientnet_lite0::convolutions(weights));
    return backbone;
}

report::Origin origin_of_efficientnet_lite0(const std::string& after) {
    const importers::PackageFile& file = source();
    return {
        .package = "pip " + file.package,
        .version = file.version,
        .file = file.file,
        .sha256 = file.sha256,
        .licence = file.licence,
        .trained =
            "Its first layers are those of EfficientNet-Lite0, which Google trained on the 1.28 million photos of "
            "ImageNet, 1,000 classes, and which others put into PyTorch. The 200 classes here are among them, and "
            "Tiny ImageNet's photos, those for testing too, were taken from ImageNet: it has most probably seen "
            "them before, larger and sharper.",
        .changed =
            "From it are all weights up to the 1,280 last maps; its batch normalisation is folded into them. Its "
            "own last layer, of 1,000 classes, is left out, a new one is put on, and " +
            after,
        .compared = "Before that, the imported network gave the numbers of the original in PyTorch to within 0.001."};
}

}  // namespace mllab::backbones
