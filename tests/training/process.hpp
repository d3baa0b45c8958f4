// Another program, as a test starts, watches and kills it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace mllab::testing {

struct Finished {
    int exit_code = -1;  // 128 + signal where a signal ended it
    std::string output;  // standard output and error together
};

class Process {
 public:
    // Starts `program` in `folder`, its output going to `log`. Throws std::runtime_error.
    Process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const std::filesystem::path& folder, std::filesystem::path log);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] bool running();
    void kill_at_once();  // SIGKILL: no handler, no clean-up
    void send(int signal);
    Finished wait();

 private:
    pid_t pid_ = -1;
    int status_ = 0;
    bool ended_ = false;
    std::filesystem::path log_;
};

}  // namespace mllab::testing
