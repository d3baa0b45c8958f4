#include "training/importers/torch_state/state_dict.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <format>
#include <limits>
#include <span>
#include <string_view>

#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/pickle.hpp"
#include "training/importers/zip_members.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers::torch_state {

namespace {

static_assert(std::endian::native == std::endian::little);  // as the files are

constexpr std::size_t most_tensors = 20'000;
constexpr std::int64_t most_elements = 1 << 28;  // of all tensors together
constexpr std::size_t most_bytes = std::size_t{1} << 29;

// The stream's first pickle: the whole number 0x1950a86a20f9469cfc6c.
constexpr std::array<std::uint8_t, 15> magic{0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46,
                                             0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e};
constexpr std::int64_t protocol_version = 1001;

const std::string* text(const Value& value) {
    const auto* found = std::get_if<const std::string*>(&value);
    return found == nullptr ? nullptr : *found;
}

// The number that eight bytes are.
template <typename T>
T number_at(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, sizeof(T)> raw{};
    std::copy_n(bytes.begin(), sizeof(T), raw.begin());
    return std::bit_cast<T>(raw);
}

template <typename T>
double as_double(std::span<const std::uint8_t> bytes) {
    return static_cast<double>(number_at<T>(bytes));
}

double number_of(ElementType type, std::span<const std::uint8_t> bytes) {
    switch (type) {
        case ElementType::float32:
            return as_double<float>(bytes);
        case ElementType::float64:
            return as_double<double>(bytes);
        case ElementType::float16:
            return static_cast<double>(onnx_writer::half_to_float(number_at<std::uint16_t>(bytes)));
        case ElementType::bfloat16:  // the upper half of a float32
            return static_cast<double>(std::bit_cast<float>(std::uint32_t{number_at<std::uint16_t>(bytes)} << 16U));
        case ElementType::int64:
            return as_double<std::int64_t>(bytes);
        case ElementType::int32:
            return as_double<std::int32_t>(bytes);
        case ElementType::int16:
            return as_double<std::int16_t>(bytes);
        case ElementType::int8:
            return as_double<std::int8_t>(bytes);
        case ElementType::uint8:
        case ElementType::boolean:
            return as_double<std::uint8_t>(bytes);
    }
    throw ImportError("no such type of numbers");
}

}  // namespace

class StateDictReader {
 public:
    StateDictReader(StateDict& out, const files::Bytes& file) : out_(out), file_(file) {}

    void read() {
        if (file_.size() > most_bytes) throw ImportError("the file has more bytes than any that is understood");
        if (file_.size() >= 2 && file_[0] == 'P' && file_[1] == 'K') return read_zip();
        if (file_.size() < magic.size() || !std::equal(magic.begin(), magic.end(), file_.begin()))
            throw ImportError(
                "byte 0: neither a zip archive nor a stream of pickles that begins as torch.save begins it");
        read_stream();
    }

 private:
    // Protocol version, what the machine was like, the state dict, its storages' keys, each storage after its length.
    void read_stream() {
        const Pickle version(file_, magic.size(), "");
        const auto* protocol = std::get_if<std::int64_t>(&version.result());
        if (protocol == nullptr || *protocol != protocol_version)
            throw ImportError(std::format("byte {}: only version {} of the protocol of torch.save is understood",
                                          magic.size(), protocol_version));
        const Pickle system(file_, version.end(), "");
        require_little_endian(system.result(), version.end());
        const Pickle described(file_, system.end(), "");
        take_tensors(described.result());
        const Pickle keys(file_, described.end(), "");
        List* const* list = std::get_if<List*>(&keys.result());
        if (list == nullptr) throw ImportError(std::format("byte {}: there is no list of storages", described.end()));
        std::map<std::string_view, const Storage*> by_key;
        for (const Storage& storage : described.storages()) by_key.emplace(storage.key, &storage);
        std::size_t at = keys.end();
        for (const Value& one : (*list)->values) {
            const std::string* key = text(one);
            const auto storage = key == nullptr ? by_key.end() : by_key.find(*key);
            if (storage == by_key.end() || out_.storages_.contains(*key))
                throw ImportError(std::format(
                    "byte {}: the list of storages names {}", described.end(),
                    key == nullptr ? "something that is no text" : "“" + *key + "”, which is unknown or there twice"));
            at = take_storage(*storage->second, at);
        }
        require_all_storages(described);
        if (at != file_.size())
            throw ImportError(std::format("byte {}: {} bytes follow the last storage", at, file_.size() - at));
    }

