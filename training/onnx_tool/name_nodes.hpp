// Models that were published before nodes had names get them, without a training: the file, and what its card says of
// the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace mllab::onnx_tool {

// Cards of models in the folder that this one taught get its new hash. How many nodes of `models`/`id`.onnx had none;
// nothing is written where all have. Throws files::FileError, report::CardError and onnx_writer::GraphError, the last
// one also where the file is not the one that its card describes.
std::size_t name_nodes(const std::string& id, const std::filesystem::path& models);

}  // namespace mllab::onnx_tool
