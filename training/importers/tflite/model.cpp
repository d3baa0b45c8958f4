#include "training/importers/tflite/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <format>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/importers/tflite/flatbuffer.hpp"
#include "training/importers/tflite/read_operators.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers::tflite {

namespace {

// Real networks stay far below; a file may make nobody reserve more than these.
constexpr std::size_t most_tensors = 10'000;
constexpr std::size_t most_inputs = 100;
constexpr std::size_t most_axes = 8;
constexpr std::size_t most_letters = 4'000;
constexpr std::int64_t longest_axis = 1 << 20;
constexpr std::int64_t most_elements = 1 << 28;
constexpr std::size_t most_bytes_of_constants = std::size_t{1} << 30;  // of all operators together

constexpr std::array type_names{"FLOAT32", "FLOAT16",  "INT32",     "UINT8",  "INT64",   "STRING",
                                "BOOL",    "INT16",    "COMPLEX64", "INT8",   "FLOAT64", "COMPLEX128",
                                "UINT64",  "RESOURCE", "VARIANT",   "UINT32", "UINT16",  "INT4"};

ElementType element_type(std::int8_t code, const std::string& place) {
    switch (code) {
        case 0:
            return ElementType::float32;
        case 1:
            return ElementType::float16;
        case 2:
            return ElementType::int32;
        default:
            throw ImportError(std::format("{}: its type {} is not understood", place,
                                          code > 0 && static_cast<std::size_t>(code) < type_names.size()
                                              ? std::string(type_names.at(static_cast<std::size_t>(code)))
                                              : std::to_string(code)));
    }
}

std::size_t bytes_of(ElementType type) { return type == ElementType::float16 ? 2 : 4; }

Tensor read_tensor(const Table& described, const std::vector<Table>& buffers) {
    Tensor tensor{.name = described.text(3, most_letters), .shape = {}, .type = {}, .data = {}};
    const std::string place = std::format("{}, “{}”", described.name(), tensor.name);
    tensor.type = element_type(described.number<std::int8_t>(1, 0), place);
    std::int64_t elements = 1;
    for (const std::int32_t size : described.whole_numbers(0, most_axes)) {
        if (size < 1 || size > longest_axis || elements * size > most_elements)
            throw ImportError(std::format("{}: a shape with a size of {} makes no sense or is too large", place, size));
        elements *= size;
        tensor.shape.push_back(size);
    }
    const auto quantised = described.table(4, "quantisation");
    if (quantised && !quantised->bytes(2).empty())  // its scales
        throw ImportError(std::format("{}: it is quantised, which is not understood", place));
    if (described.number<std::uint8_t>(5, 0) != 0 || described.has(6))
        throw ImportError(std::format("{}: variables and sparse tensors are not understood", place));
    const auto buffer = described.number<std::uint32_t>(2, 0);
    if (buffer >= buffers.size()) throw ImportError(std::format("{}: the file has no buffer {}", place, buffer));
    tensor.data = buffers[buffer].bytes(0);
    if (tensor.is_constant() && tensor.data.size() != static_cast<std::size_t>(elements) * bytes_of(tensor.type))
        throw ImportError(std::format("{}: its {} bytes are not what its shape {} needs", place, tensor.data.size(),
                                      core::to_string(tensor.shape)));
    return tensor;
}

std::size_t index(std::int32_t given, std::size_t tensors, const std::string& place) {
    if (given < 0 || std::cmp_greater_equal(given, tensors))
        throw ImportError(std::format("{}: there is no tensor {}", place, given));
    return static_cast<std::size_t>(given);
}

std::vector<std::size_t> indices(const Table& graph, std::size_t field, std::size_t tensors) {
    std::vector<std::size_t> list;
    for (const std::int32_t given : graph.whole_numbers(field, most_inputs))
        list.push_back(index(given, tensors, graph.name()));
    return list;
}

// What of an operator does not depend on its kind.
Operator read_operator(const Table& described, const std::string& place, std::size_t tensors) {
    Operator one{.place = place, .options = Reshape{}, .inputs = {}, .output = 0};
    for (const std::int32_t given : described.whole_numbers(1, most_inputs))
        one.inputs.push_back(given == -1 ? std::nullopt : std::optional(index(given, tensors, place)));
    const auto outputs = described.whole_numbers(2, most_inputs);
    if (outputs.size() != 1) throw ImportError(std::format("{}: it has {} results", place, outputs.size()));
    one.output = index(outputs.front(), tensors, place);
    return one;
}

// What may be used already: constants, inputs, results. Refuses whatever would read an unknown value or make one twice,
// so that no order of operators leads in circles.
class Known {
 public:
    Known(const std::vector<Tensor>& tensors, const std::vector<std::size_t>& inputs) : tensors_(tensors) {
        for (const Tensor& tensor : tensors) known_.push_back(tensor.is_constant());
        for (const std::size_t i : inputs) add(i, "an input");
    }
    void use(std::size_t tensor, const std::string& place) {
        if (!known_[tensor])
            throw ImportError(std::format("{}: “{}” is needed before it is computed", place, tensors_[tensor].name));
        bytes_ += tensors_[tensor].data.size();
        if (bytes_ > most_bytes_of_constants) throw ImportError(place + ": too many large constants are used");
    }
    void add(std::size_t tensor, const std::string& place) {
        if (known_[tensor]) throw ImportError(std::format("{}: “{}” is there already", place, tensors_[tensor].name));
        known_[tensor] = true;
    }

