// Made-up sketches in the official formats: three things that are easy to tell apart. They learn in seconds, so that
// the whole path from files to a model can be tried on a machine that has no data.
#pragma once

#include <filesystem>

namespace mllab::testing {

// Writes quickdraw/simplified/<category>.ndjson and quickdraw/numpy_bitmap/<category>.npy below `folder`: the
// categories circle, stairs and star, `drawings` of each, the same bytes every time. Throws files::FileError.
void write_tiny_sketches(const std::filesystem::path& folder, int drawings);

}  // namespace mllab::testing
