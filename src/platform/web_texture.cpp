#include "platform/web_texture.hpp"

#include <GLES3/gl3.h>

#include <utility>

namespace mllab::platform {

WebTexture::WebTexture(image::RgbaImage picture, Sampling sampling)
    : picture_(std::move(picture)), sampling_(sampling) {
    upload();
}

WebTexture::~WebTexture() { glDeleteTextures(1, &name_); }

void WebTexture::upload() {
    if (name_ != 0) glDeleteTextures(1, &name_);
    const GLint filter = sampling_ == Sampling::nearest ? GL_NEAREST : GL_LINEAR;
    glGenTextures(1, &name_);
    glBindTexture(GL_TEXTURE_2D, name_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, picture_.width, picture_.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 picture_.pixels.data());
}

}  // namespace mllab::platform
