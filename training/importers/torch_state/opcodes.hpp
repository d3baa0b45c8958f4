// The opcodes of pickle. Private to this room.
#pragma once

#include <cstdint>
#include <string>

namespace mllab::importers::torch_state {

// Those that a state dict needs. Values: Lib/pickletools.py.
enum class Opcode : std::uint8_t {
    mark = '(',
    stop = '.',
    none = 'N',
    new_true = 0x88,
    new_false = 0x89,
    bin_int = 'J',
    bin_int1 = 'K',
    bin_int2 = 'M',
    long1 = 0x8a,
    short_bin_string = 'U',
    bin_string = 'T',
    bin_unicode = 'X',
    empty_tuple = ')',
    tuple = 't',
    tuple1 = 0x85,
    tuple2 = 0x86,
    tuple3 = 0x87,
    empty_list = ']',
    append = 'a',
    appends = 'e',
    empty_dict = '}',
    set_item = 's',
    set_items = 'u',
    bin_put = 'q',
    long_bin_put = 'r',
    bin_get = 'h',
    long_bin_get = 'j',
    global = 'c',
    reduce = 'R',
    build = 'b',
    bin_pers_id = 'Q',
    proto = 0x80,
};

// Of every opcode there is, also of those that are refused: "INST", or "0xff, which is no opcode".
[[nodiscard]] std::string name_of(std::uint8_t opcode);

}  // namespace mllab::importers::torch_state
