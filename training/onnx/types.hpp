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

// One axis: a size, or a name for a size that is only known when the model runs. Equal names mean equal sizes.
class Dim {
 public:
    // Throws GraphError on a negative size.
    Dim(std::int64_t size)
        : size_(size) {  // NOLINT(google-explicit-constructor): {dynamic("N"), 1, 28, 28} is the point
        if (size < 0) throw GraphError("a dimension of " + std::to_string(size) + " makes no sense");
    }
    explicit Dim(std::string name) : size_(-1), name_(std::move(name)) {
        if (name_.empty()) throw GraphError("a dynamic dimension needs a name");
    }
    [[nodiscard]] bool is_dynamic() const noexcept { return size_ < 0; }
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }  // -1 where dynamic
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool operator==(const Dim&) const = default;

 private:
    std::int64_t size_;
    std::string name_;
};
[[nodiscard]] inline Dim dynamic(std::string name) { return Dim(std::move(name)); }

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
