// MNIST's format, plain or packed: pictures and labels, each from the same file.
#include "training/datasets/idx.hpp"

#include "fuzz/survives.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::filesystem::path path = testing::as_file("idx", {bytes, size});
    testing::survives<files::FileError>([&] {
        const datasets::IdxImages images = datasets::read_idx_images(path);
        if (images.pixels.size() != images.count * images.rows * images.cols) __builtin_trap();
    });
    return testing::survives<files::FileError>([&] {
        for (const std::uint8_t label : datasets::read_idx_labels(path, 10))
            if (label >= 10) __builtin_trap();
    });
}
