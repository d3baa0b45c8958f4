#include "experiments/image_classification/view/controller.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/image_classification/pipeline/kin.hpp"

namespace mllab::image_classification {

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host), watching_(host, launch, subject([this] { return looking_inside_; })) {}

void Controller::start() { watching_.start(); }

void Controller::command(const platform::Command& command) {
    if (!experiments::perform(table(), *this, command)) watching_.command(command);
    note_changes();
}

void Controller::picture(image::RgbaImage picture, const std::string& name) {
    place_ = 0;
    watching_.picture(std::move(picture), name);
    note_changes();
}

void Controller::update() {
    watching_.update();
    note_changes();
}

const std::vector<std::string>& Controller::labels(std::size_t model) const {
    return watching_.eyes()[model].slot.card().labels;
}

std::size_t Controller::looked_for() const {
    const auto& best = reading()->answer.answer.best;
    return best[std::min(place_, best.size() - 1)].index;
}

float Controller::view_side() const { return static_cast<float>(watching_.model().card().preprocessing_value("crop")); }

std::string Controller::text_of(std::size_t model) const {
    const Reading* const reading = watching_.reading_of(model);
    return reading == nullptr ? "" : message(reading->answer.answer, labels(model));
}

std::string Controller::text() const {
    std::string own = text_of(watching_.chosen());
    if (const viewfinder::PictureTrick* const trick = watching_.sources().trick(); trick != nullptr && !own.empty())
        if (const auto why = experiments::about(*trick, value()); !why.empty()) own += core::joined(" ", why);
    if (!watching_.comparing() || own.empty()) return own;
    std::string all;
    for (std::size_t i = 0; i < watching_.eyes().size(); ++i) {
        const std::string one = i == watching_.chosen() ? own : text_of(i);
        if (!one.empty()) all += core::joined(all.empty() ? "" : " ", watching_.eyes().name_of(i), ": ", one);
    }
    return all;
}

std::string Controller::value() const {
    if (reading() == nullptr) return "";
    const auto& known = reading()->answer.answer.known;
    return known ? labels(watching_.chosen())[*known] : "";
}

std::string Controller::remark() const {
    if (reading() == nullptr) return "";
    const Answer& answer = reading()->answer.answer;
    if (!answer.family.empty())
        return core::joined("Most of what it thinks of is ", answer.family, "; no single one is likely enough.");
    if (!answer.known)
        return "None of the things that this network knows is likely enough. It knows no people, and only what stands "
               "in its list.";
    if (answer.kin.empty()) return "";
    const std::vector<std::string>& names = labels(watching_.chosen());
    std::string all = core::joined("“", names[*answer.known], "”");
    for (const core::Ranked& other : answer.kin) all += core::joined(", “", names[other.index], "”");
    return core::joined(all, ": ", kin_of(names[*answer.known])->why);
}

void Controller::note_changes() {
    lasting_.note(text(), watching_.sources().on() == viewfinder::Source::camera, host_.now_ms());
}

platform::PageState Controller::page() const {
    platform::PageState page;
    watching_.add_to(page);
    experiments::list(table(), *this, page.actions);
    page.result.text = text();
    page.result.settled = lasting_.settled(host_.now_ms());
    if (reading() == nullptr) return page;
    const Answer& answer = reading()->answer.answer;
    const std::vector<std::string>& names = labels(watching_.chosen());
    for (const core::Ranked& one : answer.best) page.result.top.push_back({.label = names[one.index], .p = one.value});
    page.result.value = value();
    return page;
}

std::vector<platform::Action> Controller::class_actions() const {
    std::vector<platform::Action> actions;
    const auto& best = reading()->answer.answer.best;
    actions.reserve(best.size());
    for (std::size_t i = 0; i < best.size(); ++i)
        actions.push_back({.argument = std::to_string(i),
                           .label = labels(watching_.chosen())[best[i].index],
                           .group = "view",
                           .pressed = i == std::min(place_, best.size() - 1)});
    return actions;
}

experiments::ActionTable<Controller> Controller::table() {
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = experiments::look_inside_action(false, "L"),
         .look = [](const Controller& c, platform::Action& action) { action.pressed = c.looking_inside_; },
         .perform =
             [](Controller& c, const Command&) {
                 c.looking_inside_ = !c.looking_inside_;
                 if (c.looking_inside_) c.watching_.ask_again();
             }},
        // Which of the five best is looked for in the picture.
        {.action = {.verb = "class"},
         .listed = [](const Controller& c) { return c.looking_inside_ && c.reading() != nullptr; },
         .several = [](const Controller& c) { return c.class_actions(); },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto place = experiments::number_of(command, guesses)) c.place_ = *place;
             }},
    });
    return rows;
}

}  // namespace mllab::image_classification
