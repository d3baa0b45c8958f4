#include "training/importers/tfjs/constants.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <format>
#include <limits>
#include <span>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers::tfjs {

namespace {

static_assert(std::endian::native == std::endian::little);  // as the weight files are

// Real networks stay far below; a file may make nobody reserve more than these.
constexpr std::size_t most_weights = 20'000;
constexpr std::size_t most_shards = 1'000;
constexpr std::size_t most_bytes = std::size_t{1} << 29;  // of all shards together
constexpr std::size_t most_axes = 8;
constexpr std::int64_t longest_axis = 1 << 20;
constexpr std::int64_t most_elements = 1 << 28;

using Part = std::span<const std::uint8_t>;

// How a weight lies in its file.
struct Quantisation {
    std::string type;  // empty: as it is; float16, uint8, uint16
    double scale = 1, minimum = 0;
};

template <typename T>
std::vector<T> raw(Part bytes) {
    std::vector<T> numbers(bytes.size() / sizeof(T));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
}

core::Shape shape_of(const Json& described, const std::string& place) {
    core::Shape shape;
    std::int64_t elements = 1;
    const Json& given = list(described, "shape", place);
    if (given.size() > most_axes) throw ImportError(std::format("{}: a shape of {} axes", place, given.size()));
    for (const Json& one : given) {
        const auto size = whole_number(one);
        if (!size || *size < 0 || *size > longest_axis || elements * *size > most_elements)
            throw ImportError(place + ": its shape makes no sense or is too large");
        elements *= *size;
        shape.push_back(*size);
    }
    return shape;
}

Quantisation quantisation_of(const Json& described, const std::string& place) {
    const Json* given = optional_field(described, "quantization");
    if (given == nullptr) return {};
    Quantisation how;
    how.type = text(*given, "dtype", place);
    if (how.type == "float16") return how;
    if (how.type != "uint8" && how.type != "uint16")
        throw ImportError(std::format("{}: quantisation as {} is not understood", place, how.type));
    const auto number = [&](const char* name) {
        const Json& value = field(*given, name, place);
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            throw ImportError(std::format("{}: the {} of its quantisation is no finite number", place, name));
        return value.get<double>();
    };
    how.scale = number("scale");
    how.minimum = number("min");
    return how;
}

std::size_t bytes_of_one(const std::string& type, const Quantisation& how, const std::string& place) {
    const bool real = type == "float32";
    const bool whole = type == "int32";
    if (!real && !whole && type != "uint8" && type != "bool")
        throw ImportError(std::format("{}: its type {} is not understood", place, type));
    if (how.type.empty()) return real || whole ? 4 : 1;
    if (!real && (!whole || how.type == "float16"))
        throw ImportError(std::format("{}: {} quantised as {} is not understood", place, type, how.type));
    return how.type == "uint8" ? 1 : 2;
}

// Hands on step * scale + minimum for steps of one or two bytes (tfjs-core/src/io/io_utils.ts).
template <typename Take>
void dequantise(Part bytes, const Quantisation& how, Take take) {
    const std::size_t width = how.type == "uint8" ? 1 : 2;
    for (std::size_t i = 0; i < bytes.size(); i += width) {
        const unsigned step = width == 1 ? bytes[i] : bytes[i] | static_cast<unsigned>(bytes[i + 1]) << 8U;
        take(static_cast<double>(step) * how.scale + how.minimum);
    }
}

std::vector<float> reals(Part bytes, const Quantisation& how, const std::string& place) {
    std::vector<float> numbers;
    if (how.type.empty()) {
        numbers = raw<float>(bytes);
    } else if (how.type == "float16") {
        for (const std::uint16_t half : raw<std::uint16_t>(bytes)) numbers.push_back(onnx_writer::half_to_float(half));
    } else {
        dequantise(bytes, how, [&](double number) {
            if (std::abs(number) > static_cast<double>(std::numeric_limits<float>::max()))
                throw ImportError(place + ": it holds a number that float32 cannot hold");
            numbers.push_back(static_cast<float>(number));
        });
    }
    if (!std::ranges::all_of(numbers, [](float x) { return std::isfinite(x); }))
        throw ImportError(place + ": it holds a number that is not finite");
    return numbers;
}

std::vector<std::int32_t> wholes(Part bytes, const Quantisation& how, const std::string& place) {
    if (how.type.empty()) return raw<std::int32_t>(bytes);
    std::vector<std::int32_t> numbers;
    dequantise(bytes, how, [&](double number) {
        const double rounded = std::floor(number + 0.5);  // as JavaScript's Math.round: halves go up
        if (rounded < std::numeric_limits<std::int32_t>::min() || rounded > std::numeric_limits<std::int32_t>::max())
            throw ImportError(place + ": it holds a number that int32 cannot hold");
        numbers.push_back(static_cast<std::int32_t>(rounded));
    });
    return numbers;
}

core::Tensor tensor(const std::string& type, core::Shape shape, Part bytes, const Quantisation& how,
                    const std::string& place) {
    if (type == "float32") return {std::move(shape), reals(bytes, how, place)};
    if (type == "int32") return {std::move(shape), wholes(bytes, how, place)};
    std::vector<std::uint8_t> numbers(bytes.begin(), bytes.end());
    if (type == "bool" && std::ranges::any_of(numbers, [](std::uint8_t x) { return x > 1; }))
        throw ImportError(place + ": it holds what is neither true nor false");
    return {std::move(shape), std::move(numbers)};
}

// The bytes of one group's files, put together.
class Shard {
 public:
    Shard(const Json& group, const Model::Shards& shards, std::size_t& files_read, std::size_t& bytes_read) {
        for (const Json& one : list(group, "paths", "the weights' manifest")) {
            if (!one.is_string()) throw ImportError("the weights' manifest names a file by something that is no text");
            const auto& name = one.get_ref<const std::string&>();
            if (name.empty() || name == "." || name == ".." || name.size() > 255 ||
                name.find_first_of(std::string("/\\\0", 3)) != std::string::npos)
                throw ImportError("the weights' manifest names a file “" + name + "”, which is no name beside it");
            if (++files_read > most_shards) throw ImportError("the weights' manifest names too many files");
            const files::Bytes part = shards(name);
            bytes_read += part.size();
            if (bytes_read > most_bytes) throw ImportError("the weights have more bytes than any that are understood");
            bytes_.insert(bytes_.end(), part.begin(), part.end());
        }
    }
    Part take(std::size_t count, const std::string& place) {
        if (count > bytes_.size() - taken_)
            throw ImportError(std::format("{}: it needs {} bytes, the weight files have {} left", place, count,
                                          bytes_.size() - taken_));
        taken_ += count;
        return Part(bytes_).subspan(taken_ - count, count);
    }
    void require_end() const {
        if (taken_ != bytes_.size())
            throw ImportError(
                std::format("the weight files hold {} bytes that belong to no weight; are they another model's?",
                            bytes_.size() - taken_));
    }

 private:
    files::Bytes bytes_;
    std::size_t taken_ = 0;
};

}  // namespace

std::map<std::string, core::Tensor> read_constants(const Json& manifest, const Model::Shards& shards) {
    std::map<std::string, core::Tensor> constants;
    std::size_t files_read = 0;
    std::size_t bytes_read = 0;
    for (const Json& group : manifest) {
        Shard shard(group, shards, files_read, bytes_read);
        for (const Json& described : list(group, "weights", "the weights' manifest")) {
            const std::string name = text(described, "name", "a weight");
            const std::string place = std::format("weight “{}”", name);
            if (constants.size() == most_weights) throw ImportError(place + ": there are too many weights");
            if (constants.contains(name)) throw ImportError(place + ": there are two of this name");
            const std::string type = text(described, "dtype", place);
            const Quantisation how = quantisation_of(described, place);
            core::Shape shape = shape_of(described, place);
            const auto count = static_cast<std::size_t>(core::element_count(shape)) * bytes_of_one(type, how, place);
            constants.emplace(name, tensor(type, std::move(shape), shard.take(count, place), how, place));
        }
        shard.require_end();
    }
    return constants;
}

}  // namespace mllab::importers::tfjs
