#include "platform/web_host.hpp"

#include <imgui_internal.h>

#include "platform/imgui_input.hpp"
#include "platform/page.hpp"
#include "platform/web_texture.hpp"

namespace mllab::platform {

WebHost::WebHost() : imgui_(ImGui::CreateContext()) {
    configure_imgui();
    ImGuiIO& io = ImGui::GetIO();
    // Pasted text arrives as typed text through the hidden input; only copying needs the page.
    io.SetClipboardTextFn = [](void*, const char* text) { page::copy_text(text); };
    io.GetClipboardTextFn = [](void*) { return ""; };
    page::use_graphics();
    renderer_.emplace();
}

WebHost::~WebHost() = default;

void WebHost::show_state(State state) {
    if (state_ == state) return;
    state_ = state;
    static constexpr const char* names[] = {"loading", "ready", "busy", "error"};
    page::state(names[static_cast<std::size_t>(state)]);
}

void WebHost::show_result(const Result& result) {
    page::result_begin();
    for (const Guess& guess : result.top) page::result_guess(guess.label, guess.p);
    page::result_end(result.text, result.value, static_cast<double>(result.revision), result.settled);
}

void WebHost::show_revision(std::uint64_t revision) {
    if (revision_ == revision) return;
    revision_ = revision;
    page::revision(static_cast<double>(revision));
}

void WebHost::show_model(const std::string& id) {
    if (model_ == id) return;
    model_ = id;
    page::model(id);
}

void WebHost::show_actions(const std::vector<Action>& actions) {
    if (actions_ == actions) return;
    actions_ = actions;
    for (const Action& a : actions) {
        const int pressed = a.pressed ? static_cast<int>(*a.pressed) : -1;
        page::action(a.id, a.label, a.icon, a.group, a.shortcut, a.enabled, pressed);
    }
    page::actions_end();
}

void WebHost::show_areas(const std::vector<Area>& areas) {
    if (areas_ == areas) return;
    areas_ = areas;
    for (const Area& a : areas) page::area(a.name, a.rect.x, a.rect.y, a.rect.w, a.rect.h, a.takes_drags, a.label);
    page::areas_end();
}

void WebHost::show_fields(const std::vector<Field>& fields) {
    if (fields_ == fields) return;
    fields_ = fields;
    static constexpr const char* kinds[] = {"line", "lines", "digits", "number", "range"};
    for (const Field& f : fields)
        page::field(f.id, f.label, kinds[static_cast<std::size_t>(f.kind)], f.value, f.low, f.high, f.step, f.hint,
                    f.note);
    page::fields_end();
}

void WebHost::start_passage() { page::passage_start(); }

void WebHost::extend_passage(const std::vector<PassagePart>& parts) {
    for (const PassagePart& part : parts) page::passage_part(part.text, part.sureness);
    page::passage_end();
}

void WebHost::show_passage_note(const std::string& note) {
    if (passage_note_ == note) return;
    passage_note_ = note;
    page::passage_note(note);
}

void WebHost::report_progress(std::string_view part, std::int64_t received, std::int64_t total) {
    page::progress(std::string(part), static_cast<double>(received), static_cast<double>(total));
}

void WebHost::report_error(const std::string& sentence) { page::error(sentence); }

void WebHost::request_frames(int count) { page::request_frames(count); }

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

std::string WebHost::setting(const std::string& key) const { return page::setting(key); }

void WebHost::store_setting(const std::string& key, const std::string& value) { page::store_setting(key, value); }

void WebHost::save_picture(const std::string& file_name, const image::RgbaImage& picture) {
    page::save_picture(file_name, picture.pixels.data(), picture.width, picture.height);
}

void WebHost::save_link(const std::string& address, const std::string& file_name) {
    page::save_link(address, file_name);
}

void WebHost::copy_text(const std::string& text) { page::copy_text(text); }

void WebHost::share(const std::map<std::string, std::string>& fields) {
    for (const auto& [name, value] : fields) page::share_field(name, value);
    page::share_end();
}

std::shared_ptr<Texture> WebHost::make_texture(const image::RgbaImage& picture, Sampling sampling) {
    auto texture = std::make_shared<WebTexture>(picture, sampling);
    std::erase_if(textures_, [](const auto& weak) { return weak.expired(); });
    textures_.push_back(texture);
    return texture;
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

    const ImGuiPlatformImeData& caret = ImGui::GetCurrentContext()->PlatformImeData;
    const bool text_wanted = ImGui::GetIO().WantTextInput;
    if (text_wanted || text_was_wanted_)
        page::text_input(text_wanted, caret.InputPos.x, caret.InputPos.y, caret.InputLineHeight);
    text_was_wanted_ = text_wanted;
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
