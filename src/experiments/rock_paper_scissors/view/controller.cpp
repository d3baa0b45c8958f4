#include "experiments/rock_paper_scissors/view/controller.hpp"

#include <array>
#include <random>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/rock_paper_scissors/game/words.hpp"

namespace mllab::rock_paper_scissors {

namespace {

using Phase = Game::Phase;

// So long a live answer has to last before it is said.
constexpr double lasts_ms = 600;

constexpr const char* opponent_setting = "rock_paper_scissors/opponent";
constexpr const char* length_setting = "rock_paper_scissors/best-of";
constexpr const char* sound_setting = "rock_paper_scissors/sound";

std::string setting(const platform::Launch& launch, const char* name) {
    const auto found = launch.settings.find(name);
    return found == launch.settings.end() ? "" : found->second;
}

int next_length(int best_of) { return best_of == 5 ? 1 : best_of + 2; }

// Not sure counts as an answer of its own.
std::size_t kind_of(const Answer& answer) {
    const std::size_t spoken = spoken_class(answer);
    return answer.gesture || spoken == no_hand ? spoken : class_count;
}

}  // namespace

std::string random_secret() {
    std::random_device device;
    std::array<std::uint8_t, 16> bytes{};
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(device() & 255U);
    return core::hex(bytes);
}

Controller::Controller(platform::Host& host, const platform::Launch& launch, std::function<std::string()> secrets)
    : host_(host),
      game_(std::move(secrets)),
      sound_(setting(launch, sound_setting) == "on"),
      watching_(host, launch, subject([this] { return looking_inside_; })) {
    if (setting(launch, opponent_setting) == "learner") game_.choose_opponent(Opponent::learner);
    const std::string length = setting(launch, length_setting);
    if (length.size() == 1) game_.choose_best_of(length.front() - '0');
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
    picture_waits_ = true;
    watching_.picture(std::move(picture), name);
    settle();
}

void Controller::update() {
    watching_.update();
    settle();
}

bool Controller::advance() {
    settle();
    return game_.under_way();
}

Source Controller::source() const {
    const viewfinder::Sources& sources = watching_.sources();
    switch (sources.on()) {
        case viewfinder::Source::none:
            return Source::none;
        case viewfinder::Source::camera:
            return sources.camera().state == platform::CameraState::running ? Source::camera : Source::none;
        case viewfinder::Source::picture:
            return picture_waits_ ? Source::still : Source::none;
    }
    return Source::none;
}

void Controller::settle() {
    if (source() == Source::camera) picture_waits_ = false;
    game_.advance(host_.now_ms(), source());
    show_hand();
    sound(game_.phase() == Phase::counting ? game_.beat(host_.now_ms()) : 0);
    note_what_the_game_says();
    note_live_answer();
}

void Controller::show_hand() {
    const auto* now = reading();
    if (now == nullptr || now->stored) return;  // the game waits for the network itself
    const Sight sight = sight_of(now->answer.answer);
    if (source() == Source::camera && std::exchange(seen_, now->seen.revision) != now->seen.revision) {
        game_.see(sight, now->seen.taken_ms, host_.now_ms());
    } else if (source() == Source::still && game_.phase() == Phase::looking) {
        game_.see_picture(sight, host_.now_ms());
        picture_waits_ = false;
    }
}

void Controller::note_what_the_game_says() {
    const bool ended = (phase_ == Phase::counting || phase_ == Phase::looking) && !game_.under_way();
    if (ended || round_ != game_.next_round()) game_source_ = watching_.sources().since();
    phase_ = game_.phase();
    round_ = game_.next_round();
}

void Controller::note_live_answer() {
    const std::uint64_t source = watching_.sources().since();
    const auto* now = reading();
    if (std::exchange(live_source_, source) != source || now == nullptr) {
        live_.reset();
        said_.reset();
        spoken_.clear();
    }
    if (now == nullptr) return;
    const std::size_t kind = kind_of(now->answer.answer);
    if (std::exchange(live_, kind) != kind) live_since_ms_ = host_.now_ms();
    const bool camera = watching_.sources().on() == viewfinder::Source::camera;
    if (camera && (said_ == kind || host_.now_ms() - live_since_ms_ < lasts_ms)) return;
    said_ = kind;
    spoken_ = message(now->answer.answer);
}

void Controller::sound(int beat) {
    const bool shoot = phase_ == Phase::counting && game_.phase() == Phase::looking;
    const bool revealed = round_ != game_.next_round();
    const int before = std::exchange(beat_, beat);
    if (!sound_) return;
    if (beat > 0 && beat != before) host_.perform(platform::PlayTone{.frequency_hz = 440, .ms = 90});
    if (shoot) host_.perform(platform::PlayTone{.frequency_hz = 880, .ms = 160});
    if (!revealed) return;
    constexpr std::array<double, outcome_count> pitches{660, 330, 495};  // won, lost, a draw
    host_.perform(
        platform::PlayTone{.frequency_hz = pitches.at(static_cast<std::size_t>(game_.last()->outcome)), .ms = 220});
}

void Controller::store(const char* name, std::string value) {
    host_.perform(platform::StoreSetting{.key = name, .value = std::move(value)});
}

experiments::ActionTable<Controller> Controller::table() {
    using platform::Action;
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "play", .group = "play", .shortcut = "Enter"},
         .look =
             [](const Controller& c, Action& action) {
                 const bool on = c.game_.under_way();
                 const Match& match = c.game_.match();
                 action.label = on ? "Stop" : match.over() ? "Rematch" : match.rounds().empty() ? "Play" : "Next round";
                 action.icon = on ? "square" : "play";
             },
         .perform =
             [](Controller& c, const Command&) {
                 if (c.game_.under_way())
                     c.game_.stop();
                 else
                     c.game_.play(c.host_.now_ms());
             }},
        {.action = {.verb = "hand"},
         .several =
             [](const Controller&) {
                 return std::vector<Action>{
                     {.argument = "rock", .label = "Rock", .icon = "hand-fist", .group = "play"},
                     {.argument = "paper", .label = "Paper", .icon = "hand", .group = "play"},
                     {.argument = "scissors", .label = "Scissors", .icon = "scissors", .group = "play"}};
             },
         .perform =
             [](Controller& c, const Command& command) {
                 for (const Gesture gesture : {Gesture::rock, Gesture::paper, Gesture::scissors})
                     if (name(gesture) == command.argument) c.game_.press(gesture, c.host_.now_ms());
             }},
        {.action = {.verb = "best-of", .icon = "trophy", .group = "view"},
         .look =
             [](const Controller& c, Action& action) {
                 action.label = core::joined("Best of ", c.game_.match().best_of());
                 action.enabled = !c.game_.under_way();
             },
         .perform =
             [](Controller& c, const Command&) {
                 c.game_.choose_best_of(next_length(c.game_.match().best_of()));
                 c.store(length_setting, std::to_string(c.game_.match().best_of()));
             }},
        {.action = {.verb = "learner", .label = "Learns your habits", .icon = "brain", .group = "view"},
         .look =
             [](const Controller& c, Action& action) {
                 action.pressed = c.game_.opponent() == Opponent::learner;
                 action.enabled = !c.game_.under_way();
             },
         .perform =
             [](Controller& c, const Command&) {
                 const bool learns = c.game_.opponent() != Opponent::learner;
                 c.game_.choose_opponent(learns ? Opponent::learner : Opponent::fair);
                 c.store(opponent_setting, learns ? "learner" : "fair");
             }},
        {.action = {.verb = "sound", .label = "Sound", .icon = "volume-2", .group = "view"},
         .look = [](const Controller& c, Action& action) { action.pressed = c.sound_; },
         .perform =
             [](Controller& c, const Command&) {
                 c.sound_ = !c.sound_;
                 c.store(sound_setting, c.sound_ ? "on" : "off");
             }},
        {.action = experiments::look_inside_action(false, "L"),
         .look = [](const Controller& c, Action& action) { action.pressed = c.looking_inside_; },
         .perform =
             [](Controller& c, const Command&) {
                 c.looking_inside_ = !c.looking_inside_;
                 c.watching_.ask_again();
             }},
        {.action = {.verb = "copy-proof", .label = "Copy the proof", .icon = "copy", .group = "save"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.game_.last() != nullptr; },
         .perform =
             [](Controller& c, const Command&) {
                 c.host_.perform(platform::CopyText{.text = how_to_check(c.game_.last()->seal)});
             }},
    });
    return rows;
}

