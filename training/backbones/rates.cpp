#include "training/backbones/rates.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <string>

namespace mllab::backbones {

namespace {

// The number of the layer that a parameter belongs to, from behind: 0 is none of the backbone's.
std::size_t depth_of(const std::string& parameter, const std::vector<std::string>& modules) {
    for (std::size_t i = 0; i < modules.size(); ++i)
        if (parameter.starts_with(modules[i] + ".")) return modules.size() - i;
    return 0;
}

}  // namespace

fit::Rates new_layers_alone() {
    return {.in_words = "the last layer alone",
            .of = [](const std::string& name) { return name.starts_with(nn::backbone_parameters) ? 0 : 1; }};
}

fit::Rates later_layers_faster(const std::vector<nn::NamedLayer>& backbone, double slower,
                               std::size_t blocks_that_stay) {
    std::vector<std::string> modules;
    for (const nn::NamedLayer& layer : backbone) {
        modules.push_back(layer.name);
        std::ranges::replace(modules.back(), '.', '_');
    }
    return {.in_words = std::format("{} times the one behind it, stem and {} blocks stay", slower, blocks_that_stay),
            .of = [=](const std::string& name) {
                const std::size_t depth = depth_of(name, modules);
                return depth >= modules.size() - blocks_that_stay ? 0 : std::pow(slower, static_cast<double>(depth));
            }};
}

}  // namespace mllab::backbones
