// A stage for tests of the platform: a pad and a field; every event is given back as a result.
#include <imgui.h>

#include <array>
#include <map>
#include <stdexcept>

#include "core/text.hpp"
#include "platform/platform.hpp"
#include "ui/theme.hpp"

namespace {

using namespace mllab;
using core::decimals;
using core::joined;

class Probe final : public platform::Stage {
 public:
    Probe(platform::Host& host, const platform::Launch& launch) : host_(host) {
        page_.state = platform::State::ready;
        page_.actions = {
            {.verb = "throw", .label = "Throw", .icon = "x", .group = "edit"},
            {.verb = "trap", .label = "Trap", .icon = "x", .group = "edit"},
            {.verb = "echo", .label = "Say it", .icon = "x", .group = "edit", .shortcut = "Ctrl+K"},
            {.verb = "echo", .argument = "7", .label = "Say seven", .icon = "x", .group = "edit"},
            {.verb = "wake", .label = "Wake", .icon = "x", .group = "edit"},
            {.verb = "save", .label = "Save", .icon = "x", .group = "save", .shortcut = "S"},
            {.verb = "off", .label = "Off", .icon = "x", .group = "edit", .enabled = false, .pressed = false}};
        for (const auto& [name, value] : launch.fields) tell(joined("given ", name, " ", value.size(), " ", value));
        set_field("");
        const auto setting = launch.settings.find("probe");
        tell("setting " + (setting == launch.settings.end() ? std::string() : setting->second));
        host_.perform(platform::StoreSetting{.key = "probe", .value = "kept"});
        host_.when_idle([this] { tell("idle"); });
    }

    void build_fonts(const platform::Frame& frame) override {
        faces_.build(frame.em, frame.pixel_ratio);
        picture_.reset();
    }
    [[nodiscard]] float height(const platform::Frame& frame) override { return frame.width > 500 ? 400 : 600; }

    void draw(const platform::Frame& frame) override {
        ui::apply_style(frame);
        if (!picture_) picture_ = host_.make_texture(red_square(), platform::Sampling::nearest);
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("probe", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
        ImGui::GetWindowDrawList()->AddRectFilled({20, 20}, {220, 220}, IM_COL32(0, 0, 255, 255));
        ImGui::GetWindowDrawList()->AddImage(picture_->handle(), {230, 20}, {250, 40});
        ImGui::End();
        // Only then: after an exception the page goes on showing it.
        const std::vector<platform::Area> areas{
            {.name = "pad", .rect = {20, 20, 200, 200}, .takes_drags = true, .label = "A pad"},
            {.name = "square", .rect = {230, 20, 20, 20}}};
        if (page_.areas != areas) {
            page_.areas = areas;
            host_.show(page_);
        }
        const std::string look =
            joined(frame.dark ? "dark" : "light", frame.reduced_motion ? " calm" : " lively", " ",
                   decimals(frame.width, 0), " ", decimals(frame.pixel_ratio, 2), " ", decimals(frame.em, 0));
        if (look != look_) tell("frame " + (look_ = look));
    }

    void pointer(const platform::PointerSample& s) override {
        static constexpr std::array<const char*, 4> phases{"down", "move", "up", "cancel"};
        static constexpr std::array<const char*, 3> kinds{"mouse", "touch", "pen"};
        tell(joined("pointer ", phases[static_cast<std::size_t>(s.phase)], " ", kinds[static_cast<std::size_t>(s.kind)],
                    " ", decimals(s.x, 2), " ", decimals(s.y, 2), " ", s.area));
    }
    bool key(const platform::Key& key) override {
        tell(joined("key ", key.area, " ", key.name, key.shift ? " shift" : "", key.control ? " control" : ""));
        return key.name == "ArrowUp";
    }
    void focus(std::string_view area, bool visible) override {
        tell(joined("focus ", area, visible ? " visible" : ""));
    }
    void command(const platform::Command& command) override {
        if (command.verb == "throw") throw std::runtime_error("The probe was told to fail.");
        if (command.verb == "trap") __builtin_trap();
        if (command.verb == "wake") {
            host_.wake();
            host_.wake();
        }
        if (command.verb == "field") {
            const std::string& text = command.text;
            set_field(text);
            host_.write({.begins = true, .parts = {{.text = text}, {.text = "!", .confidence = 2}}});
            page_.passage_note = joined(text.size(), " bytes");
            if (text == "share") host_.perform(platform::ShareLink{.fields = {{"name", text}, {"other", "a&b=c"}}});
        }
        if (command.verb == "save")
            host_.perform(platform::SavePicture{.file_name = "red.png", .picture = red_square()});
        tell(joined("command ", command.verb, " ", command.argument, " ", command.text));
    }
    void update() override { tell("update"); }
    void picture(image::RgbaImage image, const std::string& name) override {
        const auto shade = [&](std::size_t pixel) { return static_cast<int>(image.pixels[pixel * 4]) > 127 ? 1 : 0; };
        const auto last = image.pixels.size() / 4 - 1;
        tell(joined("picture ", name, " ", image.width, " ", image.height, " ", shade(0), " ", shade(last)));
    }

 private:
    void set_field(const std::string& value) {
        page_.fields = {{.id = "name",
                         .label = "Name",
                         .kind = platform::Field::Kind::lines,
                         .value = value,
                         .hint = "Nobody",
                         .note = value.empty() ? "Nothing yet" : ""}};
    }
    static image::RgbaImage red_square() {
        image::RgbaImage square(2, 2);
        for (std::size_t i = 0; i < square.pixels.size(); ++i) square.pixels[i] = i % 4 == 0 || i % 4 == 3 ? 255 : 0;
        return square;
    }
    void tell(const std::string& what) {
        log_ += (log_.empty() ? "" : "\n") + what;
        page_.result = {.text = what,
                        .value = log_,
                        .top = {{"one", 0.75}, {"two", 0.25}},
                        .revision = ++page_.revision,
                        .settled = true};
        host_.show(page_);
    }

    platform::Host& host_;
    ui::Faces faces_;
    std::shared_ptr<platform::Texture> picture_;
    std::string look_;
    std::string log_;
    platform::PageState page_;
};

}  // namespace

int main() {
    platform::run([](platform::Host& host, const platform::Launch& launch) {
        if (launch.experiment != "probe")
            throw std::invalid_argument("There is no experiment “" + launch.experiment + "”.");
        return std::make_unique<Probe>(host, launch);
    });
}
