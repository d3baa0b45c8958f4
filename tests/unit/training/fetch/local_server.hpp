// A web server for tests, on 127.0.0.1 and a port of its own, that can behave as badly as real ones do.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mllab::testing {

struct Request {
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case
};

struct Answer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool tell_length = true;            // Content-Length; else the end of the connection is the end of the body
    std::size_t stop_after = SIZE_MAX;  // bytes of the body after which the connection is closed
    int stall_ms = 0;                   // before the rest of the body
};

class LocalServer {
 public:
    explicit LocalServer(std::function<Answer(const Request&)> handler);
    ~LocalServer();
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    [[nodiscard]] std::string address(const std::string& path) const;
    [[nodiscard]] std::vector<Request> requests() const;

 private:
    void serve();
    void answer(int connection);

    std::function<Answer(const Request&)> handler_;
    int socket_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::thread thread_;
};

// A well-behaved file: an ETag, ranges, If-Range, 416.
struct ServedFile {
    std::string body;
    std::string etag = "\"one\"";
    bool ranges = true;
};
[[nodiscard]] Answer serve_file(const ServedFile& file, const Request& request);

}  // namespace mllab::testing
