#include "experiments/viewfinder/sources.hpp"

#include <array>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/viewfinder/words.hpp"

namespace mllab::viewfinder {

using platform::CameraState;
using platform::Facing;

namespace {

constexpr int longest_kept_px = 1024;  // as the platform makes pictures

}  // namespace

Sources::Sources(platform::Host& host, Settings settings)
    : host_(host), settings_(std::move(settings)), camera_(host.make_camera()), known_(camera_->status()) {}

bool Sources::camera_wanted() const {
    const CameraState state = camera().state;
    return state == CameraState::asking || state == CameraState::running || state == CameraState::paused;
}

bool Sources::command(const platform::Command& command) { return experiments::perform(table(), *this, command); }

experiments::ActionTable<Sources> Sources::table() {
    using platform::Action;
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Sources>>({
        {.action = {.verb = "camera", .label = use_camera, .icon = "camera", .group = "source", .shortcut = "C"},
         .look =
             [](const Sources& s, Action& action) {
                 action.enabled = s.camera().state != CameraState::unsupported;
                 action.pressed = s.camera_wanted();
             },
         .perform =
             [](Sources& s, const Command&) {
                 if (s.camera_wanted())
                     s.stop_camera();
                 else
                     s.start_camera();
             }},
        {.action = {.verb = "switch-camera", .label = "Switch camera", .icon = "switch-camera", .group = "source"},
         .listed = [](const Sources& s) { return s.camera().cameras > 1; },
         .look = [](const Sources& s, Action& action) { action.enabled = s.camera().state == CameraState::running; },
         .perform =
             [](Sources& s, const Command&) {
                 s.settings_.facing = s.camera().facing == Facing::front ? Facing::back : Facing::front;
                 s.start_camera();
             }},
        {.action = {.verb = "open-picture", .label = "Open a picture", .icon = "image-up", .group = "source"}},
        {.action = {.verb = "example"},
         .several =
             [](const Sources& s) {
                 auto actions = experiments::example_actions(s.settings_.examples, &Example::label);
                 for (std::size_t i = 0; i < actions.size(); ++i) actions[i].picture = s.settings_.examples[i].file;
                 return actions;
             },
         .perform =
             [](Sources& s, const Command& command) {
                 if (const auto number = experiments::number_of(command, s.settings_.examples.size()))
                     s.ask_for({.trick = false, .number = *number});
             }},
        {.action = {.verb = "trick"},
         .several = [](const Sources& s) { return experiments::trick_actions(s.settings_.tricks); },
         .perform =
             [](Sources& s, const Command& command) {
                 if (const auto number = experiments::number_of(command, s.settings_.tricks.size()))
                     s.ask_for({.trick = true, .number = *number});
             }},
    });
    return rows;
}

std::string Sources::label_of(const Own& own) const {
    return own.trick ? std::string(settings_.tricks[own.number].label) : settings_.examples[own.number].label;
}

void Sources::ask_for(Own own) {
    asked_for_ = own;
    std::string file = own.trick ? std::string(settings_.tricks[own.number].file) : settings_.examples[own.number].file;
    host_.perform(platform::OpenPicture{.file = std::move(file), .name = label_of(own)});
}

void Sources::start_camera() {
    camera_->start(settings_.facing);
    update();
}

void Sources::stop_camera() {
    if (camera_wanted()) camera_->stop();
    update();
}

void Sources::picture(image::RgbaImage picture, std::string name, bool mirrored) {
    camera_->stop();
    known_ = camera_->status();
    picture_name_ = std::move(name);
    // Or one of the visitor's own was quicker.
    shown_ = std::exchange(asked_for_, std::nullopt);
    if (shown_ && label_of(*shown_) != picture_name_) shown_.reset();
    if (shown_ && shown_->trick) {
        const PictureTrick& trick = settings_.tricks[shown_->number];
        picture = image::changed(picture, trick.change, trick.window);
    }
    picture_ = std::make_shared<const image::RgbaImage>(std::move(picture));
    picture_mirrored_ = mirrored;
    picture_came_ms_ = host_.now_ms();
    turn_to(Source::picture);
}

std::string_view Sources::known_as() const {
    if (on_ != Source::picture || !shown_) return {};
    const PictureTrick* const known = trick();
    return known != nullptr ? known->label : settings_.examples[shown_->number].file;
}

const PictureTrick* Sources::trick() const {
    return on_ == Source::picture && shown_ && shown_->trick ? &settings_.tricks[shown_->number] : nullptr;
}

void Sources::turn_to(Source source) {
    on_ = source;
    handed_out_ = source != Source::picture;
    last_frame_.reset();
    since_ = ++revision_;
}

bool Sources::update() {
    const platform::CameraStatus& now = camera();
    const bool shows = now.state == CameraState::running || now.state == CameraState::paused;
    if (shows && on_ != Source::camera) turn_to(Source::camera);
    if (on_ == Source::camera && !camera_wanted()) turn_to(picture_ ? Source::picture : Source::none);
    // Until another camera's first frame is there, the last one of the former is seen.
    if (now.state == CameraState::running && now.width > 0) mirrored_ = now.mirrored;
    return std::exchange(known_, now) != now;
}

std::optional<Seen> Sources::take(const FrameNeed& need) {
    update();
    if (on_ == Source::camera) {
        if (camera().width < 1) return std::nullopt;
        auto frame = camera_->take(longest_side(need, camera().width, camera().height));
        if (!frame) return std::nullopt;
        last_frame_ = std::make_shared<const image::RgbaImage>(std::move(frame->picture));
        return Seen{.picture = last_frame_, .revision = ++revision_, .taken_ms = host_.now_ms()};
    }
    if (on_ == Source::none || std::exchange(handed_out_, true)) return std::nullopt;
    return Seen{.picture = picture_, .revision = revision_, .taken_ms = picture_came_ms_};
}

std::optional<image::RgbaImage> Sources::still() const {
    if (on_ != Source::camera) return std::nullopt;
    return camera_->still(longest_kept_px);
}

std::string Sources::words() const { return words_of(camera().state, settings_.reason); }

void Sources::add_to(platform::PageState& page) const {
    page.source_note = words() + "\n" + camera_promise() + (settings_.credit.empty() ? "" : " " + settings_.credit);
    experiments::list(table(), *this, page.actions);
}

std::vector<ui::Figure> rates_of(const Sources& sources, double answers_per_second) {
    std::vector<ui::Figure> figures;
    const auto add = [&](double rate, const char* name) {
        if (rate > 0) figures.push_back({core::decimals(rate, rate < 9.95 ? 1 : 0), name});
    };
    if (sources.on() != Source::camera) return figures;
    add(sources.camera().frames_per_second, "frames a second");
    add(answers_per_second, "answers a second");
    return figures;
}

}  // namespace mllab::viewfinder
