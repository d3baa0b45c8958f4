#include "platform/web_host.hpp"

#include <utility>

#include "platform/imgui_input.hpp"
#include "platform/page.hpp"
#include "platform/page_json.hpp"
#include "platform/web_camera.hpp"
#include "platform/web_texture.hpp"

namespace mllab::platform {

WebHost::WebHost() : imgui_(ImGui::CreateContext()) {
    configure_imgui();
    page::use_graphics();
    renderer_.emplace();
}

WebHost::~WebHost() = default;

void WebHost::show(PageState page) {
    const std::string changed = changes(anything_shown_ ? &shown_ : nullptr, page);
    if (changed.empty()) return;
    shown_ = std::move(page);
    anything_shown_ = true;
    page::show(changed);
}

void WebHost::show_error(std::string message) {
    PageState page = shown_;
    page.state = State::error;
    page.error = std::move(message);
    show(std::move(page));
}

void WebHost::write(const Passage& passage) { page::write(json_of(passage)); }

void WebHost::perform(const Request& request) {
    if (const auto* save = std::get_if<SavePicture>(&request)) {
        const image::RgbaImage& picture = save->picture;
        page::save_picture(save->file_name, picture.pixels.data(), picture.width, picture.height);
    } else {
        page::perform(json_of(request));
    }
}

void WebHost::request_frames(int count) { page::request_frames(count); }

void WebHost::wake() { page::wake(); }

void WebHost::when_idle(std::function<void()> work) {
    const int id = next_idle_id_++;
    idle_work_.emplace(id, std::move(work));
    page::later(id);
}

void WebHost::run_idle_work(int id) {
    const auto found = idle_work_.extract(id);
    if (!found.empty()) found.mapped()();
}

double WebHost::now_ms() const { return page::now_ms(); }

void WebHost::keep(const std::shared_ptr<WebTexture>& texture) {
    std::erase_if(textures_, [](const auto& weak) { return weak.expired(); });
    textures_.push_back(texture);
}

std::shared_ptr<Texture> WebHost::make_texture(const image::RgbaImage& picture, Sampling sampling) {
    auto texture = std::make_shared<PictureTexture>(picture, sampling);
    keep(texture);
    return texture;
}

std::shared_ptr<CameraTexture> WebHost::make_camera_texture(int camera) {
    auto texture = std::make_shared<CameraTexture>(camera);
    keep(texture);
    return texture;
}

std::unique_ptr<Camera> WebHost::make_camera() {
    const int id = next_camera_id_++;
    auto camera = std::make_unique<WebCamera>(*this, id);
    cameras_.emplace(id, camera.get());
    return camera;
}

void WebHost::stop_cameras() {
    for (const auto& [id, camera] : cameras_) camera->stop();
}

void WebHost::camera_report(int id, const CameraStatus& status, bool frame) {
    const auto found = cameras_.find(id);
    if (found == cameras_.end()) return;
    found->second->report(status);
    if (frame) found->second->frame();
}

void WebHost::begin_frame(Stage& stage, const Frame& frame) {
    if (fonts_em_ == frame.em && fonts_ratio_ == frame.pixel_ratio) return;
    fonts_em_ = frame.em;
    fonts_ratio_ = frame.pixel_ratio;
    stage.build_fonts(frame);
    fonts_uploaded_ = false;
}

void WebHost::draw_frame(Stage& stage, const Frame& frame, float height) {
    if (!renderer_) return;
    feed_frame(frame, height, previous_frame_ms_);
    previous_frame_ms_ = frame.now_ms;
    if (!fonts_uploaded_) renderer_->upload_fonts();
    fonts_uploaded_ = true;
    ImGui::NewFrame();
    stage.draw(frame);
    ImGui::Render();
    renderer_->draw(*ImGui::GetDrawData());
    if (input_is_queued()) request_frames(1);
}

void WebHost::graphics_lost() {
    // What was on the card is gone; freeing names of a lost context does nothing.
    renderer_.reset();
}

void WebHost::graphics_restored() {
    if (renderer_) return;
    renderer_.emplace();
    fonts_em_ = 0;  // the atlas gave its pixels away: it is built and uploaded again with the next frame
    for (const auto& weak : textures_) {
        if (const auto texture = weak.lock()) texture->upload();
    }
    request_frames(3);
}

}  // namespace mllab::platform
