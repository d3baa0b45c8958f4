// What an experiment's view is to the app: it draws itself with a painter and hears what the visitor does. The app
// keeps its exceptions in and shows them as sentences.
#pragma once

#include <memory>

#include "platform/platform.hpp"
#include "ui/painter.hpp"

namespace mllab::ui {

class Experiment {
 public:
    virtual ~Experiment() = default;
    Experiment() = default;
    Experiment(const Experiment&) = delete;
    Experiment& operator=(const Experiment&) = delete;

    // Time passes: at the beginning of every frame, before anything is measured.
    virtual void advance(const platform::Frame& frame) = 0;
    // Draws in the painter's width, or only measures; gives the height. When drawing, it also tells the host its areas.
    virtual float lay_out(Painter& painter) = 0;
    virtual void pointer(const platform::PointerSample& sample) = 0;
    virtual bool key(const platform::Key& key) = 0;
    virtual void focus(std::string_view area, bool visible) = 0;
    virtual void action(const std::string& id, const std::string& argument) = 0;
    virtual void picture(image::RgbaImage picture, const std::string& name) = 0;
};

using OpenExperiment = std::unique_ptr<Experiment> (*)(platform::Host&, const platform::Launch&);

}  // namespace mllab::ui
