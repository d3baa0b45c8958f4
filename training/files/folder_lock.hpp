// A folder that only one process may write to at a time.
#pragma once

#include <filesystem>

namespace mllab::files {

// Holds the folder's file "lock" as long as it lives; a process that ends, however it ends, holds nothing any more.
// Makes the folder. Throws FileError that names the process which has it, and FileError where nothing can be written.
class FolderLock {
 public:
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

 private:
    int file_ = -1;
};

}  // namespace mllab::files
