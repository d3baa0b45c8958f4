// What can be typed into the fields of a text, and what becomes of it.
#include <catch_amalgamated.hpp>

#include "experiments/text_generation/view/settings.hpp"

using mllab::text_generation::Settings;

namespace {

const mllab::platform::Field& field(const std::vector<mllab::platform::Field>& fields, const std::string& id) {
    return *std::ranges::find(fields, id, &mllab::platform::Field::id);
}

}  // namespace

TEST_CASE("Numbers that make sense are taken, and stay as they were typed") {
    Settings settings(65);
    CHECK(settings.set("temperature", "1.25"));
    CHECK(settings.set("length", " 1000 "));
    CHECK(settings.set("top-k", "5"));
    CHECK(settings.set("top-p", "0,9"));
    CHECK(settings.set("seed", "4294967295"));
    CHECK(settings.order().sampling.temperature == 1.25F);
    CHECK(settings.order().length == 1000);
    CHECK(settings.order().sampling.top_k == 5);
    CHECK(settings.order().sampling.top_p == 0.9F);
    CHECK(settings.order().seed == 4294967295);
    for (const auto& shown : settings.fields("")) CHECK(shown.note.empty());
    CHECK(field(settings.fields(""), "length").value == " 1000 ");
}

TEST_CASE("What is no number, or one outside of the bounds, is said and changes nothing") {
    Settings settings(65);
    for (const std::string& text :
         {std::string(""), std::string("-1"), std::string("2.01"), std::string("nan"), std::string("inf"),
          std::string("0x1"), std::string("1e3"), std::string("1.0.0"), std::string("."), std::string("one"),
          std::string(10'000, '1'), std::string("\U0001F600")}) {
        CAPTURE(text.substr(0, 20));
        CHECK(settings.set("temperature", text));
        CHECK(settings.order().sampling.temperature == 0.8F);
        const auto fields = settings.fields("");
        CHECK(field(fields, "temperature").note == "A number from 0 to 2, please; 0.8 is used.");
        CHECK(field(fields, "temperature").value == text);
    }
    settings.set("temperature", "1");
    CHECK(field(settings.fields(""), "temperature").note.empty());
    settings.set("length", "0");
    CHECK(field(settings.fields(""), "length").note == "A whole number from 1 to 20000, please; 500 is used.");
    settings.set("length", "1.5");
    CHECK(settings.order().length == 500);
    settings.set("seed", "4294967296");
    CHECK(settings.order().seed == 1);
    CHECK_FALSE(settings.set("colour", "1"));
}

TEST_CASE("The penalty is on by itself where the temperature is low, until it is set") {
    Settings settings(65);
    const auto shown = [&] { return field(settings.fields(""), "repetition-penalty"); };
    CHECK(settings.order().sampling.repetition_penalty == 0);
    CHECK(shown().note.empty());
    settings.set("temperature", "0.45");
    CHECK(settings.order().sampling.repetition_penalty == 1);
    CHECK(shown().value == "1");
    CHECK(shown().note.starts_with("Keeps the text out of loops"));
    settings.set("temperature", "0.5");
    CHECK(settings.order().sampling.repetition_penalty == 0);
    CHECK(shown().value == "0");
    settings.set("temperature", "0");
    settings.set("repetition-penalty", "0");
    CHECK(settings.order().sampling.repetition_penalty == 0);
    CHECK(shown().note.starts_with("Off: at low temperatures"));
    settings.set("temperature", "0.1");
    CHECK(settings.order().sampling.repetition_penalty == 0);
    settings.set("repetition-penalty", "2.5");
    settings.set("temperature", "1");
    CHECK(settings.order().sampling.repetition_penalty == 2.5F);
    CHECK(shown().note.starts_with("A run of 8 characters"));
    settings.set("repetition-penalty", "-1");
    CHECK(shown().note == "A number from 0 to 3, please; 2.5 is used.");
}

TEST_CASE("A penalty that follows the temperature follows it in a link, too; one that was set is the link's") {
    Settings settings(65);
    settings.set("temperature", "0");
    Settings again(65);
    for (const auto& [id, value] : settings.shared(10)) CHECK(again.set(id, value));
    CHECK(again.order().same_text(settings.order()));
    again.set("temperature", "1");
    CHECK(again.order().sampling.repetition_penalty == 0);
    settings.set("repetition-penalty", "0");
    CHECK_FALSE(again.order().same_text(settings.order()));
    Settings third(65);
    for (const auto& [id, value] : settings.shared(10)) CHECK(third.set(id, value));
    CHECK(third.order().same_text(settings.order()));
    CHECK(third.order().sampling.repetition_penalty == 0);
}

TEST_CASE("What is shared makes the same order again") {
    Settings settings(65);
    settings.set("prompt", "Dear “friend”,\n");
    settings.set("temperature", "0.65");
    settings.set("top-p", "0.95");
    settings.set("seed", "123456789");
    settings.set("top-k", "nonsense");
    Settings again(65);
    for (const auto& [id, value] : settings.shared(321)) CHECK(again.set(id, value));
    CHECK(again.order().same_text(settings.order()));
    CHECK(again.order().length == 321);
}

TEST_CASE("However many digits a setting has, a link's text is written with the very same") {
    for (const std::string& number : {std::string("0.333"), std::string("0.123456789"), std::string("0.0501"),
                                      std::string("0.99999994"), std::string("0,7071067811865")}) {
        CAPTURE(number);
        Settings settings(65);
        settings.set("temperature", number);
        settings.set("top-p", number);
        settings.set("repetition-penalty", number);
        settings.set("seed", "4294967295");
        Settings again(65);
        for (const auto& [id, value] : settings.shared(20'000)) CHECK(again.set(id, value));
        CHECK(again.order().same_text(settings.order()));
        CHECK(again.order().length == 20'000);
        for (const auto& shown : again.fields("")) CHECK((shown.id == "repetition-penalty" || shown.note.empty()));
        // And of what was taken over from a text that was written before.
        Settings followed(65);
        followed.follow(settings.order(), true);
        CHECK(followed.order().same_text(settings.order()));
        Settings third(65);
        for (const auto& [id, value] : followed.shared(20'000)) CHECK(third.set(id, value));
        CHECK(third.order().same_text(settings.order()));
    }
}
