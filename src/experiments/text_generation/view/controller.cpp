#include "experiments/text_generation/view/controller.hpp"

#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"

namespace mllab::text_generation {

namespace {

constexpr double newest_ms = 250;  // faster, nobody could read the candidates of the newest character
constexpr double units_ms = 100;   // a picture can change faster than words

// From "not at all" to "almost sure": 5, 20, 50, 80 %.
int confidence(float p) {
    return p < 0.05F ? 0 : p < 0.2F ? 1 : p < 0.5F ? 2 : p < 0.8F ? 3 : platform::PassagePart::highest;
}

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      random_(static_cast<std::uint64_t>(host.now_ms() * 1000)),
      generating_(host, launch, [this] { written(); }),
      examples_(examples_for(generating_.model().card().id)),
      tricks_(tricks_for(generating_.model().card().id)),
      settings_(generating_.parameters().alphabet.size()) {
    settings_.set("prompt", examples_.front().prompt);
    take_up(launch.fields, launch.again);
}

void Controller::start() {
    generating_.load();
    update();
}

void Controller::update() {
    flush();
    // A shared link shows its text without anybody asking again, once; so does what was written before a reload.
    if (!generating_.model().ready()) return;
    if (const auto length = std::exchange(wanted_, std::nullopt)) {
        Order order = settings_.order();
        order.length = *length;
        order.branches = std::exchange(wanted_branches_, {});
        write_anew(order);
    }
}

void Controller::generate() {
    // What no settings tell is not lost by one press.
    if (generating_.begun() && !generating_.order().branches.empty()) former_ = text_now();
    write_anew(settings_.order());
}

void Controller::write_anew(const Order& order) {
    if (!generating_.model().ready()) return;
    begin_passage(order.prompt);
    generating_.generate(order);
    flush();
}

// What comes to the page from now on is another text.
void Controller::begin_passage(const std::string& prompt) {
    flushed_ = newest_ = 0;
    picked_.reset();
    stopped_ = branched_ = false;
    answered_ = revision_;
    passage_note_.clear();
    platform::Passage passage{.begins = true};
    const std::string given = encode(prompt, generating_.parameters()).text;
    if (!given.empty()) passage.parts.push_back({.text = given});
    host_.write(passage);
}

void Controller::set(const std::string& field, const std::string& text) {
    if (!settings_.set(field, text)) return;
    if (field == "prompt") prompt_note_ = message(encode(text, generating_.parameters()));
    ++revision_;
}

void Controller::roll() {
    set("seed", std::to_string(random_.below(largest_seed)));
    generate();
}

void Controller::command(const platform::Command& command) {
    experiments::perform(table(), *this, command);
    update();
}

void Controller::advance(double now_ms) {
    generating_.advance(now_ms);
    flush();
    const std::size_t count = generating_.written().size();
    if (newest_ != count && (!generating_.busy() || now_ms - newest_since_ms_ >= newest_ms)) {
        newest_ = count;
        newest_since_ms_ = now_ms;
    }
}

// The text needs no frame of the stage: it goes to the page as it comes. What the stage itself shows changes less
// often.
void Controller::written() {
    flush();
    const double now_ms = host_.now_ms();
    if (now_ms - asked_for_frame_ms_ < (looking_inside() ? units_ms : newest_ms)) return;
    asked_for_frame_ms_ = now_ms;
    host_.request_frames(1);
}

void Controller::flush() {
    const auto& written = generating_.written();
    platform::Passage passage;
    auto& parts = passage.parts;
    for (; flushed_ < written.size(); ++flushed_) {
        const Likely& chosen = written[flushed_].chosen;
        const int level = confidence(chosen.p);
        if (parts.empty() || parts.back().confidence != level) parts.push_back({.text = "", .confidence = level});
        parts.back().text += generating_.parameters().alphabet.character(chosen.token);
    }
    if (!parts.empty()) host_.write(passage);
}

std::string Controller::text() const {
    std::string all = generating_.prompt().text;
    for (const Character& c : generating_.written()) all += generating_.parameters().alphabet.character(c.chosen.token);
    return all;
}

platform::Result Controller::result() const {
    platform::Result result;
    result.revision = answered_;
    const std::size_t count = generating_.written().size();
    const std::string written = core::joined(count, count == 1 ? " character" : " characters");
    if (generating_.busy()) {
        // Said once: a screen reader must not hear every character. The text itself is there to be read.
        result.text = branched_                   ? "Writing on from there …"
                      : generating_.reads_first() ? "Reading how it begins …"
                                                  : "Writing …";
    } else if (!generating_.begun()) {
        result.text = "Give it a beginning, or none, and let it write.";
    } else {
        const double rate = generating_.characters_per_second();
        result.text = (stopped_ ? "Stopped after " : "") + written + (stopped_ ? "" : " written");
        result.text += rate > 0 ? ", " + core::decimals(rate, 0) + " a second." : std::string(".");
        if (const auto why = about_trick(); !why.empty()) result.text += core::joined(" ", why);
        result.value = text();
    }
    return result;
}

platform::PageState Controller::page() const {
    platform::PageState page;
    generating_.model().add_to(page, generating_.busy());
    page.revision = revision_;
    page.result = result();
    experiments::list(table(), *this, page.actions);
    page.fields = settings_.fields(prompt_note_);
    page.passage_note = passage_note_;
    // Those who would press a candidate read this beside it.
    if (generating_.begun() && picked_ && !can_branch())
        page.passage_note += " · The beginning or the seed is another one now: press “Generate” before you branch.";
    page.kept = kept();
    return page;
}

}  // namespace mllab::text_generation
