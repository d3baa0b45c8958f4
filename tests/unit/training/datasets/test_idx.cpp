#include <catch_amalgamated.hpp>
#include <numeric>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/idx.hpp"
#include "training/files/gzip.hpp"
#include "training/files/sha256.hpp"

using mllab::files::Bytes;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;
namespace datasets = mllab::datasets;
namespace files = mllab::files;

namespace {

datasets::IdxImages some_images() {
    datasets::IdxImages images{.count = 3, .rows = 2, .cols = 4, .pixels = Bytes(24)};
    std::iota(images.pixels.begin(), images.pixels.end(), std::uint8_t{7});
    return images;
}

MessageWith says(const std::string& words) { return MessageWith({"file.idx", words}); }

// Refused as pictures, plain and packed, with a message that names the file.
void check_refused(const TemporaryFolder& folder, const Bytes& bytes, const std::string& words) {
    files::write_atomically(folder / "file.idx", bytes);
    CHECK_THROWS_MATCHES(datasets::read_idx_images(folder / "file.idx"), files::FileError, says(words));
    files::write_atomically(folder / "file.idx.gz", files::gzip(bytes));
    CHECK_THROWS_MATCHES(datasets::read_idx_images(folder / "file.idx.gz"), files::FileError, says(words));
}

Bytes header(std::initializer_list<std::uint32_t> words) {
    Bytes bytes;
    for (const std::uint32_t word : words)
        for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes.push_back(static_cast<std::uint8_t>(word >> shift));
    return bytes;
}

}  // namespace

TEST_CASE("pictures are read as they were written, plain and packed") {
    const TemporaryFolder folder;
    const datasets::IdxImages images = some_images();
    files::write_atomically(folder / "plain", datasets::idx_image_bytes(images));
    files::write_atomically(folder / "packed.gz", files::gzip(datasets::idx_image_bytes(images)));
    for (const std::string name : {"plain", "packed.gz"}) {
        const datasets::IdxImages found = datasets::read_idx_images(folder / name);
        CHECK(found.count == 3);
        CHECK(found.rows == 2);
        CHECK(found.cols == 4);
        CHECK(found.pixels == images.pixels);
        CHECK(found.image(2).front() == 7 + 16);
        CHECK(found.image(2).size() == 8);
    }
}

TEST_CASE("a file of pictures cut anywhere is refused") {
    const TemporaryFolder folder;
    const Bytes whole = datasets::idx_image_bytes(some_images());
    for (std::size_t n = 0; n < whole.size(); ++n) {
        CAPTURE(n);
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n));
        check_refused(folder, cut, n < 16 ? "header" : "truncated");
    }
}

TEST_CASE("a packed file of pictures cut anywhere is refused") {
    const TemporaryFolder folder;
    const Bytes whole = files::gzip(datasets::idx_image_bytes(some_images()));
    for (std::size_t n = 0; n < whole.size(); ++n) {
        CAPTURE(n);
        files::write_atomically(folder / "file.idx", std::span(whole).first(n));
        CHECK_THROWS_MATCHES(datasets::read_idx_images(folder / "file.idx"), files::FileError, says(""));
    }
}

TEST_CASE("bytes after the last picture are refused") {
    const TemporaryFolder folder;
    Bytes bytes = datasets::idx_image_bytes(some_images());
    bytes.push_back(0);
    check_refused(folder, bytes, "1 bytes after the 24");
}

TEST_CASE("a header that lies about sizes is refused before memory is asked for") {
    const TemporaryFolder folder;
    const Bytes data(24);
    const auto with_data = [&](Bytes bytes) {
        bytes.insert(bytes.end(), data.begin(), data.end());
        return bytes;
    };
    check_refused(folder, with_data(header({0x803, 0xFFFFFFFF, 2, 4})), "truncated");
    check_refused(folder, with_data(header({0x803, 0xFFFFFFFF, 4096, 4096})), "truncated");
    check_refused(folder, with_data(header({0x803, 3, 0xFFFFFFFF, 0xFFFFFFFF})), "limit");
    check_refused(folder, with_data(header({0x803, 3, 2, 4097})), "limit");
    check_refused(folder, with_data(header({0x803, 0, 2, 4})), "holds nothing");
    check_refused(folder, with_data(header({0x803, 3, 0, 4})), "holds nothing");
    check_refused(folder, with_data(header({0x803, 2, 2, 4})), "8 bytes after");
}

