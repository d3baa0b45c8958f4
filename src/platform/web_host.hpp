// The page's body of the platform: hands what the stage shows to the page, and the page's
// events to the stage.
#pragma once

#include <imgui.h>

#include <memory>
#include <unordered_map>

#include "platform/platform.hpp"
#include "platform/web_renderer.hpp"

namespace mllab::platform {

class CameraTexture;
class WebCamera;
class WebTexture;

class WebHost final : public Host {
 public:
    WebHost();
    ~WebHost() override;

    void show(PageState page) override;
    void write(const Passage& passage) override;
    void perform(const Request& request) override;
    std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) override;
    std::unique_ptr<Camera> make_camera() override;
    void stop_cameras() override;
    void request_frames(int count) override;
    void wake() override;
    void when_idle(std::function<void()> work) override;
    [[nodiscard]] double now_ms() const override;

    [[nodiscard]] const PageState& shown() const { return shown_; }
    // Shows the error in what is shown already: where the stage itself could not say it.
    void show_error(std::string message);

    // For its cameras.
    [[nodiscard]] std::shared_ptr<CameraTexture> make_camera_texture(int camera);
    void forget_camera(int id) { cameras_.erase(id); }

    // The page's side, called by the exported functions of web_bridge.cpp.
    void run_idle_work(int id);
    void begin_frame(Stage& stage, const Frame& frame);  // fonts are ready afterwards
    void draw_frame(Stage& stage, const Frame& frame, float height);
    void camera_report(int id, const CameraStatus& status, bool frame);
    void graphics_lost();
    void graphics_restored();

 private:
    struct ContextDeleter {
        void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
    };
    std::unique_ptr<ImGuiContext, ContextDeleter> imgui_;
    std::optional<WebRenderer> renderer_;  // none while the graphics context is lost
    bool fonts_uploaded_ = false;
    float fonts_em_ = 0;
    float fonts_ratio_ = 0;
    double previous_frame_ms_ = 0;

    void keep(const std::shared_ptr<WebTexture>& texture);

    std::vector<std::weak_ptr<WebTexture>> textures_;
    std::unordered_map<int, WebCamera*> cameras_;  // those that a stage holds
    int next_camera_id_ = 1;
    std::unordered_map<int, std::function<void()>> idle_work_;
    int next_idle_id_ = 1;
    PageState shown_;
    bool anything_shown_ = false;
};

}  // namespace mllab::platform
