// A PyTorch state dict, to the last number.
#include "fuzz/survives.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/state_dict.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return testing::survives<importers::ImportError>([&] {
        const importers::torch_state::StateDict state(files::Bytes(bytes, bytes + size));
        for (const std::string& name : state.names())
            testing::survives<importers::ImportError>([&] { (void)state.numbers(name, state.shape_of(name)); });
    });
}
