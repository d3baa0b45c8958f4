// A text that the network gets wrong, with one press, and what is said of it.
#include <algorithm>

#include "core/shortest.hpp"
#include "experiments/text_generation/view/controller.hpp"

namespace mllab::text_generation {

namespace {

// What a link would say.
bool is_trick(const Order& order, const Trick& trick) {
    return order.prompt == trick.prompt && order.seed == Trick::seed && same(order.sampling, trick.sampling) &&
           order.branches.empty();
}

}  // namespace

void Controller::play_trick(std::size_t index) {
    const Trick& trick = tricks_[index];
    // Another text with other settings takes its place: one press brings it back.
    if (generating_.begun() && !is_trick(generating_.order(), trick)) former_ = text_now();
    set("prompt", std::string(trick.prompt));
    set("temperature", core::shortest(trick.sampling.temperature));
    set("top-k", std::to_string(trick.sampling.top_k));
    set("top-p", core::shortest(trick.sampling.top_p));
    set("repetition-penalty", core::shortest(trick.sampling.repetition_penalty));
    set("seed", std::to_string(Trick::seed));
    set("length", std::to_string(Trick::length));
    write_anew(settings_.order());
}

std::string_view Controller::about_trick() const {
    const std::size_t count = generating_.written().size();
    if (generating_.busy() || count < Trick::length) return {};
    const auto trick =
        std::ranges::find_if(tricks_, [this](const Trick& one) { return is_trick(generating_.order(), one); });
    if (trick == tricks_.end()) return {};
    return about(*trick, std::string_view(text()).substr(generating_.prompt().text.size()));
}

}  // namespace mllab::text_generation
