#pragma once

#include <stdexcept>

namespace mllab::importers {

// A foreign file that is missing, damaged, not the one that is known, or holds what its importer does not understand.
// The message names the place in the file and says what is wrong with it.
class ImportError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

// The same of a file that a package should have brought: without it there is less, but nothing is broken.
class PackageError : public ImportError {
 public:
    using ImportError::ImportError;
};

}  // namespace mllab::importers
