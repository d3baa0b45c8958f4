#include "training/importers/network.hpp"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

#include "training/importers/embedded.hpp"
#include "training/importers/import_error.hpp"

namespace mllab::importers {

namespace {

using Json = nlohmann::ordered_json;

const Json& field(const Json& object, const char* name, const std::string& place) {
    const auto found = object.find(name);
    if (found == object.end()) throw ImportError(std::format("{} has no “{}”", place, name));
    return *found;
}

std::string text(const Json& object, const char* name, const std::string& place) {
    const Json& value = field(object, name, place);
    if (!value.is_string()) throw ImportError(std::format("{}: its “{}” is no text", place, name));
    return value.get<std::string>();
}

std::int64_t whole(const Json& object, const char* name, std::int64_t otherwise, const std::string& place) {
    if (!object.contains(name)) return otherwise;
    const Json& value = object.at(name);
    if (!value.is_number_integer() || value < 0)
        throw ImportError(std::format("{}: its “{}” is no whole number", place, name));
    return value.get<std::int64_t>();
}

onnx_writer::Storage storage(const Json& object, const char* name, const std::string& place) {
    const std::string wanted = text(object, name, place);
    for (const auto known :
         {onnx_writer::Storage::float32(), onnx_writer::Storage::float16(), onnx_writer::Storage::int8_per_channel()})
        if (wanted == known.name()) return known;
    throw ImportError(std::format("{}: weights are not stored as “{}”", place, wanted));
}

std::vector<NamedTensor> tensors(const Json& graph, const char* name, const std::string& place) {
    std::vector<NamedTensor> list;
    for (const Json& one : field(graph, name, place)) {
        NamedTensor tensor{.original = one.value("original", ""),
                           .name = text(one, "name", place),
                           .meaning = text(one, "meaning", place)};
        if (one.contains("classes")) {
            tensor.classes_axis = whole(one.at("classes"), "axis", 1, place);
            tensor.besides_classes = whole(one.at("classes"), "besides", 0, place);
        }
        list.push_back(std::move(tensor));
    }
    return list;
}

std::vector<std::string> labels_of(const Json& card, const std::string& place) {
    std::vector<std::string> labels;
    const Json& given = field(card, "labels", place);
    if (given.is_array()) {
        for (const Json& label : given) labels.push_back(label.get<std::string>());
        return labels;
    }
    return lines_of(embedded_file(given.get<std::string>()));
}

Network read_network(const Json& json) {
    Network network;
    network.id = text(json, "id", "a network's description");
    const std::string place = "the description of " + network.id;
    network.format = text(json, "format", place);
    network.architecture = json.value("architecture", "");
    const Json& source = field(json, "source", place);
    for (const Json& file : field(source, "files", place))
        network.files.push_back({.registry = text(source, "registry", place),
                                 .package = text(source, "package", place),
                                 .version = text(source, "version", place),
                                 .licence = text(source, "licence", place),
                                 .file = text(file, "file", place),
                                 .offset = static_cast<std::size_t>(whole(file, "offset", 0, place)),
                                 .length = static_cast<std::size_t>(whole(file, "length", 0, place)),
                                 .sha256 = text(file, "sha256", place)});
    if (network.files.empty()) throw ImportError(place + " names no file");
    const Json& graph = field(json, "graph", place);
    network.description = text(graph, "description", place);
    network.inputs = tensors(graph, "inputs", place);
    network.outputs = tensors(graph, "outputs", place);
    network.any_multiple_of = whole(graph, "any_multiple_of", 0, place);
    network.weights = {.dense = storage(graph, "dense_weights", place), .thin = storage(graph, "thin_weights", place)};
    const Json& card = field(json, "card", place);
    network.labels = labels_of(card, place);
    network.card = card.dump();
    if (json.contains("measured")) network.measured = json.at("measured").dump();
    return network;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

Network parse_network(std::string_view json) {
    try {
        return read_network(Json::parse(json));
    } catch (const Json::exception& error) {
        throw ImportError(std::string("a network's description makes no sense: ") + error.what());
    }
}

const std::vector<Network>& networks() {
    static const std::vector<Network> list = [] {
        std::vector<Network> read;
        for (const EmbeddedFile& file : embedded_files())
            if (file.name.ends_with(".json")) read.push_back(parse_network(file.text));
        return read;
    }();
    return list;
}

const Network& network(std::string_view id) {
    const auto found = std::ranges::find(networks(), id, &Network::id);
    if (found != networks().end()) return *found;
    std::string ids;
    for (const Network& one : networks()) ids += (ids.empty() ? "" : ", ") + one.id;
    throw ImportError(std::format("there is no network “{}”; there are {}", id, ids));
}

const PackageFile& ssd_mobilenet_v2() { return network("detection_ssd_mobilenet_v2").files.at(0); }
const PackageFile& centernet_graph() { return network("detection_centernet").files.at(0); }
const PackageFile& centernet_weights() { return network("detection_centernet").files.at(1); }

}  // namespace mllab::importers