 private:
    const std::vector<Tensor>& tensors_;
    std::vector<bool> known_;
    std::size_t bytes_ = 0;
};

}  // namespace

Model::Model(files::Bytes file) : file_(std::move(file)) {
    const Table model = Table::root(file_, "TFL3", "TensorFlow Lite model");
    if (const auto version = model.number<std::uint32_t>(0, 0); version != 3)
        throw ImportError(std::format("version {} of TensorFlow Lite's format is not understood, only 3", version));
    const auto subgraphs = model.tables(2, most_inputs, "subgraph");
    if (subgraphs.size() != 1)
        throw ImportError(std::format("a model of {} subgraphs is not understood, only of one", subgraphs.size()));
    const Table& graph = subgraphs.front();

    const auto buffers = model.tables(4, 2 * most_tensors, "buffer");
    for (const Table& buffer : buffers)
        if (buffer.number<std::uint64_t>(1, 0) > 1)
            throw ImportError(buffer.name() + ": data outside of the flatbuffer is not understood");
    for (const Table& tensor : graph.tables(0, most_tensors, "tensor"))
        tensors_.push_back(read_tensor(tensor, buffers));
    inputs_ = indices(graph, 1, tensors_.size());
    outputs_ = indices(graph, 2, tensors_.size());

    const auto codes = read_codes(model);
    Known known(tensors_, inputs_);
    for (const Table& described : graph.tables(3, most_tensors, "operator")) {
        const auto which = described.number<std::uint32_t>(0, 0);
        if (which >= codes.size())
            throw ImportError(std::format("{}: the file has no operator code {}", described.name(), which));
        const Kind kind = known_kind(codes[which], described.name());
        Operator one = read_operator(
            described, std::format("{}, {}", described.name(), operator_name(codes[which].code)), tensors_.size());
        for (const auto& input : one.inputs)
            if (input) known.use(*input, one.place);
        known.add(one.output, one.place);
        if (kind == Kind::dequantize) {
            if (one.inputs.size() != 1 || !one.inputs[0] || tensors_[*one.inputs[0]].type != ElementType::float16 ||
                !tensors_[*one.inputs[0]].is_constant() || tensors_[*one.inputs[0]].shape != tensors_[one.output].shape)
                throw ImportError(one.place + ": only constants of float16 are dequantised");
            tensors_[one.output].type = ElementType::float16;
            tensors_[one.output].data = tensors_[*one.inputs[0]].data;
            continue;
        }
        one.options = read_options(kind, described, one.place);
        require_inputs(one, tensors_);
        operators_.push_back(std::move(one));
    }
    for (const std::size_t output : outputs_) known.use(output, "the outputs");
}

std::vector<float> Model::numbers(std::size_t tensor) const {
    const Tensor& constant = tensors_.at(tensor);
    if (!constant.is_constant() || constant.type == ElementType::int32)
        throw ImportError(std::format("“{}” is no constant of floating-point numbers", constant.name));
    std::vector<float> numbers(constant.data.size() / bytes_of(constant.type));
    if (constant.type == ElementType::float32) {
        std::memcpy(numbers.data(), constant.data.data(), constant.data.size());
    } else {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            std::uint16_t half = 0;
            std::memcpy(&half, constant.data.data() + i * sizeof(half), sizeof(half));
            numbers[i] = onnx_writer::half_to_float(half);
        }
    }
    if (!std::ranges::all_of(numbers, [](float x) { return std::isfinite(x); }))
        throw ImportError(std::format("“{}” holds a number that is not finite", constant.name));
    return numbers;
}

}  // namespace mllab::importers::tflite
