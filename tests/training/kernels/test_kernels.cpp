// Wrong kernels are found, whatever they are wrong in, and right ones are not complained about.

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "training/kernels/check.hpp"
#include "wrong_kernels.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using kernels::Operation;
using testing::WrongKernel;

namespace {

// Whatever a case does with oneDNN, the next one finds it as it was.
class OneDnnAsBefore {
 public:
    OneDnnAsBefore() = default;
    ~OneDnnAsBefore() { at::globalContext().setUserEnabledMkldnn(before_); }
    OneDnnAsBefore(const OneDnnAsBefore&) = delete;
    OneDnnAsBefore& operator=(const OneDnnAsBefore&) = delete;

 private:
    bool before_ = at::globalContext().userEnabledMkldnn();
};

class Bfloat16 {
 public:
    explicit Bfloat16(bool on) : before_(at::autocast::is_autocast_enabled(at::kCPU)) {
        at::autocast::set_autocast_enabled(at::kCPU, on);
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    }
    ~Bfloat16() {
        at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(at::kCPU, before_);
    }
    Bfloat16(const Bfloat16&) = delete;
    Bfloat16& operator=(const Bfloat16&) = delete;

 private:
    bool before_;
};

// A bit of everything that networks are made of.
class Zoo : public torch::nn::Module {
 public:
    Zoo() {
        torch::manual_seed(2);
        using torch::nn::Conv2dOptions;
        first_ = register_module("first", torch::nn::Conv2d(Conv2dOptions(1, 24, 3).padding(1).stride(2)));
        norm_ = register_module("norm", torch::nn::BatchNorm2d(24));
        second_ = register_module("second", torch::nn::Conv2d(Conv2dOptions(24, 32, 3).padding(1)));
        groups_ = register_module(
            "groups",
            torch::nn::Conv2d(Conv2dOptions(32, 32, {3, 5}).padding({0, 2}).dilation({2, 1}).groups(8).bias(false)));
        back_ = register_module(
            "back", torch::nn::ConvTranspose2d(
                        torch::nn::ConvTranspose2dOptions(32, 6, 4).stride(2).padding(1).output_padding(1).groups(2)));
        line_ = register_module("line", torch::nn::Conv1d(torch::nn::Conv1dOptions(6, 5, 5).stride(3)));
        lstm_ = register_module("lstm", torch::nn::LSTM(torch::nn::LSTMOptions(5, 12).num_layers(2).batch_first(true)));
        gru_ = register_module("gru", torch::nn::GRU(torch::nn::GRUOptions(12, 7)));
        drop_ = register_module("drop", torch::nn::Dropout(0.5));
        last_ = register_module("last", torch::nn::Linear(7, 11));
    }
    torch::Tensor forward(const torch::Tensor& pictures) {
        torch::Tensor x = second_->forward(norm_->forward(first_->forward(pictures)));
        x = back_->forward(groups_->forward(x));
        x = line_->forward(x.flatten(2)).transpose(1, 2).to(torch::kFloat32);  // [N, T, 5]
        {
            const Bfloat16 off(false);
            x = std::get<0>(lstm_->forward(x)).transpose(0, 1);
        }
        x = drop_->forward(std::get<0>(gru_->forward(x)));
        x = torch::baddbmm(torch::zeros({1, x.size(1), x.size(1)}), x, x.transpose(1, 2)).matmul(x);
        return last_->forward(x);
    }

 private:
    torch::nn::Conv2d first_{nullptr}, second_{nullptr}, groups_{nullptr};
    torch::nn::BatchNorm2d norm_{nullptr};
    torch::nn::ConvTranspose2d back_{nullptr};
    torch::nn::Conv1d line_{nullptr};
    torch::nn::LSTM lstm_{nullptr};
    torch::nn::GRU gru_{nullptr};
    torch::nn::Dropout drop_{nullptr};
    torch::nn::Linear last_{nullptr};
};

std::vector<Operation> operations_of(Zoo& zoo, bool bfloat16) {
    return kernels::operations_of(zoo, [&] {
        const Bfloat16 mixed(bfloat16);
        static_cast<void>(zoo.forward(torch::rand({16, 1, 28, 28})));
    });
}

std::string first_wrong(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations)
        if (const std::string found = kernels::disagreement(operation); !found.empty()) return found;
    return "";
}

}  // namespace

