#include "training/importers/tflite/made_up_model.hpp"

#include <cstring>
#include <utility>

#include "training/onnx/weights.hpp"

namespace mllab::testing {

namespace {

class Writer {
 public:
    files::Bytes bytes;

    void number(std::uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    void small_number(std::size_t value) {
        bytes.push_back(static_cast<std::uint8_t>(value));
        bytes.push_back(static_cast<std::uint8_t>(value >> 8));
    }
    void align() {
        while (bytes.size() % 4 != 0) bytes.push_back(0);
    }
    void refer(std::size_t from, std::size_t to) {
        const auto offset = static_cast<std::uint32_t>(to - from);
        std::memcpy(bytes.data() + from, &offset, sizeof(offset));
    }

    std::size_t write(const Node& node) {
        align();
        return std::visit([&](const auto& content) { return put(content); }, node.content);
    }

 private:
    std::size_t put(const Fields& fields) {
        const std::size_t vtable = bytes.size();
        const std::size_t entries = fields.empty() ? 0 : fields.rbegin()->first + 1;
        small_number(4 + 2 * entries);
        small_number(4 + 4 * fields.size());
        std::size_t next = 4;
        for (std::size_t i = 0; i < entries; ++i) {
            const bool there = fields.contains(i);
            small_number(there ? next : 0);
            next += there ? 4 : 0;
        }
        align();
        const std::size_t start = bytes.size();
        number(static_cast<std::uint32_t>(start - vtable));
        std::vector<std::pair<std::size_t, NodePtr>> references;
        for (const auto& [field, value] : fields) {
            if (const auto* reference = std::get_if<NodePtr>(&value)) references.emplace_back(bytes.size(), *reference);
            number(std::holds_alternative<NodePtr>(value) ? 0 : static_cast<std::uint32_t>(std::get<0>(value)));
        }
        for (const auto& [place, reference] : references) refer(place, write(*reference));
        return start;
    }
    std::size_t put(const Nodes& nodes) {
        const std::size_t start = bytes.size();
        number(static_cast<std::uint32_t>(nodes.size()));
        for (std::size_t i = 0; i < nodes.size(); ++i) number(0);
        for (std::size_t i = 0; i < nodes.size(); ++i) refer(start + 4 + 4 * i, write(*nodes[i]));
        return start;
    }
    std::size_t put(const std::vector<std::int32_t>& numbers) {
        const std::size_t start = bytes.size();
        number(static_cast<std::uint32_t>(numbers.size()));
        for (const std::int32_t value : numbers) number(static_cast<std::uint32_t>(value));
        return start;
    }
    std::size_t put(const files::Bytes& content) {
        const std::size_t start = bytes.size();
        number(static_cast<std::uint32_t>(content.size()));
        bytes.insert(bytes.end(), content.begin(), content.end());
        return start;
    }
};

template <typename T>
files::Bytes raw(const std::vector<T>& numbers) {
    files::Bytes bytes(numbers.size() * sizeof(T));
    if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

}  // namespace

NodePtr text(const std::string& letters) { return node(files::Bytes(letters.begin(), letters.end())); }

files::Bytes flatbuffer(const NodePtr& root, const std::string& identifier) {
    Writer writer;
    writer.number(0);
    writer.bytes.insert(writer.bytes.end(), identifier.begin(), identifier.end());
    writer.refer(0, writer.write(*root));
    return writer.bytes;
}

files::Bytes bytes_of(const std::vector<float>& numbers) { return raw(numbers); }
files::Bytes bytes_of(const std::vector<std::int32_t>& numbers) { return raw(numbers); }
files::Bytes halves_of(const std::vector<float>& numbers) {
    std::vector<std::uint16_t> halves;
    for (const float number : numbers) halves.push_back(onnx_writer::float_to_half(number));
    return raw(halves);
}

files::Bytes MadeUpModel::file() const {
    Nodes described, buffers{node(Fields{})}, codes, steps;
    for (const MadeUpTensor& tensor : tensors) {
        Fields fields = tensor.more;  // these win over what follows
        fields.emplace(0, node(tensor.shape));
        fields.emplace(1, tensor.type);
        fields.emplace(2, tensor.data.empty() ? 0 : static_cast<std::int32_t>(buffers.size()));
        fields.emplace(3, text(tensor.name));
        if (!tensor.data.empty()) buffers.push_back(node(Fields{{0, node(tensor.data)}}));
        described.push_back(node(fields));
    }
    for (const MadeUpOperator& one : operators) {
        Fields code{{0, one.code}, {2, one.version}, {3, one.code}};
        if (!one.custom.empty()) code.emplace(1, text(one.custom));
        Fields fields{{0, static_cast<std::int32_t>(codes.size())}, {1, node(one.inputs)}, {2, node(one.outputs)}};
        if (one.options_type != 0) {
            fields.emplace(3, one.options_type);
            fields.emplace(4, node(one.options));
        }
        codes.push_back(node(code));
        steps.push_back(node(fields));
    }
    const NodePtr graph =
        node(Fields{{0, node(described)}, {1, node(inputs)}, {2, node(outputs)}, {3, node(steps)}, {4, text("main")}});
    return flatbuffer(
        node(Fields{{0, version}, {1, node(codes)}, {2, node(Nodes(subgraphs, graph))}, {4, node(buffers)}}), "TFL3");
}

}  // namespace mllab::testing
