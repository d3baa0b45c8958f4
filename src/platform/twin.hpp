// The native twin of the page: records what a stage shows and drives it as the page would, without a browser and
// without a screen. ImGui runs for real; its draw lists are there to be looked at.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "platform/platform.hpp"
#include "platform/twin_camera.hpp"

namespace mllab::platform {

class Twin final : public Host {
 public:
    Twin();
    ~Twin() override;

    // Reading what the page shows first brings it up to date: see `follow`.
    const PageState& page();
    [[nodiscard]] const std::vector<std::string>& errors();  // every error that the page has shown, in order
    [[nodiscard]] std::size_t results();                     // so many different ones
    [[nodiscard]] const Result& result() { return page().result; }
    // nullptr where the stage does not list it.
    [[nodiscard]] const Action* action(std::string_view id);
    [[nodiscard]] const Area* area(std::string_view name);
    [[nodiscard]] const Field* field(std::string_view id);
    // What a press on this action is, or this text in the field "field-<id>".
    [[nodiscard]] Command command(std::string_view id, std::string text = "");

    std::string passage;  // the text, and how it came: all parts since it began
    std::vector<PassagePart> parts;
    std::vector<std::string> copied;
    std::vector<std::map<std::string, std::string>> shared;
    std::map<std::string, std::string> settings;
    std::vector<SavePicture> saved_pictures;
    std::vector<SaveLink> saved_links;
    std::vector<OpenPicture> opened_pictures;
    std::vector<TakePicture> taken_pictures;  // since they were forgotten last
    std::vector<SaveText> saved_texts;
    std::vector<PlayTone> tones;
    int frames_wanted = 0;
    double clock_ms = 1000;
    int textures_alive = 0;

    // Those that somebody holds, in the order in which they were made.
    std::vector<TwinCamera*> cameras;
    [[nodiscard]] std::ptrdiff_t lights_on() const { return std::ranges::count_if(cameras, &TwinCamera::light); }

    // For tests of what has no stage around it: `update` is called after a `wake`, and `page` says what there is to
    // show, whenever a test wants to know.
    void follow(std::function<void()> update, std::function<PageState()> page);
    // What `wake` asked for, of a stage.
    void settle(Stage& stage);

    // Runs what waits for the page to be idle, also what that adds.
    void run_idle_work();
    // Draws one frame as the page would: fonts, height, ImGui's frame. Gives the height.
    float draw(Stage& stage, Frame frame);

    void show(PageState page) override;
    void write(const Passage& passage) override;
    void perform(const Request& request) override;
    std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) override;
    std::unique_ptr<Camera> make_camera() override;
    void stop_cameras() override;
    void request_frames(int count) override { frames_wanted = std::max(frames_wanted, count); }
    void wake() override { woken_ = true; }
    void when_idle(std::function<void()> work) override { idle_work_.push_back(std::move(work)); }
    [[nodiscard]] double now_ms() const override { return clock_ms; }

 private:
    struct ContextDeleter {
        void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
    };
    std::unique_ptr<ImGuiContext, ContextDeleter> imgui_;
    PageState page_;
    std::vector<std::string> errors_;
    std::size_t results_ = 0;
    bool woken_ = false;
    std::function<void()> update_;
    std::function<PageState()> source_;
    std::vector<std::function<void()>> idle_work_;
    float fonts_em_ = 0;
    float fonts_ratio_ = 0;
    double previous_frame_ms_ = 0;
};

}  // namespace mllab::platform
