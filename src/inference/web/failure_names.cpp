#include "inference/web/failure_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mllab::inference {

namespace {

constexpr std::array<std::pair<Failure, std::string_view>, 8> names{{
    {Failure::file_missing, "file_missing"},
    {Failure::wrong_bytes, "wrong_bytes"},
    {Failure::hash_mismatch, "hash_mismatch"},
    {Failure::shape_mismatch, "shape_mismatch"},
    {Failure::out_of_memory, "out_of_memory"},
    {Failure::runtime_not_loaded, "runtime_not_loaded"},
    {Failure::runtime_error, "runtime_error"},
    {Failure::session_closed, "session_closed"},
}};

}  // namespace

Failure failure_named(std::string_view name) noexcept {
    const auto* const found = std::ranges::find(names, name, [](const auto& row) { return row.second; });
    return found == names.end() ? Failure::runtime_error : found->first;
}

std::string name_of(Failure kind) {
    return std::string(std::ranges::find(names, kind, [](const auto& row) { return row.first; })->second);
}

}  // namespace mllab::inference
