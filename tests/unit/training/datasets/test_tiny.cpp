#include <catch_amalgamated.hpp>
#include <set>

#include "support/temporary_folder.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/idx.hpp"
#include "training/datasets/splits.hpp"
#include "training/datasets/tiny.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;

TEST_CASE("the tiny data set is read by the loaders of the official files") {
    const mllab::testing::TemporaryFolder folder;
    datasets::write_tiny_data(folder.path());
    const auto train = datasets::read_mnist(folder.path(), datasets::MnistFile::training);
    const auto test = datasets::read_mnist(folder.path(), datasets::MnistFile::test);
    const auto pen = datasets::read_pendigits(folder.path());
    CHECK(train.count == 600);
    CHECK(test.count == 100);
    CHECK(pen.size() == 300);
    CHECK(std::set(train.labels.begin(), train.labels.end()).size() == 10);
    std::set<int> writers;
    for (const auto& digit : pen) writers.insert(digit.writer);
    CHECK(writers.size() == 30);
    for (const int writer : writers) CHECK_NOTHROW(datasets::split_of_writer(writer));
    CHECK(datasets::mnist_training_file_range(train.count, datasets::Split::validation).size() == 50);
}

TEST_CASE("it has everything that the trainer looks for in a data folder") {
    const mllab::testing::TemporaryFolder folder;
    datasets::write_tiny_data(folder / "dåta");
    const datasets::Places places{.chosen = folder / "dåta", .usual = {}};
    for (const char* id : {"mnist", "pendigits"})
        CHECK(datasets::folder_with(datasets::data_set(id), places) == folder / "dåta");
}

TEST_CASE("every picture has ink in its middle and paper in its corners, and no two are the same") {
    const mllab::testing::TemporaryFolder folder;
    datasets::write_tiny_data(folder.path());
    const auto set = datasets::read_mnist(folder.path(), datasets::MnistFile::training);
    std::set<std::vector<std::uint8_t>> seen;
    for (std::size_t i = 0; i < set.count; ++i) {
        const auto image = set.image(i);
        CAPTURE(i);
        CHECK(*std::ranges::max_element(image) > 200);
        for (const std::size_t corner : {0U, 27U, 27U * 28U, 783U}) CHECK(image[corner] == 0);
        seen.emplace(image.begin(), image.end());
    }
    CHECK(seen.size() == set.count);
}

TEST_CASE("writing it twice gives the same bytes") {
    const mllab::testing::TemporaryFolder one;
    const mllab::testing::TemporaryFolder two;
    const datasets::TinySizes sizes{.training_images = 24, .test_images = 10, .digits_per_writer = 2};
    datasets::write_tiny_data(one.path(), sizes);
    datasets::write_tiny_data(two.path(), sizes);
    for (const std::string name : {"mnist/train-images-idx3-ubyte.gz", "mnist/train-labels-idx1-ubyte.gz",
                                   "mnist/t10k-images-idx3-ubyte.gz", "pendigits/pendigits-orig.tra"})
        CHECK(files::read(one / name) == files::read(two / name));
}
