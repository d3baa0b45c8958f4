// One line that is rewritten in place on a terminal, or plain lines now and then where the output goes to a file.
#pragma once

#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace mllab::report {

using Clock = std::chrono::steady_clock;
using Now = std::function<Clock::time_point()>;

class StatusLine {
 public:
    struct Style {
        bool terminal = false;
        std::size_t columns = 80;
        std::chrono::milliseconds every{15'000};  // least time between two writes
    };
    // For a file descriptor (1, 2): a terminal's width and ten writes a second, else a line every 15 seconds.
    [[nodiscard]] static Style style_of(int descriptor);

    StatusLine(std::ostream& out, Style style, Now now = Clock::now);
    ~StatusLine();
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    // Whether a `show` now would write: spares the making of a text that nobody sees.
    [[nodiscard]] bool due() const;
    // Shows `text` (ASCII) if it is due; on a terminal it is cut at the width and replaces what `show` wrote before.
    void show(std::string_view text);
    // A line that stays, at once.
    void print(std::string_view text);

 private:
    void clear();

    std::ostream& out_;
    Style style_;
    Now now_;
    bool written_before_ = false;
    bool line_open_ = false;
    Clock::time_point last_;
};

// "[=====>    ]"; fraction in [0, 1], `width` characters within the brackets.
[[nodiscard]] std::string bar(double fraction, std::size_t width);
// "42 s", "3 min 05 s", "2 h 07 min"
[[nodiscard]] std::string duration(std::chrono::duration<double> time);

}  // namespace mllab::report
