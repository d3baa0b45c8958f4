// From a foreign network to a file of this project and its card.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "training/files/files.hpp"
#include "training/importers/network.hpp"
#include "training/report/card.hpp"

namespace mllab::importers {

struct Converted {
    std::string onnx;
    report::Card card;
};

// Gives the further files that a TensorFlow.js graph names; a name is no path.
using FurtherFiles = std::function<files::Bytes(const std::string& name)>;

// `file`: the bytes of the network's first file. The same bytes give the same bytes. Throws ImportError naming operator
// or node where the network is not understood, and where what it computes and its description (its labels, say) do not
// go together.
[[nodiscard]] Converted convert(const Network& network, const files::Bytes& file, const FurtherFiles& further = {});

// A network of a known family in a file of somebody's own.
struct OwnFile {
    std::string id, name;
    std::string file;  // its name, for the card
    std::vector<std::string> labels;
    std::string licence, trained;                  // whose terms, and by whom and on what; empty: not said
    std::map<std::string, std::string> originals;  // by the names of inputs and outputs, where they differ
};
// Throws ImportError where the id cannot be one, is one of the project's own, or an original has another network's
// name.
[[nodiscard]] Network own_network(const Network& like, const OwnFile& own, const files::Bytes& bytes);

}  // namespace mllab::importers
