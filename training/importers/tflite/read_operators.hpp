// The operators of a TensorFlow Lite file: which kinds are understood, and what their options say. Private to this
// room.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/importers/tflite/flatbuffer.hpp"
#include "training/importers/tflite/model.hpp"

namespace mllab::importers::tflite {

// The schema's name of a built-in operator, "CONV_2D", or its number where it is newer than this list.
[[nodiscard]] std::string operator_name(std::int32_t code);

// BuiltinOperator of the schema, as far as it is understood.
enum class Kind : std::int32_t { add = 0, concatenation = 2, conv_2d = 3, depthwise = 4, dequantize = 6, reshape = 22 };

// The kinds of operators that a file lists; its operators refer to the list.
struct OperatorCode {
    std::int32_t code, version;
    std::string custom;  // the name of an operator that is not built in
};
[[nodiscard]] std::vector<OperatorCode> read_codes(const Table& model);

// Throws ImportError naming the operator and its place, "operator 12", where it or its version is not understood.
[[nodiscard]] Kind known_kind(const OperatorCode& code, const std::string& place);

// Of every kind but `dequantize`, which has none.
[[nodiscard]] Options read_options(Kind kind, const Table& described, const std::string& place);

// Throws ImportError where an operator has other inputs than its kind wants.
void require_inputs(const Operator& one, const std::vector<Tensor>& tensors);

}  // namespace mllab::importers::tflite
