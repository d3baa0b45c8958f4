// A stage for tests of the platform: a pad and a field; every event is given back as a result.
#include <imgui.h>

#include <algorithm>
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
            {.verb = "front", .label = "Front", .icon = "x", .group = "source"},
            {.verb = "back", .label = "Back", .icon = "x", .group = "source"},
            {.verb = "stop", .label = "Stop", .icon = "x", .group = "source"},
            {.verb = "take", .label = "Take", .icon = "x", .group = "source"},
            {.verb = "keep", .label = "Keep", .icon = "x", .group = "source"},
            {.verb = "forget", .label = "Forget", .icon = "x", .group = "source"},
            {.verb = "forget-pictures", .label = "Forget", .icon = "x", .group = "sheet"},
            {.verb = "save-text", .label = "Save", .icon = "x", .group = "sheet"},
            {.verb = "open", .label = "Open", .icon = "x", .group = "source"},
            {.verb = "tone", .label = "Tone", .icon = "x", .group = "play"},
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
        if (const auto seen = camera_ ? camera_->picture() : nullptr)
            ImGui::GetWindowDrawList()->AddImage(seen->handle(), {300, 20}, {460, 140});
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
        if (command.verb == "front" || command.verb == "back") camera().start(facing_of(command.verb));
        if (command.verb == "stop") camera().stop();
        if (command.verb == "forget") camera_.reset();
        if (command.verb == "take") take();
        if (command.verb == "keep") keep();
        if (command.verb == "forget-pictures") host_.perform(platform::ForgetPictures{});
        if (command.verb == "save-text") host_.perform(platform::SaveText{.text = "a,b", .file_name = "probe.csv"});
        if (command.verb == "open")
            host_.perform(platform::OpenPicture{.file = command.argument, .name = "An example"});
        if (command.verb == "tone") host_.perform(platform::PlayTone{});
        if (command.verb == "save")
            host_.perform(platform::SavePicture{.file_name = "red.png", .picture = red_square()});
        tell(joined("command ", command.verb, " ", command.argument, " ", command.text));
    }
    void update() override {
        if (!camera_) return tell("update");
        // What a camera says goes on for ever: only its news are told.
        if (const std::string now = told_of(camera_->status()); now != camera_status_) tell(camera_status_ = now);
    }
    void picture(image::RgbaImage image, const std::string& name) override {
        tell(joined("picture ", name, " ", image.width, " ", image.height, corners_of(image)));
    }
    // Asks for each of them, and for one that there is not.
    void pictures(std::vector<std::string> names, std::size_t left_out) override {
        std::string all;
        for (const std::string& name : names) all += " " + name;
        tell(joined("pictures", all.size() > 60 ? "" : all, " of ", names.size(), " left out ", left_out));
        for (std::size_t i = 0; i < std::min<std::size_t>(names.size() + 1, 4); ++i)
            host_.perform(platform::TakePicture{.number = i, .show = false});
    }
    void numbered_picture(std::size_t number, image::RgbaImage image) override {
        tell(joined("number ", number, " ", image.width, " ", image.height, corners_of(image)));
        if (number == 1) host_.perform(platform::TakePicture{.number = number, .show = true});
    }
    void numbered_refusal(std::size_t number, const std::string& sentence) override {
        tell(joined("no number ", number, " ", sentence));
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
    // From left to right, from above to below, each inside of the picture: its colour in steps of 51, "531".
    static std::string corners_of(const image::RgbaImage& image) {
        std::string colours;
        for (const int y : {image.height / 8, image.height * 7 / 8})
            for (const int x : {image.width / 8, image.width * 7 / 8}) {
                const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                                 static_cast<std::size_t>(x)) *
                                4;
                colours += ' ';
                for (std::size_t c = 0; c < 3; ++c)
                    colours += static_cast<char>('0' + (static_cast<int>(image.pixels[at + c]) + 25) / 51);
            }
        return colours;
    }

    platform::Camera& camera() {
        if (!camera_) camera_ = host_.make_camera();
        return *camera_;
    }
    static platform::Facing facing_of(const std::string& name) {
        return name == "front" ? platform::Facing::front : platform::Facing::back;
    }
    static std::string told_of(const platform::CameraStatus& s) {
        static constexpr std::array<const char*, 9> states{"off",    "asking", "running", "paused",     "refused",
                                                           "absent", "taken",  "lost",    "unsupported"};
        return joined("camera ", states[static_cast<std::size_t>(s.state)],
                      s.facing == platform::Facing::front ? " front" : " back", s.mirrored ? " mirrored " : " plain ",
                      s.cameras, " ", s.width, " ", s.height, " ", decimals(s.frames_per_second, 1));
    }
    void take() {
        const auto frame = camera().take(160);
        if (!frame) return tell("no frame");
        tell(joined("frame of ", frame->picture.width, " ", frame->picture.height, corners_of(frame->picture), " ",
                    frame->number));
    }

    void keep() {
        const auto still = camera().still(1024);
        tell(still ? joined("still of ", still->width, " ", still->height, corners_of(*still)) : "no still");
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
    std::unique_ptr<platform::Camera> camera_;
    std::string camera_status_;
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
