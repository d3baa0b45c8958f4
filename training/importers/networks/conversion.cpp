#include "training/importers/networks/conversion.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <nlohmann/json.hpp>

#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/networks/efficientnet_lite0.hpp"
#include "training/importers/tfjs/graph.hpp"
#include "training/importers/tflite/graph.hpp"
#include "training/importers/torch_state/state_dict.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers {

namespace {

using Json = nlohmann::ordered_json;
using onnx_writer::GraphBuilder;
using onnx_writer::Value;

std::optional<std::int64_t> side_step(const Network& network) {
    return network.any_multiple_of > 0 ? std::optional(network.any_multiple_of) : std::nullopt;
}

// "1": the second of the model's inputs or outputs.
std::size_t place_in(const std::vector<std::size_t>& tensors, const NamedTensor& wanted, const char* what) {
    std::size_t number = 0;
    const char* end = wanted.original.data() + wanted.original.size();
    const auto [rest, error] = std::from_chars(wanted.original.data(), end, number);
    if (error != std::errc() || rest != end || number >= tensors.size())
        throw ImportError(std::format("“{}” is to be {} {} of a model that has {} of them", wanted.name, what,
                                      wanted.original, tensors.size()));
    return tensors[number];
}

void write_tflite(const Network& network, const files::Bytes& file, GraphBuilder& graph) {
    const tflite::Model model(file);
    tflite::GraphPlan plan{.inputs = {}, .outputs = {}, .weights = network.weights, .any_number = true};
    for (const NamedTensor& input : network.inputs) plan.inputs.push_back({input.name, input.meaning});
    for (const NamedTensor& output : network.outputs)
        plan.outputs.push_back({place_in(model.outputs(), output, "output"), output.name, output.meaning});
    tflite::write_graph(model, graph, plan);
}

void write_tfjs(const Network& network, const files::Bytes& file, const FurtherFiles& further, GraphBuilder& graph) {
    const tfjs::Model model(file, further);
    tfjs::GraphPlan plan{.inputs = {}, .outputs = {}, .weights = network.weights};
    for (const NamedTensor& input : network.inputs)
        plan.inputs.push_back({.node = input.original,
                               .name = input.name,
                               .meaning = input.meaning,
                               .size = std::nullopt,
                               .any_multiple_of = side_step(network)});
    for (const NamedTensor& output : network.outputs)
        plan.outputs.push_back({output.original, output.name, output.meaning});
    tfjs::write_graph(model, graph, plan);
}

void write_torch(const Network& network, const files::Bytes& file, GraphBuilder& graph) {
    if (network.architecture != "efficientnet_lite0")
        throw ImportError(std::format("a PyTorch state has weights only, and there is no network “{}” to put them into",
                                      network.architecture));
    efficientnet_lite0::write_graph(torch_state::StateDict(file), graph, network.weights);
}

void write(const Network& network, const files::Bytes& file, const FurtherFiles& further, GraphBuilder& graph) {
    if (network.format == "tflite") return write_tflite(network, file, graph);
    if (network.format == "tfjs") return write_tfjs(network, file, further, graph);
    if (network.format == "torch") return write_torch(network, file, graph);
    throw ImportError(std::format("{}: there is no importer for the format “{}”", network.id, network.format));
}

void check_classes(const Network& network, const GraphBuilder& graph) {
    for (const Value& output : graph.outputs()) {
        const auto named = std::ranges::find(network.outputs, output.name(), &NamedTensor::name);
        if (named == network.outputs.end() || named->classes_axis < 0) continue;
        const auto axis = static_cast<std::size_t>(named->classes_axis);
        const std::int64_t places = axis < output.rank() ? output.dims()[axis].size() : -1;
        const auto labels = static_cast<std::int64_t>(network.labels.size());
        const std::string besides =
            named->besides_classes > 0 ? std::format(" and {} place without one", named->besides_classes) : "";
        if (places != labels + named->besides_classes)
            throw ImportError(std::format("{} labels{} do not fit the output “{}” of shape {}", labels, besides,
                                          output.name(), to_string(output.dims())));
    }
}

std::string stored_as(const WeightStorage& weights) {
    const std::string dense = weights.dense.name();
    const std::string thin = weights.thin.name();
    return dense == thin ? dense : std::format("{}; depthwise convolutions and the first one {}", dense, thin);
}

Json tensors(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const Value& value : values) {
        Json shape = Json::array();
        for (const onnx_writer::Dim& dim : value.dims()) shape.push_back(dim.size());
        list.push_back({{"name", value.name()},
                        {"type", to_string(value.type())},
                        {"shape", shape},
                        {"meaning", value.meaning()}});
    }
    return list;
}

// The files of a source in words, and one hash for all of them: of a single one its own.
Json origin(const Network& network, const Json& described) {
    const PackageFile& first = network.files.front();
    std::string names;
    std::string hashes;
    for (const PackageFile& file : network.files) {
        const std::string part =
            file.offset > 0 ? std::format(", {} bytes from {} on", file.length, file.offset) : std::string();
        names += (names.empty() ? "" : "; ") + file.file + part;
        hashes += file.sha256;
    }
    const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(hashes.data()), hashes.size());
    return {{"package", first.registry.empty() ? first.package : first.registry + " " + first.package},
            {"version", first.version},
            {"file", names},
            {"sha256", network.files.size() == 1 ? first.sha256 : files::sha256_hex(bytes)},
            {"licence", first.licence},
            {"trained", described.at("trained")},
            {"changed", described.at("changed")},
            {"compared", described.at("compared")}};
}

