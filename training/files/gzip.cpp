#include "training/files/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace mllab::files {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib's way to ask for the gzip wrapping
constexpr std::size_t chunk = std::size_t{1} << 30;

class Inflater {
 public:
    Inflater() {
        if (inflateInit2(&stream, gzip_window) != Z_OK) throw FileError("zlib cannot be started");
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    z_stream stream{};
};

class Deflater {
 public:
    Deflater() {
        if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw FileError("zlib cannot be started");
    }
    ~Deflater() { deflateEnd(&stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    z_stream stream{};
};

// Hands zlib the next part of the input; its counters are 32 bits wide.
void feed(z_stream& stream, std::span<const std::uint8_t>& rest) {
    if (stream.avail_in != 0 || rest.empty()) return;
    const std::size_t n = std::min(rest.size(), chunk);
    stream.next_in = const_cast<Bytef*>(rest.data());  // zlib does not write through it
    stream.avail_in = static_cast<uInt>(n);
    rest = rest.subspan(n);
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> bytes) noexcept {
    return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

Bytes gunzip(std::span<const std::uint8_t> packed, const std::string& name, std::size_t limit_bytes) {
    Inflater inflater;
    z_stream& stream = inflater.stream;
    Bytes plain;
    std::array<std::uint8_t, std::size_t{1} << 16> buffer{};
    for (;;) {
        feed(stream, packed);
        stream.next_out = buffer.data();
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int result = inflate(&stream, Z_NO_FLUSH);
        const std::size_t n = buffer.size() - stream.avail_out;
        if (n > limit_bytes - plain.size())
            throw FileError(name + ": unpacks to more than the limit of " + std::to_string(limit_bytes) + " bytes");
        plain.insert(plain.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(n));
        if (result == Z_STREAM_END) {
            if (stream.avail_in == 0 && packed.empty()) return plain;
            feed(stream, packed);
            if (!is_gzip({stream.next_in, stream.avail_in}))
                throw FileError(name + ": has other bytes after the end of its gzip data");
            inflateReset(&stream);
        } else if (result == Z_BUF_ERROR || (result == Z_OK && n == 0 && stream.avail_in == 0 && packed.empty())) {
            throw FileError(name + ": its gzip data is truncated");
        } else if (result != Z_OK) {
            throw FileError(name + ": its gzip data is broken" +
                            (stream.msg != nullptr ? " (" + std::string(stream.msg) + ")" : std::string()));
        }
    }
}

Bytes gzip(std::span<const std::uint8_t> plain) {
    Deflater deflater;
    z_stream& stream = deflater.stream;
    Bytes packed;
    std::array<std::uint8_t, std::size_t{1} << 16> buffer{};
    int result = Z_OK;
    while (result != Z_STREAM_END) {
        feed(stream, plain);
        stream.next_out = buffer.data();
        stream.avail_out = static_cast<uInt>(buffer.size());
        result = deflate(&stream, plain.empty() ? Z_FINISH : Z_NO_FLUSH);
        if (result == Z_STREAM_ERROR) throw FileError("zlib cannot pack");
        packed.insert(packed.end(), buffer.begin(),
                      buffer.begin() + static_cast<std::ptrdiff_t>(buffer.size() - stream.avail_out));
    }
    return packed;
}

}  // namespace mllab::files
