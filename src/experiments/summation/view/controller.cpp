#include "experiments/summation/view/controller.hpp"

#include <array>
#include <span>
#include <utility>

#include "core/text.hpp"

namespace mllab::summation {

namespace {

const std::string field_id = "expression";
// Carries of every kind, short and long numbers.
constexpr std::array<const char*, 6> examples{"7+8", "17+38", "58+67", "404+96", "999+1", "507+493"};

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      parsed_(parse("")),
      random_(static_cast<std::uint64_t>(host.now_ms() * 1000)),
      network_(host, launch,
               [this] {
                   pump();
                   publish();
               }),
      parameters_(Parameters::from(network_.card())) {
    const auto shared = launch.fields.find(field_id);
    if (shared == launch.fields.end()) return;
    text_ = shared->second;
    parsed_ = parse(text_);
    ++revision_;
}

void Controller::start() {
    network_.load();
    publish();
}

const Told* Controller::told() const { return answered_ == revision_ ? last() : nullptr; }

void Controller::type(std::string text) {
    if (text == text_) return;
    text_ = std::move(text);
    parsed_ = parse(text_);
    ++revision_;
    pump();
}

void Controller::press(const std::string& key) {
    if (key == "plus") {
        type(text_ + "+");
    } else if (key == "back") {
        std::string shorter = text_;
        // A whole character: the bytes that continue one are 10xxxxxx.
        while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0U) == 0x80U) shorter.pop_back();
        if (!shorter.empty()) shorter.pop_back();
        type(shorter);
    } else {
        type(text_ + key);
    }
}

void Controller::draw_lots() {
    // Numbers of all lengths, as people think of them.
    const auto number = [&] { return random_.below(random_.chance(0.3) ? 100 : largest_operand + 1); };
    const std::size_t left = number();
    type(core::joined(left, "+", number()));
}

void Controller::action(const std::string& id, const std::string& argument) {
    constexpr std::string_view key = "key-";
    constexpr std::string_view example = "example-";
    if (id == "field-" + field_id) {
        type(argument);
    } else if (id.starts_with(key)) {
        press(id.substr(key.size()));
    } else if (id == "clear") {
        type("");
    } else if (id == "dice") {
        draw_lots();
    } else if (id == "look-inside") {
        looking_inside_ = !looking_inside_;
    } else if (id == "share") {
        host_.share({{field_id, text_}});
    } else if (id.starts_with(example)) {
        for (std::size_t i = 0; i < examples.size(); ++i)
            if (id == core::joined(example, i)) type(examples.at(i));
    } else {
        network_.act(id);
    }
    publish();
}

bool Controller::due() const { return network_.ready() && parsed_.problem == Problem::none && answered_ != revision_; }

void Controller::pump() {
    if (running_ || !due()) return;
    running_ = true;
    running_task_ = answer_until_done();
    running_task_.start();
}

core::Task<> Controller::answer_until_done() {
    while (due()) {
        const std::uint64_t revision = revision_;
        const Expression asked = parsed_.expression;
        try {
            const inference::Session session = network_.session();
            auto run = request(std::span(&asked, 1), true);
            const inference::Outputs outputs = co_await session.run(std::move(run));
            last_ = Told{.expression = asked,
                         .answer = decode(outputs, std::span(&asked, 1)).front(),
                         .inside = inside_of(outputs, 0, parameters_)};
            answered_ = revision;
            network_.ran(outputs.run_ms());
            publish();
        } catch (const std::exception& error) {
            network_.stumbled(error);
        }
    }
    running_ = false;
    publish();
}

platform::Result Controller::result() const {
    platform::Result result;
    result.revision = revision_;
    if (parsed_.problem != Problem::none) {
        result.text = sentence(parsed_);
    } else if (const Told* now = told()) {
        result.text = sentence(now->expression, now->answer);
        result.value = now->answer.text;
        result.top = {{.label = now->answer.text, .p = now->answer.sure}};
    } else {
        result.revision = answered_.value_or(0);
        result.settled = false;
    }
    return result;
}

std::vector<platform::Action> Controller::actions() const {
    const auto plain = std::optional<bool>();
    std::vector<platform::Action> list;
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"})
        list.push_back({core::joined("key-", digit), digit, "", "keypad", "", true, plain});
    list.push_back({"key-plus", "+", "", "keypad", "", true, plain});
    list.push_back({"key-back", "Delete", "delete", "keypad", "", !text_.empty(), plain});
    list.push_back({"clear", "Clear", "trash-2", "edit", "", !text_.empty(), plain});
    list.push_back({"dice", "Any sum", "dices", "edit", "", true, plain});
    for (std::size_t i = 0; i < examples.size(); ++i)
        list.push_back({core::joined("example-", i), examples.at(i), "", "example", "", true, plain});
    list.push_back({"look-inside", "Look inside", "scan-search", "view", "", true, looking_inside_});
    list.push_back({"share", "Share a link", "link", "save", "", true, plain});
    network_.add_actions(list);
    return list;
}

void Controller::publish() {
    host_.show_revision(revision_);
    host_.show_model(network_.card().id);
    host_.show_fields({{.id = field_id,
                        .label = "Two numbers from 0 to 999, and a plus",
                        .kind = platform::Field::Kind::digits,
                        .value = text_,
                        .low = 0,
                        .high = 0,
                        .step = 0,
                        .hint = "17+38",
                        .note = ""}});
    host_.show_result(result());
    host_.show_state(network_.state(due()));
    host_.show_actions(actions());
    host_.request_frames(1);
}

}  // namespace mllab::summation
