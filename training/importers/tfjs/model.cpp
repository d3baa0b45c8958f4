#include "training/importers/tfjs/model.hpp"

#include <charconv>
#include <format>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/attributes.hpp"
#include "training/importers/tfjs/bounded_json.hpp"
#include "training/importers/tfjs/constants.hpp"

namespace mllab::importers::tfjs {

namespace {

constexpr std::size_t most_nodes = 20'000;
constexpr std::size_t most_inputs = 200'000;  // of all nodes together
constexpr std::size_t most_results = 1'000;

// "^name", "name" or "name:1".
struct Reference {
    std::string name;
    std::size_t result = 0;
    bool control = false;
};

Reference reference(const Json& given, const std::string& place) {
    if (!given.is_string()) throw ImportError(place + ": one of its inputs is no text");
    Reference one;
    one.name = given.get<std::string>();
    if (one.name.starts_with('^')) {
        one.control = true;
        one.name.erase(0, 1);
    }
    const std::size_t colon = one.name.rfind(':');
    if (colon == std::string::npos) return one;
    const char* end = one.name.data() + one.name.size();
    const auto [rest, error] = std::from_chars(one.name.data() + colon + 1, end, one.result);
    if (one.control || error != std::errc() || rest != end || one.result > most_results)
        throw ImportError(std::format("{}: its input “{}” is no result of a node", place, one.name));
    one.name.erase(colon);
    return one;
}

// An order in which each node comes after its inputs (Kahn 1962).
std::vector<std::size_t> sorted(const std::vector<Node>& nodes) {
    std::vector<std::vector<std::size_t>> users(nodes.size());
    std::vector<std::size_t> missing(nodes.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        missing[i] = nodes[i].inputs.size();
        for (const Input& input : nodes[i].inputs) users[input.node].push_back(i);
        if (missing[i] == 0) order.push_back(i);
    }
    for (std::size_t next = 0; next < order.size(); ++next)
        for (const std::size_t user : users[order[next]])
            if (--missing[user] == 0) order.push_back(user);
    if (order.size() == nodes.size()) return order;
    // Whoever still waits, waits for another one that does: so many steps back end in the circle itself.
    std::vector<std::size_t> waits_for(nodes.size());
    std::size_t one = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (const Input& input : nodes[i].inputs)
            if (missing[i] != 0 && missing[input.node] != 0) one = waits_for[i] = input.node;
    for (std::size_t steps = 0; steps < nodes.size(); ++steps) one = waits_for[one];
    throw ImportError(nodes[one].place() + ": its inputs lead back to itself");
}

}  // namespace

std::string Node::place() const { return std::format("node “{}”, {}", name, op); }

Model::Model(const files::Bytes& json, const Shards& shards) {
    const Json file = parse_bounded(json);
    if (const Json* format = optional_field(file, "format"); format != nullptr && *format != "graph-model")
        throw ImportError("model.json holds no graph model; layers models are not understood");
    const Json& described = list(field(file, "modelTopology", "model.json"), "node", "modelTopology");
    if (described.empty() || described.size() > most_nodes)
        throw ImportError(std::format("a graph of {} nodes is not understood", described.size()));

    std::vector<Node> nodes;
    std::map<std::string, std::size_t> by_name;
    for (const Json& one : described) {
        Node node;
        node.name = text(one, "name", std::format("node {}", nodes.size()));
        node.op = text(one, "op", std::format("node “{}”", node.name));
        node.attributes = read_attributes(one, node.place());
        if (!by_name.emplace(node.name, nodes.size()).second)
            throw ImportError(node.place() + ": there are two nodes of this name");
        nodes.push_back(std::move(node));
    }
    std::size_t inputs = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (optional_field(described[i], "input") == nullptr) continue;
        const std::string place = nodes[i].place();
        for (const Json& given : list(described[i], "input", place)) {
            const Reference one = reference(given, place);
            const auto found = by_name.find(one.name);
            if (found == by_name.end())
                throw ImportError(std::format("{}: its input “{}” is no node of the graph", place, one.name));
            if (++inputs > most_inputs) throw ImportError(place + ": the graph has too many inputs");
            nodes[i].inputs.push_back({.node = found->second, .result = one.result, .control = one.control});
        }
    }

    const std::vector<std::size_t> order = sorted(nodes);
    std::vector<std::size_t> moved(nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) moved[order[i]] = i;
    for (const std::size_t i : order) {
        for (Input& input : nodes[i].inputs) input.node = moved[input.node];
        by_name_.emplace(nodes[i].name, nodes_.size());
        nodes_.push_back(std::move(nodes[i]));
    }
    constants_ = read_constants(list(file, "weightsManifest", "model.json"), shards);
}

std::optional<std::size_t> Model::find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

const core::Tensor* Model::constant(const std::string& name) const {
    const auto found = constants_.find(name);
    return found == constants_.end() ? nullptr : &found->second;
}

}  // namespace mllab::importers::tfjs
