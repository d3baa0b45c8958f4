#include "platform/web_renderer.hpp"

#include <GLES3/gl3.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace mllab::platform {

namespace {

constexpr GLuint position = 0;
constexpr GLuint texture_place = 1;
constexpr GLuint colour = 2;

constexpr const char* vertex_shader = R"(#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 place;
layout(location = 2) in vec4 colour;
uniform vec2 scale;
out vec2 at;
out vec4 tint;
void main() {
    at = place;
    tint = colour;
    gl_Position = vec4(position.x * scale.x - 1.0, 1.0 - position.y * scale.y, 0.0, 1.0);
}
)";

constexpr const char* fragment_shader = R"(#version 300 es
precision highp float;
uniform sampler2D picture;
uniform vec2 white;
uniform bool letters;
in vec2 at;
in vec4 tint;
out vec4 seen;
void main() {
    seen = tint;
    if (!letters) {
        seen *= textureLod(picture, at, 0.0);
        return;
    }
    // Most of what is drawn is plain colour, for which the atlas has a white place: no need to look it up.
    vec2 off = abs(at - white);
    if (off.x + off.y > 0.00001) seen.a *= textureLod(picture, at, 0.0).r;
}
)";

GLuint compiled(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

GLuint linked() {
    const GLuint vertex = compiled(GL_VERTEX_SHADER, vertex_shader);
    const GLuint fragment = compiled(GL_FRAGMENT_SHADER, fragment_shader);
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint fine = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &fine);
    if (fine == 0)
        throw std::runtime_error(
            "The graphics card refused the stage's shaders. Update the browser or its graphics driver.");
    return program;
}

// OpenGL takes offsets into buffers in the guise of pointers.
const void* offset_pointer(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }  // NOLINT

void place_attribute(GLuint which, GLint numbers, GLenum type, GLboolean normalised, std::size_t offset) {
    glEnableVertexAttribArray(which);
    glVertexAttribPointer(which, numbers, type, normalised, sizeof(ImDrawVert), offset_pointer(offset));
}

// The clip rectangle in device pixels, counted from the bottom; false if nothing of it is seen.
bool clip_to(const ImVec4& clip, const ImDrawData& data, int height) {
    const float ratio = data.FramebufferScale.x;
    const int left = static_cast<int>(std::floor(clip.x * ratio));
    const int top = static_cast<int>(std::floor(clip.y * ratio));
    const int right = static_cast<int>(std::ceil(clip.z * ratio));
    const int bottom = static_cast<int>(std::ceil(clip.w * ratio));
    if (right <= left || bottom <= top) return false;
    glScissor(left, height - bottom, right - left, bottom - top);
    return true;
}

}  // namespace

WebRenderer::WebRenderer()
    : program_(linked()),
      scale_(glGetUniformLocation(program_, "scale")),
      white_(glGetUniformLocation(program_, "white")),
      letters_(glGetUniformLocation(program_, "letters")) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glGenBuffers(1, &vertices_);
    glGenBuffers(1, &indices_);
    glGenVertexArrays(1, &layout_);
    glBindVertexArray(layout_);
    glBindBuffer(GL_ARRAY_BUFFER, vertices_);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
    place_attribute(position, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, pos));
    place_attribute(texture_place, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, uv));
    place_attribute(colour, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(ImDrawVert, col));
    glUseProgram(program_);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glClearColor(0, 0, 0, 0);
}

WebRenderer::~WebRenderer() {
    glDeleteTextures(1, &font_texture_);
    glDeleteVertexArrays(1, &layout_);
    glDeleteBuffers(1, &indices_);
    glDeleteBuffers(1, &vertices_);
    glDeleteProgram(program_);
}

void WebRenderer::upload_fonts() {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
    if (font_texture_ == 0) glGenTextures(1, &font_texture_);
    glBindTexture(GL_TEXTURE_2D, font_texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, pixels);
    atlas.SetTexID(font_texture_);
    atlas.ClearTexData();
}

void WebRenderer::draw(const ImDrawData& data) const {
    const int width = static_cast<int>(std::lround(data.DisplaySize.x * data.FramebufferScale.x));
    const int height = static_cast<int>(std::lround(data.DisplaySize.y * data.FramebufferScale.y));
    if (width <= 0 || height <= 0) return;
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_SCISSOR_TEST);
    glUniform2f(scale_, 2 / data.DisplaySize.x, 2 / data.DisplaySize.y);
    const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    glUniform2f(white_, white.x, white.y);
    for (const ImDrawList* list : data.CmdLists) {
        glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.ElemCount == 0 || !clip_to(command.ClipRect, data, height)) continue;
            const auto texture = static_cast<GLuint>(command.GetTexID());
            glBindTexture(GL_TEXTURE_2D, texture);
            glUniform1i(letters_, texture == font_texture_ ? 1 : 0);
            const auto* const first = offset_pointer(std::size_t{command.IdxOffset} * sizeof(ImDrawIdx));
            glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT, first);
        }
    }
}

}  // namespace mllab::platform