std::string Controller::value() const {
    const auto* now = reading();
    return now != nullptr && now->answer.answer.gesture ? name(*now->answer.answer.gesture) : "";
}

std::string Controller::live_text() const {
    const viewfinder::PictureTrick* const trick = watching_.sources().trick();
    const auto why = trick == nullptr || spoken_.empty() ? "" : experiments::about(*trick, value());
    return core::joined(spoken_, why.empty() ? "" : " ", why);
}

std::string Controller::text() const {
    const bool camera = source() == Source::camera;
    if (game_.phase() == Phase::counting) return "Three, two, one …";
    if (game_.phase() == Phase::looking) {
        if (camera) return "Now! Hold your hand still.";
        return "Now! Pick a picture, or press Rock, Paper or Scissors.";
    }
    if (game_source_ == watching_.sources().since()) {
        if (game_.phase() == Phase::revealed) {
            const std::string guess = guess_text(game_.last()->seal);
            return round_text(game_.match()) + (guess.empty() ? "" : " ") + guess;
        }
        if (game_.trouble() != Trouble::none) return trouble_text(game_.trouble());
    }
    if (watching_.sources().on() != viewfinder::Source::none) return live_text();
    return "Press Play and show your hand: to the camera, in a picture, or by a button.";
}

platform::PageState Controller::page() const {
    platform::PageState page;
    watching_.add_to(page);
    page.result.text = text();
    if (const auto* now = reading()) {
        const Answer& answer = now->answer.answer;
        page.result.value = value();
        for (const core::Ranked& guess : core::top_k(answer.probabilities, class_count))
            page.result.top.push_back(
                {.label = watching_.model().card().labels[guess.index], .p = static_cast<double>(guess.value)});
    }
    experiments::list(table(), *this, page.actions);
    return page;
}

}  // namespace mllab::rock_paper_scissors
