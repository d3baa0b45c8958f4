// Pictures of another size: Resize, Pad.
#include <cmath>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

constexpr std::int64_t longest_side = 1 << 20;

Dim enlarged(const Dim& side, std::int64_t scale) {
    const std::int64_t size = size_like(side, 1);
    if (scale < 1) throw GraphError("a picture cannot be enlarged " + std::to_string(scale) + " times");
    if (size > longest_side / scale)
        throw GraphError("a side of " + std::to_string(size) + " is too large to be enlarged " + std::to_string(scale) +
                         " times");
    return side.is_dynamic() ? side.with(side.step() * scale, side.rest() * scale) : Dim(size * scale);
}

Dim padded(const Dim& side, std::int64_t before, std::int64_t after) {
    const std::int64_t size = size_like(side, 1);
    if (before < 0 || after < 0) throw GraphError("padding must not be negative");
    if (before > longest_side || after > longest_side || size + before + after > longest_side)
        throw GraphError("a padding of " + std::to_string(before) + " and " + std::to_string(after) + " around " +
                         std::to_string(size) + " is too large");
    return side.is_dynamic() ? side.with(side.step(), side.rest() + before + after) : Dim(size + before + after);
}

// What ONNX calls them.
std::string coordinates(PixelCentres centres) {
    switch (centres) {
        case PixelCentres::half_pixel:
            return "half_pixel";
        case PixelCentres::asymmetric:
            return "asymmetric";
        case PixelCentres::align_corners:
            return "align_corners";
    }
    throw GraphError("no such centres of pixels");
}

}  // namespace

Value GraphBuilder::resize_bilinear(const Value& x, const Pair& scale, PixelCentres centres) {
    require_float("resize_bilinear", x);
    require_rank(x.dims(), 4, "a picture to be resized");
    const Dims dims{x.dims()[0], x.dims()[1], enlarged(x.dims()[2], scale.height), enlarged(x.dims()[3], scale.width)};
    const std::vector<float> scales{1, 1, static_cast<float>(scale.height), static_cast<float>(scale.width)};
    // Its second input belongs to a mode that cuts pictures out.
    return impl_->emit("Resize", {x, std::nullopt, constant(scales, {4})}, DType::float32, dims,
                       {{"mode", std::string("linear")}, {"coordinate_transformation_mode", coordinates(centres)}});
}

Value GraphBuilder::pad(const Value& x, const Padding& padding, float value) {
    require_float("pad", x);
    require_rank(x.dims(), 4, "a picture to be padded");
    if (!std::isfinite(value)) throw GraphError("pad needs a finite number");
    const auto& [top, left, bottom, right] = padding;
    const Dims dims{x.dims()[0], x.dims()[1], padded(x.dims()[2], top, bottom), padded(x.dims()[3], left, right)};
    return impl_->emit("Pad", {x, impl_->int64s("pads", {0, 0, top, left, 0, 0, bottom, right}), scalar(value)},
                       DType::float32, dims, {{"mode", std::string("constant")}});
}

}  // namespace mllab::onnx_writer
