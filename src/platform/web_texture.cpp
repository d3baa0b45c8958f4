#include "platform/web_texture.hpp"

#include <GLES3/gl3.h>

#include <utility>

#include "platform/page.hpp"

namespace mllab::platform {

WebTexture::~WebTexture() { glDeleteTextures(1, &name_); }

void WebTexture::bind() const { glBindTexture(GL_TEXTURE_2D, name_); }

void WebTexture::upload() {
    if (name_ != 0) glDeleteTextures(1, &name_);
    const GLint filter = sampling_ == Sampling::nearest ? GL_NEAREST : GL_LINEAR;
    glGenTextures(1, &name_);
    bind();
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    fill();
}

PictureTexture::PictureTexture(image::RgbaImage picture, Sampling sampling)
    : WebTexture(sampling), picture_(std::move(picture)) {
    upload();
}

void PictureTexture::fill() const {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, picture_.width, picture_.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 picture_.pixels.data());
}

CameraTexture::CameraTexture(int camera) : WebTexture(Sampling::linear), camera_(camera) { upload(); }

void CameraTexture::refill() const {
    bind();
    fill();
}

void CameraTexture::fill() const { page::camera_upload(camera_); }

}  // namespace mllab::platform
