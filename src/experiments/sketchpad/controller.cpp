#include "experiments/sketchpad/controller.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "ink/stroke_text.hpp"
#include "ui/pad_view.hpp"

namespace mllab::sketchpad {

namespace {

constexpr std::array<std::string_view, 3> pens{"thin", "medium", "thick"};
constexpr std::size_t guesses_listed = 10;
constexpr int saved_picture_px = 1024;
constexpr const char* broken_link =
    "The drawing in this link cannot be read; a part of the link may be missing. Draw one of your own.";
// Of a link.
const std::string drawing_field = "drawing";
const std::string pen_field = "pen";

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch, Subject subject)
    : host_(host),
      subject_(std::move(subject)),
      answering_(host, launch, subject_),
      replaying_(host, pad_, answering_) {
    if (const auto stored = launch.settings.find(subject_.name + "/pen"); stored != launch.settings.end())
        take_pen(stored->second);
    take_up(launch);
}

void Controller::take_pen(const std::string& name) {
    const auto pen = std::ranges::find(pens, name);
    if (pen != pens.end()) pen_ = static_cast<std::size_t>(pen - pens.begin());
}

void Controller::put_drawing(const std::string& text) {
    auto strokes = ink::strokes_from(text, ui::DrawingPad::side);
    if (!strokes || strokes->empty()) return;
    eraser_ = false;
    shown_.reset();
    pad_.play(std::move(*strokes), host_.now_ms(), true);
}

// A link's drawing is replayed, so that one sees how it was made; what the tab kept is simply there again.
void Controller::take_up(const platform::Launch& launch) {
    if (const auto pen = launch.fields.find(pen_field); pen != launch.fields.end()) take_pen(pen->second);
    const auto drawing = launch.fields.find(drawing_field);
    if (drawing == launch.fields.end() || drawing->second.empty()) return;
    auto strokes = ink::strokes_from(drawing->second, ui::DrawingPad::side);
    broken_link_ = !strokes;
    if (!strokes) return;
    pad_.play(std::move(*strokes), host_.now_ms(), true);
    replay_wanted_ = !launch.again;
    asked_to_replay_ = pad_.revision();
}

bool Controller::can_replay() const {
    return !pad_.empty() && !pad_.picture() && !pad_.playing() && !pad_.pressed() && examples_allowed();
}

// Unless the visitor was quicker, and did something with the drawing.
void Controller::begin_wanted_replay() {
    if (!replay_wanted_ || !answering_.chosen().model().ready()) return;
    replay_wanted_ = false;
    if (pad_.revision() == asked_to_replay_) replaying_.begin(reduced_motion_);
}

void Controller::keep() {
    if (drawing_of_ == pad_.revision() || pad_.pressed() || pad_.playing() || pad_.looking_back()) return;
    drawing_of_ = pad_.revision();
    drawing_ = ink::text_of(pad_.ink(), ui::DrawingPad::side);
    if (drawing_.size() > ink::longest_stroke_text) drawing_.clear();
}

std::map<std::string, std::string> Controller::shared() const {
    if (drawing_.empty()) return {};
    return {{drawing_field, drawing_}, {pen_field, std::string(pen_name())}};
}

void Controller::start() {
    answering_.start();
    settle();
}

void Controller::settle() {
    replaying_.settle();
    follow_shown();
    const bool news = found_out();
    if (asked_ != pad_.revision() || (waits_for_ && news)) {
        asked_ = pad_.revision();
        broken_link_ = false;
        auto known = question();
        waits_for_ = !known;
        if (known) {
            answering_.ask(std::move(*known), asked_, pad_.empty());
        } else {
            answering_.wait_for(asked_);
        }
        answered();
    }
    if (shown_ && shown_->drawn == asked_) answering_.known_as(shown_->label);
    answering_.rest(!pad_.pressed() && !pad_.playing() && !replaying_.on());
    if (answering_.update()) answered();
    keep();
}

float Controller::pen_width() const { return subject_.pen_widths[pen_]; }

bool Controller::take_pointer(const platform::PointerSample& down) {
    using platform::PointerKind;
    if (pointer_) {
        if (pointer_->kind != PointerKind::touch || down.kind != PointerKind::pen) return false;
        pad_.drop();  // a palm draws nothing
    }
    pointer_ = down;
    return true;
}

void Controller::pen(const platform::PointerSample& sample) {
    using platform::Phase;
    if (sample.phase == Phase::down) {
        if (!take_pointer(sample)) return;
        pen_comes_down();
        shown_.reset();
        if (pad_.empty()) first_sample_ms_ = sample.t_ms;
    } else if (!pointer_ || pointer_->id != sample.id) {
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
            break;
        case Phase::up:
            pad_.move(at);
            [[fallthrough]];
        case Phase::cancel:  // the system took the pointer away: what was drawn stays
            pad_.lift();
            pointer_.reset();
            break;
    }
    settle();
}

bool Controller::key(const platform::Key& key) {
    if (key.control) return false;
    if (key.name == " " && !pad_.pressed()) pen_comes_down();
    const bool used = pad_.key(key.name, key.shift, host_.now_ms() - first_sample_ms_);
    settle();
    return used;
}

void Controller::focus(bool on_pad, bool visible) {
    focus_visible_ = on_pad && visible;
    if (on_pad) return;
    pad_.leave();
    settle();
}

bool Controller::advance(double now_ms, bool reduced_motion) {
    reduced_motion_ = reduced_motion;
    begin_wanted_replay();
    const bool replays = replaying_.advance(now_ms);
    const bool moves = pad_.advance(now_ms);
    settle();
    return moves || replays;
}

void Controller::picture(image::RgbaImage picture, const std::string& name) {
    if (!subject_.takes_pictures) return;
    show(std::move(picture), name);
    settle();
}

void Controller::show(image::RgbaImage picture, const std::string& name) {
    eraser_ = false;
    pad_.show({.pixels = std::move(picture), .name = name});
}

void Controller::ask_again() { pad_.renew(); }

void Controller::command(const platform::Command& command) {
    act(command);
    settle();
}

bool Controller::act(const platform::Command& command) { return experiments::perform(table(), *this, command); }
void Controller::add_actions(std::vector<platform::Action>& actions) const {
    experiments::list(table(), *this, actions);
}
void Controller::add_to(platform::Result& /*result*/) const {}
void Controller::add_to(platform::PageState& /*page*/) const {}
std::optional<Question> Controller::question() { return Question{.drawing = pad_.ink()}; }
bool Controller::found_out() { return false; }
bool Controller::can_retry() const { return answering_.given_up(answering_.chosen()); }
void Controller::retry() { answering_.retry(); }
void Controller::answered() {}
void Controller::pen_comes_down() {}
bool Controller::examples_allowed() const { return true; }
std::map<std::string, std::string> Controller::kept() const { return shared(); }

void Controller::clear() {
    eraser_ = false;
    pointer_.reset();  // whatever became of it, the next one draws
    shown_.reset();
    pad_.clear();
    settle();  // at once: an answer that is on its way to what was there comes too late
}

void Controller::play_example(std::size_t index) {
    const ink::LabelledDrawing& example = subject_.examples.at(index);
    play(example.strokes, {.label = example.label});
}

std::string_view Controller::pen_name() const { return pens[pen_]; }

void Controller::next_pen_width() {
    pen_ = (pen_ + 1) % pens.size();
    host_.perform(platform::StoreSetting{.key = subject_.name + "/pen", .value = std::string(pens[pen_])});
}

void Controller::save_drawing() {
    const Reader& reader = answering_.chosen();
    const auto& best = reader.answer().best;
    const std::string name = best ? subject_.saved_prefix + reader.card().labels[*best] : "drawing";
    host_.perform(platform::SavePicture{.file_name = name + ".png",
                                        .picture = ui::picture_of(pad_, pen_width(), saved_picture_px)});
}

platform::Result Controller::result() const {
    const Reader& reader = answering_.chosen();
    platform::Result result;
    result.settled = answering_.current(reader) && !pad_.pressed() && !pad_.playing() && !replaying_.playing();
    const auto answered = reader.answered();
    if (!answered) return result;
    result.revision = *answered;
    const Answer& answer = reader.answer();
    const auto& labels = reader.card().labels;
    if (answer.best) result.value = labels[*answer.best];
    for (const core::Ranked& guess : core::top_k(answer.probabilities, guesses_listed))
        if (!reader.stored() || guess.value > 0) result.top.push_back({.label = labels[guess.index], .p = guess.value});
    result.text = broken_link_ && answer.probabilities.empty() ? broken_link : answer.message;
    if (const std::string about = about_trick(result.value); result.settled && !about.empty())
        result.text += " " + about;
    result.stored = answering_.about_stored();
    if (answering_.comparing() && !answer.probabilities.empty()) add_comparison(result);
    add_to(result);
    return result;
}

void Controller::add_comparison(platform::Result& result) const {
    const Reader& reader = answering_.chosen();
    result.text = reader.name() + ": " + result.text;
    for (const Reader& other : answering_.readers()) {
        if (&other == &reader) continue;
        if (other.answered() == reader.answered()) {
            result.text += core::joined(" ", other.name(), ": ", other.answer().message);
        } else if (!answering_.given_up(other)) {
            result.settled = false;  // half a comparison would be read out twice
        }
    }
}

platform::PageState Controller::page() const {
    using platform::State;
    platform::PageState page;
    answering_.add_to(page);
    if (page.state == State::ready && (pad_.playing() || replaying_.playing())) page.state = State::busy;
    page.revision = pad_.revision();
    page.result = result();
    page.kept = kept();
    add_actions(page.actions);
    if (replaying_.on()) page.fields.push_back(replaying_.field());
    add_to(page);
    return page;
}

}  // namespace mllab::sketchpad
