#include "training/parallel/process_group.hpp"

#include <c10/util/Flags.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <format>
#include <optional>
#include <ranges>
#include <string_view>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <utility>

C10_DECLARE_int(caffe2_log_level);

namespace mllab::parallel {

namespace {

// libtorch prints every attempt and a stack beside it; the exception says all that there is to say.
class QuietLibtorch {
 public:
    QuietLibtorch() : before_(std::exchange(FLAGS_caffe2_log_level, only_what_is_fatal)) {}
    ~QuietLibtorch() { FLAGS_caffe2_log_level = before_; }
    QuietLibtorch(const QuietLibtorch&) = delete;
    QuietLibtorch& operator=(const QuietLibtorch&) = delete;

 private:
    static constexpr int only_what_is_fatal = 3;
    int before_;
};

std::string first_line(const std::exception& error) {
    const auto* from_libtorch = dynamic_cast<const c10::Error*>(&error);
    const std::string text = from_libtorch != nullptr ? from_libtorch->what_without_backtrace() : error.what();
    return text.substr(0, text.find('\n'));
}

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

// The first loopback address that a name stands for, if it stands for one.
std::optional<std::pair<sockaddr_storage, socklen_t>> loopback(const std::string& name, std::uint16_t port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(name.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) return std::nullopt;
    const Addresses all(found, &::freeaddrinfo);
    for (const addrinfo* one = all.get(); one != nullptr; one = one->ai_next) {
        sockaddr_storage address{};
        std::memcpy(&address, one->ai_addr, one->ai_addrlen);
        bool here = false;
        if (one->ai_family == AF_INET) {
            sockaddr_in v4{};
            std::memcpy(&v4, one->ai_addr, sizeof v4);
            here = (ntohl(v4.sin_addr.s_addr) >> 24U) == IN_LOOPBACKNET;
        } else if (one->ai_family == AF_INET6) {
            sockaddr_in6 v6{};
            std::memcpy(&v6, one->ai_addr, sizeof v6);
            here = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
        }
        if (here) return std::pair(address, one->ai_addrlen);
    }
    return std::nullopt;
}

// Bound to that address and to no other.
int bound_socket(const std::pair<sockaddr_storage, socklen_t>& where, const Membership& membership) {
    const int socket = ::socket(where.first.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    if (socket >= 0 && ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0) {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what the system's interface wants.
        if (::bind(socket, reinterpret_cast<const sockaddr*>(&where.first), where.second) == 0) return socket;
    }
    const std::string why = std::strerror(errno);
    if (socket >= 0) ::close(socket);
    throw GroupError(std::format("rank 0 cannot listen at {}:{} ({}); is another training's MASTER_PORT the same?",
                                 membership.address, membership.port, why));
}

c10::intrusive_ptr<c10d::Store> store_of(const Membership& membership, const Timeouts& timeouts) {
    c10d::TCPStoreOptions options;
    options.port = membership.port;
    options.isServer = membership.rank == 0;
    options.numWorkers = static_cast<std::size_t>(membership.size);
    options.timeout = timeouts.meeting;
    options.useLibUV = false;  // not in every build of libtorch
    const auto here = loopback(membership.address, membership.port);
    if (options.isServer && here) options.masterListenFd = bound_socket(*here, membership);
    return c10::make_intrusive<c10d::TCPStore>(membership.address, options);
}

// Where Gloo's connections go: the same choice that libtorch makes in Python.
std::vector<std::shared_ptr<gloo::transport::Device>> devices_of(const Membership& membership) {
    using Gloo = c10d::ProcessGroupGloo;
    if (loopback(membership.address, membership.port)) return {Gloo::createDeviceForHostname(membership.address)};
    const char* interfaces = std::getenv("GLOO_SOCKET_IFNAME");
    if (interfaces == nullptr) return {Gloo::createDefaultDevice()};
    std::vector<std::shared_ptr<gloo::transport::Device>> devices;
    for (const auto name : std::views::split(std::string_view(interfaces), ','))
        devices.push_back(Gloo::createDeviceForInterface(std::string(name.begin(), name.end())));
    return devices;
}

c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo_of(const c10::intrusive_ptr<c10d::Store>& store,
                                                   const Membership& membership, const Timeouts& timeouts) {
    auto options = c10d::ProcessGroupGloo::Options::create(timeouts.answering);
    options->devices = devices_of(membership);
    options->threads = 1;
    return c10::make_intrusive<c10d::ProcessGroupGloo>(store, membership.rank, membership.size, options);
}

const ProcessGroup* current = nullptr;

}  // namespace

struct ProcessGroup::Connection {
    Membership membership;
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;

