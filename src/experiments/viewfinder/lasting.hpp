// Whether what is said has lasted. What is said of a camera's frames may change with each of them: it is news once it
// has stood for a while. What is said of a picture stays, and is news at once.
#pragma once

#include <string>
#include <utility>

namespace mllab::viewfinder {

class Lasting {
 public:
    // Now this is said, about a camera's frames or not. To be told after everything that may have changed it.
    void note(std::string text, bool live, double now_ms) {
        if (text == said_) return;
        said_ = std::move(text);
        since_ms_ = live ? now_ms : now_ms - enough_ms;
    }
    [[nodiscard]] bool settled(double now_ms) const { return since_ms_ <= now_ms - enough_ms; }

 private:
    static constexpr double enough_ms = 400;

    std::string said_;
    double since_ms_ = -enough_ms;
};

}  // namespace mllab::viewfinder
