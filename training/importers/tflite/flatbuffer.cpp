#include "training/importers/tflite/flatbuffer.hpp"

#include <bit>
#include <format>
#include <utility>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tflite {

static_assert(std::endian::native == std::endian::little);  // as flatbuffers are

Table Table::root(File file, std::string_view identifier, const std::string& name) {
    constexpr std::size_t header = 8;
    if (file.size() < header) throw ImportError(std::format("{} bytes are too few for a {}", file.size(), name));
    const std::string found(file.begin() + 4, file.begin() + header);
    if (found != identifier) throw ImportError(std::format("the file is no {}: it is not marked {}", name, identifier));
    std::uint32_t start = 0;
    std::memcpy(&start, file.data(), sizeof(start));
    return {file, start, name};
}

Table::Table(File file, std::size_t start, std::string name) : file_(file), start_(start), name_(std::move(name)) {
    const auto back = static_cast<std::ptrdiff_t>(load<std::int32_t>(start));
    const std::ptrdiff_t vtable = static_cast<std::ptrdiff_t>(start) - back;
    if (vtable < 0) throw ImportError(std::format("{}: its vtable would lie before the file", name_));
    vtable_ = static_cast<std::size_t>(vtable);
    vtable_size_ = load<std::uint16_t>(vtable_);
    size_ = load<std::uint16_t>(vtable_ + 2);
    if (vtable_size_ < 4 || vtable_size_ % 2 != 0 || size_ < 4)
        throw ImportError(std::format("{}: its vtable is damaged", name_));
    require(vtable_, vtable_size_);
    require(start_, size_);
}

void Table::require(std::size_t place, std::size_t width) const {
    if (place > file_.size() || width > file_.size() - place)
        throw ImportError(std::format("{}: the file ends inside of it, or an offset in it is wrong", name_));
}

std::optional<std::size_t> Table::place_of(std::size_t field, std::size_t width) const {
    const std::size_t entry = 4 + 2 * field;
    if (entry + 2 > vtable_size_) return std::nullopt;
    const std::size_t offset = load<std::uint16_t>(vtable_ + entry);
    if (offset == 0) return std::nullopt;
    if (offset < 4 || offset + width > size_)
        throw ImportError(std::format("{}: its field {} lies outside of it", name_, field));
    return start_ + offset;
}

std::size_t Table::follow(std::size_t place) const {
    const std::size_t offset = load<std::uint32_t>(place);
    if (offset == 0) throw ImportError(std::format("{}: an offset in it leads nowhere", name_));
    return place + offset;
}

std::optional<Table> Table::table(std::size_t field, const std::string& name) const {
    const auto place = place_of(field, sizeof(std::uint32_t));
    if (!place) return std::nullopt;
    return Table(file_, follow(*place), name_ + ", " + name);
}

std::optional<Table::Vector> Table::vector(std::size_t field, std::size_t width, std::size_t most) const {
    const auto place = place_of(field, sizeof(std::uint32_t));
    if (!place) return std::nullopt;
    const std::size_t start = follow(*place);
    const std::size_t size = load<std::uint32_t>(start);
    if (size > most)
        throw ImportError(std::format("{}: its field {} has {} entries, more than {}", name_, field, size, most));
    require(start + sizeof(std::uint32_t), size * width);
    return Vector{.start = start + sizeof(std::uint32_t), .size = size};
}

std::vector<Table> Table::tables(std::size_t field, std::size_t most, const std::string& name) const {
    std::vector<Table> list;
    const auto places = vector(field, sizeof(std::uint32_t), most);
    for (std::size_t i = 0; places && i < places->size; ++i)
        list.push_back(Table(file_, follow(places->start + i * sizeof(std::uint32_t)), std::format("{} {}", name, i)));
    return list;
}

std::vector<std::int32_t> Table::whole_numbers(std::size_t field, std::size_t most) const {
    const auto place = vector(field, sizeof(std::int32_t), most);
    std::vector<std::int32_t> numbers(place ? place->size : 0);
    if (!numbers.empty()) std::memcpy(numbers.data(), file_.data() + place->start, place->size * sizeof(std::int32_t));
    return numbers;
}

std::string Table::text(std::size_t field, std::size_t most) const {
    const auto place = vector(field, 1, most);
    if (!place) return {};
    const auto letters = file_.subspan(place->start, place->size);
    return {letters.begin(), letters.end()};
}

Table::File Table::bytes(std::size_t field) const {
    const auto place = vector(field, 1, file_.size());
    return place ? file_.subspan(place->start, place->size) : File{};
}

}  // namespace mllab::importers::tflite
