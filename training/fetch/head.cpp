#include "training/fetch/head.hpp"

#include <algorithm>
#include <format>
#include <string_view>

#include "training/datasets/npy.hpp"
#include "training/datasets/quickdraw.hpp"

namespace mllab::fetch {

namespace {

using files::Bytes;

// Thrown out of the transfer to end it.
struct Enough {};

// Gathers lines until there are as many as wanted.
class Lines {
 public:
    explicit Lines(std::size_t wanted) : missing_(wanted) {}

    // Whether all have come; `bytes` ends with the last of them then.
    bool take(Bytes& bytes, std::span<const std::uint8_t> more) {
        for (std::size_t i = 0; i < more.size(); ++i) {
            if (more[i] != '\n' || --missing_ > 0) continue;
            bytes.insert(bytes.end(), more.begin(), more.begin() + static_cast<std::ptrdiff_t>(i + 1));
            return true;
        }
        bytes.insert(bytes.end(), more.begin(), more.end());
        return false;
    }

    static Bytes checked(Bytes bytes, const std::string& address) {
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (datasets::parse_quickdraw(text, address).empty()) throw FileError(address + ": holds no drawing");
        return bytes;
    }

 private:
    std::size_t missing_;
};

// Gathers a header of any length that is allowed, and rows.
class Rows {
 public:
    explicit Rows(std::size_t wanted) : wanted_(wanted) {}

    bool take(Bytes& bytes, std::span<const std::uint8_t> more) const {
        bytes.insert(bytes.end(), more.begin(), more.end());
        const std::size_t longest_prologue = 12 + datasets::longest_npy_header;
        return bytes.size() >= longest_prologue &&
               (bytes.size() - longest_prologue) / datasets::bitmap_pixels >= wanted_;
    }

    [[nodiscard]] Bytes checked(const Bytes& bytes, const std::string& address) const {
        const datasets::NpyHeader header = datasets::parse_npy_header(bytes, address);
        if (header.rows <= wanted_) {
            // The whole file; what lies behind its last row is a lie of the header.
            return datasets::npy_bytes(datasets::parse_npy(bytes, address).pixels);
        }
        const auto rows = std::span(bytes).subspan(header.bytes);
        const std::size_t size = wanted_ * datasets::bitmap_pixels;
        if (rows.size() < size)
            throw FileError(std::format("{}: is truncated: its header promises {} pictures, {} bytes are there",
                                        address, header.rows, rows.size()));
        return datasets::npy_bytes(rows.first(size));
    }

 private:
    std::size_t wanted_;
};

template <typename Form>
Bytes gather(const std::string& address, Form form, const DownloadOptions& options) {
    Bytes bytes;
    bool enough = false;
    const auto take = [&](const Reply& reply, std::span<const std::uint8_t> more) {
        if (reply.status != 200) return;  // a page that explains an error
        if (more.size() > options.limit_bytes - std::min<std::uint64_t>(bytes.size(), options.limit_bytes))
            throw FileError(std::format("{}: is larger than the limit of {} bytes", address, options.limit_bytes));
        enough = form.take(bytes, more);
        if (options.on_progress) options.on_progress(bytes.size(), 0);
        if (enough) throw Enough{};
    };
    try {
        const Reply reply = get(address, {"Accept-Encoding: identity"}, options.timeouts, take);
        if (reply.status != 200)
            throw Unavailable(std::format("{}: {}", address,
                                          reply.status == 0
                                              ? reply.failure
                                              : std::format("the server answered {}{}", reply.status,
                                                            reply.status == 404 ? " (there is no such file)" : "")));
        if (!reply.failure.empty())
            throw FileError(std::format("{}: broke off after {} bytes ({}). Run the same command again", address,
                                        bytes.size(), reply.failure));
    } catch (const Enough&) {
    }
    return form.checked(std::move(bytes), address);
}

}  // namespace

Bytes download_head(const std::string& address, std::size_t drawings, const DownloadOptions& options) {
    if (address.ends_with(".ndjson")) return gather(address, Lines(drawings), options);
    if (address.ends_with(".npy")) return gather(address, Rows(drawings), options);
    throw FileError(address + ": is no file of drawings (.ndjson, .npy) that could be cut");
}

}  // namespace mllab::fetch
