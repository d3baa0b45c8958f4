// One writer a folder.
#include <sys/wait.h>
#include <unistd.h>

#include <catch_amalgamated.hpp>
#include <optional>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/folder_lock.hpp"

using mllab::files::FileError;
using mllab::files::FolderLock;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

TEST_CASE("a folder has one writer at a time, and who has it is said") {
    const TemporaryFolder folder;
    std::optional<FolderLock> first(folder / "work");
    CHECK_THROWS_MATCHES(
        FolderLock(folder / "work"), FileError,
        MessageWith({"work", "another trainer (process " + std::to_string(::getpid()) + ")", "--work"}));
    const FolderLock elsewhere(folder / "other");
    first.reset();
    CHECK_NOTHROW(FolderLock(folder / "work"));
}

TEST_CASE("a process that ends holds nothing any more") {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        const FolderLock lock(folder.path());
        ::_exit(0);  // no destructor
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK_NOTHROW(FolderLock(folder.path()));
}

TEST_CASE("a folder that cannot be made is named") {
    CHECK_THROWS_MATCHES(FolderLock("/proc/nothing"), FileError, MessageWith({"/proc/nothing", "written"}));
}
