#include "experiments/digits/controller.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/digits/examples.hpp"
#include "ui/pad_view.hpp"

namespace mllab::digits {

namespace {

struct Pen {
    std::string_view name;
    float width;  // pad units
};
constexpr std::array<Pen, 3> pens{{{"thin", 9}, {"medium", 14}, {"thick", 22}}};
constexpr const char* pen_setting = "digits/pen";
constexpr int saved_picture_px = 1024;

core::Strokes strokes_of(std::size_t digit) {
    core::Strokes strokes;
    for (const ExampleStroke& points : examples.at(digit)) {
        core::Stroke& stroke = strokes.emplace_back();
        for (const ExamplePoint& p : points)
            stroke.push_back({.x = static_cast<float>(p.x) / 100 * ui::DrawingPad::side,
                              .y = static_cast<float>(p.y) / 100 * ui::DrawingPad::side,
                              .t_ms = 0});
    }
    return strokes;
}

std::optional<std::size_t> digit_of(std::string_view id) {
    if (id.size() != 1 || id[0] < '0' || id[0] > '9') return std::nullopt;
    return static_cast<std::size_t>(id[0] - '0');
}

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      models_url_(launch.models_url),
      pad_([this] { input_changed(); }),
      answering_(host, launch, [this] { return question(); }, [this] { publish(); }) {
    const auto stored = std::ranges::find(pens, host.setting(pen_setting), &Pen::name);
    if (stored != pens.end()) pen_ = static_cast<std::size_t>(stored - pens.begin());
    answering_.start();
    publish();
}

float Controller::pen_width() const { return pens[pen_].width; }

void Controller::pen(const platform::PointerSample& sample) {
    using platform::Phase;
    if (sample.phase == Phase::down) {
        if (pointer_) return;
        pointer_ = sample.id;
        if (pad_.empty()) first_sample_ms_ = sample.t_ms;
    } else if (pointer_ != sample.id) {
        return;
    }
    const core::Point at{.x = sample.x, .y = sample.y, .t_ms = static_cast<float>(sample.t_ms - first_sample_ms_)};
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

void Controller::picture(core::RgbaImage picture, const std::string& name) {
    eraser_ = false;
    pad_.show({.pixels = std::move(picture), .name = name});
}

void Controller::action(const std::string& id) {
    const std::string_view view = id;
    if (id == "undo") {
        pad_.undo();
    } else if (id == "redo") {
        pad_.redo();
    } else if (id == "clear") {
        eraser_ = false;
        pad_.clear();
    } else if (id == "eraser") {
        eraser_ = !eraser_;
    } else if (id == "pen-width") {
        next_pen_width();
    } else if (id == "compare") {
        answering_.compare(!answering_.comparing());
    } else if (id == "look-inside") {
        answering_.look_inside(!answering_.looking_inside());
    } else if (id == "retry") {
        answering_.retry();
    } else if (id == "save-drawing") {
        save_drawing();
    } else if (id == "save-model") {
        const std::string& file = answering_.chosen().card.file_name;
        host_.save_link(models_url_ + file, file);
    } else if (view.starts_with("example-")) {
        if (const auto digit = digit_of(view.substr(8))) play_example(*digit);
    } else if (view.starts_with("model-")) {
        answering_.choose(id.substr(6));
    }
    publish();
}

void Controller::play_example(std::size_t digit) {
    eraser_ = false;
    pad_.play(strokes_of(digit), host_.now_ms(), reduced_motion_);
}

void Controller::next_pen_width() {
    pen_ = (pen_ + 1) % pens.size();
    host_.store_setting(pen_setting, std::string(pens[pen_].name));
}

void Controller::save_drawing() {
    const auto& digit = answering_.chosen().answer.digit;
    const std::string name = digit ? core::joined("digit-", *digit, ".png") : "drawing.png";
    host_.save_picture(name, ui::picture_of(pad_, pen_width(), saved_picture_px));
}

Question Controller::question() {
    const auto& picture = pad_.picture();
    if (!picture) return {.drawing = pad_.ink(), .picture = nullptr};
    if (grey_of_ != picture) {
        grey_ = std::make_shared<const core::GrayImage>(core::grayscale(picture->pixels));
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
    if (reader.answer.digit) result.value = std::to_string(*reader.answer.digit);
    for (const core::Ranked& guess : core::top_k(reader.answer.probabilities, digit_count))
        result.top.push_back({.label = std::to_string(guess.index), .p = guess.value});
    result.text = sentence(reader.answer);
    if (!answering_.comparing() || reader.answer.probabilities.empty()) return result;
    result.text = reader.name + ": " + result.text;
    for (const Reader& other : answering_.readers()) {
        if (&other == &reader) continue;
        if (other.answered == reader.answered) {
            result.text += core::joined(" ", other.name, ": ", sentence(other.answer));
        } else if (!answering_.given_up(other)) {
            result.settled = false;  // half a comparison would be read out twice
        }
    }
    return result;
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
        {"pen-width", core::joined("Pen: ", pens[pen_].name), "pen-line", "edit", "W", true, plain},
    };
    for (const Reader& reader : answering_.readers())
        actions.push_back({"model-" + reader.id, reader.name, "", "model", "", true, &reader == &answering_.chosen()});
    if (answering_.readers().size() > 1)
        actions.push_back({"compare", "Compare", "columns-2", "model", "C", true, answering_.comparing()});
    for (std::size_t digit = 0; digit < examples.size(); ++digit)
        actions.push_back({core::joined("example-", digit), std::to_string(digit), "", "example", "", true, plain});
    actions.push_back({"open-picture", "Open a picture", "image-up", "source", "", true, plain});
    actions.push_back({"look-inside", "Look inside", "scan-search", "view", "L", true, answering_.looking_inside()});
    if (answering_.state() == State::error)
        actions.push_back({"retry", "Try again", "rotate-ccw", "view", "", true, plain});
    actions.push_back({"save-drawing", "Save drawing", "image-down", "save", "", !pad_.empty(), plain});
    actions.push_back({"save-model", "Save model", "download", "save", "", true, plain});
    host_.show_actions(actions);
}

}  // namespace mllab::digits
