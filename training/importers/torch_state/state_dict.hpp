// A state dict of PyTorch, as torch.save leaves it: names and tensors. Both formats are read, the stream of pickles
// that it wrote until version 1.5 and the zip archive that it writes since 1.6. The reader is the project's own: what a
// file wants to have run is refused, not run, and whatever a file may hold, it is read or refused in words. Format:
// torch/serialization.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/files/files.hpp"
#include "training/importers/torch_state/element_type.hpp"

namespace mllab::importers::torch_state {

class StateDict {
 public:
    // Throws ImportError, which names what is not understood and the byte where it stands: on pickles that need more
    // than an ordered dict of tensors, on tensors that leave their storage, on storages that are missing, cut or of
    // another size, on big-endian files, and on everything that follows the last storage.
    explicit StateDict(const files::Bytes& file);

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  // in the file's order
    [[nodiscard]] bool contains(const std::string& name) const { return tensors_.contains(name); }
    // Throw ImportError where there is no such tensor.
    [[nodiscard]] const core::Shape& shape_of(const std::string& name) const;
    [[nodiscard]] ElementType type_of(const std::string& name) const;
    // Row-major, whatever its strides; whole numbers and truth values, too. Throws ImportError on another shape, and on
    // numbers that float32 cannot hold or that are not finite.
    [[nodiscard]] std::vector<float> numbers(const std::string& name, const core::Shape& shape) const;

 private:
    struct Entry {
        ElementType type;
        std::string storage;
        std::size_t offset;
        core::Shape shape;
        std::vector<std::int64_t> strides;
    };
    [[nodiscard]] const Entry& at(const std::string& name) const;
    friend class StateDictReader;

    std::vector<std::string> names_;
    std::map<std::string, Entry> tensors_;
    std::map<std::string, files::Bytes> storages_;
};

}  // namespace mllab::importers::torch_state
