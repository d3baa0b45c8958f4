#include "process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace mllab::testing {

Process::Process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& folder, std::filesystem::path log)
    : log_(std::move(log)) {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const std::string where = folder.string();
    const std::string into = log_.string();
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("a process cannot be started");
    if (pid_ > 0) return;
    // The child: only calls that are safe between fork and exec.
    const int output = ::open(into.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (output < 0 || ::dup2(output, 1) < 0 || ::dup2(output, 2) < 0 || ::chdir(where.c_str()) != 0) ::_exit(126);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
}

Process::~Process() {
    if (!ended_) {
        kill_at_once();
        wait();
    }
}

bool Process::running() {
    if (!ended_ && ::waitpid(pid_, &status_, WNOHANG) == pid_) ended_ = true;
    return !ended_;
}

void Process::kill_at_once() { send(SIGKILL); }

void Process::send(int signal) { ::kill(pid_, signal); }

Finished Process::wait() {
    if (!ended_) ::waitpid(pid_, &status_, 0);
    ended_ = true;
    std::ostringstream text;
    text << std::ifstream(log_).rdbuf();
    return {WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_), text.str()};
}

}  // namespace mllab::testing
