// What an experiment's view is to the app: it draws itself with a painter, says what the page shows of it, and hears
// what the visitor does. The app keeps its exceptions in and shows them as messages.
#pragma once

#include <memory>
#include <vector>

#include "platform/platform.hpp"
#include "ui/painter.hpp"

namespace mllab::ui {

// How a view lies on the stage.
struct Layout {
    float height = 0;
    std::vector<platform::Area> areas{};  // named parts, for the page; nobody asks for them while it is only measured
};

class Experiment {
 public:
    virtual ~Experiment() = default;
    Experiment() = default;
    Experiment(const Experiment&) = delete;
    Experiment& operator=(const Experiment&) = delete;

    // What the page shows of it at this moment, but for the areas. Asked for after everything that follows.
    [[nodiscard]] virtual platform::PageState page() const = 0;
    // Time passes: at the beginning of every frame, before anything is measured.
    virtual void advance(const platform::Frame& frame) = 0;
    // Something that it waited for is there: after `Host::wake`.
    virtual void update() = 0;
    // Draws in the painter's width, or only measures.
    virtual Layout lay_out(Painter& painter) = 0;
    virtual void pointer(const platform::PointerSample& sample) = 0;
    virtual bool key(const platform::Key& key) = 0;
    virtual void focus(std::string_view area, bool visible) = 0;
    virtual void command(const platform::Command& command) = 0;
    virtual void picture(image::RgbaImage picture, const std::string& name) = 0;
    // As platform::Stage's; of experiments that take several pictures at once (those that list "open-pictures").
    virtual void pictures(std::vector<std::string> /*names*/, std::size_t /*left_out*/) {}
    virtual void numbered_picture(std::size_t /*number*/, image::RgbaImage /*picture*/) {}
    virtual void numbered_refusal(std::size_t /*number*/, const std::string& /*sentence*/) {}
};

using OpenExperiment = std::unique_ptr<Experiment> (*)(platform::Host&, const platform::Launch&);

}  // namespace mllab::ui
