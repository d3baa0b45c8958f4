// What a state dict does not need is refused, by name and place.

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/made_up_state_dict.hpp"
#include "training/importers/torch_state/state_dict.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::torch_state::StateDict;

namespace {

// The byte in the file where the program stood when it had `before` bytes.
std::string byte_of(std::size_t before) {
    return "byte " + std::to_string(stream_before_the_state_dict().size() + before) + ":";
}

void refused(const Bytes& file, const std::vector<std::string>& parts) {
    CHECK_THROWS_MATCHES(StateDict(file), ImportError, MessageWith(parts));
}

// A file with this program, the fault of which begins at byte `fault` of it.
void refused_program(const Program& program, std::size_t fault, std::vector<std::string> parts) {
    parts.push_back(byte_of(fault));
    refused(stream_of(program.end(), {{"1", 6, Bytes(24)}}), parts);
}

// The state dict {"x": tensor}.
Program with_tensor(const Program::Tensor& tensor) {
    Program program;
    program.raw("}").text("x").tensor(tensor).raw("s");
    return program;
}

void refused_tensor(const Program::Tensor& tensor, const std::vector<std::string>& parts) {
    refused(stream_of(with_tensor(tensor).end(), {{"1", 6, Bytes(24)}}), parts);
}

}  // namespace

TEST_CASE("opcodes that a state dict does not need are refused by name and byte") {
    struct Opcode {
        int code;
        std::string name;
    };
    const auto [code, name] = GENERATE(values<Opcode>({{'0', "POP"},
                                                       {'1', "POP_MARK"},
                                                       {'2', "DUP"},
                                                       {'F', "FLOAT"},
                                                       {'I', "INT"},
                                                       {'L', "LONG"},
                                                       {'P', "PERSID"},
                                                       {'S', "STRING"},
                                                       {'V', "UNICODE"},
                                                       {'d', "DICT"},
                                                       {'g', "GET"},
                                                       {'i', "INST"},
                                                       {'l', "LIST"},
                                                       {'o', "OBJ"},
                                                       {'p', "PUT"},
                                                       {'G', "BINFLOAT"},
                                                       {0x81, "NEWOBJ"},
                                                       {0x82, "EXT1"},
                                                       {0x83, "EXT2"},
                                                       {0x84, "EXT4"},
                                                       {0x8b, "LONG4"},
                                                       {'B', "BINBYTES"},
                                                       {'C', "SHORT_BINBYTES"},
                                                       {0x8c, "SHORT_BINUNICODE"},
                                                       {0x8d, "BINUNICODE8"},
                                                       {0x8e, "BINBYTES8"},
                                                       {0x8f, "EMPTY_SET"},
                                                       {0x90, "ADDITEMS"},
                                                       {0x91, "FROZENSET"},
                                                       {0x92, "NEWOBJ_EX"},
                                                       {0x93, "STACK_GLOBAL"},
                                                       {0x94, "MEMOIZE"},
                                                       {0x95, "FRAME"},
                                                       {0x96, "BYTEARRAY8"},
                                                       {0x97, "NEXT_BUFFER"},
                                                       {0x98, "READONLY_BUFFER"},
                                                       {0xff, "0xff, which is no opcode"}}));
    CAPTURE(name);
    Program program;
    program.raw("}");
    const std::size_t fault = program.size();
    refused_program(program.raw({code, 0, 0, 0}), fault, {"does not need the opcode " + name});
}

TEST_CASE("what a pickle wants to have called is refused by name, not called") {
    const auto [module, name] = GENERATE(table<std::string, std::string>({{"os", "system"},
                                                                          {"posix", "system"},
                                                                          {"builtins", "eval"},
                                                                          {"__builtin__", "getattr"},
                                                                          {"collections", "defaultdict"},
                                                                          {"torch", "load"},
                                                                          {"torch", "FloatTensor"},
                                                                          {"torch._utils", "_rebuild_tensor"},
                                                                          {"torch._utils", "_rebuild_parameter"},
                                                                          {"torch.nn.modules.linear", "Linear"},
                                                                          {"numpy", "FloatStorage"}}));
    Program program;
    refused_program(program.global(module, name).raw("U").raw({4}).raw("echo").raw({0x85}).raw("R"), 2,
                    {"does not need " + module + "." + name});
}

