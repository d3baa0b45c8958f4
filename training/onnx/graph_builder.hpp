// A small, typed writer of ONNX graphs (opset 17, IR 8): what a recipe calls after training. Every operator checks the
// shapes it is given at once and throws GraphError; `write` then asks ONNX's own checker and shape inference, compares
// their shapes with the builder's, and only then puts the file in place, whole. The same calls give the same bytes.
//
//     GraphBuilder g("digits_cnn", "one sentence on the model");
//     g.metadata("licence", "MIT");
//     Value x = g.input("image", DType::float32, {dynamic("N"), 1, 28, 28}, "ink 1 on paper 0");
//     Value w = g.weight("conv1.weight", numbers, {16, 1, 3, 3}, Storage::int8_per_channel());
//     Value b = g.weight("conv1.bias", more_numbers, {16}, Storage::float16());
//     Value h = g.output("features_1", g.relu(g.conv2d(x, w, b, {.padding = 1})), "what the first layer sees");
//     Value p = g.flatten(g.max_pool(h, {.kernel = 2, .stride = 2}));
//     g.output("logits", g.linear(p, g.weight("fc.weight", …, {11, 3136}, …), g.weight("fc.bias", …, {11}, …)));
//     g.write("models/digits_cnn.onnx");
//
// `stored_values` (weights.hpp) gives the numbers that the runtime will compute with: put them into the network before
// comparing the two.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/onnx/types.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::onnx_writer {

class GraphBuilder {
 public:
    // `id` names the graph and is also written as metadata "model". Names in a graph are [A-Za-z_][A-Za-z0-9_.]*.
    explicit GraphBuilder(const std::string& id, const std::string& description = "");
    ~GraphBuilder();
    GraphBuilder(GraphBuilder&&) noexcept;
    GraphBuilder& operator=(GraphBuilder&&) noexcept;
    GraphBuilder(const GraphBuilder&) = delete;
    GraphBuilder& operator=(const GraphBuilder&) = delete;

    // A string for whoever opens the file: "licence", "trained on" … Throws on a key that is already there.
    void metadata(const std::string& key, const std::string& value);

    Value input(const std::string& name, DType type, const Dims& dims, const std::string& meaning = "");
    // Trained numbers, row-major. `shape` may be larger than what torch shows (LSTM weights get a leading 1).
    Value weight(const std::string& name, std::span<const float> values, const core::Shape& shape, Storage storage);
    // Numbers that nobody trained: normalisation, indices. Stored as they are.
    Value constant(std::span<const float> values, const core::Shape& shape);
    Value constant(std::span<const std::int64_t> values, const core::Shape& shape);
    Value scalar(float value);               // shape []
    Value whole_scalar(std::int64_t value);  // int64, shape []
    // Makes a value an output under this name and gives it back for further use.
    Value output(const std::string& name, const Value& value, const std::string& meaning = "");

    // Operators by family, each family with its shape rules in one file of ops/.

    // Windows over pictures (ops/conv.cpp): x [N, C, H, W].
    Value conv2d(const Value& x, const Value& weight, const std::optional<Value>& bias,
                 const ConvOptions& options = {});
    Value max_pool(const Value& x, const PoolOptions& options = {});
    Value average_pool(const Value& x, const PoolOptions& options = {});
    Value global_average_pool(const Value& x);  // [N, C, 1, 1]

    // The frame of a picture (ops/picture_size.cpp): x [N, C, H, W].
    // As many times as high and as wide, which are whole numbers; what lies between pixels is interpolated linearly.
    Value resize_bilinear(const Value& x, const Pair& scale, PixelCentres centres = PixelCentres::half_pixel);
    Value pad(const Value& x, const Padding& padding, float value = 0);

    // Matrix products (ops/linear.cpp).
    Value linear(const Value& x, const Value& weight,
                 const std::optional<Value>& bias);  // torch's: x [N, in], w [out, in]
    Value gemm(const Value& a, const Value& b, const std::optional<Value>& c, const GemmOptions& options = {});
    Value matmul(const Value& a, const Value& b);

    // Element by element (ops/elementwise.cpp), with numpy's broadcasting.
    Value add(const Value& a, const Value& b);
    Value sub(const Value& a, const Value& b);
    Value mul(const Value& a, const Value& b);
    Value div(const Value& a, const Value& b);
    Value greater(const Value& a, const Value& b);  // boolean
    Value where(const Value& condition, const Value& then, const Value& otherwise);
    Value relu(const Value& x);
    Value clip(const Value& x, float low, float high);  // ReLU6: clip(x, 0, 6)
    Value sigmoid(const Value& x);
    Value tanh(const Value& x);
    Value sqrt(const Value& x);
    Value log(const Value& x);
    Value hard_sigmoid(const Value& x);  // torch's: clip(x / 6 + 1/2, 0, 1)
    Value hard_swish(const Value& x);
    Value cast(const Value& x, DType type);
    Value identity(const Value& x);

