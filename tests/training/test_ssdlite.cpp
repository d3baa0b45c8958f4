// SSDLite's network and its loss, with random weights.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <cmath>

#include "support/temporary_folder.hpp"
#include "training/nn/float64.hpp"
#include "training/nn/mobilenet_v2.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/object_detection/detection_loss.hpp"
#include "training/recipes/object_detection/ssdlite.hpp"

using namespace mllab;
using recipes::BatchTargets;
using recipes::Ssdlite;

namespace {

// Small, so that it is quick: maps of 6, 3, 2, 1, 1 and 1 cells a side.
const geometry::SsdLayout layout{.input_px = 96};
constexpr std::int64_t classes = 5;

std::shared_ptr<Ssdlite> network() {
    torch::manual_seed(3);
    return std::make_shared<Ssdlite>(nn::mobilenet_v2({}), layout, classes);
}

double distance(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

}  // namespace

TEST_CASE("SSDLite says something of every anchor") {
    const auto net = network();
    net->eval();
    const torch::NoGradGuard no_gradients;
    const Ssdlite::Answers answers = net->forward(torch::rand({2, 3, 96, 96}));
    const auto anchors = std::ssize(geometry::ssd_anchors(layout));
    CHECK(net->anchors() == anchors);
    CHECK(answers.boxes.sizes() == torch::IntArrayRef({2, anchors, 4}));
    CHECK(answers.logits.sizes() == torch::IntArrayRef({2, anchors, 1 + classes}));
    // At the size that the recipe has.
    CHECK(Ssdlite(nn::mobilenet_v2({}), {.input_px = 320}, 80).anchors() == 2034);
}

TEST_CASE("answers lie as anchors do: row by row, cell by cell, box by box") {
    // What changes in one corner of a picture is seen by the anchors there before all others.
    torch::manual_seed(3);
    const geometry::SsdLayout wide{.input_px = 320};
    Ssdlite net(nn::mobilenet_v2({}), wide, 2);
    net.eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor plain = torch::zeros({1, 3, 320, 320});
    torch::Tensor spotted = plain.clone();
    spotted.index_put_({0, torch::indexing::Slice(), torch::indexing::Slice(256, 288), torch::indexing::Slice(32, 64)},
                       1.0);
    const torch::Tensor change = (net.forward(spotted).logits - net.forward(plain).logits).abs().sum(2).squeeze(0);
    // Of the first layer only: 20 × 20 cells of three.
    const torch::Tensor first = change.slice(0, 0, 1200);
    const auto most = first.argmax().item<std::int64_t>();
    const geometry::Anchor anchor = geometry::ssd_anchors(wide)[static_cast<std::size_t>(most)];
    CHECK(std::abs(anchor.cy - 272.0 / 320) < 0.2);
    CHECK(std::abs(anchor.cx - 48.0 / 320) < 0.2);
}

TEST_CASE("SSDLite's file gives libtorch's numbers") {
    const auto net = network();
    // Norms whose statistics are not the neutral ones, so that folding is seen.
    for (int i = 0; i < 3; ++i) net->forward(torch::rand({8, 3, 96, 96}) * 2 - 1);
    net->eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor images = torch::rand({6, 3, 96, 96}) * 2 - 1;
    const auto exact = [&] {
        const nn::InFloat64 reference(*net);
        return net->forward(images.to(torch::kFloat64));
    };
    const Ssdlite::Answers before = exact();
    net->fold();
    const Ssdlite::Answers folded = exact();
    CHECK(distance(folded.logits, before.logits) < 1e-3);
    CHECK(distance(folded.boxes, before.boxes) < 1e-3);
    net->round();
    const Ssdlite::Answers rounded = exact();
    CHECK(distance(rounded.logits, before.logits) > 0);
    net->round();
    CHECK(distance(exact().logits, rounded.logits) == 0);

    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("ssdlite", "a test");
    net->write(graph);
    graph.write(folder / "ssdlite.onnx");
    parity::ParityCheck check(folder / "ssdlite.onnx");
    std::vector<inference::NamedValue> inputs;
    inputs.push_back({"image", nn::plain(images)});
    check.run(std::move(inputs), {{"boxes", nn::plain(rounded.boxes), parity::Rule::state},
                                  {"logits", nn::plain(rounded.logits), parity::Rule::logits}});
    CHECK(check.inputs() == 6);
    std::int64_t parameters = 0;
    for (const auto& layer : net->architecture().layers) parameters += layer.parameters;
    CHECK(parameters == graph.parameter_count());
}

TEST_CASE("every weight of SSDLite is learnt with") {
    const auto net = network();
    const Ssdlite::Answers answers = net->forward(torch::rand({4, 3, 96, 96}));
    (answers.boxes.square().sum() + torch::log_softmax(answers.logits, -1).square().sum()).backward();
    std::size_t of_backbone = 0;
    for (const auto& parameter : net->named_parameters()) {
        INFO(parameter.key());
        CHECK(parameter.value().grad().defined());
        if (parameter.key().starts_with(nn::backbone_parameters)) ++of_backbone;
    }
    std::size_t whole = 0;
    for (const auto& layer : nn::mobilenet_v2({})) whole += layer.layer->parameters().size();
    CHECK(of_backbone == whole);
}

TEST_CASE("SSDLite refuses other layouts, other backbones and nothing to find") {
    const auto refused = [](std::vector<nn::NamedLayer> backbone, const geometry::SsdLayout& how, std::int64_t count) {
        CHECK_THROWS_AS(Ssdlite(backbone, how, count), std::invalid_argument);
    };
    const auto backbone = nn::mobilenet_v2({});
    refused(backbone, {.input_px = 96, .strides = {16, 32}}, classes);
    refused(backbone, {.input_px = 96, .strides = {8, 16, 32, 64, 128, 256}}, classes);
    refused(backbone, {.input_px = 96, .strides = {16, 32, 64, 128, 256, 500}}, classes);
    refused(backbone, layout, 0);
    refused({backbone.begin(), backbone.begin() + 5}, layout, classes);
    auto other = backbone;
    other[14].layer = other[15].layer;
    refused(other, layout, classes);
}

namespace {

// One picture: three anchors, two classes; the second anchor has to find class 1 (label 2).
BatchTargets targets_of(std::vector<std::int64_t> labels) {
    const auto anchors = std::ssize(labels);
    return {torch::tensor(labels).view({1, anchors}), torch::zeros({1, anchors, 4})};
}

}  // namespace

TEST_CASE("the loss by hand") {
    const parallel::ProcessGroup alone;
    const torch::Tensor logits = torch::tensor({{{2.0F, 0.0F, 0.0F}, {0.0F, 0.0F, 1.0F}, {1.0F, 3.0F, 0.0F}}});
    torch::Tensor boxes = torch::zeros({1, 3, 4});
    boxes[0][1][0] = 3;    // smooth L1 of 3 is 2.5
    boxes[0][0][0] = 100;  // nobody's
    const auto minus_log = [](double of, double a, double b, double c) {
        return std::log(std::exp(a) + std::exp(b) + std::exp(c)) - of;
    };
    const double thing = minus_log(1, 0, 0, 1);
    const double hard = minus_log(1, 1, 3, 0);  // the third anchor's background
    const double easy = minus_log(2, 2, 0, 0);
    const auto loss = [&](const BatchTargets& targets, const recipes::DetectionLossSettings& how) {
        return detection_loss({boxes, logits}, targets, how, alone);
    };
    const auto of_one = loss(targets_of({0, 2, 0}), {.negatives = 1, .least = 0});
    CHECK(of_one.loss.item<double>() == Catch::Approx(thing + hard + 2.5));
    CHECK(of_one.right == 1);
    const auto of_both = loss(targets_of({0, 2, 0}), {.negatives = 3, .least = 0, .box_weight = 2});
    CHECK(of_both.loss.item<double>() == Catch::Approx(thing + hard + easy + 5));
    // What is unsettled counts neither way.
    const auto unsettled = loss(targets_of({0, 2, -1}), {.negatives = 1, .least = 0});
    CHECK(unsettled.loss.item<double>() == Catch::Approx(thing + easy + 2.5));
    CHECK(loss(targets_of({0, 1, 0}), {}).right == 0);
    // Two things: divided by two.
    CHECK(loss(targets_of({-1, 2, 1}), {}).loss.item<double>() ==
          Catch::Approx((thing + 2.5 + minus_log(3, 1, 3, 0)) / 2));
    // Nothing to find: the hardest of the background still teach.
    const auto nothing = loss(targets_of({0, 0, 0}), {.negatives = 3, .least = 1});
    CHECK(nothing.loss.item<double>() == Catch::Approx(hard));
    CHECK(nothing.right == 0);
}

TEST_CASE("targets of pictures become a batch's") {
    using object_detection_samples::Targets;
    const std::vector<Targets> pictures{{.labels = {0, 3}, .boxes = {{}, {1, 2, 3, 4}}},
                                        {.labels = {-1, 0}, .boxes = {{}, {}}}};
    const BatchTargets batch = recipes::batched(pictures);
    CHECK(batch.labels.equal(torch::tensor({{0, 3}, {-1, 0}}, torch::kInt64)));
    CHECK(batch.boxes[0][1].equal(torch::tensor({1.0F, 2.0F, 3.0F, 4.0F})));
    CHECK(batch.boxes[1].abs().sum().item<double>() == 0);
}
