// The pretrained networks that this project converts: which files of which package they are, what becomes their inputs
// and outputs, how their weights are stored, and what their cards say. Each is described by a file, networks/<id>.json,
// which the program holds in itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "training/importers/package_file.hpp"
#include "training/importers/weight_storage.hpp"

namespace mllab::importers {

// A tensor of the original, and what it is called in the converted file. TensorFlow.js: the name of a node; TensorFlow
// Lite: which of the model's inputs or outputs, from "0" on; PyTorch: empty, the network is known.
struct NamedTensor {
    std::string original, name, meaning;
    // Which axis of the converted one has a place for each class, and how many places are there besides; -1: none has.
    std::int64_t classes_axis = -1;
    std::int64_t besides_classes = 0;
};

struct Network {
    std::string id;
    std::string description;         // stands in the converted file
    std::string format;              // "tflite", "tfjs", "torch"
    std::string architecture;        // of a PyTorch state: "efficientnet_lite0"
    std::vector<PackageFile> files;  // of TensorFlow.js the graph, then its weights in the order of its manifest
    std::vector<NamedTensor> inputs, outputs;
    std::int64_t any_multiple_of = 0;  // its input may have any sides that are multiples of it; 0: its own only
    WeightStorage weights;
    std::vector<std::string> labels;
    std::string card;      // JSON: the parts of its card that do not come out of the conversion (docs/model-card.md)
    std::string measured;  // JSON: figures, and the hash of the converted file that they were measured on; may be empty
};

// A label file's: those that are not empty.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// Throws ImportError naming what is missing or makes no sense.
[[nodiscard]] Network parse_network(std::string_view json);

[[nodiscard]] const std::vector<Network>& networks();
// Throws ImportError listing the ids that there are.
[[nodiscard]] const Network& network(std::string_view id);

// MobileNetV2 with an SSD head for boxes of 23 classes of Open Images, in TensorFlow Lite's format. Whatever is trained
// from its backbone names it on its card.
[[nodiscard]] const PackageFile& ssd_mobilenet_v2();
// CenterNet on MobileNetV3-0.75 for boxes of COCO's 80 classes, a graph model of TensorFlow.js: its graph as JSON, and
// its weights.
[[nodiscard]] const PackageFile& centernet_graph();
[[nodiscard]] const PackageFile& centernet_weights();

}  // namespace mllab::importers