TEST_CASE("a pickle that does not hold together is refused at the byte where it breaks") {
    const auto refused_at = [](Program program, std::string_view opcode, const std::string& words) {
        const std::size_t fault = program.size();
        refused_program(program.raw(opcode), fault, {words});
    };
    refused_at(Program(), "\x80\x04", "protocol 4");
    refused_at(Program(), ".", "its stack is empty");
    refused_at(Program().raw("}}"), ".", "more than one value");
    refused_at(Program().raw("}("), ".", "down to the mark");
    refused_at(Program(), "q\x01", "nothing on its stack");
    refused_at(Program().raw("("), "q\x01", "nothing on its stack");
    refused_at(Program().raw("N"), "r\xff\xff\xff\xff", "no place 4294967295");
    refused_at(Program().raw("Nq").raw({1}), "h\x02", "holds nothing at 2");
    refused_at(Program().raw("Nq").raw({1}), "j\xff\xff\xff\xff", "holds nothing at");
    refused_at(Program().raw("NN"), "t", "no mark");
    refused_at(Program().raw("N"), "\x86", "its stack is empty");
    refused_at(Program().raw("N(N"), "\x86", "down to the mark");
    refused_at(Program().raw("NN"), "a", "no list");
    refused_at(Program().raw("}(N"), "e", "no list");
    refused_at(Program().raw("]NN"), "s", "no dict");
    refused_at(Program().raw("}(N"), "u", "no value");
    refused_at(Program().raw("NN"), "R", "no function");
    refused_at(Program().global("torch", "FloatStorage").raw(")"), "R", "no function");
    refused_at(Program().global("collections", "OrderedDict").raw("N"), "R", "no function");
    refused_at(Program().global("collections", "OrderedDict").raw("]\x85"), "R", "made from something");
    refused_at(Program().dict().raw("N"), "b", "no dict");
    refused_at(Program().dict().raw("}").text("__class__").raw("Ns"), "b", "other attributes");
    refused_at(Program().raw("N}"), "b", "no dict");
    refused_at(Program(), "\x8a\x09", "9 bytes");
    refused_at(Program(), "X\xff\xff\xff\xff", "too long");
    refused_at(Program(), std::string("X\xe8\x03\0\0", 5), "ends within");  // what follows is shorter
    refused_at(Program(), "c" + std::string(2'000, 'x'), "too long");
}

TEST_CASE("a pickle may not be endless") {
    Program program;
    program.raw("}");
    for (int i = 0; i < 2'100'000; ++i) program.raw("(u");  // nothing is set
    refused(stream_of(program.end(), {}), {"too long"});
    Program deep;  // a tuple in a tuple in a tuple …
    deep.raw("}").text("x").raw(")");
    for (int i = 0; i < 1'000'000; ++i) deep.raw({0x85});
    refused(stream_of(deep.raw("s").end(), {}), {"“x”", "no tensor"});
    Program itself;  // a dict that holds itself
    itself.raw("}q").raw({1}).text("x").raw("h").raw({1}).raw("s");
    refused(stream_of(itself.end(), {}), {"“x”", "no tensor"});
}

TEST_CASE("references to storages that are not what they should be are refused") {
    const auto refused_reference = [](const Program& program, const std::string& words) {
        refused_program(Program(program).raw("Q"), program.size(), {words});
    };
    const auto begun = [](std::string_view word) { return Program().raw("(").text(word); };
    refused_reference(Program().text("storage"), "not the tuple");
    refused_reference(Program().raw("(NNNt"), "not the tuple");
    refused_reference(begun("module").global("torch", "IntStorage").text("1").text("cpu").whole(6).raw("Nt"),
                      "no storage");
    refused_reference(begun("storage").text("FloatStorage").text("1").text("cpu").whole(6).raw("Nt"), "no type");
    refused_reference(begun("storage").global("torch", "IntStorage").whole(1).text("cpu").whole(6).raw("Nt"), "no key");
    refused_reference(begun("storage").global("torch", "IntStorage").text("").text("cpu").whole(6).raw("Nt"), "no key");
    refused_reference(begun("storage").global("torch", "IntStorage").text("1").raw("N").whole(6).raw("Nt"),
                      "where it was");
    refused_reference(begun("storage").global("torch", "IntStorage").text("1").text("cpu").whole(-1).raw("Nt"),
                      "a size that makes no sense");
    refused_reference(begun("storage").global("torch", "IntStorage").text("1").text("cpu").text("6").raw("Nt"),
                      "a size that makes no sense");
    refused_reference(begun("storage").global("torch", "IntStorage").text("1").text("cpu").whole(6).raw(")t"),
                      "part of another one");
    Program twice;
    twice.raw("(").storage("FloatStorage", "1", 6).storage("FloatStorage", "1", 6);
    const std::size_t fault = Program(twice)
                                  .raw("(")
                                  .text("storage")
                                  .global("torch", "FloatStorage")
                                  .text("1")
                                  .text("cpu")
                                  .whole(5)
                                  .raw("Nt")
                                  .size();
    refused_program(twice.storage("FloatStorage", "1", 5), fault, {"“1”", "two ways"});
}

TEST_CASE("tensors that leave their storage, and other nonsense, are refused") {
    CHECK_NOTHROW(StateDict(stream_of(with_tensor({.shape = {6}, .strides = {1}}).end(), {{"1", 6, Bytes(24)}})));
    refused_tensor({.shape = {7}, .strides = {1}}, {"[7]", "6 numbers"});
    refused_tensor({.offset = 1, .shape = {6}, .strides = {1}}, {"[6]", "6 numbers"});
    refused_tensor({.offset = 6, .shape = {}, .strides = {}}, {"6 numbers"});
    refused_tensor({.offset = 7, .shape = {0}, .strides = {1}}, {"6 numbers"});
    refused_tensor({.shape = {4}, .strides = {2}}, {"[4]", "6 numbers"});
    refused_tensor({.shape = {2, 3}, .strides = {4, 1}}, {"[2, 3]", "6 numbers"});
    // The same number over and over would be a bomb.
    refused_tensor({.shape = {7}, .strides = {0}}, {"[7]", "6 numbers"});
    refused_tensor({.shape = {1 << 28, 1 << 28, 1 << 28}, .strides = {0, 0, 0}}, {"6 numbers"});
    refused_tensor({.count = 0, .shape = {1, 1}, .strides = {1 << 28, 1 << 28}}, {"0 numbers"});
    refused_tensor({.shape = {6}, .strides = {-1}}, {"make no sense"});
    refused_tensor({.shape = {-6}, .strides = {1}}, {"make no sense"});
    refused_tensor({.offset = -1, .shape = {6}, .strides = {1}}, {"make no sense"});
    refused_tensor({.shape = {6}, .strides = {}}, {"make no sense"});
    refused_tensor({.shape = {(1 << 28) + 1}, .strides = {0}}, {"make no sense"});
    refused_tensor({.shape = {1, 1, 1, 1, 1, 1, 1, 1, 1}, .strides = {1, 1, 1, 1, 1, 1, 1, 1, 1}}, {"make no sense"});
    const auto refused_arguments = [](Program program, const std::string& words) {
        program.raw("t");
        refused_program(Program(program).raw("R"), program.size(), {words});
    };
    const auto rebuild = [] { return Program().global("torch._utils", "_rebuild_tensor_v2").raw("("); };
    const auto whole = [&] { return rebuild().storage("FloatStorage", "1", 6).whole(0).sizes({6}).sizes({1}); };
    refused_arguments(rebuild(), "not 0");
    refused_arguments(rebuild().raw("NNNNNN"), "no storage");
    refused_arguments(whole().raw({0x89}), "not 5");
    refused_arguments(whole().raw("NN"), "hooks");
    refused_arguments(whole().raw({0x89}).raw("}NNs"), "hooks");
    refused_arguments(whole().raw({0x89}).dict().raw("K").raw({1}), "metadata");
}

TEST_CASE("what is no dict of tensors is refused") {
    const auto refused_result = [](const Program& program, const std::vector<std::string>& parts) {
        refused(stream_of(program.end(), {}), parts);
    };
    refused_result(Program().raw("N"), {"no dict"});
    refused_result(Program().raw("]"), {"no dict"});
    refused_result(Program().raw("}").whole(1).raw("Ns"), {"no text"});
    refused_result(Program().raw("}").text("epoch").whole(90).raw("s"), {"“epoch”", "no tensor"});
    refused_result(Program().raw("}").text("state_dict").dict().raw("s"), {"“state_dict”", "no tensor"});
    Program twice;
    twice.raw("}").text("x").tensor({}).raw("s").text("x").tensor({}).raw("s");
    refused(stream_of(twice.end(), {{"1", 6, Bytes(24)}}), {"“x” twice"});
}

TEST_CASE("a stream of pickles that is put together wrongly is refused") {
    const Bytes state_dict = with_tensor({.shape = {6}, .strides = {1}}).end();
    refused(stream_of(state_dict, {}), {"does not hold the storage “1”"});
    refused(stream_of(state_dict, {{"1", 6, Bytes(24)}, {"1", 6, Bytes(24)}}), {"“1”", "twice"});
    refused(stream_of(state_dict, {{"2", 6, Bytes(24)}}), {"“2”", "unknown"});
    refused(stream_of(state_dict, {{"1", 5, Bytes(24)}}), {"“1”", "5 numbers, not 6"});
    refused(stream_of(state_dict, {{"1", -1, Bytes(24)}}), {"-1 numbers, not 6"});
    refused(stream_of(state_dict, {{"1", 6, Bytes(23)}}), {"ends within the storage “1”"});
    refused(stream_of(state_dict, {{"1", 6, Bytes(25)}}), {"1 bytes follow"});
    refused({}, {"byte 0"});
    refused(Bytes(100), {"byte 0"});
    Bytes file = stream_head();
    append(file, system_facts(false));
    refused(file, {"byte " + std::to_string(stream_head().size()), "little-endian"});
    file = stream_head();
    file.resize(15);  // the magic number
    append(file, Program().whole(1'002).end());
    refused(file, {"byte 15", "version 1001"});
    file = stream_before_the_state_dict();
    append(file, state_dict);
    append(file, Program().raw("}").end());
    refused(file, {"no list of storages"});
}

TEST_CASE("a zip archive that is put together wrongly is refused") {
    Program program;
    program.raw("}").text("x").tensor({.shape = {6}, .strides = {1}}, false).raw("s");
    const Bytes state_dict = program.end();
    const Members good{{"a/data.pkl", state_dict}, {"a/data/1", Bytes(24)}};
    CHECK_NOTHROW(StateDict(zip_of(good)));
    refused(zip_of({}), {"no zip archive"});
    refused(zip_of({{"data.pkl", state_dict}, {"data/1", Bytes(24)}}), {"data.pkl in a folder"});
    refused(zip_of({{"a/b/data.pkl", state_dict}}), {"data.pkl in a folder"});
    refused(zip_of({{"a/data.pkl", state_dict}}), {"no member a/data/1"});
    refused(zip_of({{"a/data.pkl", state_dict}, {"b/data/1", Bytes(24)}}), {"no member a/data/1"});
    refused(zip_of({{"a/data.pkl", state_dict}, {"a/data/1", Bytes(20)}}), {"a/data/1", "20 bytes", "24"});
    refused(zip_of({good[0], good[1], good[1]}), {"a/data/1 twice"});
    refused(zip_of({good[0], good[1], {"a/byteorder", {'b', 'i', 'g'}}}), {"little-endian"});
    Bytes longer = state_dict;
    longer.push_back('.');
    refused(zip_of({{"a/data.pkl", longer}, good[1]}), {"a/data.pkl", "follows its pickle"});
    refused(zip_of({{"a/data.pkl", Program().global("os", "system").end()}}), {"a/data.pkl, byte 2:", "os.system"});
    // One byte of a storage: the archive has its checksum.
    Bytes altered = zip_of(good);
    const auto storage = std::search(altered.begin(), altered.end(), good[1].second.begin(), good[1].second.end());
    *storage = 1;
    refused(altered, {"a/data/1", "damaged"});
}
