// Judging a model that someone hands us, before anything computes with it. The only public header of this room that
// shows protobuf: who includes it links ONNX's messages, too.
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace mllab::onnx_writer {

// What both runtimes load and this project has tested.
inline constexpr std::int64_t oldest_ir = 4;
inline constexpr std::int64_t newest_ir = 8;
inline constexpr std::int64_t oldest_opset = 11;
inline constexpr std::int64_t newest_opset = 17;
inline constexpr std::size_t largest_model_bytes = std::size_t{256} << 20;

// Parses and verifies. Throws GraphError, also for bytes that are no protobuf message at all.
[[nodiscard]] onnx::ModelProto parse_verified(std::string_view bytes);

// Throws GraphError unless: versions in the range above; standard operators only; no subgraphs, functions or external
// data; every tensor's bytes match its shape; every value is computed before it is used, once; ONNX's checker and its
// strict shape inference agree. Leaves the inferred shapes in the model's value_info.
void verify(onnx::ModelProto& model);

}  // namespace mllab::onnx_writer
