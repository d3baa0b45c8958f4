// A flatbuffer, read with every access checked: tables whose fields are found through a vtable, vectors, strings.
// Offsets to other objects are unsigned and not zero, so they lead forward only and no file can send a reader in
// circles. Format: https://flatbuffers.dev/internals/. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::importers::tflite {

// A view of a table; the file must outlive it. Every function throws ImportError where the file ends too early or
// contradicts itself, and names the table. Fields are counted from 0, in the order of the schema.
class Table {
 public:
    using File = std::span<const std::uint8_t>;
    // The file's first table. `identifier`: the four letters behind the first offset.
    [[nodiscard]] static Table root(File file, std::string_view identifier, const std::string& name);

    [[nodiscard]] bool has(std::size_t field) const { return place_of(field, 0).has_value(); }
    // A number; `otherwise` where the file leaves it out, as it does with defaults.
    template <typename T>
    [[nodiscard]] T number(std::size_t field, T otherwise) const {
        const auto place = place_of(field, sizeof(T));
        return place ? load<T>(*place) : otherwise;
    }
    // What is left out is empty. `most` bounds the number of elements.
    [[nodiscard]] std::optional<Table> table(std::size_t field, const std::string& name) const;
    // The tables of a vector, named “tensor 0”, “tensor 1” …
    [[nodiscard]] std::vector<Table> tables(std::size_t field, std::size_t most, const std::string& name) const;
    [[nodiscard]] std::vector<std::int32_t> whole_numbers(std::size_t field, std::size_t most) const;
    [[nodiscard]] std::string text(std::size_t field, std::size_t most) const;
    [[nodiscard]] File bytes(std::size_t field) const;

    [[nodiscard]] const std::string& name() const { return name_; }

 private:
    struct Vector {
        std::size_t start, size;  // of its first element; how many
    };
    Table(File file, std::size_t start, std::string name);

    // Where a field of so many bytes is; nothing if the file leaves it out.
    [[nodiscard]] std::optional<std::size_t> place_of(std::size_t field, std::size_t width) const;
    [[nodiscard]] std::optional<Vector> vector(std::size_t field, std::size_t width, std::size_t most) const;
    [[nodiscard]] std::size_t follow(std::size_t place) const;
    template <typename T>
    [[nodiscard]] T load(std::size_t place) const {
        require(place, sizeof(T));
        T value;
        std::memcpy(&value, file_.data() + place, sizeof(T));
        return value;
    }
    void require(std::size_t place, std::size_t width) const;

    File file_;
    std::size_t start_ = 0, vtable_ = 0;
    std::size_t vtable_size_ = 0, size_ = 0;  // in bytes
    std::string name_;
};

}  // namespace mllab::importers::tflite
