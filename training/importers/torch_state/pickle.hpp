// The part of Python's pickle format that a state dict of PyTorch needs, as a machine that builds plain values and runs
// nothing. Private to this room. Format: Python's Lib/pickletools.py, protocol 2; torch/_utils.py and
// torch/serialization.py for what PyTorch puts into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/tensor.hpp"
#include "training/importers/torch_state/element_type.hpp"

namespace mllab::importers::torch_state {

struct Tuple;
struct List;
struct Dict;
struct Storage;
struct View;

enum class Global { ordered_dict, rebuild_tensor };

// None, or what a program of pickle can build here. Whatever is pointed to belongs to the Pickle.
using Value = std::variant<std::monostate, bool, std::int64_t, const std::string*, Tuple*, List*, Dict*, Global,
                           ElementType, Storage*, View*>;

struct Tuple {
    std::vector<Value> values;
};
struct List {
    std::vector<Value> values;
};
struct Dict {
    std::vector<std::pair<Value, Value>> entries;  // in the order in which they were set; keys may repeat
};
// Numbers that lie elsewhere in the file, under a key.
struct Storage {
    ElementType type;
    std::string key;
    std::size_t count;
};
// A tensor: how it lies in a storage, of which it never leaves the bounds.
struct View {
    const Storage* storage;
    std::size_t offset;
    core::Shape shape;
    std::vector<std::int64_t> strides;  // none negative
};

class Pickle {
 public:
    // Runs the program that begins at `begin` of `bytes`, to its end. `where` stands in messages before the position.
    // Throws ImportError on every opcode, global or argument that a state dict does not need, and on programs that are
    // cut, too long or do not hold together.
    Pickle(std::span<const std::uint8_t> bytes, std::size_t begin, std::string where);

    [[nodiscard]] const Value& result() const { return result_; }
    [[nodiscard]] std::size_t end() const { return end_; }  // of the program, in `bytes`
    // In the order in which the program named them; one entry a key.
    [[nodiscard]] const std::deque<Storage>& storages() const { return storages_; }

 private:
    friend class PickleMachine;
    std::deque<std::string> texts_;
    std::deque<Tuple> tuples_;
    std::deque<List> lists_;
    std::deque<Dict> dicts_;
    std::deque<Storage> storages_;
    std::deque<View> views_;
    Value result_;
    std::size_t end_ = 0;
};

}  // namespace mllab::importers::torch_state
