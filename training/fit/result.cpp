#include "training/fit/result.hpp"

namespace mllab::fit {

Result continued(const Result& before, Result after) {
    for (report::CurvePoint& point : after.curve) point.epoch += static_cast<int>(before.curve.size());
    after.curve.insert(after.curve.begin(), before.curve.begin(), before.curve.end());
    after.seconds += before.seconds;
    after.steps += before.steps;
    if (after.kernels.empty()) after.kernels = before.kernels;
    return after;
}

}  // namespace mllab::fit
