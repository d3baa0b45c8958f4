// What several classes are together: 118 breeds are dogs. A network that cannot say which breed a dog is still says
// that it is one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::image_classification {

struct Family {
    std::string_view name;  // with its article: "a dog"
    std::vector<std::string_view> labels;
};

[[nodiscard]] std::span<const Family> all_families();

// Of the families those that have two classes or more among a network's labels.
struct FamilyAmong {
    std::string_view name;
    std::vector<std::size_t> classes;
};
[[nodiscard]] std::vector<FamilyAmong> families_among(const std::vector<std::string>& labels);

}  // namespace mllab::image_classification