TEST_CASE("every operation of a network is found, with its shapes and types, and right kernels are right") {
    Zoo zoo;
    const bool bfloat16 = GENERATE(false, true);
    INFO((bfloat16 ? "bfloat16" : "float32"));
    const auto operations = operations_of(zoo, bfloat16);
    std::set<std::string> names;
    for (const Operation& operation : operations) names.insert(operation.in_words());
    for (const std::string& name : names) UNSCOPED_INFO(name);
    const std::string type = bfloat16 ? "bfloat16" : "float32";
    for (const char* shape : {"convolution of [16, 1, 28, 28] by [24, 1, 3, 3] in ",
                              "convolution of [16, 24, 14, 14] by [32, 24, 3, 3] in ",
                              "convolution of [16, 32, 14, 14] by [32, 4, 3, 5] in ",
                              "transposed convolution of [16, 32, 10, 14] by [32, 3, 4, 4] in ",
                              "convolution of [16, 6, 1, 609] by [5, 6, 1, 5] in "})
        CHECK(names.contains(shape + type));
    CHECK(names.contains("LSTM of [202, 16, 5] by [48, 5] in float32"));
    CHECK(names.contains("LSTM of [202, 16, 12] by [48, 12] in float32"));
    CHECK(std::ranges::any_of(names, [&](const std::string& name) {
        return name.starts_with("matrix product of [3232, 7] by [7, 11] in " + type);
    }));
    CHECK(first_wrong(operations).empty());

    const OneDnnAsBefore restored;
    const bool before = at::globalContext().userEnabledMkldnn();
    const kernels::Report report = kernels::check(operations);
    CHECK(report.operations == operations.size());
    CHECK_FALSE(report.onednn_off);
    CHECK_THAT(report.sentence, ContainsSubstring("agree with plain sums"));
    CHECK(at::globalContext().userEnabledMkldnn() == before);
    // Without oneDNN they are right, too, though libtorch has others then.
    at::globalContext().setUserEnabledMkldnn(false);
    CHECK(first_wrong(operations).empty());
}

TEST_CASE("what mixed precision is handed in several types is checked in the one that it computes in") {
    torch::nn::Linear linear(6, 4);  // calls addmm by itself
    const auto operations = kernels::operations_of(*linear, [&] {
        const Bfloat16 mixed(true);
        static_cast<void>(linear->forward(torch::rand({3, 6}).to(torch::kBFloat16)));
        static_cast<void>(torch::addmm(torch::rand({2}), torch::rand({3, 5}).to(torch::kBFloat16),
                                       torch::rand({5, 2}).to(torch::kBFloat16)));
    });
    REQUIRE(operations.size() == 2);
    for (const Operation& operation : operations) {
        CHECK_THAT(operation.in_words(), ContainsSubstring("bfloat16"));
        CHECK(kernels::disagreement(operation).empty());
    }
}

TEST_CASE("looking at a network's operations leaves it as it was") {
    Zoo zoo;
    zoo.eval();
    torch::manual_seed(7);
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(7);
    std::vector<torch::Tensor> before;
    for (const torch::Tensor& buffer : zoo.buffers()) before.push_back(buffer.clone());
    REQUIRE(before.size() == 3);
    CHECK_FALSE(operations_of(zoo, true).empty());
    CHECK(torch::equal(torch::rand({4}), expected));
    CHECK_FALSE(zoo.is_training());
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(torch::equal(zoo.buffers()[i], before[i]));

    CHECK_THROWS_WITH(kernels::operations_of(zoo, [] { throw std::runtime_error("no data"); }), "no data");
    CHECK_THROWS_AS(kernels::operations_of(zoo, [] { static_cast<void>(torch::rand({3}) + 1); }), std::logic_error);
    // After an error nothing is recorded any more.
    CHECK_FALSE(operations_of(zoo, false).empty());
}

