#include "local_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <format>
#include <stdexcept>

namespace mllab::testing {

namespace {

bool send_all(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Request parse(const std::string& text) {
    Request request;
    std::size_t at = text.find("\r\n");
    const std::string first = text.substr(0, at);
    const std::size_t blank = first.find(' ');
    request.path = first.substr(blank + 1, first.rfind(' ') - blank - 1);
    while (at + 2 < text.size()) {
        const std::size_t end = text.find("\r\n", at + 2);
        const std::string line = text.substr(at + 2, end - at - 2);
        at = end;
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) break;
        std::string name = line.substr(0, colon);
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        request.headers[name] = line.substr(colon + 2);
    }
    return request;
}

}  // namespace

LocalServer::LocalServer(std::function<Answer(const Request&)> handler) : handler_(std::move(handler)) {
    // A proxy that the machine may be set to use has no business with this host.
    ::setenv("no_proxy", "127.0.0.1", 1);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    if (socket_ < 0 || ::bind(socket_, reinterpret_cast<const sockaddr*>(&where), size) != 0 ||
        ::listen(socket_, 16) != 0 || ::getsockname(socket_, reinterpret_cast<sockaddr*>(&where), &size) != 0)
        throw std::runtime_error("the test's server cannot listen on 127.0.0.1");
    port_ = ntohs(where.sin_port);
    thread_ = std::thread([this] { serve(); });
}

LocalServer::~LocalServer() {
    stop_ = true;
    thread_.join();
    ::close(socket_);
}

std::string LocalServer::address(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<Request> LocalServer::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

void LocalServer::serve() {
    while (!stop_) {
        pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        const int connection = ::accept(socket_, nullptr, nullptr);
        if (connection < 0) continue;
        answer(connection);
        ::shutdown(connection, SHUT_RDWR);
        ::close(connection);
    }
}

void LocalServer::answer(int connection) {
    std::string text;
    char buffer[4096];
    while (!text.contains("\r\n\r\n")) {
        const ssize_t n = ::recv(connection, buffer, sizeof buffer, 0);
        if (n <= 0) return;
        text.append(buffer, static_cast<std::size_t>(n));
    }
    const Request request = parse(text);
    {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(request);
    }
    const Answer answer = handler_(request);
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " Test\r\nConnection: close\r\n";
    for (const auto& [name, value] : answer.headers) head += std::format("{}: {}\r\n", name, value);
    if (answer.tell_length) head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    const std::string_view body(answer.body);
    if (!send_all(connection, head + "\r\n")) return;
    if (answer.stall_ms > 0) {
        if (!send_all(connection, body.substr(0, body.size() / 2))) return;
        for (int waited = 0; waited < answer.stall_ms && !stop_; waited += 20)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return;
    }
    send_all(connection, body.substr(0, answer.stop_after));
}

Answer serve_file(const ServedFile& file, const Request& request) {
    Answer answer{.status = 200, .headers = {}, .body = file.body};
    if (!file.etag.empty()) answer.headers.emplace_back("ETag", file.etag);
    const auto range = request.headers.find("range");
    const auto condition = request.headers.find("if-range");
    const bool same = condition == request.headers.end() || condition->second == file.etag;
    if (!file.ranges || range == request.headers.end() || !same) return answer;
    const std::size_t first = std::stoul(range->second.substr(std::string("bytes=").size()));
    const std::string total = std::to_string(file.body.size());
    if (first >= file.body.size()) {
        answer.status = 416;
        answer.body = "out of range";
        answer.headers.emplace_back("Content-Range", "bytes */" + total);
    } else {
        answer.status = 206;
        answer.body = file.body.substr(first);
        answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" +
                                                         std::to_string(file.body.size() - 1) + "/" + total);
    }
    return answer;
}

}  // namespace mllab::testing