report::Card card_of(const Network& network, const GraphBuilder& graph, const std::string& sha256, std::size_t bytes) {
    const Json described = Json::parse(network.card);
    Json metrics = Json::array();
    if (!network.measured.empty())
        if (const Json measured = Json::parse(network.measured); measured.at("sha256") == sha256)
            metrics = measured.at("metrics");
    Json card{{"format", 1},
              {"id", network.id},
              {"name", described.at("name")},
              {"file", {{"name", network.id + ".onnx"}, {"bytes", bytes}, {"sha256", sha256}}},
              {"architecture",
               {{"summary", described.at("summary")},
                {"layers", Json::array()},
                {"parameters", graph.parameter_count()},
                {"weights_stored_as", stored_as(network.weights)}}},
              {"inputs", tensors(graph.inputs())},
              {"outputs", tensors(graph.outputs())},
              {"labels", network.labels},
              {"preprocessing", described.at("preprocessing")},
              {"decision", described.at("decision")},
              {"data", described.at("data")},
              {"origin", origin(network, described)},
              {"metrics", metrics},
              {"curve", Json::array()}};
    if (described.contains("limits")) card["limits"] = described.at("limits");
    return report::Card::from_json(card.dump());
}

bool is_id(const std::string& id) {
    return !id.empty() &&
           std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Network own_network(const Network& like, const OwnFile& own, const files::Bytes& bytes) {
    if (!is_id(own.id))
        throw ImportError(std::format("“{}” cannot be a model's id: small letters, digits and _ can", own.id));
    if (std::ranges::any_of(networks(), [&](const Network& known) { return known.id == own.id; }))
        throw ImportError(std::format("“{}” is the id of a network that the project knows; take another one", own.id));
    Network network = like;
    network.id = own.id;
    network.labels = own.labels;
    network.measured.clear();
    network.files = {{.registry = "",
                      .package = "a file of one's own",
                      .version = "not said",
                      .licence = own.licence.empty() ? "not said" : own.licence,
                      .file = own.file,
                      .offset = 0,
                      .length = bytes.size(),
                      .sha256 = files::sha256_hex(bytes)}};
    std::map<std::string, std::string> left = own.originals;
    for (auto* tensors : {&network.inputs, &network.outputs})
        for (NamedTensor& tensor : *tensors)
            if (auto found = left.extract(tensor.name)) tensor.original = found.mapped();
    if (!left.empty()) throw ImportError(std::format("a network like {} has no “{}”", like.id, left.begin()->first));
    Json card = Json::parse(like.card);
    card["name"] = own.name.empty() ? own.id : own.name;
    card["data"] = Json::array();
    card["trained"] = own.trained.empty()
                          ? "By whom and on what it was trained was not said when its file was imported."
                          : own.trained;
    card["changed"] = std::format("Its weights are stored as {}; pictures are laid out with channels first.",
                                  stored_as(like.weights));
    card["compared"] = "It was not compared with the original.";
    card.erase("limits");
    network.card = card.dump();
    return network;
}

Converted convert(const Network& network, const files::Bytes& file, const FurtherFiles& further) {
    // What the network's description does not know of its files, it learns while they are read.
    Network read = network;
    const auto noted = [&](const std::string& name) {
        if (!further) throw ImportError(std::format("its file “{}” is not at hand", name));
        files::Bytes bytes = further(name);
        const auto named = [&](const PackageFile& one) { return one.file == name || one.file.ends_with("/" + name); };
        if (std::ranges::none_of(read.files, named))
            read.files.push_back({.registry = "",
                                  .package = network.files.front().package,
                                  .version = network.files.front().version,
                                  .licence = network.files.front().licence,
                                  .file = name,
                                  .offset = 0,
                                  .length = bytes.size(),
                                  .sha256 = files::sha256_hex(bytes)});
        return bytes;
    };
    GraphBuilder graph(network.id, network.description);
    graph.metadata("licence", network.files.front().licence);
    try {
        write(network, file, noted, graph);
        check_classes(network, graph);
        Converted converted{.onnx = graph.serialised(), .card = {}};
        const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(converted.onnx.data()),
                                                  converted.onnx.size());
        converted.card = card_of(read, graph, files::sha256_hex(bytes), converted.onnx.size());
        return converted;
    } catch (const Json::exception& error) {
        throw ImportError(std::format("the description of {} makes no sense: {}", network.id, error.what()));
    } catch (const report::CardError& error) {
        throw ImportError(std::format("the description of {} makes no card: {}", network.id, error.what()));
    } catch (const onnx_writer::GraphError& error) {
        throw ImportError(std::format("{}: {}", network.id, error.what()));
    }
}

}  // namespace mllab::importers
