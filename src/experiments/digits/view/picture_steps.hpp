// A picture's way to its answer, side by side: the photo, the ink that was found in it, what of it the network that
// reads digits gets, and what it says.
#pragma once

#include <memory>

#include "experiments/digits/view/ink_finder.hpp"
#include "experiments/sketchpad/asking/reader.hpp"
#include "ui/painter.hpp"

namespace mllab::digits {

// On a picture that is shown in `pad`: where the writing is that was read; where there are several, all of them.
void mark_writings(ui::Painter& painter, const ui::Rect& pad, const PictureInk& found, const sketchpad::Reader& reader);

class PictureSteps {
 public:
    // `found`: in the picture that the reader's question is about. Gives the height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const ui::Picture& picture,
               const std::shared_ptr<const FoundInk>& found, const sketchpad::Reader& reader);

 private:
    void refresh(platform::Host& host, const ui::Picture& picture, const std::shared_ptr<const FoundInk>& found,
                 const sketchpad::Reader& reader, bool dark);

    // What the textures show.
    std::shared_ptr<const FoundInk> found_;
    std::optional<std::uint64_t> answered_;
    std::string model_;
    bool dark_ = false;
    std::shared_ptr<platform::Texture> photo_;
    std::shared_ptr<platform::Texture> ink_;
    std::shared_ptr<platform::Texture> input_;
};

}  // namespace mllab::digits
