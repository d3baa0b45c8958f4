// The digit experiment without its looks: what is on the pad, who answers, which actions there are, and what the page
// is told. Every change of the ink asks the network at once, inside the event, not in the next frame.
#pragma once

#include <string>

#include "experiments/digits/answering.hpp"
#include "ui/drawing_pad.hpp"

namespace mllab::digits {

class Controller {
 public:
    // Throws CardError, std::invalid_argument; see Answering.
    Controller(platform::Host& host, const platform::Launch& launch);
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    ~Controller() = default;

    // One sample of the pen on the pad; x and y in pad units. A second finger is ignored while the first is down.
    void pen(const platform::PointerSample& sample);
    bool key(const platform::Key& key);
    void focus(bool on_pad, bool visible);
    void action(const std::string& id);
    void picture(core::RgbaImage picture, const std::string& name);
    // Goes on with an example that draws itself; true while one does. `at_once`: the visitor wants less motion.
    bool advance(double now_ms, bool reduced_motion);

    [[nodiscard]] const ui::DrawingPad& pad() const { return pad_; }
    [[nodiscard]] const Answering& answering() const { return answering_; }
    [[nodiscard]] bool eraser() const { return eraser_; }
    [[nodiscard]] bool focus_visible() const { return focus_visible_; }
    // Of the pen that is seen, in pad units.
    [[nodiscard]] float pen_width() const;

 private:
    void input_changed();
    void publish();
    void publish_actions();
    [[nodiscard]] platform::Result result() const;
    [[nodiscard]] Question question();
    void play_example(std::size_t digit);
    void save_drawing();
    void next_pen_width();

    platform::Host& host_;
    std::string models_url_;
    ui::DrawingPad pad_;
    std::uint64_t revision_ = 0;
    bool eraser_ = false;
    bool focus_visible_ = false;
    bool reduced_motion_ = false;
    std::size_t pen_ = 1;
    std::optional<int> pointer_;  // that draws
    double first_sample_ms_ = 0;
    std::shared_ptr<const ui::Picture> grey_of_;  // the picture that `grey_` was made of
    std::shared_ptr<const core::GrayImage> grey_;
    Answering answering_;  // last: its coroutines ask the pad
};

}  // namespace mllab::digits
