#include "training/importers/tflite/read_operators.hpp"

#include <algorithm>
#include <cstring>
#include <format>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tflite {

namespace {

constexpr std::size_t most_codes = 1'000;
constexpr std::size_t most_letters = 1'000;

Activation activation(std::int8_t code, const std::string& place) {
    switch (code) {
        case 0:
            return Activation::none;
        case 1:
            return Activation::relu;
        case 3:
            return Activation::relu6;
        default:
            throw ImportError(std::format("{}: its fused activation {} is not understood", place, code));
    }
}

// Numbers of the field `first` and the next one are the strides of width and height; dilations likewise.
Window window(const Table& options, std::size_t strides, std::size_t dilations, const std::string& place) {
    const auto padding = options.number<std::int8_t>(0, 0);
    if (padding != 0 && padding != 1)
        throw ImportError(std::format("{}: its padding {} is neither SAME nor VALID", place, padding));
    const auto number = [&](std::size_t field, std::int32_t otherwise) -> std::int64_t {
        constexpr std::int32_t most = 1'024;
        const auto value = options.number<std::int32_t>(field, otherwise);
        if (value < 1 || value > most)
            throw ImportError(std::format("{}: a stride or dilation of {} makes no sense", place, value));
        return value;
    };
    return {.same = padding == 0,
            .stride_height = number(strides + 1, 0),
            .stride_width = number(strides, 0),
            .dilation_height = number(dilations + 1, 1),
            .dilation_width = number(dilations, 1)};
}

// What the schema numbers the options of a kind (BuiltinOptions).
std::uint8_t options_code(Kind kind) {
    switch (kind) {
        case Kind::conv_2d:
            return 1;
        case Kind::depthwise:
            return 2;
        case Kind::concatenation:
            return 10;
        case Kind::add:
            return 11;
        case Kind::reshape:
            return 17;
        case Kind::dequantize:
            break;
    }
    throw ImportError("DEQUANTIZE has no options");
}

void require_weight(const Operator& one, const std::vector<Tensor>& tensors) {
    const auto constant = [&](std::size_t input, std::size_t rank, const char* what) {
        const Tensor& tensor = tensors[*one.inputs[input]];
        if (!tensor.is_constant() || tensor.type == ElementType::int32 || tensor.shape.size() != rank)
            throw ImportError(
                std::format("{}: its {} “{}” is no constant of {} axes", one.place, what, tensor.name, rank));
    };
    constant(1, 4, "weight");
    if (one.inputs.size() == 3 && one.inputs[2]) constant(2, 1, "bias");
}

void require_shape(const Operator& one, const std::vector<Tensor>& tensors) {
    const core::Shape& wanted = tensors[one.output].shape;
    if (one.inputs.size() < 2) return;
    const Tensor& shape = tensors[*one.inputs[1]];
    bool same = shape.is_constant() && shape.type == ElementType::int32 &&
                shape.data.size() == wanted.size() * sizeof(std::int32_t);
    for (std::size_t i = 0; same && i < wanted.size(); ++i) {
        std::int32_t size = 0;
        std::memcpy(&size, shape.data.data() + i * sizeof(size), sizeof(size));
        same = size == -1 || size == wanted[i];
    }
    if (!same) throw ImportError(std::format("{}: the shape that it is given is not that of its result", one.place));
}

}  // namespace

std::vector<OperatorCode> read_codes(const Table& model) {
    std::vector<OperatorCode> codes;
    for (const Table& code : model.tables(1, most_codes, "operator code"))
        // Old files have a code of one byte only, new ones both.
        codes.push_back(
            {.code = std::max<std::int32_t>(code.number<std::int8_t>(0, 0), code.number<std::int32_t>(3, 0)),
             .version = code.number<std::int32_t>(2, 1),
             .custom = code.text(1, most_letters)});
    return codes;
}

Kind known_kind(const OperatorCode& code, const std::string& place) {
    if (!code.custom.empty())
        throw ImportError(
            std::format("{} is “{}”, an operator of somebody's own, which is not understood", place, code.custom));
    std::int32_t newest = 1;
    const Kind kind{code.code};
    switch (kind) {
        case Kind::add:
        case Kind::concatenation:
        case Kind::conv_2d:
        case Kind::reshape:
            break;
        case Kind::depthwise:   // 2: with dilation
        case Kind::dequantize:  // 2: of float16
            newest = 2;
            break;
        default:
            throw ImportError(
                std::format("{} is of kind {}, which is not understood", place, operator_name(code.code)));
    }
    if (code.version < 1 || code.version > newest)
        throw ImportError(std::format("{} is {} of version {}; understood is up to {}", place, operator_name(code.code),
                                      code.version, newest));
    return kind;
}

Options read_options(Kind kind, const Table& described, const std::string& place) {
    const std::optional<Table> options = described.table(4, "options");
    if (options && described.number<std::uint8_t>(3, 0) != options_code(kind))
        throw ImportError(std::format("{}: its options are those of another operator", place));
    const auto needed = [&]() -> const Table& {
        if (!options) throw ImportError(std::format("{}: its options are missing", place));
        return *options;
    };
    switch (kind) {
        case Kind::conv_2d:
            return Conv2d{.window = window(needed(), 1, 4, place),
                          .activation = activation(needed().number<std::int8_t>(3, 0), place)};
        case Kind::depthwise: {
            const auto multiplier = needed().number<std::int32_t>(3, 0);
            if (multiplier < 1) throw ImportError(std::format("{}: a depth multiplier of {}", place, multiplier));
            return DepthwiseConv2d{.window = window(needed(), 1, 5, place),
                                   .depth_multiplier = multiplier,
                                   .activation = activation(needed().number<std::int8_t>(4, 0), place)};
        }
        case Kind::add:
            return Add{.activation = activation(options ? options->number<std::int8_t>(0, 0) : std::int8_t{0}, place)};
        case Kind::concatenation:
            return Concatenation{.axis = needed().number<std::int32_t>(0, 0),
                                 .activation = activation(needed().number<std::int8_t>(1, 0), place)};
        case Kind::reshape:
            return Reshape{};
        case Kind::dequantize:
            break;
    }
    throw ImportError(std::format("{}: has no options", place));
}

void require_inputs(const Operator& one, const std::vector<Tensor>& tensors) {
    const auto count = one.inputs.size();
    const bool convolution =
        std::holds_alternative<Conv2d>(one.options) || std::holds_alternative<DepthwiseConv2d>(one.options);
    const bool reshape = std::holds_alternative<Reshape>(one.options);
    const bool fits = convolution                                ? count == 2 || count == 3
                      : reshape                                  ? count == 1 || count == 2
                      : std::holds_alternative<Add>(one.options) ? count == 2
                                                                 : count >= 1;
    if (!fits) throw ImportError(std::format("{}: it has {} inputs", one.place, count));
    for (std::size_t i = 0; i < count; ++i) {
        if (!one.inputs[i]) {
            if (convolution && i == 2) continue;  // no bias
            throw ImportError(std::format("{}: its input {} is left out", one.place, i));
        }
        const bool is_shape = reshape && i == 1;
        if (tensors[*one.inputs[i]].type == ElementType::int32 && !is_shape)
            throw ImportError(std::format("{}: it computes with whole numbers", one.place));
    }
    if (tensors[one.output].type != ElementType::float32)
        throw ImportError(std::format("{}: its result is not float32", one.place));
    if (convolution) require_weight(one, tensors);
    if (reshape) require_shape(one, tensors);
}

}  // namespace mllab::importers::tflite