    std::size_t take_storage(const Storage& storage, std::size_t at) {
        const std::size_t size = storage.count * bytes_of(storage.type);
        if (file_.size() - at < sizeof(std::int64_t) || file_.size() - at - sizeof(std::int64_t) < size)
            throw ImportError(
                std::format("byte {}: the file ends within the storage “{}” of {} bytes", at, storage.key, size));
        const auto count = number_at<std::int64_t>(std::span(file_).subspan(at));
        if (!std::cmp_equal(count, storage.count))
            throw ImportError(std::format("byte {}: the storage “{}” says that it has {} numbers, not {}", at,
                                          storage.key, count, storage.count));
        const auto begin = file_.begin() + static_cast<std::ptrdiff_t>(at + sizeof(std::int64_t));
        out_.storages_.emplace(storage.key, files::Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)));
        return at + sizeof(std::int64_t) + size;
    }

    // A folder with data.pkl, a file for each storage in data/, and what says the byte order and the version.
    void read_zip() {
        std::map<std::string, files::Bytes> members = zip_members(file_, file_.size());
        std::string folder;
        for (const auto& [name, bytes] : members)
            if (const auto end = name.find('/'); name.substr(end + 1) == "data.pkl") folder = name.substr(0, end + 1);
        const auto program = members.find(folder + "data.pkl");
        if (folder.empty() || program == members.end())
            throw ImportError("the archive has no member data.pkl in a folder, as torch.save makes it");
        const auto order = members.find(folder + "byteorder");
        if (order != members.end() && std::string(order->second.begin(), order->second.end()) != "little")
            throw ImportError(folder + "byteorder: the numbers are not little-endian");
        const Pickle described(program->second, 0, folder + "data.pkl, ");
        if (described.end() != program->second.size())
            throw ImportError(
                std::format("{}data.pkl, byte {}: something follows its pickle", folder, described.end()));
        take_tensors(described.result());
        for (const Storage& storage : described.storages()) {
            const auto found = members.find(folder + "data/" + storage.key);
            if (found == members.end())
                throw ImportError(std::format("the archive has no member {}data/{}", folder, storage.key));
            if (found->second.size() != storage.count * bytes_of(storage.type))
                throw ImportError(std::format("{}: {} bytes are not the {} of its {} numbers", found->first,
                                              found->second.size(), storage.count * bytes_of(storage.type),
                                              storage.count));
            out_.storages_.emplace(storage.key, std::move(found->second));
        }
    }

    static void require_little_endian(const Value& system, std::size_t at) {
        Dict* const* facts = std::get_if<Dict*>(&system);
        if (facts != nullptr)
            for (const auto& [key, value] : (*facts)->entries) {
                const bool* fact = std::get_if<bool>(&value);
                if (text(key) != nullptr && *text(key) == "little_endian" && fact != nullptr && *fact) return;
            }
        throw ImportError(std::format("byte {}: it does not say that its numbers are little-endian", at));
    }

    void take_tensors(const Value& result) {
        Dict* const* dict = std::get_if<Dict*>(&result);
        if (dict == nullptr) throw ImportError("the file holds no state dict: its pickle gives no dict");
        std::int64_t elements = 0;
        for (const auto& [key, value] : (*dict)->entries) {
            const std::string* name = text(key);
            if (name == nullptr) throw ImportError("a name of the state dict is no text");
            View* const* view = std::get_if<View*>(&value);
            if (view == nullptr)
                throw ImportError(
                    std::format("“{}” of the state dict is no tensor; only names and tensors are understood", *name));
            if (out_.names_.size() == most_tensors) throw ImportError("the state dict has too many tensors");
            elements += core::element_count((*view)->shape);
            if (elements > most_elements) throw ImportError("the state dict's tensors have too many numbers");
            const bool fresh = out_.tensors_
                                   .emplace(*name, StateDict::Entry{.type = (*view)->storage->type,
                                                                    .storage = (*view)->storage->key,
                                                                    .offset = (*view)->offset,
                                                                    .shape = (*view)->shape,
                                                                    .strides = (*view)->strides})
                                   .second;
            if (!fresh) throw ImportError(std::format("the state dict has “{}” twice", *name));
            out_.names_.push_back(*name);
        }
    }

    void require_all_storages(const Pickle& described) const {
        for (const Storage& storage : described.storages())
            if (!out_.storages_.contains(storage.key))
                throw ImportError(std::format("the file does not hold the storage “{}”", storage.key));
    }

    StateDict& out_;
    const files::Bytes& file_;
};

StateDict::StateDict(const files::Bytes& file) { StateDictReader(*this, file).read(); }

const StateDict::Entry& StateDict::at(const std::string& name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw ImportError(std::format("the state dict has no tensor “{}”", name));
    return found->second;
}

const core::Shape& StateDict::shape_of(const std::string& name) const { return at(name).shape; }
ElementType StateDict::type_of(const std::string& name) const { return at(name).type; }

std::vector<float> StateDict::numbers(const std::string& name, const core::Shape& shape) const {
    const Entry& entry = at(name);
    if (entry.shape != shape)
        throw ImportError(
            std::format("“{}” has the shape {}, not {}", name, core::to_string(entry.shape), core::to_string(shape)));
    const std::span<const std::uint8_t> bytes = storages_.at(entry.storage);
    const std::size_t width = bytes_of(entry.type);
    std::vector<float> numbers(static_cast<std::size_t>(core::element_count(shape)));
    std::vector<std::int64_t> place(shape.size());
    auto at = static_cast<std::int64_t>(entry.offset);
    for (float& number : numbers) {
        const double value = number_of(entry.type, bytes.subspan(static_cast<std::size_t>(at) * width, width));
        if (!(std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max())))
            throw ImportError(std::format("“{}” holds a number that is not finite or too large for float32", name));
        number = static_cast<float>(value);
        for (std::size_t axis = shape.size(); axis-- > 0;) {  // the next place, the last axis fastest
            at += entry.strides[axis];
            if (++place[axis] < shape[axis]) break;
            at -= entry.strides[axis] * shape[axis];
            place[axis] = 0;
        }
    }
    return numbers;
}

}  // namespace mllab::importers::torch_state
