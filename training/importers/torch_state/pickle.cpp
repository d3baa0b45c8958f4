#include "training/importers/torch_state/pickle.hpp"

#include <algorithm>
#include <expected>
#include <format>
#include <map>

#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/opcodes.hpp"
#include "training/importers/torch_state/rebuild.hpp"

namespace mllab::importers::torch_state {

namespace {

// Real state dicts stay far below; a file may make nobody reserve or compute more.
constexpr std::size_t most_steps = 4'000'000;
constexpr std::size_t longest_text = 1'000;
constexpr std::size_t most_memo = 1'000'000;

struct Mark {};

}  // namespace

// The stack machine. Every step consumes at least one byte, so what it builds is bounded by the file and most_steps.
class PickleMachine {
 public:
    PickleMachine(Pickle& out, std::span<const std::uint8_t> bytes, std::size_t begin, std::string where)
        : out_(out), bytes_(bytes), at_(begin), where_(std::move(where)) {}

    void run() {
        for (std::size_t step = 0; step < most_steps; ++step) {
            begin_ = at_;
            const std::uint8_t opcode = byte();
            if (step == 0 && Opcode{opcode} != Opcode::proto) refuse("it does not begin as a pickle of protocol 2");
            if (Opcode{opcode} == Opcode::stop) return finish();
            execute(opcode);
        }
        refuse("its pickle is too long");
    }

 private:
    using Slot = std::variant<Value, Mark>;

    [[noreturn]] void refuse(const std::string& what) const {
        throw ImportError(std::format("{}byte {}: {}", where_, begin_, what));
    }

    void execute(std::uint8_t opcode) {
        switch (Opcode{opcode}) {
            case Opcode::proto:
                if (const std::uint8_t protocol = byte(); protocol != 2)
                    refuse(std::format("protocol {} of pickle is not understood, only 2", protocol));
                return;
            case Opcode::mark:
                stack_.emplace_back(Mark{});
                return;
            case Opcode::none:
                return push(std::monostate{});
            case Opcode::new_true:
                return push(true);
            case Opcode::new_false:
                return push(false);
            case Opcode::bin_int:
                return push(std::int64_t{static_cast<std::int32_t>(number(4))});
            case Opcode::bin_int1:
                return push(static_cast<std::int64_t>(number(1)));
            case Opcode::bin_int2:
                return push(static_cast<std::int64_t>(number(2)));
            case Opcode::long1:
                return push(long_number());
            case Opcode::short_bin_string:
                return push(text(number(1)));
            case Opcode::bin_string:
            case Opcode::bin_unicode:
                return push(text(number(4)));
            case Opcode::empty_tuple:
                return push_tuple({});
            case Opcode::tuple:
                return push_tuple(down_to_mark());
            case Opcode::tuple1:
            case Opcode::tuple2:
            case Opcode::tuple3:
                return push_tuple(top(opcode - static_cast<std::size_t>(Opcode::tuple1) + 1));
            case Opcode::empty_list:
                return push(&out_.lists_.emplace_back());
            case Opcode::append:
                return append(top(1));
            case Opcode::appends:
                return append(down_to_mark());
            case Opcode::empty_dict:
                return push(&out_.dicts_.emplace_back());
            case Opcode::set_item:
                return set(top(2));
            case Opcode::set_items:
                return set(down_to_mark());
            case Opcode::bin_put:
                return put(number(1));
            case Opcode::long_bin_put:
                return put(number(4));
            case Opcode::bin_get:
                return get(number(1));
            case Opcode::long_bin_get:
                return get(number(4));
            case Opcode::global:
                return global();
            case Opcode::reduce:
                return reduce();
            case Opcode::build:
                return build();
            case Opcode::bin_pers_id:
                return persistent();
            case Opcode::stop:
                break;
        }
        refuse(std::format("a state dict does not need the opcode {}", name_of(opcode)));
    }

    std::uint8_t byte() {
        if (at_ >= bytes_.size()) refuse("the file ends within its pickle");
        return bytes_[at_++];
    }

