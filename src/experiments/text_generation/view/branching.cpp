// Another character at a place of the text, the text before that, and what is kept of both.
#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/text_generation/view/controller.hpp"
#include "experiments/text_generation/view/former.hpp"

namespace mllab::text_generation {

namespace {

// Among what the tab keeps: so many characters were written, and are to be written again.
const std::string written_field = "written";
const std::string branches_field = "branches";

}  // namespace

std::vector<platform::Action> Controller::branch_actions() const {
    std::vector<platform::Action> actions;
    const auto shown = place();
    if (!shown) return actions;
    for (const Option& option : shown->options) {
        platform::Action& action = actions.emplace_back();
        action.argument = std::to_string(option.token);
        action.label = core::joined(name_of(option.token), " ", chance_in_words(option));
        action.group = "branch";
        action.enabled = can_branch();
        if (shown->stands) action.pressed = option.stands;
    }
    return actions;
}

bool Controller::can_branch() const {
    // While it writes, the newest character is another one before anybody could press.
    return generating_.model().ready() && generating_.begun() && (picked_ || !generating_.busy()) &&
           generating_.order().same_beginning(settings_.order());
}

void Controller::branch(std::size_t token) {
    const auto shown = place();
    if (!shown || !can_branch() || token >= shown->alphabet) return;
    former_ = text_now();
    Order order = generating_.order();
    const Branch branch{
        .at = shown->at, .token = static_cast<std::uint16_t>(token), .before = order.sampling_at(shown->at)};
    std::erase_if(order.branches, [&](const Branch& other) { return other.at >= branch.at; });
    order.branches.push_back(branch);
    order.sampling = settings_.order().sampling;
    order.length = branch.at + settings_.order().length;
    begin_passage(order.prompt);
    branched_ = true;
    newest_ = branch.at;  // until there is another one
    generating_.branch(order);
    flush();
}

void Controller::go_back() {
    if (!former_ || !generating_.model().ready()) return;
    const Order order = *std::exchange(former_, text_now());
    // What was typed since and not written with stays.
    const bool beginning = !generating_.begun() || generating_.order().same_beginning(settings_.order());
    settings_.follow(order, beginning);
    prompt_note_ = message(encode(settings_.order().prompt, generating_.parameters()));
    ++revision_;
    write_anew(order);
}

std::optional<Order> Controller::text_now() const {
    if (!generating_.begun()) return std::nullopt;
    Order order = generating_.order();
    order.length = std::min(generating_.written().size(), longest_text);
    return order;
}

bool Controller::text_is_as_set() const {
    return generating_.begun() && generating_.order().same_text(settings_.order());
}

std::size_t Controller::shared_length() const {
    if (!text_is_as_set()) return settings_.order().length;
    const std::size_t count = generating_.written().size();
    const std::size_t length = generating_.busy() ? std::max(generating_.order().length, count) : count;
    return length > 0 ? std::min(length, longest_text) : settings_.order().length;
}

std::map<std::string, std::string> Controller::shared(std::size_t length) const {
    std::map<std::string, std::string> fields = settings_.shared(length);
    const core::SamplingSettings& sampling = settings_.order().sampling;
    const Branches& branches = wanted_ ? wanted_branches_ : generating_.order().branches;
    if ((wanted_ || text_is_as_set()) && !branches.empty()) fields[branches_field] = text_of(branches, sampling);
    return fields;
}

// The same settings, seed and branches write the same text, so it need not be kept itself.
std::map<std::string, std::string> Controller::kept() const {
    std::map<std::string, std::string> fields = shared(settings_.order().length);
    if (text_is_as_set()) fields[written_field] = std::to_string(shared_length());
    if (wanted_) fields[written_field] = std::to_string(*wanted_);
    // Settings do not tell a branched text that they were changed after.
    const bool lost = !wanted_ && !text_is_as_set() && !generating_.order().branches.empty();
    const std::optional<Order> former = lost ? text_now() : former_;
    if (former) keep_former(*former, settings_.order(), fields);
    return fields;
}

void Controller::take_up(const std::map<std::string, std::string>& fields, bool again) {
    const std::size_t characters = generating_.parameters().alphabet.size();
    for (const auto& [field, value] : fields)
        if (settings_.set(field, value)) wanted_ = settings_.order().length;
    if (const auto told = fields.find(branches_field); told != fields.end()) {
        auto branches = branches_of(told->second, settings_.order().sampling, characters);
        if (!branches)
            prompt_note_ =
                "The link says of some characters that you took them yourself, but not in a way that can be "
                "read: the text is written without that.";
        wanted_branches_ = std::move(branches).value_or(Branches{});
    }
    if (!again) return;
    const auto written = fields.find(written_field);
    wanted_ = written == fields.end() ? std::nullopt : experiments::number_of(written->second, longest_text + 1);
    former_ = former_of(fields, settings_.order(), characters);
    prompt_note_ = message(encode(settings_.order().prompt, generating_.parameters()));
}

}  // namespace mllab::text_generation
