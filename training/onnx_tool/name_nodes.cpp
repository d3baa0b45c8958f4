#include "training/onnx_tool/name_nodes.hpp"

#include <span>

#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/inspect.hpp"
#include "training/report/card.hpp"

namespace mllab::onnx_tool {

namespace {

// Models that learned from this one say which file it was: the same network in the new file.
void tell_pupils(const std::filesystem::path& models, const std::string& old_sha256, const std::string& sha256) {
    for (const auto& entry : std::filesystem::directory_iterator(models)) {
        if (entry.path().extension() != ".json") continue;
        report::Card card = report::read_card(entry.path());
        const std::size_t at = card.training.teacher.find(old_sha256);
        if (at == std::string::npos) continue;
        card.training.teacher.replace(at, old_sha256.size(), sha256);
        report::write_card(entry.path(), card);
    }
}

}  // namespace

std::size_t name_nodes(const std::string& id, const std::filesystem::path& models) {
    const std::filesystem::path card_path = models / (id + ".json");
    report::Card card = report::read_card(card_path);
    const std::filesystem::path path = models / card.file.name;
    const files::Bytes bytes = files::read(path);
    if (files::sha256_hex(bytes) != card.file.sha256)
        throw onnx_writer::GraphError(path.string() + " is not the file that its card describes");
    const std::size_t unnamed = onnx_writer::inspect(path).unnamed.size();
    if (unnamed == 0) return 0;
    const std::string named = onnx_writer::with_node_names({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const std::span<const std::uint8_t> written(reinterpret_cast<const std::uint8_t*>(named.data()), named.size());
    const std::string old_sha256 = card.file.sha256;
    card.file.bytes = static_cast<std::int64_t>(named.size());
    card.file.sha256 = files::sha256_hex(written);
    files::write_atomically(path, written);
    report::write_card(card_path, card);
    tell_pupils(models, old_sha256, card.file.sha256);
    return unnamed;
}

}  // namespace mllab::onnx_tool
