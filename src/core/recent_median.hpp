// The typical one of the last measurements.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace mllab::core {

class RecentMedian {
 public:
    void add(double value) {
        values_[next_ % values_.size()] = value;
        ++next_;
    }
    [[nodiscard]] bool empty() const { return next_ == 0; }
    // 0 before the first measurement.
    [[nodiscard]] double value() const {
        auto sorted = values_;
        const std::size_t count = std::min(next_, sorted.size());
        if (count == 0) return 0;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(count / 2);
        std::nth_element(sorted.begin(), middle, sorted.begin() + static_cast<std::ptrdiff_t>(count));
        return *middle;
    }

 private:
    std::array<double, 15> values_{};
    std::size_t next_ = 0;
};

}  // namespace mllab::core
