// A stage for tests of the platform: a pad, a text field and a list that scrolls; every event is told back as a result.
#include <imgui.h>

#include <array>
#include <cstdint>
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
    Probe(platform::Host& host, const std::map<std::string, std::string>& fields) : host_(host) {
        host_.show_actions({{"throw", "Throw", "x", "edit", "", true, std::nullopt},
                            {"trap", "Trap", "x", "edit", "", true, std::nullopt},
                            {"field", "Focus the field", "x", "edit", "Ctrl+K", true, std::nullopt},
                            {"save", "Save", "x", "save", "S", true, std::nullopt},
                            {"off", "Off", "x", "edit", "", false, false}});
        host_.show_state(platform::State::ready);
        for (const auto& [name, value] : fields) tell(joined("given ", name, " ", value.size(), " ", value));
        show_field("");
        tell("setting " + host_.setting("probe"));
        host_.store_setting("probe", "kept");
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
        ImGui::SetCursorPos({20, 240});
        if (focus_field_) ImGui::SetKeyboardFocusHere();
        focus_field_ = false;
        if (ImGui::InputText("##field", text_.data(), text_.size())) tell(joined("text ", text_.data()));
        ImGui::SetCursorPos({20, 290});
        ImGui::BeginChild("list", {200, 80});
        for (int i = 0; i < 50; ++i) ImGui::TextUnformatted(joined("line ", i).c_str());
        if (ImGui::GetScrollY() != scroll_) tell(joined("scroll ", decimals(scroll_ = ImGui::GetScrollY(), 0)));
        ImGui::EndChild();
        ImGui::End();
        host_.show_areas({{"pad", {20, 20, 200, 200}, true, "A pad"},
                          {"field", {20, 240, 200, 30}, false, ""},
                          {"list", {20, 290, 200, 80}, false, ""}});
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
    void action(const std::string& id, const std::string& argument) override {
        if (id == "throw") throw std::runtime_error("The probe was told to fail.");
        if (id == "trap") __builtin_trap();
        if (id == "field-name") {
            show_field(argument);
            host_.start_passage();
            host_.extend_passage(
                {{.text = argument, .sureness = platform::PassagePart::given}, {.text = "!", .sureness = 2}});
            host_.show_passage_note(joined(argument.size(), " bytes"));
            if (argument == "share") host_.share({{"name", argument}, {"other", "a&b=c"}});
        }
        if (id == "field") focus_field_ = true;
        if (id == "save") host_.save_picture("red.png", red_square());
        tell(joined("action ", id, " ", argument));
    }
    void picture(image::RgbaImage image, const std::string& name) override {
        const auto shade = [&](std::size_t pixel) { return static_cast<int>(image.pixels[pixel * 4]) > 127 ? 1 : 0; };
        const auto last = image.pixels.size() / 4 - 1;
        tell(joined("picture ", name, " ", image.width, " ", image.height, " ", shade(0), " ", shade(last)));
    }

 private:
    void show_field(const std::string& value) {
        host_.show_fields({{.id = "name",
                            .label = "Name",
                            .kind = platform::Field::Kind::lines,
                            .value = value,
                            .low = 0,
                            .high = 0,
                            .step = 0,
                            .hint = "Nobody",
                            .note = value.empty() ? "Nothing yet" : ""}});
    }
    static image::RgbaImage red_square() {
        image::RgbaImage square(2, 2);
        for (std::size_t i = 0; i < square.pixels.size(); ++i) square.pixels[i] = i % 4 == 0 || i % 4 == 3 ? 255 : 0;
        return square;
    }
    void tell(const std::string& what) {
        log_ += (log_.empty() ? "" : "\n") + what;
        host_.show_revision(++revision_);
        host_.show_result({.text = what,
                           .value = log_,
                           .top = {{"one", 0.75}, {"two", 0.25}},
                           .revision = revision_,
                           .settled = true});
    }

    platform::Host& host_;
    ui::Faces faces_;
    std::shared_ptr<platform::Texture> picture_;
    std::array<char, 256> text_{};
    std::string look_;
    std::string log_;
    float scroll_ = 0;
    bool focus_field_ = false;
    std::uint64_t revision_ = 0;
};

}  // namespace

int main() {
    platform::run([](platform::Host& host, const platform::Launch& launch) {
        if (launch.experiment != "probe")
            throw std::invalid_argument("There is no experiment “" + launch.experiment + "”.");
        return std::make_unique<Probe>(host, launch.fields);
    });
}
