// State dicts that are understood: written by PyTorch itself and by hand, in both formats.

#include <catch_amalgamated.hpp>

#include "support/message.hpp"
#include "support/source_folder.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/made_up_state_dict.hpp"
#include "training/importers/torch_state/state_dict.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::torch_state::ElementType;
using importers::torch_state::StateDict;

namespace {

// Of the files that the fuzzer begins with. PyTorch 2.6.0 wrote them, torch.save of a module's state_dict() with
// buffers of every type, a transposed one and one of every second number of another; stream.pth with
// _use_new_zipfile_serialization off.
Bytes of_pytorch(const std::string& name) {
    return files::read(testing::source_folder() / "tests/fuzz/corpus/torch_state" / name);
}

}  // namespace

TEST_CASE("a state dict that PyTorch wrote is read, whichever format it has") {
    const StateDict weights(of_pytorch(GENERATE("stream.pth", "zip.pth")));
    CHECK(weights.names().size() == 19);
    CHECK(weights.names().front() == "weight");
    CHECK(weights.names().back() == "norm.num_batches_tracked");
    CHECK(weights.numbers("weight", {2, 3}) == std::vector{0.0F, 0.25F, 0.5F, 0.75F, 1.0F, 1.25F});
    CHECK(weights.numbers("transposed", {3, 2}) == std::vector{0.0F, 0.75F, 0.25F, 1.0F, 0.5F, 1.25F});
    CHECK(weights.numbers("every_second", {3}) == std::vector{0.25F, 0.75F, 1.25F});
    CHECK(weights.numbers("scalar", {}) == std::vector{7.0F});
    CHECK(weights.numbers("none_at_all", {0, 3}).empty());
    for (const char* name : {"of_float64", "of_float16", "of_bfloat16"}) {
        CAPTURE(name);
        CHECK(weights.numbers(name, {4}) == std::vector{-2.0F, 0.0F, 1.5F, 3.0F});
    }
    for (const char* name : {"of_int64", "of_int32", "of_int16", "of_int8"}) {
        CAPTURE(name);
        CHECK(weights.numbers(name, {3}) == std::vector{-100.0F, 0.0F, 5.0F});
    }
    CHECK(weights.numbers("of_uint8", {3}) == std::vector{0.0F, 5.0F, 200.0F});
    CHECK(weights.numbers("of_boolean", {3}) == std::vector{1.0F, 0.0F, 1.0F});
    CHECK(weights.numbers("norm.running_var", {2}) == std::vector{1.0F, 1.0F});
    CHECK(weights.type_of("weight") == ElementType::float32);
    CHECK(weights.type_of("of_bfloat16") == ElementType::bfloat16);
    CHECK(weights.type_of("of_boolean") == ElementType::boolean);
    CHECK(weights.shape_of("none_at_all") == core::Shape{0, 3});
}

TEST_CASE("a state dict made by hand is read, whichever format it has") {
    const StateDict weights(small_file(GENERATE(true, false)));
    CHECK(weights.names() == std::vector<std::string>{"matrix", "transposed", "count"});
    CHECK(weights.numbers("matrix", {2, 3}) == std::vector{0.0F, 0.25F, 0.5F, 0.75F, 1.0F, -1.25F});
    CHECK(weights.numbers("transposed", {3, 2}) == std::vector{0.0F, 0.75F, 0.25F, 1.0F, 0.5F, -1.25F});
    CHECK(weights.numbers("count", {}) == std::vector{7.0F});
    CHECK(weights.contains("count"));
    CHECK_FALSE(weights.contains("matrices"));
    CHECK_THROWS_MATCHES(weights.shape_of("matrices"), ImportError, MessageWith({"no tensor “matrices”"}));
    CHECK_THROWS_MATCHES(weights.numbers("matrix", {6}), ImportError, MessageWith({"“matrix”", "[2, 3]", "not [6]"}));
}

TEST_CASE("a state dict's pickle may say the same with other opcodes") {
    // Texts as Python 2 had them, LONG1 for a size, the memo, one-tuples, None for hooks.
    Program program;
    program.raw("}").raw("U").raw({1}).raw("x");
    program.global("torch._utils", "_rebuild_tensor_v2").raw("(");
    program.raw("(").raw("T").four(7).raw("storage").global("torch", "FloatStorage");
    program.text("1").raw("r").four(70'000).text("cpu").raw("q").raw({5}).raw({0x8a, 1, 3}).raw("NtQ");
    program.raw("K").raw({1}).raw("K").raw({2}).raw({0x85}).raw("M").raw({1, 0}).raw({0x85}).raw({0x88}).raw("NtRs");
    const StateDict weights(stream_of(program.end(), {{"1", 3, raw_bytes(std::vector{1.0F, 2.0F, 3.0F})}}));
    CHECK(weights.numbers("x", {2}) == std::vector{2.0F, 3.0F});
}

TEST_CASE("numbers that float32 cannot hold are refused when they are asked for") {
    const auto file = [](const std::string& type, const Bytes& bytes) {
        Program program;
        program.raw("}").text("x").tensor({.type = type, .count = 1, .shape = {1}, .strides = {1}}).raw("s");
        return stream_of(program.end(), {{"1", 1, bytes}});
    };
    const StateDict large(file("DoubleStorage", raw_bytes(std::vector{1e39})));
    CHECK_THROWS_MATCHES(large.numbers("x", {1}), ImportError, MessageWith({"“x”", "float32"}));
    const StateDict none(file("FloatStorage", raw_bytes(std::vector<std::uint32_t>{0x7fc00000})));
    CHECK_THROWS_MATCHES(none.numbers("x", {1}), ImportError, MessageWith({"“x”", "not finite"}));
    const StateDict half(file("HalfStorage", raw_bytes(std::vector<std::uint16_t>{0x7c00})));
    CHECK_THROWS_MATCHES(half.numbers("x", {1}), ImportError, MessageWith({"“x”", "not finite"}));
    const StateDict fine(file("DoubleStorage", raw_bytes(std::vector{1e38})));
    CHECK(fine.numbers("x", {1}) == std::vector{1e38F});
}
