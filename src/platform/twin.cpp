#include "platform/twin.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/imgui_input.hpp"

namespace mllab::platform {

namespace {

class TwinTexture final : public Texture {
 public:
    explicit TwinTexture(int& alive) : alive_(alive) { ++alive_; }
    ~TwinTexture() override { --alive_; }
    [[nodiscard]] std::uintptr_t handle() const override { return 1; }

 private:
    int& alive_;
};

}  // namespace

Twin::Twin() : imgui_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(imgui_.get());
    configure_imgui();
}

Twin::~Twin() = default;

const Action* Twin::action(std::string_view id) const {
    const auto found = std::ranges::find(actions, id, &Action::id);
    return found == actions.end() ? nullptr : &*found;
}

const Area* Twin::area(std::string_view name) const {
    const auto found = std::ranges::find(areas, name, &Area::name);
    return found == areas.end() ? nullptr : &*found;
}

const Field* Twin::field(std::string_view id) const {
    const auto found = std::ranges::find(fields, id, &Field::id);
    return found == fields.end() ? nullptr : &*found;
}

void Twin::start_passage() {
    passage.clear();
    parts.clear();
}

void Twin::extend_passage(const std::vector<PassagePart>& more) {
    for (const PassagePart& part : more) passage += part.text;
    parts.insert(parts.end(), more.begin(), more.end());
}

void Twin::run_idle_work() {
    while (!idle_work_.empty()) {
        const auto work = std::exchange(idle_work_, {});
        for (const auto& piece : work) piece();
    }
}

float Twin::draw(Stage& stage, Frame frame) {
    frame.now_ms = clock_ms;
    if (frames_wanted > 0) --frames_wanted;
    if (fonts_em_ != frame.em || fonts_ratio_ != frame.pixel_ratio) {
        fonts_em_ = frame.em;
        fonts_ratio_ = frame.pixel_ratio;
        stage.build_fonts(frame);
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    }
    const float height = stage.height(frame);
    feed_frame(frame, height, previous_frame_ms_);
    previous_frame_ms_ = frame.now_ms;
    ImGui::NewFrame();
    stage.draw(frame);
    ImGui::Render();
    return height;
}

std::string Twin::setting(const std::string& key) const {
    const auto found = settings.find(key);
    return found == settings.end() ? "" : found->second;
}

std::shared_ptr<Texture> Twin::make_texture(const image::RgbaImage& picture, Sampling) {
    if (picture.width < 1 || picture.height < 1) throw std::invalid_argument("a texture needs at least one pixel");
    return std::make_shared<TwinTexture>(textures_alive);
}

}  // namespace mllab::platform
