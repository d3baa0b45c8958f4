// How often something happens, as of the last seconds.
#pragma once

#include <cstddef>
#include <deque>

namespace mllab::core {

class RateMeter {
 public:
    static constexpr double window_ms = 2000;

    // It happened, at a time that is not before the last one.
    void count(double now_ms) {
        if (!times_.empty() && now_ms < times_.back()) now_ms = times_.back();
        times_.push_back(now_ms);
        // What happens more often than this is not worth more memory: the window becomes shorter.
        while (times_.size() > most || times_.back() - times_.front() > window_ms) times_.pop_front();
    }
    // 0 before it happened twice within the window, and when it has not happened for as long.
    [[nodiscard]] double per_second(double now_ms) const {
        if (times_.size() < 2 || times_.back() <= times_.front()) return 0;
        const double between = (times_.back() - times_.front()) / static_cast<double>(times_.size() - 1);
        const double silent = now_ms - times_.back();
        if (silent > window_ms) return 0;
        // A pause that is longer than usual lowers the rate while it lasts; a usual one says nothing.
        const double late = silent > between ? silent - between : 0;
        return 1000 / (between + late / static_cast<double>(times_.size() - 1));
    }
    void clear() { times_.clear(); }

 private:
    static constexpr std::size_t most = 256;
    std::deque<double> times_;
};

}  // namespace mllab::core
