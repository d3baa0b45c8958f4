// Small files of torch.save for tests: pickles by hand, opcode by opcode, and both formats around them.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::testing {

using files::Bytes;

template <typename T>
Bytes raw_bytes(const std::vector<T>& numbers) {
    Bytes bytes(numbers.size() * sizeof(T));
    if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

inline void append(Bytes& to, const Bytes& bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

// A pickle of protocol 2.
class Program {
 public:
    Program() : bytes_{0x80, 2} {}
    Program& raw(std::initializer_list<int> values) {
        for (const int value : values) bytes_.push_back(static_cast<std::uint8_t>(value));
        return *this;
    }
    Program& raw(std::string_view words) {
        bytes_.insert(bytes_.end(), words.begin(), words.end());
        return *this;
    }
    Program& text(std::string_view words) { return raw("X").four(static_cast<std::uint32_t>(words.size())).raw(words); }
    Program& whole(std::int32_t value) { return raw("J").four(static_cast<std::uint32_t>(value)); }
    Program& four(std::uint32_t value) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes_.push_back(static_cast<std::uint8_t>((value >> shift) & 0xffU));
        return *this;
    }
    Program& global(std::string_view module, std::string_view name) {
        return raw("c").raw(module).raw("\n").raw(name).raw("\n");
    }
    Program& sizes(std::initializer_list<std::int32_t> values) {
        raw("(");
        for (const std::int32_t value : values) whole(value);
        return raw("t");
    }
    // OrderedDict().
    Program& dict() { return global("collections", "OrderedDict").raw(")R"); }
    // A reference to a storage, as the stream of pickles has it with `view`, as the zip archive without.
    Program& storage(std::string_view type, std::string_view key, std::int32_t count, bool view = true) {
        raw("(").text("storage").global("torch", type).text(key).text("cpu").whole(count);
        return view ? raw("NtQ") : raw("tQ");
    }
    struct Tensor {
        std::string_view type = "FloatStorage";
        std::string_view key = "1";
        std::int32_t count = 6;
        std::int32_t offset = 0;
        std::initializer_list<std::int32_t> shape{};
        std::initializer_list<std::int32_t> strides{};
    };
    Program& tensor(const Tensor& given, bool view = true) {
        global("torch._utils", "_rebuild_tensor_v2").raw("(");
        storage(given.type, given.key, given.count, view).whole(given.offset);
        return sizes(given.shape).sizes(given.strides).raw({0x89}).dict().raw("tR");
    }
    [[nodiscard]] Bytes end() const {
        Bytes whole = bytes_;
        whole.push_back('.');
        return whole;
    }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
    Bytes bytes_;
};

// The magic number and the version.
inline Bytes stream_head() {
    Bytes bytes{0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e};
    append(bytes, Program().raw("M").raw({1001 & 0xff, 1001 >> 8}).end());
    return bytes;
}

inline Bytes system_facts(bool little_endian = true) {
    return Program().raw("}").text("little_endian").raw({little_endian ? 0x88 : 0x89}).raw("s").end();
}

// Up to where the state dict's pickle begins.
inline Bytes stream_before_the_state_dict() {
    Bytes bytes = stream_head();
    append(bytes, system_facts());
    return bytes;
}

struct MadeUpStorage {
    std::string key;
    std::int64_t count;
    Bytes bytes;
};

inline Bytes stream_of(const Bytes& state_dict, const std::vector<MadeUpStorage>& storages) {
    Bytes bytes = stream_before_the_state_dict();
    append(bytes, state_dict);
    Program keys;
    keys.raw("](");
    for (const MadeUpStorage& storage : storages) keys.text(storage.key);
    append(bytes, keys.raw("e").end());
    for (const MadeUpStorage& storage : storages) {
        append(bytes, raw_bytes(std::vector{storage.count}));
        append(bytes, storage.bytes);
    }
    return bytes;
}

using Members = std::vector<std::pair<std::string, Bytes>>;

// A zip archive, its members stored as they are (PKWARE's APPNOTE, 4.3).
class ZipWriter {
 public:
    explicit ZipWriter(const Members& members) {
        Bytes directory;
        for (const auto& [name, content] : members) {
            const auto at = static_cast<std::uint32_t>(bytes_.size());
            const auto size = static_cast<std::uint32_t>(content.size());
            const auto sum =
                static_cast<std::uint32_t>(::crc32(0, content.data(), static_cast<unsigned>(content.size())));
            const auto letters = static_cast<std::uint16_t>(name.size());
            for (Bytes* to : {&bytes_, &directory}) {
                const bool local = to == &bytes_;
                four(*to, local ? 0x04034b50 : 0x02014b50);
                if (!local) two(*to, 20);                                  // made by
                for (const int field : {20, 0, 0, 0, 0}) two(*to, field);  // needs, flags, method, time, date
                for (const std::uint32_t field : {sum, size, size}) four(*to, field);
                two(*to, letters);
                two(*to, 0);  // further fields
                if (!local) {
                    for (int i = 0; i < 3; ++i) two(*to, 0);  // comment, disk, attributes
                    four(*to, 0);
                    four(*to, at);
                }
                to->insert(to->end(), name.begin(), name.end());
            }
            append(bytes_, content);
        }
        const auto begin = static_cast<std::uint32_t>(bytes_.size());
        append(bytes_, directory);
        four(bytes_, 0x06054b50);
        for (const std::size_t field : {std::size_t{0}, std::size_t{0}, members.size(), members.size()})
            two(bytes_, static_cast<int>(field));
        four(bytes_, static_cast<std::uint32_t>(directory.size()));
        four(bytes_, begin);
        two(bytes_, 0);
    }
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
    static void two(Bytes& to, int value) {
        to.push_back(static_cast<std::uint8_t>(value & 0xff));
        to.push_back(static_cast<std::uint8_t>(value >> 8));
    }
    static void four(Bytes& to, std::uint32_t value) {
        two(to, static_cast<int>(value & 0xffffU));
        two(to, static_cast<int>(value >> 16U));
    }
    Bytes bytes_;
};

inline Bytes zip_of(const Members& members) { return ZipWriter(members).bytes(); }

// A matrix of 2 by 3 and its transpose in one storage, and a whole number in another.
inline Bytes small_state_dict(bool stream) {
    Program program;
    program.dict().raw("(");
    program.text("matrix").tensor({.shape = {2, 3}, .strides = {3, 1}}, stream);
    program.text("transposed").tensor({.shape = {3, 2}, .strides = {1, 3}}, stream);
    program.text("count").tensor({.type = "LongStorage", .key = "2", .count = 1}, stream);
    return program.raw("u}").text("_metadata").dict().raw("sb").end();
}

inline Bytes small_file(bool stream) {
    const Bytes numbers = raw_bytes(std::vector{0.0F, 0.25F, 0.5F, 0.75F, 1.0F, -1.25F});
    const Bytes count = raw_bytes(std::vector{std::int64_t{7}});
    if (stream) return stream_of(small_state_dict(true), {{"1", 6, numbers}, {"2", 1, count}});
    const std::string little = "little";
    return zip_of({{"small/data.pkl", small_state_dict(false)},
                   {"small/byteorder", {little.begin(), little.end()}},
                   {"small/data/1", numbers},
                   {"small/data/2", count}});
}

}  // namespace mllab::testing
