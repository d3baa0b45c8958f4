#include "experiments/text_generation/view/controller.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "ui/bars.hpp"

namespace mllab::text_generation {

namespace {

constexpr int shown_percent = 5;  // hide shares of pointing below this

constexpr double newest_ms = 250;  // faster, nobody could read the candidates of the newest character
constexpr double units_ms = 100;   // a picture can change faster than words
constexpr std::size_t context_shown = 24;
// Among what the tab keeps: so many characters were written, and are to be written again.
const std::string written_field = "written";

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
      settings_(generating_.parameters().alphabet.size()) {
    settings_.set("prompt", examples_.front().prompt);
    for (const auto& [field, value] : launch.fields)
        if (settings_.set(field, value)) wanted_ = settings_.order().length;
    if (!launch.again) return;
    const auto written = launch.fields.find(written_field);
    wanted_ = written == launch.fields.end() ? std::nullopt : experiments::number_of(written->second, longest_text + 1);
    prompt_note_ = message(encode(settings_.order().prompt, generating_.parameters()));
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
        generate(order);
        flush();
    }
}

void Controller::generate(const Order& order) {
    if (!generating_.model().ready()) return;
    generating_.stop();  // what was written until now still belongs to the old text
    flushed_ = newest_ = 0;
    picked_.reset();
    stopped_ = false;
    answered_ = revision_;
    passage_note_.clear();
    platform::Passage passage{.begins = true};
    const std::string given = encode(order.prompt, generating_.parameters()).text;
    if (!given.empty()) passage.parts.push_back({.text = given});
    host_.write(passage);
    generating_.generate(order);
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

void Controller::pick(const platform::Command& command) {
    const std::size_t given = characters_of(generating_.prompt().text).size();
    const auto& written = generating_.written();
    const auto at = experiments::number_of(command, std::numeric_limits<std::size_t>::max());
    if (!at) return;
    picked_.reset();
    if (*at < given) {
        passage_note_ = "This is how the text was begun; the network only read it.";
    } else if (*at - given < written.size()) {
        picked_ = *at - given;
        passage_note_ = note_on(written[*picked_]);
    }
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

std::size_t Controller::shared_length() const {
    const bool same = generating_.begun() && generating_.order().same_text(settings_.order());
    const std::size_t count = generating_.written().size();
    return same && !generating_.busy() && count > 0 ? std::min(count, longest_text) : settings_.order().length;
}

// The same settings and seed write the same text, so it need not be kept itself.
std::map<std::string, std::string> Controller::kept() const {
    std::map<std::string, std::string> fields = settings_.shared(settings_.order().length);
    const bool same = generating_.begun() && generating_.order().same_text(settings_.order());
    if (same) fields[written_field] = std::to_string(shared_length());
    if (wanted_) fields[written_field] = std::to_string(*wanted_);
    return fields;
}

const Character* Controller::shown() const {
    const auto& written = generating_.written();
    const std::size_t at = picked_ ? *picked_ + 1 : std::min(newest_, written.size());
    return at > 0 && at <= written.size() ? &written[at - 1] : nullptr;
}

std::string Controller::before_shown() const {
    const Character* character = shown();
    if (character == nullptr) return "";
    const auto& written = generating_.written();
    const auto end = static_cast<std::size_t>(character - written.data());
    const std::size_t begin = end - std::min(end, context_shown);
    std::vector<std::string> characters;
    if (end < context_shown) characters = characters_of(generating_.prompt().text);
    for (std::size_t i = begin; i < end; ++i)
        characters.push_back(generating_.parameters().alphabet.character(written[i].chosen.token));
    const std::size_t skip = characters.size() - std::min(characters.size(), context_shown);
    std::string line = skip > 0 || begin > 0 ? "…" : "";
    for (std::size_t i = skip; i < characters.size(); ++i) line += characters[i] == "\n" ? " / " : characters[i];
    return line;
}

std::string Controller::name_of(std::size_t token) const {
    const std::string& character = generating_.parameters().alphabet.character(token);
    if (character == " ") return "space";
    if (character == "\n") return "new line";
    return character;
}

std::string Controller::note_on(const Character& character) const {
    const auto named = [&](const Likely& likely) {
        return core::joined("“", name_of(likely.token), "” ", ui::percentage(likely.p));
    };
    std::string note = named(character.chosen);
    std::string others;
    for (std::size_t i = 0; i < character.best_count; ++i) {
        const Likely& other = character.best.at(i);
        if (other.token != character.chosen.token) others += (others.empty() ? "" : ", ") + named(other);
    }
    if (!others.empty()) note += " · it could have been " + others;
    if (character.pointed >= shown_percent)
        note += core::joined(" · ", static_cast<int>(character.pointed), " % copied from earlier text");
    return note;
}

platform::Result Controller::result() const {
    platform::Result result;
    result.revision = answered_;
    const std::size_t count = generating_.written().size();
    const std::string written = core::joined(count, count == 1 ? " character" : " characters");
    if (generating_.busy()) {
        // Said once: a screen reader must not hear every character. The text itself is there to be read.
        result.text = generating_.reads_first() ? "Reading how it begins …" : "Writing …";
    } else if (!generating_.begun()) {
        result.text = "Give it a beginning, or none, and let it write.";
    } else {
        const double rate = generating_.characters_per_second();
        result.text = (stopped_ ? "Stopped after " : "") + written + (stopped_ ? "" : " written");
        result.text += rate > 0 ? ", " + core::decimals(rate, 0) + " a second." : std::string(".");
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
    page.kept = kept();
    return page;
}

}  // namespace mllab::text_generation
