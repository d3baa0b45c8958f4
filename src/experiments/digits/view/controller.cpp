#include "experiments/digits/view/controller.hpp"

#include <array>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/digits/view/subject.hpp"
#include "ui/pad_view.hpp"

namespace mllab::digits {

using platform::Action;
using platform::Command;

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : sketchpad::Controller(host, launch, digits::subject()), finder_(host, launch) {}

experiments::ActionTable<Controller> Controller::table() {
    static constexpr auto with_picture = [](const Controller& c) { return c.has_picture() && !c.crop_; };
    static constexpr auto while_cropping = [](const Controller& c) { return c.crop_.has_value(); };
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "turn-left", .label = "Turn left", .icon = "rotate-ccw-square", .group = "edit"},
         .listed = with_picture,
         .perform = [](Controller& c, const Command&) { c.turn(image::Quarter::left); }},
        {.action = {.verb = "turn-right",
                    .label = "Turn right",
                    .icon = "rotate-cw-square",
                    .group = "edit",
                    .shortcut = "R"},
         .listed = with_picture,
         .perform = [](Controller& c, const Command&) { c.turn(image::Quarter::right); }},
        {.action = {.verb = "crop", .label = "Crop", .icon = "crop", .group = "edit", .shortcut = "K"},
         .listed = [](const Controller& c) { return c.has_picture(); },
         .look = [](const Controller& c, Action& action) { action.pressed = c.crop_.has_value(); },
         .perform = [](Controller& c, const Command&) { c.crop_ ? c.end_crop(false) : c.begin_crop(); }},
        {.action = {.verb = "crop-keep", .label = "Keep this part", .icon = "check", .group = "edit"},
         .listed = while_cropping,
         .perform = [](Controller& c, const Command&) { c.end_crop(true); }},
        {.action = {.verb = "pick"},
         .several =
             [](const Controller& c) {
                 std::vector<Action> digits;
                 const auto all = c.seen();
                 const auto& labels = c.answering().chosen().card().labels;
                 for (std::size_t i = 0; i < all.size(); ++i)
                     digits.push_back(
                         {.argument = std::to_string(i),
                          .label = core::joined("Read the ", labels[all[i].label], place_words(i, all.size())),
                          .group = "found"});
                 return digits;
             },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, c.seen().size())) c.pick(*number);
             }},
    });
    return rows;
}

bool Controller::act(const Command& command) {
    if (experiments::perform(table(), *this, command)) return true;
    // Whatever else is done, what is on the pad may be another one.
    if (command.verb != "model" && command.verb != "compare" && command.verb != "look-inside") crop_.reset();
    return sketchpad::Controller::act(command);
}

void Controller::add_actions(std::vector<Action>& actions) const {
    sketchpad::Controller::add_actions(actions);
    experiments::list(table(), *this, actions);
}

void Controller::add_to(platform::Result& result) const {
    if (crop_)
        result.text = core::joined("Crop: ", crop_->words(),
                                   ". Drag around the digit, or use the arrow keys, with Shift for the size.");
}

void Controller::add_to(platform::PageState& page) const { finder_.add_to(page); }

std::optional<sketchpad::Question> Controller::question() {
    found_ = nullptr;
    if (pad().picture() != crop_of_) crop_.reset();
    if (!has_picture()) {
        finder_.forget();
        return sketchpad::Controller::question();
    }
    found_ = finder_.find(pad().picture());
    if (!found_) return std::nullopt;
    return sketchpad::Question{.drawing = {}, .picture = found_};
}

bool Controller::found_out() { return finder_.update(); }

bool Controller::can_retry() const { return finder_.failed() || sketchpad::Controller::can_retry(); }

void Controller::retry() {
    if (finder_.failed()) {
        finder_.retry();
        ask_again();
    }
    sketchpad::Controller::retry();
}

void Controller::turn(image::Quarter way) {
    const auto& picture = pad().picture();
    show(image::turned(picture->pixels, way), picture->name);
}

std::vector<sketchpad::Answer::Seen> Controller::seen() const {
    const sketchpad::Reader& reader = answering().chosen();
    if (crop_ || !found_ || !reader.question() || reader.question()->picture != found_) return {};
    return reader.answer().seen;
}

Crop Controller::crop_around(std::size_t writing) const {
    const auto& pixels = pad().picture()->pixels;
    const ink::Box& place = found_->ink.writings.at(writing).place;
    const auto w = static_cast<float>(pixels.width);
    const auto h = static_cast<float>(pixels.height);
    return Crop({.left = place.left / w, .top = place.top / h, .right = place.right / w, .bottom = place.bottom / h});
}

void Controller::begin_crop() {
    const sketchpad::Reader& reader = answering().chosen();
    const bool answered = found_ && reader.question() && reader.question()->picture == found_;
    crop_of_ = pad().picture();
    crop_ = answered && reader.input_index() < found_->ink.writings.size() ? crop_around(reader.input_index()) : Crop();
}

void Controller::end_crop(bool keep) {
    dragging_.reset();
    const auto crop = std::exchange(crop_, std::nullopt);
    if (keep && crop) crop_to(*crop);
}

void Controller::crop_to(const Crop& crop) {
    const auto& picture = pad().picture();
    show(image::cut(picture->pixels, crop.pixels(picture->pixels.width, picture->pixels.height)), picture->name);
}

void Controller::pick(std::size_t index) { crop_to(crop_around(seen().at(index).input)); }

void Controller::pen(const platform::PointerSample& sample) {
    using platform::Phase;
    if (!crop_) {
        sketchpad::Controller::pen(sample);
        return;
    }
    const auto& pixels = pad().picture()->pixels;
    const ui::Rect place = ui::picture_place(pixels.width, pixels.height);
    const float x = (sample.x - place.x) / place.w;
    const float y = (sample.y - place.y) / place.h;
    if (sample.phase == Phase::down) {
        if (dragging_) return;
        dragging_ = sample.id;
        crop_->press(x, y);
    }
    if (dragging_ != sample.id) return;
    crop_->drag(x, y);
    if (sample.phase != Phase::up && sample.phase != Phase::cancel) return;
    dragging_.reset();
    crop_->release();
}

bool Controller::key(const platform::Key& key) {
    if (!crop_ || key.control) return sketchpad::Controller::key(key);
    if (key.name == "Enter" || key.name == "Escape") {
        end_crop(key.name == "Enter");
        settle();
        return true;
    }
    return crop_->key(key.name, key.shift);
}

std::string place_words(std::size_t index, std::size_t count) {
    if (count == 2) return index == 0 ? " on the left" : " on the right";
    return core::joined(", number ", index + 1, " from the left");
}

}  // namespace mllab::digits
