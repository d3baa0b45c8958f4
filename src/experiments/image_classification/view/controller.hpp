// Image classification without its looks: what the networks see, which class is looked for inside, what is said of
// both, and what the visitor can do.
#pragma once

#include <string>
#include <vector>

#include "experiments/common/action_table.hpp"
#include "experiments/image_classification/view/seeing.hpp"
#include "experiments/viewfinder/lasting.hpp"

namespace mllab::image_classification {

class Controller {
 public:
    // Throws; see viewfinder::Watching.
    Controller(platform::Host& host, const platform::Launch& launch);
    // What the model is asked knows this object by its address.
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    ~Controller() = default;

    // Loads the model. To be called once.
    void start();
    void command(const platform::Command& command);
    void picture(image::RgbaImage picture, const std::string& name);
    // Takes up what has come: frames, answers, models.
    void update();
    [[nodiscard]] platform::PageState page() const;

    [[nodiscard]] viewfinder::Watching<Seeing>& watching() { return watching_; }
    [[nodiscard]] const viewfinder::Watching<Seeing>& watching() const { return watching_; }
    [[nodiscard]] const Reading* reading() const { return watching_.reading(); }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }
    [[nodiscard]] const std::vector<std::string>& labels(std::size_t model) const;
    // The class that is looked for inside, one of the five best of what is on; `reading` is not null.
    [[nodiscard]] std::size_t looked_for() const;
    // What is worth knowing about the best class; empty where there is nothing.
    [[nodiscard]] std::string remark() const;
    // The part of the picture's shorter side that the chosen network sees.
    [[nodiscard]] float view_side() const;

 private:
    [[nodiscard]] static experiments::ActionTable<Controller> table();
    [[nodiscard]] std::string text() const;
    // The name of the class that the chosen network is sure of; empty where there is none.
    [[nodiscard]] std::string value() const;
    [[nodiscard]] std::string text_of(std::size_t model) const;
    [[nodiscard]] std::vector<platform::Action> class_actions() const;
    void note_changes();

    platform::Host& host_;
    bool looking_inside_ = false;
    std::size_t place_ = 0;  // among the five best, of the class that is looked for
    viewfinder::Lasting lasting_;
    viewfinder::Watching<Seeing> watching_;  // last: its coroutine uses the others
};

}  // namespace mllab::image_classification
