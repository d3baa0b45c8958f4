#include "platform/page_json.hpp"

#include <array>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace mllab::platform {

namespace {

using nlohmann::json;

// What is written is a text at once: this happens with every sample of a pen.
using Member = std::pair<const char*, std::string>;

// Bytes that are no UTF-8 pass: who decodes them shows U+FFFD.
std::string value_of(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        constexpr std::string_view digits = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += {'\\', c};
        } else if (byte < 0x20) {
            quoted += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
        } else {
            quoted += c;
        }
    }
    return quoted += '"';
}
std::string value_of(const char* text) { return value_of(std::string(text)); }
std::string value_of(bool value) { return value ? "true" : "false"; }
std::string value_of(std::uint64_t number) { return std::to_string(number); }
std::string value_of(std::int64_t number) { return std::to_string(number); }
// As short as it can be, as json::dump does it, which takes half a kilobyte of memory for each; null for what is none.
std::string value_of(double number) {
    if (!std::isfinite(number)) return "null";
    std::array<char, 64> text{};
    return {text.data(), nlohmann::detail::to_chars(text.data(), text.data() + text.size(), number)};
}

std::string joined(char open, const std::vector<std::string>& items, char close) {
    std::string text(1, open);
    for (const std::string& item : items) {
        if (text.size() > 1) text += ',';
        text += item;
    }
    return text += close;
}
std::string object(std::initializer_list<Member> members) {
    std::vector<std::string> items;
    items.reserve(members.size());
    for (const auto& [name, value] : members) items.push_back(value_of(name) + ':' + value);
    return joined('{', items, '}');
}

std::string value_of(State state) {
    static constexpr std::array names{"loading", "ready", "busy", "error"};
    return value_of(names.at(static_cast<std::size_t>(state)));
}

std::string value_of(const Guess& guess) {
    if (!guess.box) return object({{"label", value_of(guess.label)}, {"p", value_of(guess.p)}});
    std::vector<std::string> box;
    for (const double length : *guess.box) box.push_back(value_of(length));
    return object({{"label", value_of(guess.label)}, {"p", value_of(guess.p)}, {"box", joined('[', box, ']')}});
}

template <typename Item>
std::string value_of(const std::vector<Item>& items);

std::string value_of(const Result& result) {
    return object({{"text", value_of(result.text)},
                   {"value", value_of(result.value)},
                   {"top", value_of(result.top)},
                   {"revision", value_of(result.revision)},
                   {"settled", value_of(result.settled)},
                   {"stored", value_of(result.stored)}});
}

std::string value_of(const Action& action) {
    return object({{"id", value_of(action.id())},
                   {"label", value_of(action.label)},
                   {"icon", value_of(action.icon)},
                   {"group", value_of(action.group)},
                   {"shortcut", value_of(action.shortcut)},
                   {"enabled", value_of(action.enabled)},
                   {"pressed", action.pressed ? value_of(*action.pressed) : "null"},
                   {"picture", value_of(action.picture)}});
}

std::string value_of(const Rect& rect) {
    const auto length = [](float v) { return value_of(static_cast<double>(v)); };
    return joined('[', {length(rect.x), length(rect.y), length(rect.w), length(rect.h)}, ']');
}

std::string value_of(const Area& area) {
    return object({{"name", value_of(area.name)},
                   {"rect", value_of(area.rect)},
                   {"drags", value_of(area.takes_drags)},
                   {"label", value_of(area.label)}});
}

std::string value_of(const Field& field) {
    static constexpr std::array kinds{"line", "lines", "digits", "number", "range"};
    return object({{"id", value_of(field.id)},
                   {"label", value_of(field.label)},
                   {"kind", value_of(kinds.at(static_cast<std::size_t>(field.kind)))},
                   {"value", value_of(field.value)},
                   {"low", value_of(field.low)},
                   {"high", value_of(field.high)},
                   {"step", value_of(field.step)},
                   {"hint", value_of(field.hint)},
                   {"note", value_of(field.note)},
                   {"said", value_of(field.said)},
                   {"below", value_of(field.below)}});
}

std::string value_of(const Sheet::Column& column) {
    return object(
        {{"id", value_of(column.id)}, {"label", value_of(column.label)}, {"number", value_of(column.number)}});
}

std::string value_of(const Sheet::Row& row) {
    return object({{"picture", value_of(row.picture)},
                   {"name", value_of(row.name)},
                   {"cells", value_of(row.cells)},
                   {"failure", value_of(row.failure)}});
}

std::string value_of(const Sheet& sheet) {
    return object({{"title", value_of(sheet.title)},
                   {"words", value_of(sheet.words)},
                   {"busy", value_of(sheet.busy)},
                   {"done", value_of(sheet.done)},
                   {"columns", value_of(sheet.columns)},
                   {"sorted", value_of(sheet.sorted)},
                   {"descending", value_of(sheet.descending)},
                   {"rows", value_of(sheet.rows)}});
}

