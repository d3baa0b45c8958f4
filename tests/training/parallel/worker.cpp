#include "worker.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <format>
#include <stdexcept>

namespace mllab::testing {

std::vector<std::string> arguments_of(const Worker& worker) {
    std::vector<std::string> words{std::format("RANK={}", worker.rank), std::format("WORLD_SIZE={}", worker.size),
                                   "MASTER_ADDR=127.0.0.1", std::format("MASTER_PORT={}", worker.port)};
    words.insert(words.end(), worker.variables.begin(), worker.variables.end());
    words.insert(words.end(), {std::filesystem::read_symlink("/proc/self/exe").string(), worker.test_case});
    return words;
}

Listener::Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (socket_ < 0 || ::bind(socket_, plain, size) != 0 || ::listen(socket_, 1) != 0 ||
        ::getsockname(socket_, plain, &size) != 0)
        throw std::runtime_error("the loopback address has no free port");
    port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
    if (socket_ >= 0) ::close(socket_);
}

std::uint16_t free_port() { return Listener().port(); }

std::string variable(const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? "" : text;
}

}  // namespace mllab::testing