TEST_CASE("another magic number is refused, with both numbers in the message") {
    const TemporaryFolder folder;
    Bytes bytes = datasets::idx_image_bytes(some_images());
    bytes[2] = 0x0D;  // floats
    check_refused(folder, bytes, "0x00000D03");
    check_refused(folder, datasets::idx_label_bytes(Bytes(30)), "0x00000801");
    check_refused(folder, Bytes(100, '<'), "0x3C3C3C3C");
    files::write_atomically(folder / "file.idx", datasets::idx_image_bytes(some_images()));
    CHECK_THROWS_MATCHES(datasets::read_idx_labels(folder / "file.idx"), files::FileError, says("labels"));
}

TEST_CASE("labels are read, and one beyond the classes is named with its place") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "file.idx", datasets::idx_label_bytes(Bytes{0, 9, 3, 10, 1}));
    CHECK(datasets::read_idx_labels(folder / "file.idx") == Bytes{0, 9, 3, 10, 1});
    CHECK_THROWS_MATCHES(datasets::read_idx_labels(folder / "file.idx", 10), files::FileError,
                         says("label 3 (counted from 0) is 10"));
}

TEST_CASE("as many labels as pictures, or both files are refused") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "file.idx", datasets::idx_image_bytes(some_images()));
    files::write_atomically(folder / "labels", datasets::idx_label_bytes(Bytes{1, 2}));
    CHECK_THROWS_MATCHES(datasets::read_idx(folder / "file.idx", folder / "labels"), files::FileError,
                         MessageWith({"file.idx", "3 pictures", "2 labels"}));
    files::write_atomically(folder / "labels", datasets::idx_label_bytes(Bytes{1, 2, 3}));
    CHECK(datasets::read_idx(folder / "file.idx", folder / "labels").labels == Bytes{1, 2, 3});
}

TEST_CASE("an empty file, a folder and a missing file are errors that name the path") {
    const TemporaryFolder folder;
    check_refused(folder, {}, "0 bytes");
    std::filesystem::create_directory(folder / "folder-file.idx");
    CHECK_THROWS_MATCHES(datasets::read_idx_images(folder / "folder-file.idx"), files::FileError, says("regular"));
    CHECK_THROWS_MATCHES(datasets::read_idx_images(folder / "no-file.idx"), files::FileError, says("opened"));
}

TEST_CASE("MNIST is found packed or plain, and its pictures must be 28 x 28") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "mnist");
    CHECK_THROWS_MATCHES(datasets::read_mnist(folder.path(), datasets::MnistFile::training), files::FileError,
                         MessageWith({"train-images-idx3-ubyte.gz"}));
    const datasets::IdxImages digits{.count = 2, .rows = 28, .cols = 28, .pixels = Bytes(std::size_t{2} * 784, 3)};
    files::write_atomically(folder / "mnist/t10k-images-idx3-ubyte", datasets::idx_image_bytes(digits));
    files::write_atomically(folder / "mnist/t10k-labels-idx1-ubyte.gz",
                            files::gzip(datasets::idx_label_bytes(Bytes{0, 9})));
    CHECK(datasets::read_mnist(folder.path(), datasets::MnistFile::test).pixels == digits.pixels);

    const datasets::IdxImages other{.count = 2, .rows = 28, .cols = 27, .pixels = Bytes(std::size_t{2} * 28 * 27)};
    files::write_atomically(folder / "mnist/t10k-images-idx3-ubyte", datasets::idx_image_bytes(other));
    CHECK_THROWS_MATCHES(datasets::read_mnist(folder.path(), datasets::MnistFile::test), files::FileError,
                         MessageWith({"27 x 28"}));
}

TEST_CASE("the official training file of MNIST holds 60,000 digits with the known counts of labels") {
    mllab::testing::need_data("mnist/train-images-idx3-ubyte.gz");
    mllab::testing::need_data("mnist/train-labels-idx1-ubyte.gz");
    const auto set = datasets::read_mnist(mllab::testing::real_data_folder(), datasets::MnistFile::training);
    CHECK(set.count == 60000);
    std::array<int, 10> counts{};
    for (const auto label : set.labels) ++counts[label];
    CHECK(counts == std::array<int, 10>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949});
}

TEST_CASE("the official test file of MNIST holds 10,000 digits, byte for byte") {
    mllab::testing::need_data("mnist/t10k-images-idx3-ubyte.gz");
    mllab::testing::need_data("mnist/t10k-labels-idx1-ubyte.gz");
    const auto set = datasets::read_mnist(mllab::testing::real_data_folder(), datasets::MnistFile::test);
    CHECK(set.count == 10000);
    CHECK(files::sha256_hex(datasets::idx_image_bytes(set)) ==
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
}
