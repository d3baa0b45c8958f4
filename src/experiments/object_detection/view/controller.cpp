#include "experiments/object_detection/view/controller.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/object_detection/examples/tricks.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/saved.hpp"

namespace mllab::object_detection {

namespace {

constexpr std::size_t most_listed = 20;
constexpr std::size_t most_told = 10;
constexpr float worth_a_guess = 0.15F;

std::string capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      settings_(launch),
      watching_(host, launch,
                subject({.side_px = [this](const Parameters& model) { return settings_.side_px(model, live()); },
                         .looks_inside = [this] { return settings_.looking_inside; },
                         .wanted = [this](const Parameters& model) { return settings_.wanted(model); }})) {
    for (const auto& [id, text] : launch.cards)
        models_.emplace_back(id, Parameters::from(inference::ModelCard::parse(text)));
}

void Controller::start() {
    watching_.start();
    settle();
}

void Controller::command(const platform::Command& command) {
    if (!experiments::perform(table(), *this, command)) watching_.command(command);
    settle();
}

void Controller::picture(image::RgbaImage picture, const std::string& name) {
    watching_.picture(std::move(picture), name);
    settle();
}

void Controller::update() {
    watching_.update();
    settle();
}

const Parameters& Controller::model() const { return model_of(watching_.model().card().id); }

const Parameters& Controller::model_of(const std::string& id) const {
    const auto found = std::ranges::find(models_, id, &std::pair<std::string, Parameters>::first);
    if (found == models_.end()) throw std::logic_error("a model without a card answers");
    return found->second;
}

bool Controller::live() const { return watching_.sources().on() == viewfinder::Source::camera; }

bool Controller::mirrored() const { return watching_.sources().mirrored(); }

void Controller::settle() {
    const std::uint64_t scene = watching_.sources().since();
    const std::string& id = watching_.model().card().id;
    if (scene_ != scene || scene_model_ != id || reading() == nullptr) {
        things_.forget();
        alone_.reset();
        shown_.reset();
    }
    scene_ = scene;
    scene_model_ = id;
    show_things();
    lasting_.note(words(), live(), host_.now_ms());
}

void Controller::show_things() {
    const auto* const now = reading();
    if (now == nullptr || (shown_ == now->input && !again_)) return;
    shown_ = now->input;
    again_ = false;
    things_.see(now->answer.candidates.things, settings_.wanted(model()), settings_.steady && live());
    if (alone_ && things_.with_id(*alone_) == nullptr) alone_.reset();
}

std::optional<Focus> Controller::focus(const Thing* thing) const {
    const Wanted wanted = settings_.wanted(model());
    const auto about = [&](const geometry::Detection& what) {
        return Focus{.label = what.label, .thing = what, .overlap = wanted.overlap};
    };
    if (thing == nullptr && alone_) thing = things_.with_id(*alone_);
    if (thing != nullptr) return about(thing->what);
    const auto* const now = reading();
    if (now == nullptr) return std::nullopt;
    const std::vector<geometry::Detection>& candidates = now->answer.candidates.things;
    const auto best = std::ranges::find_if(candidates, [&](const geometry::Detection& one) {
        return wanted.labels.empty() || one.label == wanted.labels.front();
    });
    if (best != candidates.end()) return about(*best);
    if (!wanted.labels.empty()) return Focus{.label = wanted.labels.front(), .overlap = wanted.overlap};
    return std::nullopt;
}

std::string Controller::text() const {
    if (watching_.sources().on() == viewfinder::Source::none)
        return "Use the camera, open a picture or take an example: the network says what it sees.";
    const auto* const now = reading();
    if (now == nullptr) return "";
    if (!things_.all().empty()) {
        std::string text = message(things_.detections(), labels());
        const Thing* const one = alone_ ? things_.with_id(*alone_) : nullptr;
        if (one == nullptr) return text;
        // Live, only what lasts is said: no percentages.
        const std::string where =
            live() ? core::joined(counted(1, labels().at(one->what.label)), ", ", place(one->what.box, mirrored()))
                   : in_words(one->what, labels(), mirrored());
        return core::joined(text, " ", capital(where), ".");
    }
    const std::vector<std::string> kinds = settings_.kinds(model());
    if (kinds.size() == 1) return capital(counted(0, kinds.front())) + " here.";
    if (!kinds.empty()) return "None of these kinds here.";
    const auto& candidates = now->answer.candidates.things;
    if (!live() && !candidates.empty() && candidates.front().score >= worth_a_guess)
        return core::joined("Nothing sure enough; the best guess is ", in_words(candidates.front(), labels()), ".");
    return message({}, labels());
}

std::vector<Controller::Other> Controller::others() const {
    std::vector<Other> others;
    if (!watching_.comparing() || watching_.sources().on() == viewfinder::Source::none) return others;
    for (std::size_t i = 0; i < watching_.eyes().size(); ++i) {
        if (i == watching_.chosen()) continue;
        const experiments::ModelSlot& slot = watching_.eyes()[i].slot;
        const Parameters& parameters = model_of(slot.card().id);
        Other& other = others.emplace_back(
            Other{.name = watching_.eyes().name_of(i), .text = {}, .things = {}, .labels = &parameters.labels});
        if (const auto* const now = watching_.reading_of(i)) {
            Things things;
            things.see(now->answer.candidates.things, settings_.wanted(parameters), false);
            other.things = things.all();
            other.text = message(things.detections(), parameters.labels);
        } else if (slot.failed()) {
            other.text = "This network did not load.";
        }
    }
    return others;
}

std::string_view Controller::about_trick() const {
    const viewfinder::PictureTrick* const trick = watching_.sources().trick();
    if (trick == nullptr || reading() == nullptr) return {};
    std::vector<std::string> found;
    for (const Thing& thing : things_.all()) found.push_back(labels().at(thing.what.label));
    return about(*trick, found);
}

std::string Controller::words() const {
    const std::string_view why = about_trick();
    const std::string own = core::joined(text(), why.empty() ? "" : " ", why);
    const std::vector<Other> others = this->others();
    if (others.empty()) return own;
    std::string words = watching_.eyes().name_of(watching_.chosen()) + ": " + own;
    for (const Other& other : others)
        if (!other.text.empty()) words += core::joined(" ", other.name, ": ", other.text);
    return words;
}

platform::PageState Controller::page() const {
    platform::PageState page;
    watching_.add_to(page);
    page.result.text = words();
    page.result.settled = lasting_.settled(host_.now_ms());
    std::vector<geometry::Detection> best = things_.detections();
    if (!best.empty()) {
        page.result.value = message(best, labels());
        page.result.value.pop_back();  // the full stop
    }
    std::ranges::stable_sort(best, std::ranges::greater(), &geometry::Detection::score);
    for (const geometry::Detection& one : best) {
        if (page.result.top.size() == most_told) break;
        page.result.top.push_back({.label = labels().at(one.label),
                                   .p = static_cast<double>(one.score),
                                   .box = {{one.box.x, one.box.y, one.box.w, one.box.h}}});
    }
    settings_.add_to(page, model());
    experiments::list(table(), *this, page.actions);
    return page;
}

std::vector<platform::Action> Controller::thing_actions() const {
    std::vector<platform::Action> actions;
    for (const Thing& thing : things_.all()) {
        if (actions.size() == most_listed) break;
        const std::string what = counted(1, labels().at(thing.what.label));
        actions.push_back({.argument = std::to_string(thing.id),
                           .label = live() ? core::joined(what, ", ", place(thing.what.box, mirrored()))
                                           : in_words(thing.what, labels(), mirrored()),
                           .group = "found",
                           .pressed = alone_ == thing.id});
    }
    return actions;
}

image::RgbaImage Controller::kept_picture() const {
    auto still = watching_.sources().still();
    return still ? std::move(*still) : *reading()->seen.picture;
}

void Controller::save_picture() {
    if (reading() == nullptr) return;
    host_.perform(platform::SavePicture{.file_name = "objects.png",
                                        .picture = with_boxes(kept_picture(), things_.all(), labels())});
}

}  // namespace mllab::object_detection
