// Bitmaps of Quick, Draw!, its drawings and its keys, each from the same bytes.
#include "training/datasets/npy.hpp"
#include "fuzz/survives.hpp"
#include "training/datasets/quickdraw.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    testing::survives<files::FileError>([&] { (void)datasets::parse_npy({bytes, size}, "fuzzed"); });
    const std::string_view text = testing::letters(bytes, size);
    testing::survives<files::FileError>([&] { (void)datasets::parse_key_ids(text, "fuzzed"); });
    return testing::survives<files::FileError>([&] { (void)datasets::parse_quickdraw(text, "fuzzed"); });
}
