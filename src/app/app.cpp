#include "app/app.hpp"

#include <imgui.h>

#include <exception>
#include <new>
#include <utility>

#include "ui/painter.hpp"

namespace mllab::app {

App::App(platform::Host& host, std::unique_ptr<ui::Experiment> experiment)
    : host_(host), experiment_(std::move(experiment)) {
    show();
}

void App::show() {
    platform::PageState page = experiment_->page();
    if (!error_.empty() && page != page_at_failure_) error_.clear();
    page.areas = areas_;
    if (!error_.empty()) {
        page.state = platform::State::error;
        page.error = error_;
    }
    host_.show(std::move(page));
}

void App::fail(std::string message) {
    host_.stop_cameras();
    page_at_failure_ = experiment_->page();
    error_ = std::move(message);
}

template <typename Work>
void App::keep_in(const Work& work) {
    try {
        work();
    } catch (const std::bad_alloc&) {
        fail("The page ran out of memory. Close other tabs and try again; what you made is still here.");
    } catch (const std::exception& error) {
        fail(error.what());
    }
    show();
}

void App::build_fonts(const platform::Frame& frame) { faces_.build(frame.em, frame.pixel_ratio); }

float App::height(const platform::Frame& frame) {
    keep_in([&] {
        experiment_->advance(frame);
        ui::Painter measure(nullptr, frame, faces_, host_, std::nullopt);
        last_height_ = experiment_->lay_out(measure).height;
    });
    return last_height_;
}

std::optional<ink::Point> App::pointer_position() const {
    if (ImGui::IsMousePosValid())
        return ink::Point{.x = ImGui::GetMousePos().x, .y = ImGui::GetMousePos().y, .t_ms = 0};
    return tapped_;
}

void App::draw(const platform::Frame& frame) {
    ui::apply_style(frame);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                       ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin("stage", nullptr, flags);
    keep_in([&] {
        ui::Painter painter(ImGui::GetWindowDrawList(), frame, faces_, host_, pointer_position());
        areas_ = experiment_->lay_out(painter).areas;
        painter.finish();
    });
    ImGui::End();
}

void App::pointer(const platform::PointerSample& sample) {
    if (sample.kind == platform::PointerKind::touch && sample.phase == platform::Phase::down)
        tapped_ = ink::Point{.x = sample.x, .y = sample.y, .t_ms = 0};
    if (sample.kind == platform::PointerKind::mouse) tapped_.reset();
    keep_in([&] { experiment_->pointer(sample); });
}

bool App::key(const platform::Key& key) {
    bool used = false;
    keep_in([&] { used = experiment_->key(key); });
    return used;
}

void App::focus(std::string_view area, bool visible) {
    keep_in([&] { experiment_->focus(area, visible); });
}

void App::command(const platform::Command& command) {
    keep_in([&] { experiment_->command(command); });
}

void App::update() {
    keep_in([&] { experiment_->update(); });
    host_.request_frames(1);
}

void App::picture(image::RgbaImage picture, const std::string& name) {
    keep_in([&] { experiment_->picture(std::move(picture), name); });
}

void App::pictures(std::vector<std::string> names, std::size_t left_out) {
    keep_in([&] { experiment_->pictures(std::move(names), left_out); });
}

void App::numbered_picture(std::size_t number, image::RgbaImage picture) {
    keep_in([&] { experiment_->numbered_picture(number, std::move(picture)); });
}

void App::numbered_refusal(std::size_t number, const std::string& sentence) {
    keep_in([&] { experiment_->numbered_refusal(number, sentence); });
}

}  // namespace mllab::app
