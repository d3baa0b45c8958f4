// From a foreign network to a file of this project and its card.
#pragma once

#include <string>
#include <vector>

#include "training/files/files.hpp"
#include "training/importers/networks/network.hpp"
#include "training/report/card.hpp"

namespace mllab::importers {

struct Converted {
    std::string onnx;
    report::Card card;
};

// `files`: the bytes of the network's files, in their order. The same bytes give the same bytes. Throws ImportError
// naming operator or node where the network is not understood, and where what it computes and its description (its
// labels, say) do not go together.
[[nodiscard]] Converted convert(const Network& network, const std::vector<files::Bytes>& files);

}  // namespace mllab::importers
