// Data-parallel training: several processes, here or on several machines, each with a share of every batch, average
// their gradients and so take the steps of one process with the whole batch. libtorch's ProcessGroupGloo under the
// environment that torchrun and cluster schedulers set:
//
//     WORLD_SIZE=2 RANK=0 MASTER_ADDR=127.0.0.1 MASTER_PORT=29500 trainer train … &
//     WORLD_SIZE=2 RANK=1 MASTER_ADDR=127.0.0.1 MASTER_PORT=29500 trainer train …
//
// Every function that communicates must be called by all processes in the same order. In a group of one all of them
// do nothing.
#pragma once

#include <torch/torch.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace mllab::parallel {

// A process of the group ended, does not answer, or trains something else. The message says so in a sentence, and how
// to go on.
class GroupError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

struct Membership {
    int rank = 0;
    int size = 1;
    std::string address;  // where rank 0 listens
    std::uint16_t port = 0;
};

// From RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT; a process without any of them is alone. Throws
// std::invalid_argument naming the variable that is missing or makes no sense. `variable` gives a variable's text, or
// null.
[[nodiscard]] Membership membership_of(const std::function<const char*(const char*)>& variable);
[[nodiscard]] Membership membership_from_environment();

struct Timeouts {
    std::chrono::milliseconds meeting = std::chrono::minutes(5);     // until all processes are there
    std::chrono::milliseconds answering = std::chrono::minutes(30);  // how long one may be busy by itself
};

// A process's part of a batch.
struct Share {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

class ProcessGroup {
 public:
    // Waits for the others. Throws GroupError if they do not come in time. On a loopback address nothing listens
    // elsewhere; else Gloo takes the interfaces of GLOO_SOCKET_IFNAME, or the one of this machine's name.
    explicit ProcessGroup(Membership membership = {}, Timeouts timeouts = {});
    ~ProcessGroup();
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    [[nodiscard]] int rank() const { return membership_.rank; }
    [[nodiscard]] int size() const { return membership_.size; }
    // The one that writes: checkpoints, log, models, progress.
    [[nodiscard]] bool first() const { return membership_.rank == 0; }

    // Shares are equal, so that the mean over processes is the mean over samples. Throws std::invalid_argument if the
    // batch cannot be divided.
    [[nodiscard]] Share share_of(std::int64_t batch) const;
    // The same part of a tensor that holds a whole batch along `axis`.
    [[nodiscard]] torch::Tensor share_of(const torch::Tensor& whole, std::int64_t axis) const;
    // The other way round: all shares, on every process. Communicates.
    [[nodiscard]] torch::Tensor whole(const torch::Tensor& share, std::int64_t axis) const;

    // The rest communicates and throws GroupError. Throws it on every process if `text` is not the same on all; `what`
    // names it: "settings".
    void require_same(const std::string& what, const std::string& text) const;
    // Rank 0's bytes, whatever the others hand in.
    [[nodiscard]] std::string broadcast(std::string bytes) const;
    // Rank 0's numbers, in place.
    void broadcast(const std::vector<torch::Tensor>& tensors) const;
    // In place; between backward() and everything that looks at gradients.
    void average_gradients(const std::vector<torch::Tensor>& parameters) const;
    // Of figures such as a loss: the same on all processes.
    [[nodiscard]] std::vector<double> mean(const std::vector<double>& figures) const;
    // In place, of all processes.
    void sum(torch::Tensor& tensor) const;
    void barrier() const;

 private:
    struct Connection;
    Membership membership_;
    std::unique_ptr<Connection> connection_;
};

// Layers that look at a whole batch (layers.hpp) ask for the group while this lives. One at a time.
class CurrentGroup {
 public:
    explicit CurrentGroup(const ProcessGroup& group);
    ~CurrentGroup();
    CurrentGroup(const CurrentGroup&) = delete;
    CurrentGroup& operator=(const CurrentGroup&) = delete;

    [[nodiscard]] static const ProcessGroup* get();  // null where a process is alone
};

}  // namespace mllab::parallel
