// One GET over HTTP or HTTPS, through libcurl: redirects followed, certificates checked, stalls ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::fetch {

using files::FileError;

struct Timeouts {
    std::chrono::seconds connect{30};
    std::chrono::seconds stall{60};  // without any byte
};

struct Reply {
    int status = 0;  // 0: no answer
    std::string etag;
    std::string last_modified;
    std::string content_range;
    std::optional<std::uint64_t> content_length;
    std::string failure;  // why the transfer did not end as it should; empty = it did
};

// The body's next bytes, with the reply's headers known. What it throws ends the transfer and leaves `get`.
using OnBody = std::function<void(const Reply&, std::span<const std::uint8_t>)>;

// Throws FileError if `address` is not http:// or https://; every other failure is in the reply.
[[nodiscard]] Reply get(const std::string& address, const std::vector<std::string>& headers, const Timeouts& timeouts,
                        const OnBody& on_body);

}  // namespace mllab::fetch
