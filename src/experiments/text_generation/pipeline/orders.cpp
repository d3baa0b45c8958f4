#include "experiments/text_generation/pipeline/orders.hpp"

#include <cstring>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace mllab::text_generation {

namespace {

template <typename T>
concept Plain = std::is_trivially_copyable_v<T>;

class Packer {
 public:
    template <Plain T>
    void put(const T& value) {
        const auto bytes = std::as_bytes(std::span(&value, 1));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    template <Plain T>
    void put(const std::vector<T>& values) {
        put(static_cast<std::uint64_t>(values.size()));
        const auto bytes = std::as_bytes(std::span(values));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    [[nodiscard]] inference::Bytes take() { return std::move(bytes_); }

 private:
    inference::Bytes bytes_;
};

class Unpacker {
 public:
    explicit Unpacker(const inference::Bytes& bytes) : rest_(bytes) {}
    template <Plain T>
    void get(T& value) {
        std::memcpy(&value, next(sizeof(T)), sizeof(T));
    }
    template <Plain T>
    void get(std::vector<T>& values) {
        std::uint64_t count = 0;
        get(count);
        if (count > rest_.size() / sizeof(T)) fail();
        values.resize(static_cast<std::size_t>(count));
        const std::size_t size = values.size() * sizeof(T);
        if (size > 0) std::memcpy(values.data(), next(size), size);
    }
    void end() const {
        if (!rest_.empty()) fail();
    }

 private:
    [[noreturn]] static void fail() { throw std::invalid_argument("this is no message about a text"); }
    const std::byte* next(std::size_t size) {
        if (size > rest_.size()) fail();
        const std::byte* const at = rest_.data();
        rest_ = rest_.subspan(size);
        return at;
    }
    std::span<const std::byte> rest_;
};

// What each kind is made of, once for both directions.
void go_through(auto& through, auto& order)
    requires requires { order.tokens; }
{
    through(order.seed, order.tokens, order.written);
}
void go_through(auto& through, auto& order)
    requires requires { order.until; }
{
    through(order.from, order.until, order.sampling, order.units, order.look, order.given, order.interval_ms);
}
void go_through(auto& through, auto& batch)
    requires requires { batch.characters; }
{
    through(batch.from, batch.characters, batch.logits, batch.pointed, batch.units, batch.run_ms);
}

template <typename T>
void pack(Packer& packer, const T& whole) {
    auto each = [&](const auto&... parts) { (packer.put(parts), ...); };
    go_through(each, whole);
}

template <typename T>
T unpacked(Unpacker& unpacker) {
    T whole;
    auto each = [&](auto&... parts) { (unpacker.get(parts), ...); };
    go_through(each, whole);
    unpacker.end();
    return whole;
}

}  // namespace

inference::Bytes bytes_of(const WritingOrder& order) {
    Packer packer;
    packer.put(static_cast<std::uint64_t>(order.index()));
    std::visit([&](const auto& one) { pack(packer, one); }, order);
    return packer.take();
}

inference::Bytes bytes_of(const Batch& batch) {
    Packer packer;
    pack(packer, batch);
    return packer.take();
}

WritingOrder order_of(const inference::Bytes& bytes) {
    Unpacker unpacker(bytes);
    std::uint64_t kind = 0;
    unpacker.get(kind);
    if (kind == 0) return unpacked<ReadOrder>(unpacker);
    if (kind == 1) return unpacked<WriteOrder>(unpacker);
    throw std::invalid_argument("this is no order to write a text");
}

Batch batch_of(const inference::Bytes& bytes) {
    Unpacker unpacker(bytes);
    return unpacked<Batch>(unpacker);
}

}  // namespace mllab::text_generation
