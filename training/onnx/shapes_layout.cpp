// The rules of operators that move numbers about without computing.
#include <algorithm>
#include <numeric>
#include <ranges>

#include "training/onnx/shapes.hpp"

namespace mllab::onnx_writer::shapes {

namespace {

// A product of axes: fixed part times named part.
struct Volume {
    std::int64_t fixed = 1;
    std::vector<std::string> names;  // sorted
    [[nodiscard]] bool operator==(const Volume&) const = default;
};

Volume volume(std::span<const Dim> dims) {
    Volume result;
    for (const Dim& dim : dims) {
        if (dim.is_dynamic())
            result.names.push_back(dim.name());
        else if (__builtin_mul_overflow(result.fixed, dim.size(), &result.fixed))
            throw GraphError("a shape has more elements than any machine can hold");
    }
    std::ranges::sort(result.names);
    return result;
}

Dim as_one_axis(const Volume& v, const Dims& whole) {
    if (v.names.empty()) return v.fixed;
    if (v.names.size() == 1 && v.fixed == 1) return dynamic(v.names.front());
    throw GraphError("dynamic axes of " + to_string(whole) + " cannot be merged with others");
}

// Axes as sorted indices into `rank`; throws on a repeated one.
std::vector<std::size_t> indices(std::span<const std::int64_t> axes, std::size_t rank) {
    std::vector<std::size_t> result;
    for (const std::int64_t axis : axes) result.push_back(axis_index(axis, rank));
    std::ranges::sort(result);
    if (std::ranges::adjacent_find(result) != result.end()) throw GraphError("an axis is named twice");
    return result;
}

}  // namespace

std::vector<std::int64_t> reshape_target(const Dims& from, const Dims& to) {
    if (volume(from) != volume(to))
        throw GraphError("the shape " + to_string(from) + " cannot become " + to_string(to));
    std::vector<std::int64_t> target;
    for (const Dim& dim : to) {
        // ONNX reads 0 as "as it was", so a size of 0 cannot be asked for.
        if (dim == Dim(0)) throw GraphError("a value cannot be reshaped to " + to_string(to));
        target.push_back(dim.size());
    }
    if (std::ranges::count(target, -1) > 1)
        throw GraphError("only one dynamic axis can be reshaped, not " + to_string(to));
    return target;
}

Dims flatten(const Dims& x, std::size_t axis) {
    if (axis > x.size()) throw GraphError("axis " + std::to_string(axis) + " does not exist in " + to_string(x));
    const std::span<const Dim> all(x);
    return {as_one_axis(volume(all.first(axis)), x), as_one_axis(volume(all.subspan(axis)), x)};
}

Dims concat(std::span<const Dims> parts, std::size_t axis) {
    if (parts.empty()) throw GraphError("nothing to concatenate");
    Dims result = parts.front();
    std::int64_t total = 0;
    for (const Dims& part : parts) {
        Dims rest = part;
        if (rest.size() == result.size()) rest[axis] = result[axis];
        if (rest != result)
            throw GraphError("the shapes " + to_string(parts.front()) + " and " + to_string(part) +
                             " cannot be concatenated along axis " + std::to_string(axis));
        if (part[axis].is_dynamic()) throw GraphError("a dynamic axis cannot be concatenated: " + to_string(part));
        total += part[axis].size();
    }
    result[axis] = total;
    return result;
}

Dims slice(const Dims& x, std::size_t axis, std::int64_t& start, std::int64_t& end, std::int64_t step) {
    if (x[axis].is_dynamic()) throw GraphError("a dynamic axis cannot be sliced: " + to_string(x));
    const std::int64_t size = x[axis].size();
    if (start < 0) start += size;
    if (end < 0) end += size;
    if (step < 1 || start < 0 || end > size || start >= end)
        throw GraphError("the slice [" + std::to_string(start) + ", " + std::to_string(end) + ") by " +
                         std::to_string(step) + " does not lie in axis " + std::to_string(axis) + " of " +
                         to_string(x));
    Dims result = x;
    result[axis] = (end - start - 1) / step + 1;
    return result;
}

Dims gather(const Dims& data, const Dims& indices_dims, std::size_t axis) {
    Dims result(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(axis));
    result.insert(result.end(), indices_dims.begin(), indices_dims.end());
    result.insert(result.end(), data.begin() + static_cast<std::ptrdiff_t>(axis) + 1, data.end());
    return result;
}

Dims transpose(const Dims& x, std::span<const std::int64_t> order) {
    std::vector<std::int64_t> sorted(order.begin(), order.end());
    std::ranges::sort(sorted);
    std::vector<std::int64_t> expected(x.size());
    std::iota(expected.begin(), expected.end(), 0);
    if (sorted != expected) throw GraphError("that is no order of the axes of " + to_string(x));
    Dims result;
    for (const std::int64_t axis : order) result.push_back(x[static_cast<std::size_t>(axis)]);
    return result;
}

Dims squeeze(const Dims& x, std::span<const std::int64_t> axes) {
    Dims result = x;
    const std::vector<std::size_t> gone = indices(axes, x.size());
    for (const std::size_t axis : std::views::reverse(gone)) {
        if (x[axis] != Dim(1))
            throw GraphError("axis " + std::to_string(axis) + " of " + to_string(x) + " is not of size 1");
        result.erase(result.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    return result;
}

Dims unsqueeze(const Dims& x, std::span<const std::int64_t> axes) {
    Dims result = x;
    for (const std::size_t axis : indices(axes, x.size() + axes.size()))
        result.insert(result.begin() + static_cast<std::ptrdiff_t>(axis), Dim(1));
    return result;
}

Dims reduce(const Dims& x, std::span<const std::int64_t> axes, bool keep_dims) {
    if (axes.empty()) throw GraphError("a reduction needs at least one axis");
    const std::vector<std::size_t> reduced = indices(axes, x.size());
    Dims result;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::ranges::binary_search(reduced, i))
            result.push_back(x[i]);
        else if (keep_dims)
            result.emplace_back(1);
    }
    return result;
}

}  // namespace mllab::onnx_writer::shapes
