// Ties an experiment to the platform: type and style for every frame, the page as the experiment and its layout say it,
// and the boundary where an experiment's exceptions become messages for a person.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/platform.hpp"
#include "ui/experiment.hpp"
#include "ui/theme.hpp"

namespace mllab::app {

class App final : public platform::Stage {
 public:
    App(platform::Host& host, std::unique_ptr<ui::Experiment> experiment);

    void build_fonts(const platform::Frame& frame) override;
    [[nodiscard]] float height(const platform::Frame& frame) override;
    void draw(const platform::Frame& frame) override;
    void pointer(const platform::PointerSample& sample) override;
    bool key(const platform::Key& key) override;
    void focus(std::string_view area, bool visible) override;
    void command(const platform::Command& command) override;
    void update() override;
    void picture(image::RgbaImage picture, const std::string& name) override;
    void pictures(std::vector<std::string> names, std::size_t left_out) override;
    void numbered_picture(std::size_t number, image::RgbaImage picture) override;
    void numbered_refusal(std::size_t number, const std::string& sentence) override;

 private:
    // Does the work and shows what came of it.
    template <typename Work>
    void keep_in(const Work& work);
    void fail(std::string message);
    void show();
    [[nodiscard]] std::optional<ink::Point> pointer_position() const;

    platform::Host& host_;
    std::unique_ptr<ui::Experiment> experiment_;
    ui::Faces faces_;
    float last_height_ = 0;
    std::vector<platform::Area> areas_;
    std::string error_;                    // what an exception said …
    platform::PageState page_at_failure_;  // … shown until the experiment has something new to show
    std::optional<ink::Point> tapped_;     // a finger leaves no pointer behind: what it last touched counts as one
};

}  // namespace mllab::app
