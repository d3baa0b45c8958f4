// SSDLite (Sandler et al. 2018, 4.2): an SSD (Liu et al. 2016) whose heads and further layers are separable
// convolutions, on MobileNetV2. Maps of six sizes, from a 16th of the picture on each half as large as the one before,
// say of every anchor where a thing is and what it is.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geometry/boxes/anchors.hpp"
#include "training/nn/backbone.hpp"
#include "training/nn/layered_network.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

class Ssdlite final : public torch::nn::Module {
 public:
    // `backbone` is nn::mobilenet_v2's layers, which it keeps. The anchors are those of geometry::ssd_anchors for this
    // layout, which must have six layers and begin with a stride of 16. Throws std::invalid_argument on another layout,
    // another backbone or no classes.
    Ssdlite(const std::vector<nn::NamedLayer>& backbone, const geometry::SsdLayout& layout, std::int64_t classes);

    struct Answers {
        torch::Tensor boxes;   // [N, anchors, 4], encoded: cy, cx, h, w
        torch::Tensor logits;  // [N, anchors, 1 + classes], background first
    };
    // [N, 3, side, side], as the backbone wants them.
    Answers forward(const torch::Tensor& images);
    // Everything that the file computes, under the file's names.
    nn::NamedTensors outputs(const torch::Tensor& images);

    // The steps to a file: norms into their layers, weights to what the file will hold, and the graph from "image" to
    // "boxes" and "logits".
    void fold();
    void round();
    void write(onnx_writer::GraphBuilder& graph) const;

    // With all that training depends on and weights do not tell.
    [[nodiscard]] std::string in_words() const;
    [[nodiscard]] report::Architecture architecture() const;
    [[nodiscard]] std::int64_t anchors() const { return anchors_; }

 private:
    struct Place {
        std::string name;
        std::shared_ptr<nn::Layer> layer;
        bool tapped = false;  // what it gives goes to a pair of heads
    };
    struct Heads {
        std::int64_t boxes = 0;  // anchors of a cell
        Place box, thing;
    };

    void add_trunk(const std::vector<nn::NamedLayer>& backbone);
    void add_heads();
    template <typename L>
    std::shared_ptr<L> add(const std::string& name, std::shared_ptr<L> layer);
    // What is tapped, each layer of the trunk called with what the one before gave.
    template <typename X, typename Call>
    std::vector<X> tapped(X x, Call call) const;
    [[nodiscard]] std::vector<const Place*> places() const;

    std::int64_t side_px_;
    std::int64_t classes_;
    std::int64_t anchors_;
    std::vector<Place> trunk_;
    std::vector<Heads> heads_;
};

}  // namespace mllab::recipes
