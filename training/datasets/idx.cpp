#include "training/datasets/idx.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <string>
#include <string_view>

#include "training/datasets/data_folder.hpp"

namespace mllab::datasets {

namespace {

constexpr std::size_t limit_bytes = std::size_t{1} << 30;
constexpr std::uint32_t magic_images = 0x00000803;  // unsigned bytes, three dimensions
constexpr std::uint32_t magic_labels = 0x00000801;  // unsigned bytes, one dimension
constexpr std::uint32_t largest_side = 4096;

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view what) {
    throw FileError(std::format("{}: {}", path.string(), what));
}

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
    return (std::uint32_t{bytes[at]} << 24U) | (std::uint32_t{bytes[at + 1]} << 16U) |
           (std::uint32_t{bytes[at + 2]} << 8U) | std::uint32_t{bytes[at + 3]};
}

void append_big_endian(files::Bytes& bytes, std::size_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes.push_back(static_cast<std::uint8_t>((value >> shift) & 0xFFU));
}

// Checks magic number and length, gives the dimensions and cuts the header off.
template <std::size_t Dimensions>
std::array<std::uint32_t, Dimensions> take_header(files::Bytes& bytes, std::uint32_t magic,
                                                  const std::filesystem::path& path) {
    constexpr std::size_t header = 4 + 4 * Dimensions;
    if (bytes.size() < header)
        refuse(path, std::format("has {} bytes, its IDX header alone needs {}", bytes.size(), header));
    if (const std::uint32_t found = big_endian(bytes, 0); found != magic)
        refuse(path, std::format("starts with 0x{:08X}, not with 0x{:08X} as an IDX file of {} does", found, magic,
                                 Dimensions == 1 ? "labels" : "pictures"));
    std::array<std::uint32_t, Dimensions> sizes{};
    std::size_t expected = 1;
    for (std::size_t i = 0; i < Dimensions; ++i) {
        sizes[i] = big_endian(bytes, 4 + 4 * i);
        if (sizes[i] == 0) refuse(path, "says that it holds nothing (a size of 0)");
        if (i > 0 && sizes[i] > largest_side)
            refuse(path, std::format("says that its pictures have a side of {} pixels, above the limit of {}", sizes[i],
                                     largest_side));
        expected *= sizes[i];  // at most 2^32 * 2^12 * 2^12
    }
    const std::size_t found = bytes.size() - header;
    if (found < expected)
        refuse(path, std::format("is truncated: its header promises {} bytes of data, {} are there", expected, found));
    if (found > expected)
        refuse(path, std::format("has {} bytes after the {} that its header promises", found - expected, expected));
    bytes.erase(bytes.begin(), bytes.begin() + header);
    return sizes;
}

// The official file, in whatever form it lies there.
std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& name) {
    if (const auto found = found_file(folder, name)) return *found;
    throw FileError(std::format("{}: is not there, neither packed nor plain", (folder / (name + ".gz")).string()));
}

}  // namespace

IdxImages read_idx_images(const std::filesystem::path& path) {
    IdxImages images;
    images.pixels = files::read_unpacked(path, limit_bytes);
    const auto sizes = take_header<3>(images.pixels, magic_images, path);
    images.count = sizes[0];
    images.rows = sizes[1];
    images.cols = sizes[2];
    return images;
}

std::vector<std::uint8_t> read_idx_labels(const std::filesystem::path& path, std::size_t classes) {
    files::Bytes labels = files::read_unpacked(path, limit_bytes);
    take_header<1>(labels, magic_labels, path);
    const auto wrong = std::ranges::find_if(labels, [&](std::uint8_t label) { return label >= classes; });
    if (wrong != labels.end())
        refuse(path, std::format("label {} (counted from 0) is {}, but there are {} classes", wrong - labels.begin(),
                                 *wrong, classes));
    return labels;
}

LabelledImages read_idx(const std::filesystem::path& images, const std::filesystem::path& labels, std::size_t classes) {
    LabelledImages set;
    set.labels = read_idx_labels(labels, classes);
    static_cast<IdxImages&>(set) = read_idx_images(images);
    if (set.count != set.labels.size())
        refuse(images,
               std::format("holds {} pictures, but {} holds {} labels", set.count, labels.string(), set.labels.size()));
    return set;
}

LabelledImages read_mnist(const std::filesystem::path& data_folder, MnistFile which) {
    const std::filesystem::path folder = data_folder / "mnist";
    const std::string prefix = which == MnistFile::training ? "train" : "t10k";
    const std::filesystem::path images = file_of(folder, prefix + "-images-idx3-ubyte");
    LabelledImages set = read_idx(images, file_of(folder, prefix + "-labels-idx1-ubyte"), 10);
    if (set.rows != 28 || set.cols != 28)
        refuse(images, std::format("has pictures of {} x {} pixels, MNIST's are 28 x 28", set.cols, set.rows));
    return set;
}

files::Bytes idx_image_bytes(const IdxImages& images) {
    files::Bytes bytes;
    append_big_endian(bytes, magic_images);
    append_big_endian(bytes, images.count);
    append_big_endian(bytes, images.rows);
    append_big_endian(bytes, images.cols);
    bytes.insert(bytes.end(), images.pixels.begin(), images.pixels.end());
    return bytes;
}

files::Bytes idx_label_bytes(std::span<const std::uint8_t> labels) {
    files::Bytes bytes;
    append_big_endian(bytes, magic_labels);
    append_big_endian(bytes, labels.size());
    bytes.insert(bytes.end(), labels.begin(), labels.end());
    return bytes;
}

}  // namespace mllab::datasets
