// A model's bytes from a file, held against what its card promises.
#pragma once

#include <vector>

#include "inference/session.hpp"

namespace mllab::inference {

// Throws ModelError: file_missing, or hash_mismatch if `source.sha256` is given and the file's is another.
[[nodiscard]] std::vector<char> read_model(const ModelSource& source, const OnProgress& progress);

}  // namespace mllab::inference
