// Photos with boxes for tests of the trainer: discs and blocks on plain ground, in COCO's form.
#pragma once

#include <filesystem>

namespace mllab::testing {

// `folder`/coco_train to learn from, and `folder`/coco_sample to be measured on.
void write_tiny_photos(const std::filesystem::path& folder);

}  // namespace mllab::testing
