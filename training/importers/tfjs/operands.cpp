#include "training/importers/tfjs/operands.hpp"

#include <format>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tfjs {

std::size_t axes(const Made& made) {
    if (const auto* computed = std::get_if<onnx_writer::Value>(&made)) return computed->rank();
    return std::get<Constant>(made)->shape.size();
}

const core::Tensor& constant(const Made& made, const std::string& place) {
    if (const Constant* given = std::get_if<Constant>(&made)) return **given;
    throw ImportError(place + ": what should be a constant is computed");
}

const std::vector<float>& reals(const core::Tensor& given, const std::string& place) {
    const auto* numbers = std::get_if<std::vector<float>>(&given.data);
    if (numbers == nullptr || numbers->empty()) throw ImportError(place + ": a constant of it is no float32");
    return *numbers;
}

const std::vector<std::int32_t>& wholes(const Made& made, const std::string& place) {
    const auto* numbers = std::get_if<std::vector<std::int32_t>>(&constant(made, place).data);
    if (numbers == nullptr) throw ImportError(place + ": a constant of it is no int32");
    return *numbers;
}

const std::vector<Made>& the(const std::vector<Made>& inputs, std::size_t count, const std::string& place) {
    if (inputs.size() != count)
        throw ImportError(std::format("{}: it has {} inputs instead of {}", place, inputs.size(), count));
    return inputs;
}

void require_size(const onnx_writer::Dims& dims, const std::string& place) {
    std::int64_t elements = 1;
    for (const onnx_writer::Dim& dim : dims) {
        const std::int64_t size = dim.is_dynamic() ? dim.step() + dim.rest() : dim.size();
        if (__builtin_mul_overflow(elements, size, &elements) || elements > most_elements)
            throw ImportError(std::format("{}: {} is larger than anything that is understood", place, to_string(dims)));
    }
}

std::int64_t moved_axis(std::int64_t axis) {
    if (axis == 0) return 0;
    return axis == 3 ? 1 : axis + 1;
}

Moved channels_first(const core::Tensor& given, const std::string& place) {
    const std::vector<float>& numbers = reals(given, place);
    core::Shape shape(axes_of_picture - given.shape.size(), 1);
    shape.insert(shape.end(), given.shape.begin(), given.shape.end());
    const auto pixels = static_cast<std::size_t>(shape[1] * shape[2]);
    const auto channels = static_cast<std::size_t>(shape[3]);
    Moved moved{.shape = {shape[0], shape[3], shape[1], shape[2]}, .numbers = std::vector<float>(numbers.size())};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t picture = i / (pixels * channels);
        const std::size_t pixel = i / channels % pixels;
        moved.numbers[(picture * channels + i % channels) * pixels + pixel] = numbers[i];
    }
    return moved;
}

onnx_writer::Pair scale(const onnx_writer::Value& picture, const std::vector<std::int32_t>& size,
                        const std::string& place) {
    const std::int64_t height = picture.dims()[2].size();
    const std::int64_t width = picture.dims()[3].size();
    if (height < 1 || width < 1)
        throw ImportError(place + ": how many times it enlarges a picture of any size cannot be told");
    if (size.size() != 2) throw ImportError(place + ": the size that it is given is not height and width");
    if (size[0] < 1 || size[1] < 1 || size[0] % height != 0 || size[1] % width != 0)
        throw ImportError(std::format("{}: from {} × {} to {} × {} is no enlargement by whole numbers", place, height,
                                      width, size[0], size[1]));
    return {size[0] / height, size[1] / width};
}

}  // namespace mllab::importers::tfjs
