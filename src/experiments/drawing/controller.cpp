#include "experiments/drawing/controller.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "ui/pad_view.hpp"

namespace mllab::drawing {

namespace {

constexpr std::array<std::string_view, 3> pens{"thin", "medium", "thick"};
constexpr std::size_t guesses_told = 10;
constexpr int saved_picture_px = 1024;

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch, Subject subject)
    : host_(host),
      models_url_(launch.models_url),
      subject_(std::move(subject)),
      pad_([this] { input_changed(); }),
      answering_(
          host, launch, subject_, [this] { return question(); },
          [this] {
              answered();
              publish();
          }) {
    const auto stored = std::ranges::find(pens, host.setting(subject_.name + "/pen"));
    if (stored != pens.end()) pen_ = static_cast<std::size_t>(stored - pens.begin());
}

void Controller::start() {
    answering_.start();
    publish();
}

float Controller::pen_width() const { return subject_.pen_widths[pen_]; }

void Controller::pen(const platform::PointerSample& sample) {
    using platform::Phase;
    if (sample.phase == Phase::down) {
        if (pointer_) return;
        pointer_ = sample.id;
        pen_comes_down();
        if (pad_.empty()) first_sample_ms_ = sample.t_ms;
    } else if (pointer_ != sample.id) {
        return;
    }
    const ink::Point at{.x = sample.x, .y = sample.y, .t_ms = static_cast<float>(sample.t_ms - first_sample_ms_)};
    switch (sample.phase) {
        case Phase::down:
            focus_visible_ = false;
            pad_.press(at, eraser_ || sample.eraser);
            break;
        case Phase::move:
            pad_.move(at);
            return;  // a change publishes itself
        case Phase::up:
            pad_.move(at);
            [[fallthrough]];
        case Phase::cancel:  // the system took the pointer away: what was drawn stays
            pad_.lift();
            pointer_.reset();
            break;
    }
    publish();
}

bool Controller::key(const platform::Key& key) {
    if (key.control) return false;
    if (key.name == " " && !pad_.pressed()) pen_comes_down();
    const bool used = pad_.key(key.name, key.shift, host_.now_ms() - first_sample_ms_);
    if (used) publish();
    return used;
}

void Controller::focus(bool on_pad, bool visible) {
    focus_visible_ = on_pad && visible;
    if (on_pad) return;
    pad_.leave();
    publish();
}

bool Controller::advance(double now_ms, bool reduced_motion) {
    reduced_motion_ = reduced_motion;
    return pad_.advance(now_ms);
}

void Controller::picture(image::RgbaImage picture, const std::string& name) {
    if (!subject_.takes_pictures) return;
    eraser_ = false;
    pad_.show({.pixels = std::move(picture), .name = name});
}

void Controller::action(const std::string& id, const std::string& argument) {
    if (!act(id, argument) && !act_on_pad(id) && !act_on_answers(id)) act_on_files(id);
    publish();
}

bool Controller::act_on_pad(std::string_view id) {
    if (id == "undo") {
        pad_.undo();
    } else if (id == "redo") {
        pad_.redo();
    } else if (id == "clear") {
        clear();
    } else if (id == "eraser") {
        eraser_ = !eraser_;
    } else if (id == "pen-width") {
        next_pen_width();
    } else {
        return false;
    }
    return true;
}

bool Controller::act_on_answers(const std::string& id) {
    if (id == "compare") {
        answering_.compare(!answering_.comparing());
    } else if (id == "look-inside") {
        answering_.look_inside(!answering_.looking_inside());
    } else if (id == "retry") {
        answering_.retry();
    } else if (id.starts_with("model-")) {
        answering_.choose(id.substr(6));
    } else {
        return false;
    }
    return true;
}

void Controller::act_on_files(const std::string& id) {
    if (id == "save-drawing") {
        save_drawing();
    } else if (id == "save-model") {
        const std::string& file = answering_.chosen().card.file_name;
        host_.save_link(models_url_ + file, file);
    } else if (examples_allowed()) {
        for (std::size_t i = 0; i < subject_.examples.size(); ++i)
            if (id == core::joined("example-", i)) play_example(i);
    }
}

bool Controller::act(const std::string& /*id*/, const std::string& /*argument*/) { return false; }
void Controller::add_actions(std::vector<platform::Action>& /*actions*/) const {}
void Controller::add_to(platform::Result& /*result*/) const {}
void Controller::answered() {}
void Controller::pen_comes_down() {}
bool Controller::examples_allowed() const { return true; }

void Controller::clear() {
    eraser_ = false;
    pad_.clear();
}

void Controller::play_example(std::size_t index) {
    eraser_ = false;
    pad_.play(subject_.examples.at(index).strokes, host_.now_ms(), reduced_motion_);
}

void Controller::next_pen_width() {
    pen_ = (pen_ + 1) % pens.size();
    host_.store_setting(subject_.name + "/pen", std::string(pens[pen_]));
}

void Controller::save_drawing() {
    const Reader& reader = answering_.chosen();
    const auto& best = reader.answer.best;
    const std::string name = best ? subject_.saved_prefix + reader.card.labels[*best] : "drawing";
    host_.save_picture(name + ".png", ui::picture_of(pad_, pen_width(), saved_picture_px));
}

Question Controller::question() {
    const auto& picture = pad_.picture();
    if (!picture) return {.drawing = pad_.ink(), .picture = nullptr};
    if (grey_of_ != picture) {
        grey_ = std::make_shared<const image::GrayImage>(image::grayscale(picture->pixels));
        grey_of_ = picture;
    }
    return {.drawing = {}, .picture = grey_};
}

void Controller::input_changed() {
    answering_.ask(++revision_, pad_.empty());
    publish();
}

platform::Result Controller::result() const {
    const Reader& reader = answering_.chosen();
    platform::Result result;
    result.settled = answering_.current(reader) && !pad_.pressed() && !pad_.playing();
    if (!reader.answered) return result;
    result.revision = *reader.answered;
    const auto& labels = reader.card.labels;
    if (reader.answer.best) result.value = labels[*reader.answer.best];
    for (const core::Ranked& guess : core::top_k(reader.answer.probabilities, guesses_told))
        result.top.push_back({.label = labels[guess.index], .p = guess.value});
    result.text = reader.answer.sentence;
    if (answering_.comparing() && !reader.answer.probabilities.empty()) add_comparison(result);
    add_to(result);
    return result;
}

void Controller::add_comparison(platform::Result& result) const {
    const Reader& reader = answering_.chosen();
    result.text = reader.name + ": " + result.text;
    for (const Reader& other : answering_.readers()) {
        if (&other == &reader) continue;
        if (other.answered == reader.answered) {
            result.text += core::joined(" ", other.name, ": ", other.answer.sentence);
        } else if (!answering_.given_up(other)) {
            result.settled = false;  // half a comparison would be read out twice
        }
    }
}

void Controller::publish() {
    using platform::State;
    host_.show_revision(revision_);
    host_.show_model(answering_.chosen().id);
    const State state = answering_.state();
    host_.show_result(result());
    host_.show_state(state == State::ready && pad_.playing() ? State::busy : state);
    publish_actions();
    host_.request_frames(1);
}

void Controller::publish_actions() {
    using platform::Action;
    using platform::State;
    const auto plain = std::optional<bool>();
    std::vector<Action> actions{
        {"undo", "Undo", "undo-2", "edit", "Ctrl+Z", pad_.can_undo(), plain},
        {"redo", "Redo", "redo-2", "edit", "Ctrl+Shift+Z", pad_.can_redo(), plain},
        {"clear", "Clear", "trash-2", "edit", "Delete", !pad_.empty(), plain},
        {"eraser", "Eraser", "eraser", "edit", "E", true, eraser_},
        {"pen-width", core::joined("Pen: ", pens[pen_]), "pen-line", "edit", "W", true, plain},
    };
    for (const Reader& reader : answering_.readers())
        actions.push_back({"model-" + reader.id, reader.name, "", "model", "", true, &reader == &answering_.chosen()});
    if (answering_.readers().size() > 1)
        actions.push_back({"compare", "Compare", "columns-2", "model", "C", true, answering_.comparing()});
    for (std::size_t i = 0; i < subject_.examples.size(); ++i)
        actions.push_back(
            {core::joined("example-", i), subject_.examples[i].label, "", "example", "", examples_allowed(), plain});
    if (subject_.takes_pictures)
        actions.push_back({"open-picture", "Open a picture", "image-up", "source", "", true, plain});
    actions.push_back({"look-inside", "Look inside", "scan-search", "view", "L", true, answering_.looking_inside()});
    if (answering_.state() == State::error)
        actions.push_back({"retry", "Try again", "rotate-ccw", "view", "", true, plain});
    actions.push_back({"save-drawing", "Save drawing", "image-down", "save", "", !pad_.empty(), plain});
    actions.push_back({"save-model", "Save model", "download", "save", "", true, plain});
    add_actions(actions);
    host_.show_actions(actions);
}

}  // namespace mllab::drawing
