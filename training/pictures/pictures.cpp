#include "training/pictures/pictures.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <format>
#include <memory>
#include <optional>
#include <vector>

#include "training/pictures/stb.hpp"

namespace mllab::pictures {

namespace {

using Input = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 8> png_signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

bool begins_with(Input bytes, Input beginning) {
    return bytes.size() >= beginning.size() && std::ranges::equal(bytes.first(beginning.size()), beginning);
}

// Where the first scan of a JPEG begins and how many colours it has; nothing where no scan is reached.
struct Scan {
    std::size_t begin = 0;
    int colours = 0;
};

std::optional<Scan> first_scan(Input jpeg) {
    Scan scan;
    for (std::size_t at = 2; at + 4 <= jpeg.size();) {
        if (jpeg[at] != 0xFF) return std::nullopt;
        const std::uint8_t marker = jpeg[at + 1];
        if (marker == 0xFF) {  // filling
            ++at;
            continue;
        }
        const std::size_t length = std::size_t{jpeg[at + 2]} * 256 + jpeg[at + 3];
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && at + 9 < jpeg.size()) scan.colours = jpeg[at + 9];
        at += 2 + length;
        if (marker == 0xDA) {
            scan.begin = at;
            return scan;
        }
    }
    return std::nullopt;
}

// The decoder would fill what is missing of a JPEG with grey. Returns what is wrong, or nothing.
std::string objection_to_jpeg(Input jpeg) {
    const std::optional<Scan> scan = first_scan(jpeg);
    if (!scan || scan->begin >= jpeg.size()) return "it breaks off before the picture begins";
    if (scan->colours == 4) return "it is a CMYK JPEG (colours of print); save it in RGB";
    static constexpr std::array<std::uint8_t, 2> end_of_image{0xFF, 0xD9};
    if (std::ranges::search(jpeg.subspan(scan->begin), end_of_image).empty()) return "it breaks off before its end";
    return {};
}

}  // namespace

image::RgbaImage decoded(std::span<const std::uint8_t> bytes, const std::string& name, const Limits& limits) {
    const auto fail = [&](const std::string& reason) { throw PictureError(name + " cannot be read: " + reason + "."); };
    if (bytes.empty()) fail("it is empty");
    if (bytes.size() > limits.file_bytes) fail(std::format("it has more than {} bytes", limits.file_bytes));
    const bool jpeg = bytes.size() > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
    if (!jpeg && !begins_with(bytes, png_signature)) fail("it is neither a JPEG nor a PNG");
    if (jpeg)
        if (const std::string objection = objection_to_jpeg(bytes); !objection.empty()) fail(objection);
    const int size = static_cast<int>(bytes.size());
    int width = 0;
    int height = 0;
    int channels = 0;
    const auto reason = [] { return std::string("it is broken or of a rare kind (") + stbi_failure_reason() + ")"; };
    if (stbi_info_from_memory(bytes.data(), size, &width, &height, &channels) == 0) fail(reason());
    if (width > limits.side || height > limits.side)
        fail(std::format("it is {} x {} pixels, and a side may have {}", width, height, limits.side));
    if (static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > limits.pixels)
        fail(std::format("it is {} x {} pixels, and {} is the limit", width, height, limits.pixels));
    struct Free {
        void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
    };
    const std::unique_ptr<stbi_uc, Free> pixels(
        stbi_load_from_memory(bytes.data(), size, &width, &height, &channels, STBI_rgb_alpha));
    if (!pixels) fail(reason());
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    return {width, height, std::vector<std::uint8_t>(pixels.get(), pixels.get() + count)};
}

image::RgbaImage read(const std::filesystem::path& path, const Limits& limits) {
    files::Bytes bytes;
    try {
        bytes = files::read(path, limits.file_bytes);
    } catch (const files::FileError& error) {
        throw PictureError(error.what());
    }
    return decoded(bytes, path.string(), limits);
}

files::Bytes as_jpeg(const image::RgbaImage& image, int quality) {
    if (image.pixels.empty()) throw std::invalid_argument("an empty picture cannot be written as a JPEG");
    if (quality < 1 || quality > 100) throw std::invalid_argument("the quality of a JPEG is 1..100");
    files::Bytes bytes;
    const auto append = [](void* to, void* data, int size) {
        const auto* begin = static_cast<const std::uint8_t*>(data);
        static_cast<files::Bytes*>(to)->insert(static_cast<files::Bytes*>(to)->end(), begin, begin + size);
    };
    if (stbi_write_jpg_to_func(append, &bytes, image.width, image.height, 4, image.pixels.data(), quality) == 0)
        throw PictureError("the picture could not be written as a JPEG.");
    return bytes;
}

}  // namespace mllab::pictures
