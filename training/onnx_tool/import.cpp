#include "training/onnx_tool/import.hpp"

#include <algorithm>
#include <format>
#include <optional>

#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/networks/conversion.hpp"
#include "training/report/card.hpp"

namespace mllab::onnx_tool {

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::filesystem::path card_path(const std::filesystem::path& folder, const std::string& id) {
    return folder / (id + ".json");
}

// The card comes last: where it is, the file is.
void publish(const importers::Converted& converted, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    files::write_atomically(folder / converted.card.file.name, converted.onnx);
    report::write_card(card_path(folder, converted.card.id), converted.card);
}

// Nothing where there is none, or it is damaged.
std::optional<importers::Converted> converted_earlier(const std::filesystem::path& folder, const std::string& id) {
    try {
        importers::Converted earlier{.onnx = {}, .card = report::read_card(card_path(folder, id))};
        const files::Bytes bytes = files::read(folder / earlier.card.file.name);
        if (files::sha256_hex(bytes) != earlier.card.file.sha256) return std::nullopt;
        earlier.onnx.assign(bytes.begin(), bytes.end());
        return earlier;
    } catch (const files::FileError&) {
        return std::nullopt;
    } catch (const report::CardError&) {
        return std::nullopt;
    }
}

void forget(const std::filesystem::path& folder, const std::string& id) {
    std::filesystem::remove(card_path(folder, id));
    std::filesystem::remove(folder / (id + ".onnx"));
}

bool is_file_name(const std::string& name) { return std::filesystem::path(name).filename() == name && name != ".."; }

std::string text_of(const std::filesystem::path& path) {
    constexpr std::size_t longest = std::size_t{1} << 20;
    const files::Bytes bytes = files::read(path, longest);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

Outcome import_known(const std::string& id, const Places& places) {
    const importers::Network& network = importers::network(id);
    std::vector<files::Bytes> bytes;
    try {
        for (const importers::PackageFile& file : network.files)
            bytes.push_back(importers::read(file, places.packages));
    } catch (const importers::PackageError&) {
        forget(places.out, id);
        throw;
    }
    std::string state = places.tool;
    for (const importers::PackageFile& file : network.files) state += " " + file.sha256;
    const std::filesystem::path kept =
        places.cache / std::format("{}-{}", id, files::sha256_hex(bytes_of(state)).substr(0, 16));
    const bool caches = !places.cache.empty();
    if (caches)
        if (const auto earlier = converted_earlier(kept, id)) {
            publish(*earlier, places.out);
            return Outcome::cached;
        }
    const importers::Converted converted = importers::convert(network, bytes.front(), [&](const std::string& name) {
        const auto file = std::ranges::find_if(network.files, [&](const importers::PackageFile& one) {
            return one.file == name || one.file.ends_with("/" + name);
        });
        if (file == network.files.end())
            throw importers::ImportError(std::format("{}: its file “{}” is not known", id, name));
        return bytes.at(static_cast<std::size_t>(file - network.files.begin()));
    });
    if (caches) publish(converted, kept);
    publish(converted, places.out);
    return Outcome::converted;
}

void import_own(const OwnImport& own, const std::filesystem::path& out) {
    const files::Bytes bytes = files::read(own.file);
    importers::OwnFile described{.id = own.id,
                                 .name = own.name,
                                 .file = own.file.filename().string(),
                                 .labels = importers::lines_of(text_of(own.labels)),
                                 .licence = own.licence,
                                 .trained = own.trained,
                                 .originals = {}};
    for (const std::string& pair : own.originals) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos)
            throw importers::ImportError(std::format("“{}” says no name and what it is called in the file", pair));
        described.originals.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    const importers::Network network = importers::own_network(importers::network(own.like), described, bytes);
    publish(importers::convert(network, bytes,
                               [&](const std::string& name) {
                                   if (!is_file_name(name))
                                       throw importers::ImportError(std::format("“{}” is no name of a file", name));
                                   return files::read(own.file.parent_path() / name);
                               }),
            out);
}

}  // namespace mllab::onnx_tool
