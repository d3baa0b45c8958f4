// Ties an experiment to the platform: type and style for every frame, and the boundary where an experiment's exceptions
// become sentences for a person.
#pragma once

#include <memory>

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
    void action(const std::string& id, const std::string& argument) override;
    void picture(image::RgbaImage picture, const std::string& name) override;

 private:
    template <typename Work>
    void keep_in(const Work& work);
    [[nodiscard]] std::optional<ink::Point> pointer_position() const;

    platform::Host& host_;
    std::unique_ptr<ui::Experiment> experiment_;
    ui::Faces faces_;
    float last_height_ = 0;
    std::string last_error_;
    std::optional<ink::Point> tapped_;  // a finger leaves no pointer behind: what it last touched counts as one
};

}  // namespace mllab::app