    // `start` begins an operation of the group; this waits for its end. `doing` says what for.
    template <typename Start>
    void run(const char* doing, const Start& start) const {
        try {
            start()->wait();
        } catch (const std::exception& error) {
            throw GroupError(std::format(
                "rank {} of {}: another process of this training has ended or does not answer, noticed while {} ({}). "
                "Start all of them again with the same commands: the training goes on from its last checkpoint",
                membership.rank, membership.size, doing, first_line(error)));
        }
    }
    void sum(torch::Tensor& tensor, const char* doing) const {
        std::vector<torch::Tensor> one{tensor};
        run(doing, [&] { return gloo->allreduce(one); });
    }
    void broadcast(torch::Tensor& tensor, const char* doing) const {
        std::vector<torch::Tensor> one{tensor};
        run(doing, [&] { return gloo->broadcast(one); });
    }
};

ProcessGroup::ProcessGroup(Membership membership, Timeouts timeouts) : membership_(std::move(membership)) {
    if (membership_.size == 1) return;
    const QuietLibtorch quiet;
    try {
        const auto store = store_of(membership_, timeouts);
        connection_ = std::make_unique<Connection>(membership_, store, gloo_of(store, membership_, timeouts));
    } catch (const GroupError&) {
        throw;
    } catch (const std::exception& error) {
        throw GroupError(std::format(
            "rank {} of {}: the processes of this training did not find each other at {}:{} within {} s ({})",
            membership_.rank, membership_.size, membership_.address, membership_.port,
            std::chrono::duration<double>(timeouts.meeting).count(), first_line(error)));
    }
}

ProcessGroup::~ProcessGroup() = default;

Share ProcessGroup::share_of(std::int64_t batch) const {
    if (batch % size() != 0)
        throw std::invalid_argument(std::format(
            "a batch of {} cannot be divided among {} processes: choose a multiple of it with --batch", batch, size()));
    const std::int64_t count = batch / size();
    return {.first = rank() * count, .count = count};
}

torch::Tensor ProcessGroup::share_of(const torch::Tensor& whole, std::int64_t axis) const {
    const auto [first, count] = share_of(whole.size(axis));
    return whole.narrow(axis, first, count);
}

torch::Tensor ProcessGroup::whole(const torch::Tensor& share, std::int64_t axis) const {
    if (!connection_) return share;
    std::vector<torch::Tensor> mine{share.detach().to(torch::kCPU).contiguous()};
    std::vector<std::vector<torch::Tensor>> all(1);
    for (int i = 0; i < size(); ++i) all[0].push_back(torch::empty_like(mine[0]));
    connection_->run("exchanging states", [&] { return connection_->gloo->allgather(all, mine); });
    return torch::cat(all[0], axis).to(share.device());
}

void ProcessGroup::require_same(const std::string& what, const std::string& text) const {
    if (!connection_) return;
    const std::string first_text = broadcast(text);
    torch::Tensor differs = torch::zeros({size()}, torch::kInt64);
    differs[rank()] = text == first_text ? 0 : 1;
    sum(differs);
    if (text != first_text)
        throw GroupError(
            std::format("rank {} of {} has other {} than rank 0: “{}” here, “{}” there; all processes of a training "
                        "need the same command",
                        rank(), size(), what, text, first_text));
    for (int other = 0; other < size(); ++other)
        if (differs[other].item<std::int64_t>() != 0)
            throw GroupError(
                std::format("rank {} of {} has other {} than rank 0, which are: “{}”; all processes of a "
                            "training need the same command",
                            other, size(), what, first_text));
}

std::string ProcessGroup::broadcast(std::string bytes) const {
    if (!connection_) return bytes;
    constexpr const char* doing = "handing out settings or a checkpoint";
    torch::Tensor length = torch::tensor(static_cast<std::int64_t>(bytes.size()));
    connection_->broadcast(length, doing);
    bytes.resize(static_cast<std::size_t>(length.item<std::int64_t>()));
    if (bytes.empty()) return bytes;
    torch::Tensor buffer = torch::from_blob(bytes.data(), {length.item<std::int64_t>()}, torch::kUInt8);
    connection_->broadcast(buffer, doing);
    return bytes;
}

void ProcessGroup::broadcast(const std::vector<torch::Tensor>& tensors) const {
    if (!connection_) return;
    const torch::NoGradGuard no_gradients;
    for (torch::Tensor tensor : tensors) {
        torch::Tensor numbers = tensor.detach().to(torch::kCPU).contiguous();
        connection_->broadcast(numbers, "handing out weights");
        tensor.copy_(numbers);
    }
}

void ProcessGroup::average_gradients(const std::vector<torch::Tensor>& parameters) const {
    if (!connection_) return;
    std::vector<torch::Tensor> gradients;
    std::vector<torch::Tensor> flat;
    for (const torch::Tensor& parameter : parameters) {
        if (!parameter.grad().defined()) continue;
        gradients.push_back(parameter.grad());
        flat.push_back(gradients.back().detach().flatten().to(torch::kCPU));
    }
    if (gradients.empty()) return;
    // One message for all of them.
    torch::Tensor all = torch::cat(flat);
    connection_->sum(all, "averaging gradients");
    all.div_(size());
    const torch::NoGradGuard no_gradients;
    std::int64_t at = 0;
    for (torch::Tensor& gradient : gradients) {
        gradient.copy_(all.narrow(0, at, gradient.numel()).view(gradient.sizes()));
        at += gradient.numel();
    }
}

std::vector<double> ProcessGroup::mean(const std::vector<double>& figures) const {
    if (!connection_) return figures;
    torch::Tensor all = torch::tensor(figures, torch::kFloat64);
    connection_->sum(all, "averaging figures");
    all.div_(size());
    return {all.data_ptr<double>(), all.data_ptr<double>() + all.numel()};
}

void ProcessGroup::sum(torch::Tensor& tensor) const {
    if (!connection_) return;
    torch::Tensor numbers = tensor.detach().to(torch::kCPU).contiguous();
    connection_->sum(numbers, "adding up what the processes have");
    tensor.copy_(numbers);
}

void ProcessGroup::barrier() const {
    if (connection_) connection_->run("waiting for the others", [&] { return connection_->gloo->barrier(); });
}

CurrentGroup::CurrentGroup(const ProcessGroup& group) {
    if (current != nullptr) throw std::logic_error("there is a current process group already");
    current = &group;
}

CurrentGroup::~CurrentGroup() { current = nullptr; }

const ProcessGroup* CurrentGroup::get() { return current != nullptr && current->size() > 1 ? current : nullptr; }

}  // namespace mllab::parallel
