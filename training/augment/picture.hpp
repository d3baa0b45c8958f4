// Random variations of a small picture of ink (bright on black), for data that comes as pixels.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/augment/distortion.hpp"

namespace mllab::augment {

// `ink` bent and slanted about its middle, drawn at twice its size so that a later fit into a frame loses nothing.
[[nodiscard]] image::GrayImage distorted(const image::GrayImage& ink, const Distortion& by);

// Thicker (amount > 0) or thinner (amount < 0) lines: grey-value dilation or erosion with the four neighbours, mixed in
// by |amount| in 0..1.
[[nodiscard]] image::GrayImage thickened(const image::GrayImage& ink, float amount);

// Ink as it comes out of a photo: blurred, then cut at a level that makes lines thicker or thinner, with edges that
// grain has gnawed at; sometimes with specks of dirt on it and beside it. `ink` has lines of some 4 pixels or more.
// Where nothing would be left, the ink stays as it is.
[[nodiscard]] image::GrayImage photographed(const image::GrayImage& ink, core::Random& random);

}  // namespace mllab::augment
