#include "experiments/text_generation/view/controller.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/text.hpp"
#include "ui/bars.hpp"

namespace mllab::text_generation {

namespace {

// Of less pointing there is nothing to tell.
constexpr int told_percent = 5;

constexpr double newest_ms = 250;  // faster, nobody could read the candidates of the newest character
constexpr std::size_t context_shown = 24;

// From "not at all" to "almost sure": 5, 20, 50, 80 %.
int sureness(float p) {
    return p < 0.05F ? 0 : p < 0.2F ? 1 : p < 0.5F ? 2 : p < 0.8F ? 3 : platform::PassagePart::surest;
}

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      random_(static_cast<std::uint64_t>(host.now_ms() * 1000)),
      generating_(host, launch, [this] { changed(); }),
      examples_(examples_for(generating_.network().card().id)),
      settings_(generating_.parameters().alphabet.size()) {
    settings_.set("prompt", examples_.front().prompt);
    for (const auto& [field, value] : launch.fields)
        if (settings_.set(field, value)) from_link_ = true;
    prompt_note_ = sentence(encode(settings_.order().prompt, generating_.parameters()));
}

void Controller::start() {
    generating_.load();
    publish();
}

void Controller::changed() {
    flush();
    // A shared link shows its text without anybody asking again, once.
    if (generating_.network().ready() && std::exchange(from_link_, false)) generate();
    publish();
}

void Controller::generate() {
    if (!generating_.network().ready()) return;
    generating_.stop();  // what was written until now still belongs to the old text
    flushed_ = newest_ = 0;
    picked_.reset();
    stopped_ = false;
    answered_ = revision_;
    host_.show_passage_note("");
    host_.start_passage();
    const std::string given = encode(settings_.order().prompt, generating_.parameters()).text;
    if (!given.empty()) host_.extend_passage({{.text = given, .sureness = platform::PassagePart::given}});
    generating_.generate(settings_.order());
}

void Controller::set(const std::string& field, const std::string& text) {
    if (!settings_.set(field, text)) return;
    if (field == "prompt") prompt_note_ = sentence(encode(text, generating_.parameters()));
    ++revision_;
}

void Controller::roll() {
    set("seed", std::to_string(random_.below(largest_seed)));
    generate();
}

void Controller::action(const std::string& id, const std::string& argument) {
    constexpr std::string_view field = "field-";
    constexpr std::string_view example = "example-";
    if (id.starts_with(field)) {
        set(id.substr(field.size()), argument);
    } else if (id == "passage-character") {
        pick(argument);
    } else if (id.starts_with(example)) {
        for (std::size_t i = 0; i < examples_.size(); ++i) {
            if (id != core::joined(example, i)) continue;
            set("prompt", examples_[i].prompt);
            generate();
        }
    } else if (!act_on_text(id)) {
        generating_.act(id);
    }
    publish();
}

bool Controller::act_on_text(const std::string& id) {
    if (id == "generate") {
        generate();
    } else if (id == "stop") {
        stopped_ = true;
        generating_.stop();
    } else if (id == "continue") {
        stopped_ = false;
        generating_.go_on(settings_.order().length);
    } else if (id == "dice") {
        roll();
    } else if (id == "slowly") {
        generating_.slow_down(!generating_.readable_pace());
    } else if (id == "look-inside") {
        generating_.watch_units(!generating_.watching_units());
    } else if (id == "copy") {
        host_.copy_text(text());
    } else if (id == "share") {
        host_.share(settings_.shared(shared_length()));
    } else {
        return false;
    }
    return true;
}

void Controller::pick(const std::string& index) {
    std::size_t at = 0;
    const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), at);
    if (error != std::errc() || end != index.data() + index.size()) return;
    const std::size_t given = characters_of(generating_.prompt().text).size();
    const auto& written = generating_.written();
    picked_.reset();
    if (at < given) {
        host_.show_passage_note("This is how the text was begun; the network only read it.");
    } else if (at - given < written.size()) {
        picked_ = at - given;
        host_.show_passage_note(note_on(written[*picked_]));
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

void Controller::flush() {
    const auto& written = generating_.written();
    std::vector<platform::PassagePart> parts;
    for (; flushed_ < written.size(); ++flushed_) {
        const Likely& chosen = written[flushed_].chosen;
        const int level = sureness(chosen.p);
        if (parts.empty() || parts.back().sureness != level) parts.push_back({.text = "", .sureness = level});
        parts.back().text += generating_.parameters().alphabet.character(chosen.token);
    }
    if (!parts.empty()) host_.extend_passage(parts);
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
    if (character.pointed >= told_percent)
        note += core::joined(" · ", static_cast<int>(character.pointed), " % from pointing at the text before");
    return note;
}

platform::Result Controller::result() const {
    using Activity = Generating::Activity;
    platform::Result result;
    result.revision = answered_;
    const std::size_t count = generating_.written().size();
    const std::string written = core::joined(count, count == 1 ? " character" : " characters");
    if (generating_.activity() != Activity::none) {
        // Said once: a screen reader must not hear every character. The text itself is there to be read.
        result.text = generating_.activity() == Activity::reading ? "Reading how it begins …" : "Writing …";
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

std::vector<platform::Action> Controller::actions() const {
    const auto plain = std::optional<bool>();
    const bool ready = generating_.network().ready();
    const bool busy = generating_.busy();
    const bool goes_on = generating_.can_go_on() && generating_.order().same_text(settings_.order());
    const bool has_text = !generating_.written().empty() || !generating_.prompt().text.empty();
    std::vector<platform::Action> list{
        {"generate", "Generate", "play", "run", "", ready, plain},
        {"stop", "Stop", "square", "run", "", busy, plain},
        {"continue", "Continue", "skip-forward", "run", "", goes_on, plain},
        {"dice", "Another seed", "dices", "run", "", ready, plain},
        {"slowly", "Slow enough to read", "gauge", "run", "", true, generating_.readable_pace()},
    };
    for (std::size_t i = 0; i < examples_.size(); ++i)
        list.push_back({core::joined("example-", i), examples_[i].label, "", "example", "", ready, plain});
    list.push_back({"look-inside", "Look inside", "scan-search", "view", "", true, looking_inside()});
    list.push_back({"copy", "Copy text", "copy", "save", "", has_text, plain});
    list.push_back({"share", "Share a link", "link", "save", "", true, plain});
    generating_.network().add_actions(list);
    return list;
}

void Controller::publish() {
    host_.show_revision(revision_);
    host_.show_model(generating_.network().card().id);
    host_.show_fields(settings_.fields(prompt_note_));
    host_.show_result(result());
    host_.show_state(generating_.network().state(generating_.busy()));
    host_.show_actions(actions());
    host_.request_frames(1);
}

}  // namespace mllab::text_generation