    // Along axes (ops/reduction.cpp); negative ones count from the end, here and below.
    Value softmax(const Value& x, std::int64_t axis = -1);
    Value arg_max(const Value& x, std::int64_t axis = -1, bool keep_dims = false);  // int64, the first of equals
    Value reduce_mean(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims = false);
    Value reduce_sum(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims = false);

    // Layout (ops/layout.cpp).
    Value reshape(const Value& x, const Dims& dims);  // at most one dynamic axis, which x has too
    Value flatten(const Value& x, std::int64_t axis = 1);
    Value transpose(const Value& x, std::initializer_list<std::int64_t> order);
    Value squeeze(const Value& x, std::initializer_list<std::int64_t> axes);
    Value unsqueeze(const Value& x, std::initializer_list<std::int64_t> axes);
    Value length(const Value& x, std::int64_t axis);  // Shape: int64, shape []
    Value concat(const std::vector<Value>& parts, std::int64_t axis);
    // Along a dynamic axis; `length` names the result's.
    Value concat(const std::vector<Value>& parts, std::int64_t axis, const Dim& length);

    // Indexing (ops/indexing.cpp).
    Value slice(const Value& x, std::int64_t axis, std::int64_t start, std::int64_t end, std::int64_t step = 1);
    // Along a dynamic axis; `length` is the result's: a name, or a size that the caller knows. No `end`: to the end.
    Value slice(const Value& x, std::int64_t axis, std::int64_t start, std::optional<std::int64_t> end,
                const Dim& length);
    Value gather(const Value& data, const Value& indices, std::int64_t axis = 0);  // embedding: gather(table, tokens)
    // ScatterElements: `data` with each of `updates` added at the place along `axis` that `indices` (int64, as many)
    // says.
    Value scatter_add(const Value& data, const Value& indices, const Value& updates, std::int64_t axis);
    // Trilu: of each matrix of a stack what is on a diagonal and above, or below; zero elsewhere. `diagonal` is an
    // int64 of shape []: 0 is the main one, 1 the one above it.
    Value upper_triangle(const Value& x, const Value& diagonal);
    Value lower_triangle(const Value& x, const Value& diagonal);

    // Recurrent layers (ops/recurrent.cpp), one direction. x [T, N, input], states [1, N, hidden]; T = 1 makes the step
    // of a generator.
    struct RecurrentWeights {
        Value input, recurrent, bias;
    };
    // torch's weight_ih [gates * hidden, input], weight_hh [gates * hidden, hidden], bias_ih, bias_hh, in torch's gate
    // order. int8 has a scale per row whatever axis `storage` names; the biases are float32.
    RecurrentWeights recurrent_weights(const std::string& name, Cell cell, std::int64_t input, std::int64_t hidden,
                                       std::span<const float> weight_ih, std::span<const float> weight_hh,
                                       std::span<const float> bias_ih, std::span<const float> bias_hh, Storage storage);
    struct LstmResult {
        Value sequence, hidden, cell;  // [T, N, hidden], [1, N, hidden], [1, N, hidden]
    };
    LstmResult lstm(const Value& x, const RecurrentWeights& weights, const Value& hidden, const Value& cell);
    struct GruResult {
        Value sequence, hidden;
    };
    GruResult gru(const Value& x, const RecurrentWeights& weights,
                  const Value& hidden);  // linear_before_reset, as torch

    // In the order in which they were asked for.
    [[nodiscard]] std::vector<Value> inputs() const;
    [[nodiscard]] std::vector<Value> outputs() const;
    // Numbers that `weight` was given, whatever they are stored as.
    [[nodiscard]] std::int64_t parameter_count() const;
    // The verified model's bytes. Throws GraphError on a graph without outputs, with parts that lead to none, or that
    // ONNX's checker or shape inference refuses or understands differently.
    [[nodiscard]] std::string serialised() const;
    // Writes them beside `path` and renames, so that `path` is the old file or the whole new one. Gives the bytes
    // written.
    std::uintmax_t write(const std::filesystem::path& path) const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mllab::onnx_writer
