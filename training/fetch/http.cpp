#include "training/fetch/http.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace mllab::fetch {

namespace {

struct FreeEasy {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

// What the callbacks see. They are called from C, so no exception may leave them.
struct Transfer {
    Reply reply;
    const OnBody& on_body;
    std::exception_ptr thrown;
};

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

void take_header(Reply& reply, std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {
        // A new answer, after a redirect for example: nothing of the one before counts.
        reply = {};
        if (const std::size_t blank = line.find(' '); blank != std::string_view::npos)
            std::from_chars(line.data() + blank + 1, line.data() + line.size(), reply.status);
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = lower_case(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (name == "etag") reply.etag = value;
    if (name == "last-modified") reply.last_modified = value;
    if (name == "content-range") reply.content_range = value;
    if (name == "content-length") {
        std::uint64_t length = 0;
        if (std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc())
            reply.content_length = length;
    }
}

std::size_t on_header(const char* data, std::size_t, std::size_t size, void* self) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    try {
        take_header(transfer.reply, {data, size});
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
    return size;
}

std::size_t on_data(const char* data, std::size_t, std::size_t size, void* self) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    try {
        transfer.on_body(transfer.reply, {reinterpret_cast<const std::uint8_t*>(data), size});
    } catch (...) {
        transfer.thrown = std::current_exception();
        return CURL_WRITEFUNC_ERROR;
    }
    return size;
}

template <typename T>
void set(CURL* easy, CURLoption option, T value) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): libcurl's interface
    if (curl_easy_setopt(easy, option, value) != CURLE_OK) throw std::runtime_error("libcurl refuses an option");
}

}  // namespace

Reply get(const std::string& address, const std::vector<std::string>& headers, const Timeouts& timeouts,
          const OnBody& on_body) {
    const std::string scheme = lower_case(address.substr(0, address.find(':')));
    if (scheme != "http" && scheme != "https") throw FileError(address + ": is not an http or https address");

    const std::unique_ptr<CURL, FreeEasy> easy(curl_easy_init());
    if (!easy) throw std::runtime_error("libcurl cannot be started");
    std::unique_ptr<curl_slist, FreeList> list;
    for (const std::string& header : headers) {
        curl_slist* longer = curl_slist_append(list.get(), header.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        // The list's first element stays the same, except when it is made.
        if (!list) list.reset(longer);
    }
    Transfer transfer{.reply = {}, .on_body = on_body, .thrown = nullptr};
    std::array<char, CURL_ERROR_SIZE> words{};
    set(easy.get(), CURLOPT_URL, address.c_str());
    set(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    // From an encrypted address no redirect leads to an open one.
    set(easy.get(), CURLOPT_REDIR_PROTOCOLS_STR, scheme == "https" ? "https" : "http,https");
    set(easy.get(), CURLOPT_FOLLOWLOCATION, 1L);
    set(easy.get(), CURLOPT_MAXREDIRS, 10L);
    set(easy.get(), CURLOPT_NOSIGNAL, 1L);
    set(easy.get(), CURLOPT_CONNECTTIMEOUT, static_cast<long>(timeouts.connect.count()));
    set(easy.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(easy.get(), CURLOPT_LOW_SPEED_TIME, static_cast<long>(timeouts.stall.count()));
    set(easy.get(), CURLOPT_USERAGENT, "ml-lab");
    set(easy.get(), CURLOPT_HTTPHEADER, list.get());
    set(easy.get(), CURLOPT_ERRORBUFFER, words.data());
    set(easy.get(), CURLOPT_HEADERFUNCTION, &on_header);
    set(easy.get(), CURLOPT_HEADERDATA, &transfer);
    set(easy.get(), CURLOPT_WRITEFUNCTION, &on_data);
    set(easy.get(), CURLOPT_WRITEDATA, &transfer);

    const CURLcode result = curl_easy_perform(easy.get());
    if (transfer.thrown) std::rethrow_exception(transfer.thrown);
    if (result != CURLE_OK) transfer.reply.failure = words.front() != '\0' ? words.data() : curl_easy_strerror(result);
    return transfer.reply;
}

}  // namespace mllab::fetch