TEST_CASE("a kernel that is wrong somewhere is found, forward and backward") {
    Zoo zoo;
    const bool bfloat16 = GENERATE(false, true);
    const auto operations = operations_of(zoo, bfloat16);
    const torch::ScalarType type = bfloat16 ? torch::kBFloat16 : torch::kFloat32;
    struct Case {
        const char* name;
        std::size_t output;
        const char* said;
    };
    const auto [name, output, said] = GENERATE(values<Case>({{"convolution", 0, "convolution"},
                                                             {"convolution_backward", 0, "gradient of the input"},
                                                             {"convolution_backward", 1, "gradient of the weight"},
                                                             {"convolution_backward", 2, "gradient of the bias"},
                                                             {"addmm", 0, "matrix product"},
                                                             {"baddbmm", 0, "matrix product"},
                                                             {"bmm", 0, "matrix product"},
                                                             {"lstm", 0, "LSTM"}}));
    const bool is_lstm = std::string(name) == "lstm";
    INFO(name << ", result " << output << (bfloat16 ? ", bfloat16" : ", float32"));
    // One channel of all is off, the last one, as where a kernel's blocks do not fit.
    const WrongKernel wrong({.name = name,
                             .output = output,
                             .type = is_lstm ? torch::kFloat32 : type,
                             .spoil = [&](torch::Tensor& numbers) {
                                 const std::int64_t axis = numbers.dim() > 1 && output != 1 ? (is_lstm ? 2 : 1) : 0;
                                 torch::Tensor last = numbers.select(axis, numbers.size(axis) - 1);
                                 last.add_(last.abs().max() * 0.5);
                             }});
    const std::string found = first_wrong(operations);
    CHECK(wrong.calls() > 0);
    CHECK_THAT(found, ContainsSubstring(said));
    CHECK_THAT(found, ContainsSubstring(is_lstm || !bfloat16 ? "float32" : "bfloat16"));
}

TEST_CASE("a number that is none is wrong") {
    Zoo zoo;
    const auto operations = operations_of(zoo, false);
    const WrongKernel wrong(
        {.name = "convolution", .spoil = [](torch::Tensor& numbers) { numbers.fill_(std::nan("")); }});
    CHECK_THAT(first_wrong(operations), ContainsSubstring("nan"));
}

TEST_CASE("where oneDNN is wrong it is switched off, and that is said") {
    const OneDnnAsBefore restored;
    at::globalContext().setUserEnabledMkldnn(true);
    Zoo zoo;
    const auto operations = operations_of(zoo, false);
    // As some processors have it: 24 channels are no multiple of the kernel's 16.
    const WrongKernel wrong({.name = "convolution", .only_with_onednn = true, .spoil = [](torch::Tensor& numbers) {
                                 if (numbers.size(1) == 32) numbers.mul_(0.01);
                             }});
    const kernels::Report report = kernels::check(operations);
    CHECK(report.onednn_off);
    CHECK_FALSE(at::globalContext().userEnabledMkldnn());
    CHECK_THAT(report.sentence, ContainsSubstring("oneDNN computes wrongly on this processor") &&
                                    ContainsSubstring("[32, 24, 3, 3]") && ContainsSubstring("switched off"));
    // From then on all is well.
    CHECK_FALSE(kernels::check(operations).onednn_off);
}

TEST_CASE("where libtorch is wrong without oneDNN, too, there is no training") {
    const OneDnnAsBefore restored;
    Zoo zoo;
    const auto operations = operations_of(zoo, false);
    const WrongKernel wrong(
        {.name = "convolution_backward", .output = 1, .spoil = [](torch::Tensor& numbers) { numbers.mul_(2); }});
    CHECK_THROWS_AS(kernels::check(operations), kernels::KernelError);
    CHECK_THROWS_WITH(kernels::check(operations),
                      ContainsSubstring("without oneDNN, too") && ContainsSubstring("gradient of the weight"));
}