std::string value_of(const Progress& progress) {
    return object({{"part", value_of(progress.part)},
                   {"received", value_of(progress.received)},
                   {"total", value_of(progress.total)}});
}

std::string value_of(const PassagePart& part) {
    return object(
        {{"text", value_of(part.text)}, {"confidence", value_of(static_cast<std::int64_t>(part.confidence))}});
}

template <typename Item>
std::string value_of(const std::vector<Item>& items) {
    std::vector<std::string> values;
    values.reserve(items.size());
    for (const Item& item : items) values.push_back(value_of(item));
    return joined('[', values, ']');
}

std::string value_of(const std::map<std::string, std::string>& texts) {
    std::vector<std::string> members;
    for (const auto& [name, text] : texts) members.push_back(value_of(name) + ':' + value_of(text));
    return joined('{', members, '}');
}

}  // namespace

std::string changes(const PageState* before, const PageState& now) {
    std::vector<std::string> changed;
    const auto add = [&](const char* name, auto PageState::* member) {
        if (before == nullptr || before->*member != now.*member)
            changed.push_back(value_of(name) + ':' + value_of(now.*member));
    };
    add("state", &PageState::state);
    add("error", &PageState::error);
    add("revision", &PageState::revision);
    add("model", &PageState::model);
    add("result", &PageState::result);
    add("actions", &PageState::actions);
    add("areas", &PageState::areas);
    add("fields", &PageState::fields);
    add("sourceNote", &PageState::source_note);
    add("sheet", &PageState::sheet);
    add("passageNote", &PageState::passage_note);
    add("progress", &PageState::progress);
    add("kept", &PageState::kept);
    return changed.empty() ? std::string() : joined('{', changed, '}');
}

std::string json_of(const Passage& passage) {
    return object({{"begins", value_of(passage.begins)}, {"parts", value_of(passage.parts)}});
}

std::string json_of(const Request& request) {
    const auto value = [](const auto& what) -> std::string {
        using What = std::remove_cvref_t<decltype(what)>;
        if constexpr (std::is_same_v<What, SaveLink>)
            return object({{"kind", value_of("save")},
                           {"address", value_of(what.address)},
                           {"fileName", value_of(what.file_name)}});
        else if constexpr (std::is_same_v<What, CopyText>)
            return object({{"kind", value_of("copy")}, {"text", value_of(what.text)}});
        else if constexpr (std::is_same_v<What, ShareLink>)
            return object({{"kind", value_of("share")}, {"fields", value_of(what.fields)}});
        else if constexpr (std::is_same_v<What, StoreSetting>)
            return object({{"kind", value_of("store")}, {"key", value_of(what.key)}, {"value", value_of(what.value)}});
        else if constexpr (std::is_same_v<What, OpenPicture>)
            return object(
                {{"kind", value_of("picture")}, {"file", value_of(what.file)}, {"name", value_of(what.name)}});
        else if constexpr (std::is_same_v<What, PlayTone>)
            return object(
                {{"kind", value_of("tone")}, {"frequencyHz", value_of(what.frequency_hz)}, {"ms", value_of(what.ms)}});
        else if constexpr (std::is_same_v<What, TakePicture>)
            return object({{"kind", value_of("take")},
                           {"number", value_of(static_cast<std::uint64_t>(what.number))},
                           {"show", value_of(what.show)}});
        else if constexpr (std::is_same_v<What, ForgetPictures>)
            return object({{"kind", value_of("forget")}});
        else if constexpr (std::is_same_v<What, SaveText>)
            return object({{"kind", value_of("save-text")},
                           {"text", value_of(what.text)},
                           {"fileName", value_of(what.file_name)}});
        else
            throw std::invalid_argument("a picture's pixels are no JSON");
    };
    return std::visit(value, request);
}

std::vector<std::string> names_of(std::string_view text) {
    try {
        return json::parse(text).get<std::vector<std::string>>();
    } catch (const json::exception& error) {
        throw std::invalid_argument(std::string("The page did not say which pictures these are: ") + error.what());
    }
}

Launch launch_of(std::string_view text) {
    using Texts = std::map<std::string, std::string>;
    try {
        const json launch = json::parse(text);
        return {.experiment = launch.at("experiment").get<std::string>(),
                .model = launch.at("model").get<std::string>(),
                .models_url = launch.at("modelsUrl").get<std::string>(),
                .cards = launch.at("cards").get<Texts>(),
                .answers = launch.at("answers").get<Texts>(),
                .fields = launch.at("fields").get<Texts>(),
                .again = launch.at("again").get<bool>(),
                .settings = launch.at("settings").get<Texts>()};
    } catch (const json::exception& error) {
        throw std::invalid_argument(std::string("The page did not say what to open: ") + error.what());
    }
}

}  // namespace mllab::platform
