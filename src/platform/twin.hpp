// The native twin of the page: records what a view says and drives it as the page would, without a browser and without
// a screen. ImGui runs for real; its draw lists are there to be looked at.
#pragma once

#include <imgui.h>

#include <memory>
#include <utility>

#include "platform/platform.hpp"

namespace mllab::platform {

class Twin final : public Host {
 public:
    Twin();
    ~Twin() override;

    // What the page would show.
    State state = State::loading;
    std::vector<Result> results;  // all, in order
    std::uint64_t revision = 0;
    std::string model;
    std::vector<Action> actions;
    std::vector<Area> areas;
    std::vector<Field> fields;
    std::string passage;  // the text, and how it came: all parts since `start_passage`
    std::vector<PassagePart> parts;
    std::string passage_note;
    std::vector<std::string> copied;
    std::vector<std::map<std::string, std::string>> shared;
    std::vector<std::string> errors;
    std::map<std::string, std::string> settings;
    std::vector<std::pair<std::string, image::RgbaImage>> saved_pictures;
    std::vector<std::pair<std::string, std::string>> saved_links;  // address, file name
    int frames_wanted = 0;
    double clock_ms = 1000;
    int textures_alive = 0;

    // The last result; throws std::out_of_range before there is one.
    [[nodiscard]] const Result& result() const { return results.at(results.size() - 1); }
    // nullptr where the stage does not list it.
    [[nodiscard]] const Action* action(std::string_view id) const;
    [[nodiscard]] const Area* area(std::string_view name) const;
    [[nodiscard]] const Field* field(std::string_view id) const;

    // Runs what waits for the page to be idle, also what that adds.
    void run_idle_work();
    // Draws one frame as the page would: fonts, height, ImGui's frame. Gives the height.
    float draw(Stage& stage, Frame frame);

    void show_state(State now) override { state = now; }
    void show_result(const Result& now) override { results.push_back(now); }
    void show_revision(std::uint64_t now) override { revision = now; }
    void show_model(const std::string& id) override { model = id; }
    void show_actions(const std::vector<Action>& now) override { actions = now; }
    void show_areas(const std::vector<Area>& now) override { areas = now; }
    void show_fields(const std::vector<Field>& now) override { fields = now; }
    void start_passage() override;
    void extend_passage(const std::vector<PassagePart>& more) override;
    void show_passage_note(const std::string& note) override { passage_note = note; }
    void copy_text(const std::string& text) override { copied.push_back(text); }
    void share(const std::map<std::string, std::string>& now) override { shared.push_back(now); }
    void report_progress(std::string_view, std::int64_t, std::int64_t) override {}
    void report_error(const std::string& sentence) override { errors.push_back(sentence); }
    void request_frames(int count) override { frames_wanted = std::max(frames_wanted, count); }
    void when_idle(std::function<void()> work) override { idle_work_.push_back(std::move(work)); }
    [[nodiscard]] double now_ms() const override { return clock_ms; }
    [[nodiscard]] std::string setting(const std::string& key) const override;
    void store_setting(const std::string& key, const std::string& value) override { settings[key] = value; }
    void save_picture(const std::string& file_name, const image::RgbaImage& picture) override {
        saved_pictures.emplace_back(file_name, picture);
    }
    void save_link(const std::string& address, const std::string& file_name) override {
        saved_links.emplace_back(address, file_name);
    }
    std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) override;

 private:
    struct ContextDeleter {
        void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
    };
    std::unique_ptr<ImGuiContext, ContextDeleter> imgui_;
    std::vector<std::function<void()>> idle_work_;
    float fonts_em_ = 0;
    float fonts_ratio_ = 0;
    double previous_frame_ms_ = 0;
};

}  // namespace mllab::platform
