// How large the frames are that a camera hands out: as the networks need them. Reading a frame back from the browser,
// copying and resampling it cost the page's thread time for every pixel.
#pragma once

namespace mllab::viewfinder {

// The least that a network needs of a camera's frame, in pixels; 0: whatever there is.
struct FrameNeed {
    int shorter_px = 0;  // of the shorter side
    int longer_px = 0;   // of the longer side
    bool operator==(const FrameNeed&) const = default;
};

// Of a network that gets `side_px` x `side_px` pixels of a square in the middle whose side is this share of the frame's
// shorter side. Throws std::invalid_argument where the share is not above 0.
[[nodiscard]] FrameNeed need_of_square(int side_px, double share = 1);

// Of two networks that look at the same frame.
[[nodiscard]] FrameNeed need_of_both(const FrameNeed& one, const FrameNeed& other);

// The longer side to ask for, where the camera's own frames have this size: that side, halved as often as enough is
// left. Half a frame is means of four pixels wherever colours are interpolated; at other sizes Chromium's frames are
// off by 2 to 4 of 255 on average, where they are resampled once more. Enough is just what is needed, which is not, or
// half as much again. No more than 640 pixels, unless a network needs more. Throws std::invalid_argument on a side
// below 1.
[[nodiscard]] int longest_side(const FrameNeed& need, int width, int height);

}  // namespace mllab::viewfinder
