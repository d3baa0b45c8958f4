// The page's body of the platform: mirrors what the view says into the page, and the page's events into the view.
#pragma once

#include <imgui.h>

#include <memory>
#include <unordered_map>

#include "platform/platform.hpp"
#include "platform/web_renderer.hpp"

namespace mllab::platform {

class WebTexture;

class WebHost final : public Host {
 public:
    WebHost();
    ~WebHost() override;

    void show_state(State state) override;
    void show_result(const Result& result) override;
    void show_revision(std::uint64_t revision) override;
    void show_model(const std::string& id) override;
    void show_actions(const std::vector<Action>& actions) override;
    void show_areas(const std::vector<Area>& areas) override;
    void show_fields(const std::vector<Field>& fields) override;
    void start_passage() override;
    void extend_passage(const std::vector<PassagePart>& parts) override;
    void show_passage_note(const std::string& note) override;
    void report_progress(std::string_view part, std::int64_t received, std::int64_t total) override;
    void report_error(const std::string& sentence) override;
    void request_frames(int count) override;
    void when_idle(std::function<void()> work) override;
    [[nodiscard]] double now_ms() const override;
    [[nodiscard]] std::string setting(const std::string& key) const override;
    void store_setting(const std::string& key, const std::string& value) override;
    void save_picture(const std::string& file_name, const image::RgbaImage& picture) override;
    void save_link(const std::string& address, const std::string& file_name) override;
    void copy_text(const std::string& text) override;
    void share(const std::map<std::string, std::string>& fields) override;
    std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) override;

    // The page's side, called by the exported functions of web_bridge.cpp.
    void run_idle_work(int id);
    void begin_frame(Stage& stage, const Frame& frame);  // fonts are ready afterwards
    void draw_frame(Stage& stage, const Frame& frame, float height);
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
    bool text_was_wanted_ = false;

    std::vector<std::weak_ptr<WebTexture>> textures_;
    std::unordered_map<int, std::function<void()>> idle_work_;
    int next_idle_id_ = 1;
    std::optional<State> state_;
    std::optional<std::uint64_t> revision_;
    std::string model_;
    std::optional<std::vector<Action>> actions_;
    std::optional<std::vector<Area>> areas_;
    std::vector<Field> fields_;
    std::string passage_note_;
};

}  // namespace mllab::platform
