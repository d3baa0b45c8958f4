// Two processes with half a batch each take the steps of one process with all of it.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <optional>

#include "../process.hpp"
#include "support/temporary_folder.hpp"
#include "training/parallel/layers.hpp"
#include "training/parallel/process_group.hpp"
#include "worker.hpp"

using namespace mllab;
using testing::Process;

namespace {

// Everything that a share of a batch could get wrong: norms over pictures and rows, dropout, a loss that is a mean. No
// biases before norms: they have no gradient, and Adam would make steps of its rounding.
class SmallNetwork : public torch::nn::Module {
 public:
    SmallNetwork() {
        torch::manual_seed(3);
        convolution_ =
            register_module("convolution", torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 6, 3).padding(1).bias(false)));
        pictures_ = register_module("pictures", torch::nn::BatchNorm2d(6));
        linear_ = register_module("linear", torch::nn::Linear(torch::nn::LinearOptions(6 * 8 * 8, 10).bias(false)));
        rows_ = register_module("rows", torch::nn::BatchNorm1d(10));
        last_ = register_module("last", torch::nn::Linear(10, 3));
    }
    torch::Tensor forward(const torch::Tensor& x) {
        torch::Tensor y = torch::relu(parallel::batch_norm(pictures_, convolution_->forward(x)));
        y = torch::relu(parallel::batch_norm(rows_, linear_->forward(y.flatten(1))));
        return last_->forward(parallel::dropout(y, 0.3, is_training()));
    }

 private:
    torch::nn::Conv2d convolution_{nullptr};
    torch::nn::BatchNorm2d pictures_{nullptr};
    torch::nn::Linear linear_{nullptr};
    torch::nn::BatchNorm1d rows_{nullptr};
    torch::nn::Linear last_{nullptr};
};

constexpr std::int64_t batch = 12;

// Twenty steps; gives parameters and buffers.
std::vector<torch::Tensor> trained(const parallel::ProcessGroup& group, torch::ScalarType type) {
    at::set_num_threads(1);
    SmallNetwork network;
    network.to(type);
    std::vector<torch::Tensor> tensors = network.parameters();
    for (const torch::Tensor& buffer : network.buffers()) tensors.push_back(buffer);
    if (!group.first()) {
        const torch::NoGradGuard no_gradients;
        for (const torch::Tensor& parameter : network.parameters()) parameter.mul_(7);  // the broadcast mends it
    }
    group.broadcast(tensors);
    torch::optim::AdamW optimiser(network.parameters(), torch::optim::AdamWOptions(1e-2));
    network.train();
    for (std::uint64_t step = 0; step < 20; ++step) {
        torch::manual_seed(100 + step);
        const torch::Tensor images = torch::rand({batch, 1, 8, 8}).to(type);
        const torch::Tensor labels = torch::randint(3, {batch}, torch::kInt64);
        const torch::Tensor logits = network.forward(group.share_of(images, 0));
        optimiser.zero_grad();
        torch::nn::functional::cross_entropy(logits, group.share_of(labels, 0)).backward();
        group.average_gradients(network.parameters());
        torch::nn::utils::clip_grad_norm_(network.parameters(), 1);
        optimiser.step();
    }
    for (torch::Tensor& tensor : tensors) tensor = tensor.detach().clone();
    return tensors;
}

double largest_difference(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, (a[i] - b[i]).to(torch::kFloat64).abs().max().item<double>());
    return largest;
}

torch::ScalarType wanted_type() { return testing::variable("TYPE") == "float64" ? torch::kFloat64 : torch::kFloat32; }

std::vector<torch::Tensor> trained_by_two(const std::string& type, const std::string& layers) {
    const testing::TemporaryFolder folder;
    const std::uint16_t port = testing::free_port();
    const std::string into = (folder / "weights").string();
    const std::vector<std::string> variables{"TYPE=" + type, "LAYERS=" + layers, "INTO=" + into};
    const std::string name = "worker: trains";
    Process first("/usr/bin/env", testing::arguments_of({name, 0, 2, port, variables}), folder.path(), folder / "0");
    Process second("/usr/bin/env", testing::arguments_of({name, 1, 2, port, variables}), folder.path(), folder / "1");
    for (Process* process : {&first, &second}) {
        const auto finished = process->wait();
        INFO(finished.output);
        REQUIRE(finished.exit_code == 0);
    }
    std::vector<torch::Tensor> of_first;
    std::vector<torch::Tensor> of_second;
    torch::load(of_first, into + "0");
    torch::load(of_second, into + "1");
    // The running figures of a process by itself are its own.
    if (layers == "together") CHECK(largest_difference(of_first, of_second) == 0);
    return of_first;
}

}  // namespace

TEST_CASE("worker: trains", "[.]") {
    const parallel::ProcessGroup group(parallel::membership_from_environment());
    std::optional<parallel::CurrentGroup> current;
    if (testing::variable("LAYERS") == "together") current.emplace(group);
    torch::save(trained(group, wanted_type()), testing::variable("INTO") + testing::variable("RANK"));
}

TEST_CASE("two processes give the network of one with the whole batch, to within rounding") {
    const parallel::ProcessGroup alone;
    // In float64 nothing is left but the order of sums.
    CHECK(largest_difference(trained_by_two("float64", "together"), trained(alone, torch::kFloat64)) < 1e-9);
    CHECK(largest_difference(trained_by_two("float32", "together"), trained(alone, torch::kFloat32)) < 1e-3);
    // Norms and masks of each process by itself are another training: the comparison can tell.
    CHECK(largest_difference(trained_by_two("float64", "apart"), trained(alone, torch::kFloat64)) > 1e-2);
}

TEST_CASE("alone, dropout draws libtorch's own masks") {
    const torch::Tensor x = torch::rand({5, 7});
    torch::manual_seed(4);
    const torch::Tensor ours = parallel::dropout(x, 0.4, true);
    torch::manual_seed(4);
    CHECK(torch::equal(ours, torch::dropout(x, 0.4, true)));
    CHECK(torch::equal(parallel::dropout(x, 0.4, false), x));
    CHECK(torch::equal(parallel::dropout(x, 0, true), x));
}
