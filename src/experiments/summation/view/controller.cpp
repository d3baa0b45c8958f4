#include "experiments/summation/view/controller.hpp"

#include <array>
#include <functional>
#include <span>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/summation/examples/tricks.hpp"

namespace mllab::summation {

namespace {

const std::string field_id = "expression";
const std::string given_id = "read";  // of a link
// Carries of every kind, short and long numbers.
constexpr std::array<const char*, 6> examples{"7+8", "17+38", "58+67", "404+96", "999+1", "507+493"};

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      parsed_(parse("")),
      random_(static_cast<std::uint64_t>(host.now_ms() * 1000)),
      model_(host, launch, launch.model),
      parameters_(Parameters::from(model_.card())),
      latest_([this](Question question) { return find(std::move(question)); }, [&host] { host.wake(); }) {
    const auto shared = launch.fields.find(field_id);
    if (shared == launch.fields.end()) return;
    text_ = shared->second;
    parsed_ = parse(text_);
    ++revision_;
    // Of what a link may say there, the tricks are all that there is.
    const auto given = launch.fields.find(given_id);
    if (given == launch.fields.end()) return;
    const Trick* const trick = trick_with(given->second);
    if (trick != nullptr && trick->typed == text_) given_ = trick->read;
}

void Controller::start() {
    model_.load();
    update();
}

void Controller::type(std::string text) {
    if (text == text_) return;
    text_ = std::move(text);
    parsed_ = parse(text_);
    given_.clear();
    ++revision_;
}

void Controller::play_trick(std::size_t index) {
    const Trick& trick = tricks.at(index);
    type(std::string(trick.typed));
    if (given_ == trick.read) return;
    given_ = trick.read;
    ++revision_;
}

void Controller::press(const std::string& key) {
    if (key == "plus") {
        type(text_ + "+");
    } else if (key == "back") {
        std::string shorter = text_;
        // A whole character: the bytes that continue one are 10xxxxxx.
        while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0U) == 0x80U) shorter.pop_back();
        if (!shorter.empty()) shorter.pop_back();
        type(shorter);
    } else {
        type(text_ + key);
    }
}

void Controller::draw_lots() {
    // Numbers of all lengths, as people think of them.
    const auto number = [&] { return random_.below(random_.chance(0.3) ? 100 : largest_operand + 1); };
    const std::size_t left = number();
    type(core::joined(left, "+", number()));
}

experiments::ActionTable<Controller> Controller::table() {
    using platform::Action;
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "field"},
         .in_list = false,
         .perform =
             [](Controller& c, const Command& command) {
                 if (command.argument == field_id) c.type(command.text);
             }},
        {.action = {.verb = "key"},
         .several = [](const Controller& c) { return c.keypad(); },
         .perform = [](Controller& c, const Command& command) { c.press(command.argument); }},
        {.action = {.verb = "clear", .label = "Clear", .icon = "trash-2", .group = "edit"},
         .look = [](const Controller& c, Action& action) { action.enabled = !c.text_.empty(); },
         .perform = [](Controller& c, const Command&) { c.type(""); }},
        {.action = {.verb = "dice", .label = "Random sum", .icon = "dices", .group = "edit"},
         .perform = [](Controller& c, const Command&) { c.draw_lots(); }},
        {.action = {.verb = "example"},
         .several = [](const Controller&) { return experiments::example_actions(examples, std::identity()); },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, examples.size())) c.type(examples.at(*number));
             }},
        {.action = {.verb = "trick"},
         .several = [](const Controller&) { return experiments::trick_actions(tricks); },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, tricks.size())) c.play_trick(*number);
             }},
        {.action = experiments::look_inside_action(false),
         .look = [](const Controller& c, Action& action) { action.pressed = c.looking_inside_; },
         .perform = [](Controller& c, const Command&) { c.looking_inside_ = !c.looking_inside_; }},
        {.action = experiments::share_action(),
         .perform = [](Controller& c, const Command&) { c.host_.perform(platform::ShareLink{.fields = c.shared()}); }},
        {.action = experiments::save_model_action(),
         .perform = [](Controller& c, const Command&) { c.host_.perform(c.model_.save()); }},
        {.action = experiments::retry_action(),
         .listed = [](const Controller& c) { return c.failed(); },
         .perform =
             [](Controller& c, const Command&) {
                 c.failed_.reset();
                 c.model_.load();
             }},
    });
    return rows;
}

std::vector<platform::Action> Controller::keypad() const {
    std::vector<platform::Action> keys;
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"})
        keys.push_back({.argument = digit, .label = digit, .group = "keypad"});
    keys.push_back({.argument = "plus", .label = "+", .group = "keypad"});
    keys.push_back(
        {.argument = "back", .label = "Delete", .icon = "delete", .group = "keypad", .enabled = !text_.empty()});
    return keys;
}

void Controller::command(const platform::Command& command) {
    experiments::perform(table(), *this, command);
    update();
}

void Controller::ask() {
    const bool answered = answered_ == revision_ || failed_ == revision_;
    if (!model_.ready() || parsed_.problem != Problem::none || answered || asked_ == revision_) return;
    asked_ = revision_;
    latest_.ask({.expression = parsed_.expression, .read = given_.empty() ? laid_out(parsed_.expression) : given_},
                revision_);
}

void Controller::update() {
    for (ask(); auto outcome = latest_.take(); ask()) {
        if (outcome->answer) {
            last_ = std::move(outcome->answer);
            answered_ = outcome->revision;
            model_.ran(last_->run_ms);
            continue;
        }
        asked_.reset();
        if (model_.lost(outcome->error)) continue;
        failed_ = outcome->revision;
        message_ = model_.message_of(outcome->error);
    }
}

core::Task<Result> Controller::find(Question question) {
    const inference::Session session = model_.session();
    auto run = request_of_characters(question.read);
    const inference::Outputs outputs = co_await session.run(std::move(run));
    co_return Result{.expression = question.expression,
                     .read = question.read,
                     .answer = decode(outputs, std::span(&question.expression, 1)).front(),
                     .inside = inside_of(outputs, 0, parameters_),
                     .run_ms = outputs.run_ms()};
}

platform::Result Controller::shown_result() const {
    platform::Result result;
    result.revision = revision_;
    if (parsed_.problem != Problem::none) {
        result.text = message(parsed_);
    } else if (const Result* now = this->result()) {
        result.text = message(now->expression, now->answer);
        if (const Trick* const trick = trick_with(now->read))
            if (const auto why = experiments::about(*trick, now->answer.text); !why.empty())
                result.text += core::joined(" ", why);
        result.value = now->answer.text;
        result.top = {{.label = now->answer.text, .p = now->answer.confidence}};
    } else {
        result.revision = answered_.value_or(0);
        result.settled = false;
    }
    return result;
}

std::map<std::string, std::string> Controller::shared() const {
    std::map<std::string, std::string> fields;
    if (!text_.empty()) fields[field_id] = text_;
    if (!given_.empty()) fields[given_id] = given_;
    return fields;
}

platform::PageState Controller::page() const {
    platform::PageState page;
    model_.add_to(page, parsed_.problem == Problem::none && answered_ != revision_);
    if (failed_ == revision_ && !model_.failed()) {
        page.state = platform::State::error;
        page.error = message_;
    }
    page.revision = revision_;
    page.result = shown_result();
    page.fields = {{.id = field_id,
                    .label = "Two numbers from 0 to 999, and a plus",
                    .kind = platform::Field::Kind::digits,
                    .value = text_,
                    .hint = "17+38"}};
    page.kept = shared();
    experiments::list(table(), *this, page.actions);
    return page;
}

}  // namespace mllab::summation
