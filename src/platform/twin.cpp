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

void Twin::follow(std::function<void()> update, std::function<PageState()> page) {
    update_ = std::move(update);
    source_ = std::move(page);
}

void Twin::settle(Stage& stage) {
    while (std::exchange(woken_, false)) stage.update();
}

const PageState& Twin::page() {
    if (!source_) return page_;
    while (std::exchange(woken_, false)) update_();
    show(source_());
    return page_;
}

const std::vector<std::string>& Twin::errors() {
    page();
    return errors_;
}

std::size_t Twin::results() {
    page();
    return results_;
}

const Action* Twin::action(std::string_view id) {
    const auto& actions = page().actions;
    const auto found = std::ranges::find_if(actions, [&](const Action& a) { return a.id() == id; });
    return found == actions.end() ? nullptr : &*found;
}

const Area* Twin::area(std::string_view name) {
    const auto& areas = page().areas;
    const auto found = std::ranges::find(areas, name, &Area::name);
    return found == areas.end() ? nullptr : &*found;
}

const Field* Twin::field(std::string_view id) {
    const auto& fields = page().fields;
    const auto found = std::ranges::find(fields, id, &Field::id);
    return found == fields.end() ? nullptr : &*found;
}

Command Twin::command(std::string_view id, std::string text) {
    for (const Field& field : page().fields)
        if (id == "field-" + field.id) return {.verb = "field", .argument = field.id, .text = std::move(text)};
    return command_of(page(), id, std::move(text));
}

void Twin::show(PageState page) {
    if (page.error != page_.error && !page.error.empty()) errors_.push_back(page.error);
    results_ += page.result == page_.result ? 0 : 1;
    page_ = std::move(page);
}

void Twin::write(const Passage& more) {
    if (more.begins) {
        passage.clear();
        parts.clear();
    }
    for (const PassagePart& part : more.parts) passage += part.text;
    parts.insert(parts.end(), more.parts.begin(), more.parts.end());
}

void Twin::perform(const Request& request) {
    if (const auto* picture = std::get_if<SavePicture>(&request)) saved_pictures.push_back(*picture);
    if (const auto* link = std::get_if<SaveLink>(&request)) saved_links.push_back(*link);
    if (const auto* copy = std::get_if<CopyText>(&request)) copied.push_back(copy->text);
    if (const auto* share = std::get_if<ShareLink>(&request)) shared.push_back(share->fields);
    if (const auto* store = std::get_if<StoreSetting>(&request)) settings[store->key] = store->value;
    if (const auto* picture = std::get_if<OpenPicture>(&request)) opened_pictures.push_back(*picture);
    if (const auto* take = std::get_if<TakePicture>(&request)) taken_pictures.push_back(*take);
    if (std::holds_alternative<ForgetPictures>(request)) taken_pictures.clear();
    if (const auto* text = std::get_if<SaveText>(&request)) saved_texts.push_back(*text);
    if (const auto* tone = std::get_if<PlayTone>(&request)) tones.push_back(*tone);
}

void Twin::run_idle_work() {
    while (!idle_work_.empty()) {
        const auto work = std::exchange(idle_work_, {});
        for (const auto& piece : work) piece();
    }
    page();
}

float Twin::draw(Stage& stage, Frame frame) {
    settle(stage);
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

std::shared_ptr<Texture> Twin::make_texture(const image::RgbaImage& picture, Sampling) {
    if (picture.width < 1 || picture.height < 1) throw std::invalid_argument("a texture needs at least one pixel");
    return std::make_shared<TwinTexture>(textures_alive);
}

std::unique_ptr<Camera> Twin::make_camera() { return std::make_unique<TwinCamera>(*this); }

void Twin::stop_cameras() {
    for (TwinCamera* camera : cameras) camera->stop();
}

}  // namespace mllab::platform
