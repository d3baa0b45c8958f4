// Made-up hands in the files of the real ones: a disc, a block and a pair of bars in the colour of skin, before rooms
// and before green. They learn in seconds, so that the whole path from files to a model can be tried on a machine that
// has no data.
#pragma once

#include <filesystem>

namespace mllab::testing {

// Writes rock_paper_scissors/{rock,paper,scissors}/*.jpg and no_hand/*.jpg below `folder`: people and recordings of all
// three splits, the same bytes every time. Throws files::FileError.
void write_tiny_hands(const std::filesystem::path& folder);

}  // namespace mllab::testing
