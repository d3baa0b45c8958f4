// Digits without their looks: what every sketchpad does, and pictures: the ink in them is looked for before a network
// reads it, they are turned and cropped by hand, and of several digits one can be picked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/digits/view/crop.hpp"
#include "experiments/digits/view/ink_finder.hpp"
#include "experiments/sketchpad/controller.hpp"

namespace mllab::digits {

class Controller : public sketchpad::Controller {
 public:
    // Throws as the sketchpad's, and inference::CardError on a card of the ink network that describes none.
    Controller(platform::Host& host, const platform::Launch& launch);

    void pen(const platform::PointerSample& sample) override;
    bool key(const platform::Key& key) override;

    // What was found in the picture that is on the pad; null where there is none, or while it is looked for.
    [[nodiscard]] const std::shared_ptr<const FoundInk>& found() const { return found_; }
    // While the visitor chooses a part of the picture.
    [[nodiscard]] const std::optional<Crop>& cropping() const { return crop_; }

 protected:
    bool act(const platform::Command& command) override;
    void add_actions(std::vector<platform::Action>& actions) const override;
    void add_to(platform::Result& result) const override;
    void add_to(platform::PageState& page) const override;
    [[nodiscard]] std::optional<sketchpad::Question> question() override;
    bool found_out() override;
    [[nodiscard]] bool can_retry() const override;
    void retry() override;

 private:
    static experiments::ActionTable<Controller> table();
    [[nodiscard]] bool has_picture() const { return pad().picture() != nullptr; }
    // Of the chosen network's answer, where it is about this picture.
    [[nodiscard]] std::vector<sketchpad::Answer::Seen> seen() const;
    void turn(image::Quarter way);
    void begin_crop();
    void end_crop(bool keep);
    void crop_to(const Crop& crop);
    void pick(std::size_t index);
    [[nodiscard]] Crop crop_around(std::size_t writing) const;

    InkFinder finder_;
    std::shared_ptr<const FoundInk> found_;
    std::optional<Crop> crop_;
    std::shared_ptr<const ui::Picture> crop_of_;  // the picture that it is a part of
    std::optional<int> dragging_;                 // the pointer
};

// Where one of several digits stands: " on the left", ", number 3 from the left".
[[nodiscard]] std::string place_words(std::size_t index, std::size_t count);

}  // namespace mllab::digits
