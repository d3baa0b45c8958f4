#include "training/onnx/isolated.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <utility>

#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

namespace {

constexpr char good = '+';
constexpr char bad = '-';
constexpr rlim_t most_seconds = 60;

class Pipe {
 public:
    Pipe() {
        if (::pipe(ends_.data()) != 0)
            throw GraphError(std::string("no pipe for the checker: ") + std::strerror(errno));
    }
    ~Pipe() {
        close(0);
        close(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] int end(std::size_t which) const { return ends_.at(which); }
    void close(std::size_t which) {
        if (ends_.at(which) >= 0) ::close(std::exchange(ends_.at(which), -1));
    }

 private:
    std::array<int, 2> ends_{-1, -1};
};

void write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(file, text.data(), text.size());
        if (n < 0 && errno != EINTR) return;  // the parent sees that the end is missing
        if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
    }
}

std::string read_all(int file) {
    std::string text;
    std::array<char, 65536> part{};
    while (true) {
        const ssize_t n = ::read(file, part.data(), part.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return text;
        text.append(part.data(), static_cast<std::size_t>(n));
    }
}

[[noreturn]] void child(int file, const std::function<std::string()>& work) {
    // A crash here is an answer, not an accident: nobody's handlers, no core file, no end of the parent's business.
    for (const int signal : {SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL, SIGTERM, SIGINT}) std::signal(signal, SIG_DFL);
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const rlimit seconds{.rlim_cur = most_seconds, .rlim_max = most_seconds};
    ::setrlimit(RLIMIT_CPU, &seconds);
    std::string answer;
    try {
        answer = work() + good;
    } catch (const std::bad_alloc&) {
        answer = std::string("it asks for more memory than there is") + bad;
    } catch (const std::exception& error) {
        answer = std::string(error.what()) + bad;
    } catch (...) {
        answer = std::string("it failed without a reason") + bad;
    }
    write_all(file, answer);
    ::_exit(0);
}

}  // namespace

std::string isolated(const std::function<std::string()>& work) {
    Pipe pipe;
    const pid_t process = ::fork();
    if (process < 0) throw GraphError(std::string("no process for the checker: ") + std::strerror(errno));
    if (process == 0) {
        pipe.close(0);
        child(pipe.end(1), work);
    }
    pipe.close(1);
    std::string answer = read_all(pipe.end(0));
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        throw GraphError("checking it takes too long or too much memory");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || answer.empty())
        throw GraphError("checking it crashes ONNX's own checker");
    const bool well = answer.back() == good;
    answer.pop_back();
    if (!well) throw GraphError(answer);
    return answer;
}

}  // namespace mllab::onnx_writer