    // Unsigned, little-endian.
    std::uint32_t number(std::size_t width) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i) value |= std::uint32_t{byte()} << (8 * i);
        return value;
    }

    // LONG1: as many bytes as the first says, two's complement.
    std::int64_t long_number() {
        const std::size_t width = byte();
        if (width > 8) refuse(std::format("a whole number of {} bytes is too large", width));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{byte()} << (8 * i);
        if (width > 0 && width < 8 && (value >> (8 * width - 1)) != 0) value |= ~std::uint64_t{0} << (8 * width);
        return static_cast<std::int64_t>(value);
    }

    const std::string* text(std::size_t length) {
        if (length > longest_text) refuse(std::format("a text of {} bytes is too long", length));
        if (length > bytes_.size() - at_) refuse("the file ends within a text");
        const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(at_);
        at_ += length;
        return &out_.texts_.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
    }

    // Up to the end of the line, which goes.
    std::string line() {
        std::string words;
        for (std::uint8_t c = byte(); c != '\n'; c = byte()) {
            if (words.size() == longest_text) refuse("a name is too long");
            words.push_back(static_cast<char>(c));
        }
        return words;
    }

    void push(Value value) { stack_.emplace_back(value); }
    void push_tuple(std::vector<Value> values) { push(&out_.tuples_.emplace_back(std::move(values))); }

    // The topmost values, lowest first, which go.
    std::vector<Value> top(std::size_t count) {
        if (stack_.size() < count) refuse("its stack is empty");
        std::vector<Value> values;
        for (auto slot = stack_.end() - static_cast<std::ptrdiff_t>(count); slot != stack_.end(); ++slot) {
            const Value* value = std::get_if<Value>(&*slot);
            if (value == nullptr) refuse("its stack is empty down to the mark");
            values.push_back(*value);
        }
        stack_.resize(stack_.size() - count);
        return values;
    }

    std::vector<Value> down_to_mark() {
        std::size_t count = 0;
        while (count < stack_.size() && std::holds_alternative<Value>(stack_[stack_.size() - 1 - count])) ++count;
        if (count == stack_.size()) refuse("there is no mark on its stack");
        std::vector<Value> values = top(count);
        stack_.pop_back();
        return values;
    }

    // What lies on top and stays there.
    template <typename T>
    T* stays(const char* what) {
        const Value* value = stack_.empty() ? nullptr : std::get_if<Value>(&stack_.back());
        T* const* found = value == nullptr ? nullptr : std::get_if<T*>(value);
        if (found == nullptr) refuse(std::format("there is no {} for it on its stack", what));
        return *found;
    }

    void append(const std::vector<Value>& values) {
        List* list = stays<List>("list");
        list->values.insert(list->values.end(), values.begin(), values.end());
    }

    void set(const std::vector<Value>& values) {
        Dict* dict = stays<Dict>("dict");
        if (values.size() % 2 != 0) refuse("a key of its dict has no value");
        for (std::size_t i = 0; i < values.size(); i += 2) dict->entries.emplace_back(values[i], values[i + 1]);
    }

    void put(std::size_t index) {
        if (index >= most_memo) refuse(std::format("its memo has no place {}", index));
        const Value* value = stack_.empty() ? nullptr : std::get_if<Value>(&stack_.back());
        if (value == nullptr) refuse("there is nothing on its stack to be remembered");
        memo_.insert_or_assign(index, *value);
    }

    void get(std::size_t index) {
        const auto found = memo_.find(index);
        if (found == memo_.end()) refuse(std::format("its memo holds nothing at {}", index));
        push(found->second);
    }

    void global() {
        const std::string module = line();
        const std::string name = line();
        if (module == "collections" && name == "OrderedDict") return push(Global::ordered_dict);
        if (module == "torch._utils" && name == "_rebuild_tensor_v2") return push(Global::rebuild_tensor);
        if (const auto type = element_type_of_storage(name); type && module == "torch") return push(*type);
        refuse(std::format("a state dict does not need {}.{}", module, name));
    }

    void reduce() {
        const std::vector<Value> both = top(2);
        const auto* function = std::get_if<Global>(&both[0]);
        Tuple* const* given = std::get_if<Tuple*>(&both[1]);
        if (function == nullptr || given == nullptr) refuse("it calls what is no function");
        const std::vector<Value>& arguments = (*given)->values;
        if (*function == Global::ordered_dict) {
            if (!arguments.empty()) refuse("an OrderedDict that is made from something is not understood");
            return push(&out_.dicts_.emplace_back());
        }
        push(&out_.views_.emplace_back(understood(view_of(arguments))));
    }

    // State dicts carry the versions of their modules as an attribute; they are of no use here.
    void build() {
        const std::vector<Value> state = top(1);
        static_cast<void>(stays<Dict>("dict"));
        Dict* const* attributes = std::get_if<Dict*>(state.data());
        if (attributes == nullptr) refuse("an OrderedDict's attributes are no dict");
        for (const auto& [key, value] : (*attributes)->entries) {
            const std::string* const* name = std::get_if<const std::string*>(&key);
            if (name == nullptr || **name != "_metadata")
                refuse("an OrderedDict with other attributes than _metadata is not understood");
        }
    }

    void persistent() {
        const std::vector<Value> id = top(1);
        Storage storage = understood(storage_of(id.front()));
        const auto [place, fresh] = by_key_.try_emplace(storage.key, nullptr);
        if (fresh) {
            place->second = &out_.storages_.emplace_back(std::move(storage));
        } else if (place->second->type != storage.type || place->second->count != storage.count) {
            refuse(std::format("the storage “{}” is described in two ways", storage.key));
        }
        push(place->second);
    }

    template <typename T>
    T understood(std::expected<T, std::string> result) {
        if (!result) refuse(result.error());
        return std::move(*result);
    }

    void finish() {
        const std::vector<Value> result = top(1);
        if (!stack_.empty()) refuse("its pickle ends with more than one value");
        out_.result_ = result.front();
        out_.end_ = at_;
    }

    Pickle& out_;
    std::span<const std::uint8_t> bytes_;
    std::size_t at_;
    std::size_t begin_ = 0;  // of the step, for messages
    std::string where_;
    std::vector<Slot> stack_;
    std::map<std::size_t, Value> memo_;
    std::map<std::string, Storage*, std::less<>> by_key_;
};

Pickle::Pickle(std::span<const std::uint8_t> bytes, std::size_t begin, std::string where) {
    PickleMachine(*this, bytes, begin, std::move(where)).run();
}

}  // namespace mllab::importers::torch_state
