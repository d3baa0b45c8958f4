// Puts ImGui's draw lists on the canvas with WebGL 2. Our own rather than ImGui's OpenGL backend, which asks the driver
// for fourteen pieces of state in every frame: in a browser each of these questions waits for the graphics process.
// Nobody else draws on this canvas, so there is nothing to ask for and nothing to put back.
#pragma once

#include <imgui.h>

namespace mllab::platform {

class WebRenderer {
 public:
    // Throws std::runtime_error where the graphics card refuses the shaders.
    WebRenderer();
    ~WebRenderer();
    WebRenderer(const WebRenderer&) = delete;
    WebRenderer& operator=(const WebRenderer&) = delete;

    // Takes the current font atlas; once it was built or built anew.
    void upload_fonts();
    // Clears the canvas to transparent, so that the page's own surface is the background, and draws. The result has
    // premultiplied colours, as the canvas expects.
    void draw(const ImDrawData& data) const;

 private:
    unsigned program_ = 0;
    unsigned vertices_ = 0;
    unsigned indices_ = 0;
    unsigned layout_ = 0;
    unsigned font_texture_ = 0;
    int scale_ = -1;
    int white_ = -1;
    int letters_ = -1;
};

}  // namespace mllab::platform
