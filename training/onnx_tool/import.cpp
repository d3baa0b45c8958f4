#include "training/onnx_tool/import.hpp"

#include <print>

#include "training/files/files.hpp"
#include "training/importers/networks/conversion.hpp"
#include "training/report/card.hpp"

namespace mllab::onnx_tool {

namespace {

void publish(const importers::Converted& converted, const std::filesystem::path& out) {
    std::filesystem::create_directories(out);
    const report::Card& card = converted.card;
    files::write_atomically(out / card.file.name, converted.onnx);
    report::write_card(out / (card.id + ".json"), card);
    std::println("{}: {} bytes, {}", card.id, card.file.bytes, card.file.sha256);
}

}  // namespace

void import_network(const std::string& id, const importers::Packages& packages, const std::filesystem::path& out) {
    const importers::Network& network = importers::network(id);
    std::vector<files::Bytes> bytes;
    for (const importers::PackageFile& file : network.files) bytes.push_back(importers::read(file, packages));
    publish(importers::convert(network, bytes), out);
}

}  // namespace mllab::onnx_tool
