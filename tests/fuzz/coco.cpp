// COCO's boxes.
#include "fuzz/survives.hpp"
#include "training/datasets/coco/instances.hpp"
#include "training/files/files.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return testing::survives<files::FileError>(
        [&] { (void)datasets::parse_coco(testing::letters(bytes, size), "photos", "fuzzed"); });
}
