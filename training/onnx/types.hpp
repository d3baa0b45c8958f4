// What a graph is made of: element types, shapes with named dynamic axes, and values. Knows nothing of protobuf.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace mllab::onnx_writer {

// A graph, a weight or a file that this room refuses; the message says which value and why.
class GraphError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

enum class DType { float32, float16, int64, int32, int8, uint8, boolean };
[[nodiscard]] const char* to_string(DType type) noexcept;

// One axis: a size, or one that is only known when the model runs: `step` times an unknown number of at least 1, which
// is called by a name, and a rest. Equal names mean equal numbers.
class Dim {
 public:
    // Throws GraphError on a negative size.
    Dim(std::int64_t size)
        : size_(size) {  // NOLINT(google-explicit-constructor): {dynamic("N"), 1, 28, 28} is the point
        if (size < 0) throw GraphError("a dimension of " + std::to_string(size) + " makes no sense");
    }
    // Throws GraphError without a name, on a step below 1, and where the smallest size would be negative.
    explicit Dim(std::string name, std::int64_t step = 1, std::int64_t rest = 0);
    [[nodiscard]] bool is_dynamic() const noexcept { return size_ < 0; }
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }  // -1 where dynamic
    // Of what is dynamic; a fixed size is all rest.
    [[nodiscard]] std::int64_t step() const noexcept { return step_; }
    [[nodiscard]] std::int64_t rest() const noexcept { return is_dynamic() ? rest_ : size_; }
    // The same unknown number with another step and rest. Throws GraphError as the constructor does.
    [[nodiscard]] Dim with(std::int64_t step, std::int64_t rest) const;
    [[nodiscard]] std::string name() const;  // "N", or with a step "32h", "16h+1"; empty where fixed
    [[nodiscard]] bool operator==(const Dim&) const = default;

 private:
    std::int64_t size_;
    std::string number_;
    std::int64_t step_ = 0, rest_ = 0;
};
[[nodiscard]] inline Dim dynamic(std::string name) { return Dim(std::move(name)); }
// Any multiple of `step`: a picture's side that a network halves some times.
[[nodiscard]] inline Dim multiple(std::string name, std::int64_t step) { return Dim(std::move(name), step); }

using Dims = std::vector<Dim>;
[[nodiscard]] std::string to_string(const Dims& dims);  // "[N, 1, 28, 28]"

// A value of one graph: an input, a weight or what a node computes. Cheap to copy; names are the builder's business.
class Value {
 public:
    struct Record {
        std::shared_ptr<const void> graph;  // which builder made it; held, so that no other can get the same address
        std::string name;
        DType type = DType::float32;
        Dims dims;
        std::string meaning;
        bool is_node_output = false;
        bool is_output = false;
    };
    explicit Value(std::shared_ptr<Record> record) : record_(std::move(record)) {}
    [[nodiscard]] DType type() const noexcept { return record_->type; }
    [[nodiscard]] const Dims& dims() const noexcept { return record_->dims; }
    [[nodiscard]] const std::string& name() const noexcept { return record_->name; }
    [[nodiscard]] const std::string& meaning() const noexcept { return record_->meaning; }
    [[nodiscard]] std::size_t rank() const noexcept { return record_->dims.size(); }

 private:
    friend class GraphBuilder;
    std::shared_ptr<Record> record_;
};

// Height and width; one number means both.
struct Pair {
    std::int64_t height;
    std::int64_t width;
    Pair(std::int64_t both) : height(both), width(both) {}  // NOLINT(google-explicit-constructor): {.stride = 2}
    Pair(std::int64_t h, std::int64_t w) : height(h), width(w) {}
};

// Zeros around a picture. One number means every side, two mean height and width, each on both sides, as torch has it.
struct Padding {
    std::int64_t top, left, bottom, right;
    Padding(std::int64_t all)  // NOLINT(google-explicit-constructor): {.padding = 1}
        : Padding(all, all) {}
    Padding(std::int64_t height, std::int64_t width) : Padding(height, width, height, width) {}
    Padding(std::int64_t t, std::int64_t l, std::int64_t b, std::int64_t r) : top(t), left(l), bottom(b), right(r) {}
    [[nodiscard]] bool operator==(const Padding&) const = default;
};

// What TensorFlow calls SAME: as many zeros as ceil(size / stride) windows need; of an odd number the last one goes to
// the bottom and to the right. At stride 2 it depends on the picture's size: a kernel of 3 gets 0 and 1 on an even
// side, 1 and 1 on an odd one. Throws GraphError on a size, stride or dilation below 1.
[[nodiscard]] Padding same_padding(const Pair& size, const Pair& kernel, const Pair& stride = 1,
                                   const Pair& dilation = 1);
// A size that leaves the rest that this axis always leaves when it is divided by `stride`: what SAME depends on. Throws
// GraphError where that differs.
[[nodiscard]] std::int64_t size_like(const Dim& side, std::int64_t stride);

struct ConvOptions {
    Pair stride = 1;
    Padding padding = 0;
    Pair dilation = 1;
    std::int64_t groups = 1;  // groups == channels: depthwise
};

struct PoolOptions {
    Pair kernel = 2;
    Pair stride = 2;  // careful: torch's default is the kernel
    Padding padding = 0;
    bool count_include_pad = true;  // averages only; torch's default (ONNX's is false)
};

// Where the centre of pixel x of an enlarged picture lies in the original, of which it has `scale` times the pixels:
// (x + 1/2) / scale − 1/2 (torch's interpolate and TensorFlow's half_pixel_centers), x / scale (TensorFlow's old
// default), or with the outermost centres on each other, x · (old − 1) / (new − 1) (align_corners of both).
enum class PixelCentres { half_pixel, asymmetric, align_corners };

struct GemmOptions {
    bool transpose_a = false;
    bool transpose_b = false;
};

}  // namespace mllab::onnx_writer
