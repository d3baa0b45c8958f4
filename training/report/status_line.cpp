#include "training/report/status_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <format>

namespace mllab::report {

StatusLine::Style StatusLine::style_of(int descriptor) {
    Style style;
    if (::isatty(descriptor) == 0) return style;
    style.terminal = true;
    style.every = std::chrono::milliseconds(100);
    winsize size{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the system's own interface
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.columns = size.ws_col;
    return style;
}

StatusLine::StatusLine(std::ostream& out, Style style, Now now) : out_(out), style_(style), now_(std::move(now)) {}

StatusLine::~StatusLine() {
    if (line_open_) out_ << '\n' << std::flush;
}

bool StatusLine::due() const { return !written_before_ || now_() - last_ >= style_.every; }

void StatusLine::show(std::string_view text) {
    if (!due()) return;
    last_ = now_();
    written_before_ = true;
    if (style_.terminal) {
        clear();
        // One column is left free: in the last one some terminals break the line.
        out_ << text.substr(0, std::max<std::size_t>(style_.columns, 1) - 1) << std::flush;
        line_open_ = true;
    } else {
        out_ << text << '\n' << std::flush;
    }
}

void StatusLine::print(std::string_view text) {
    clear();
    out_ << text << '\n' << std::flush;
}

void StatusLine::clear() {
    if (line_open_) out_ << "\r\x1b[K";
    line_open_ = false;
}

std::string bar(double fraction, std::size_t width) {
    const double part = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
    const auto done = static_cast<std::size_t>(part * static_cast<double>(width));
    std::string text = "[" + std::string(done, '=');
    if (done < width) text += '>' + std::string(width - done - 1, ' ');
    return text + "]";
}

std::string duration(std::chrono::duration<double> time) {
    const double seconds = std::isfinite(time.count()) ? std::clamp(time.count(), 0.0, 1e9) : 0.0;
    const long whole = std::lround(seconds);
    if (whole < 60) return std::format("{} s", whole);
    if (whole < 3600) return std::format("{} min {:02} s", whole / 60, whole % 60);
    return std::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace mllab::report
