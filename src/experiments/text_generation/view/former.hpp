// The text that was there before a branch, as fields that the tab keeps: what tells how to write it again.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "experiments/text_generation/view/settings.hpp"

namespace mllab::text_generation {

// `now`: what the settings say; a beginning that both share is kept once.
void keep_former(const Order& former, const Order& now, std::map<std::string, std::string>& fields);
// Nothing where the fields do not say one. `characters`: in the alphabet.
[[nodiscard]] std::optional<Order> former_of(const std::map<std::string, std::string>& fields, const Order& now,
                                             std::size_t characters);

}  // namespace mllab::text_generation
