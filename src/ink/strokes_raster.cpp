// From polylines and pictures to the pixels of a model's input.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "image/resampling.hpp"
#include "ink/strokes.hpp"

namespace mllab::ink {

namespace {

constexpr int largest_side = 8192;

struct Vec {
    double x = 0, y = 0;
};

// Where a drawing's coordinates land: x' = scale (x - from.x) + to.x. With scale 0 the whole drawing is one dot.
struct Placement {
    double scale = 1;
    Vec from;
    Vec to;
    [[nodiscard]] Vec operator()(const Point& p) const {
        return {scale * (static_cast<double>(p.x) - from.x) + to.x, scale * (static_cast<double>(p.y) - from.y) + to.y};
    }
};

// The part of a..b inside [-pad, width + pad] x [-pad, height + pad] (Liang, Barsky 1984); false if there is none or a
// coordinate is no number. What is cut off is too far away to touch a pixel.
bool clip(Vec& a, Vec& b, double pad, int width, int height) {
    const Vec d{b.x - a.x, b.y - a.y};
    double from = 0;
    double to = 1;
    const auto narrow = [&](double start, double step, double low, double high) {
        if (step == 0) return start >= low && start <= high;
        const double one = (low - start) / step;
        const double other = (high - start) / step;
        from = std::max(from, std::min(one, other));
        to = std::min(to, std::max(one, other));
        return from <= to;
    };
    if (!narrow(a.x, d.x, -pad, width + pad) || !narrow(a.y, d.y, -pad, height + pad)) return false;
    const Vec start = a;
    if (to < 1) b = {start.x + to * d.x, start.y + to * d.y};
    if (from > 0) a = {start.x + from * d.x, start.y + from * d.y};
    return std::isfinite(a.x + a.y + b.x + b.y);
}

// Collects, for every pixel centre, the squared distance to the nearest segment; the pen's edge is applied once at the
// end, so that a pixel costs a handful of multiplications per segment near it and one square root in all.
class Nearest {
 public:
    Nearest(float pen_width, int width, int height)
        : image_(width, height), reach_(std::max(pen_width, 1.0F) / 2 + 0.5F), peak_(std::min(pen_width, 1.0F)) {
        std::ranges::fill(image_.pixels, reach_ * reach_);
    }

    void add(std::span<const Stroke> strokes, const Placement& placed) {
        for (const Stroke& stroke : strokes) {
            if (stroke.empty()) continue;
            Vec last = placed(stroke.front());
            if (stroke.size() == 1) add_segment(last, last);
            for (std::size_t i = 1; i < stroke.size(); ++i) {
                const Vec next = placed(stroke[i]);
                add_segment(last, next);
                last = next;
            }
        }
    }

    // A pen thinner than a pixel is drawn one pixel wide and paler: the amount of ink stays right.
    [[nodiscard]] image::GrayImage coverage() && {
        for (float& value : image_.pixels)
            value = value < reach_ * reach_ ? peak_ * std::min(reach_ - std::sqrt(value), 1.0F) : 0.0F;
        return std::move(image_);
    }

 private:
    void add_segment(Vec a, Vec b) {
        const double reach = reach_;
        if (!clip(a, b, reach, image_.width, image_.height)) return;
        const Vec d{b.x - a.x, b.y - a.y};
        const double squared = d.x * d.x + d.y * d.y;
        const double inverse = squared > 0 ? 1 / squared : 0;
        const int top = first_centre(std::min(a.y, b.y) - reach);
        const int bottom = end_centre(std::max(a.y, b.y) + reach, image_.height);
        for (int y = top; y < bottom; ++y) {
            const double centre = y + 0.5;
            const auto [left, right] = columns(a, d, centre);
            const double py = centre - a.y;
            float* row = &image_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width)];
            for (int x = left; x < right; ++x) {
                const double px = x + 0.5 - a.x;
                const double along = std::clamp((px * d.x + py * d.y) * inverse, 0.0, 1.0);
                const double away_x = px - along * d.x;
                const double away_y = py - along * d.y;
                row[x] = std::min(row[x], static_cast<float>(away_x * away_x + away_y * away_y));
            }
        }
    }

    // The columns of a row that the pen can reach: those near the part of the segment that is near the row. Without
    // this a long slanted stroke would cost its whole box.
    [[nodiscard]] std::pair<int, int> columns(const Vec& a, const Vec& d, double centre) const {
        double from = 0;
        double to = 1;
        if (d.y != 0) {
            const double one = (centre - reach_ - a.y) / d.y;
            const double other = (centre + reach_ - a.y) / d.y;
            from = std::clamp(std::min(one, other), 0.0, 1.0);
            to = std::clamp(std::max(one, other), 0.0, 1.0);
        }
        const double x1 = a.x + from * d.x;
        const double x2 = a.x + to * d.x;
        return {first_centre(std::min(x1, x2) - reach_), end_centre(std::max(x1, x2) + reach_, image_.width)};
    }

    // First pixel whose centre is not before `edge`, and one past the last whose centre is not behind it.
    [[nodiscard]] static int first_centre(double edge) {
        return static_cast<int>(std::ceil(std::clamp(edge - 0.5, 0.0, double{2 * largest_side})));
    }
    [[nodiscard]] static int end_centre(double edge, int size) {
        return static_cast<int>(std::clamp(std::floor(edge - 0.5) + 1, 0.0, static_cast<double>(size)));
    }

    image::GrayImage image_;
    float reach_;
    float peak_;
};

void check_side(int side) {
    if (side < 1 || side > largest_side)
        throw std::invalid_argument("ink cannot be drawn on " + std::to_string(side) + " pixels");
}

void check_pen(float width) {
    if (!(width >= 0 && width <= largest_side))
        throw std::invalid_argument("a pen cannot be " + std::to_string(width) + " pixels wide");
}

void check(const InkFrame& frame) {
    check_side(frame.size_px);
    check_pen(frame.pen_width_px);
    if (!(frame.ink_box_px > 0 && frame.ink_box_px <= static_cast<float>(frame.size_px)))
        throw std::invalid_argument("the box of ink must be above 0 and fit into the frame of " +
                                    std::to_string(frame.size_px) + " pixels");
}

// Centre of mass in pixels; only called where there is ink.
Vec centre_of_mass(const image::GrayImage& image) {
    double mass = 0;
    Vec sum;
    for (int y = 0; y < image.height; ++y) {
        double row = 0;
        for (int x = 0; x < image.width; ++x) {
            const double v = image.at(x, y);
            row += v;
            sum.x += v * (x + 0.5);
        }
        mass += row;
        sum.y += row * (y + 0.5);
    }
    return {sum.x / mass, sum.y / mass};
}

}  // namespace

image::GrayImage rasterised(std::span<const Stroke> strokes, float pen_width, int width, int height) {
    check_side(width);
    check_side(height);
    check_pen(pen_width);
    Nearest nearest(pen_width, width, height);
    nearest.add(strokes, {});
    return std::move(nearest).coverage();
}

image::GrayImage framed(std::span<const Stroke> strokes, const InkFrame& frame) {
    check(frame);
    const Box box = bounding_box(strokes);
    if (box.empty() || frame.pen_width_px <= 0) return {frame.size_px, frame.size_px};

    const double width = static_cast<double>(box.right) - box.left;
    const double height = static_cast<double>(box.bottom) - box.top;
    const double side = std::max(width, height);
    // Below the precision of the coordinates there is no shape that could be enlarged: that is a dot.
    const double far = std::max({std::abs(box.left), std::abs(box.right), std::abs(box.top), std::abs(box.bottom)});
    const bool dot = side <= 1e-5 * far || side <= 0;
    const double room = std::max(0.0, static_cast<double>(frame.ink_box_px) - frame.pen_width_px);
    const double middle = frame.size_px / 2.0;
    Placement placed{
        .scale = dot ? 0.0 : room / side, .from = {box.left + width / 2, box.top + height / 2}, .to = {middle, middle}};

    const auto draw = [&] {
        Nearest nearest(frame.pen_width_px, frame.size_px, frame.size_px);
        nearest.add(strokes, placed);
        return std::move(nearest).coverage();
    };
    // The box lies in the middle now, with all its ink inside the frame: its mass can be measured on the pixels, which
    // is exact where strokes cross. The second drawing differs by a shift of the vectors.
    const Vec found = centre_of_mass(draw());
    placed.to.x += middle - found.x;
    placed.to.y += middle - found.y;
    return draw();
}

namespace {

struct Pixels {
    int left = 0, top = 0, right = 0, bottom = 0;  // right and bottom are one past the last
    [[nodiscard]] bool empty() const { return right <= left; }
};

Pixels pixels_above(const image::GrayImage& image, float threshold) {
    Pixels box{image.width, image.height, 0, 0};
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (!(image.at(x, y) > threshold)) continue;
            box.left = std::min(box.left, x);
            box.right = std::max(box.right, x + 1);
            box.top = std::min(box.top, y);
            box.bottom = std::max(box.bottom, y + 1);
        }
    }
    return box;
}

}  // namespace

image::GrayImage framed(const image::GrayImage& picture, const InkFrame& frame, float threshold) {
    check(frame);
    image::GrayImage result(frame.size_px, frame.size_px);
    const Pixels box = pixels_above(picture, threshold);
    if (box.empty()) return result;

    image::GrayImage ink = cropped(picture, box.left, box.top, box.right - box.left, box.bottom - box.top);
    for (float& value : ink.pixels) value = value > 0 ? std::min(value, 1.0F) : 0.0F;
    if (std::ranges::all_of(ink.pixels, [](float v) { return v <= 0; })) return result;

    // One resampling does both: output pixel i covers [i, i + 1) of the frame, which is this part of the ink's box.
    const double step = std::max(ink.width, ink.height) / static_cast<double>(frame.ink_box_px);
    const Vec mass = centre_of_mass(ink);
    const auto side = static_cast<std::size_t>(frame.size_px);
    const auto taps = [&](double centre, int inputs) {
        const double origin = centre - step * frame.size_px / 2.0;
        return step > 1 ? image::Taps::area(origin, step, side, static_cast<std::size_t>(inputs))
                        : image::Taps::linear(origin, step, side, static_cast<std::size_t>(inputs), image::Edge::zero);
    };
    const auto stride = static_cast<std::size_t>(ink.width);
    const auto row = [&](std::size_t y) { return std::span<const float>(ink.pixels).subspan(y * stride, stride); };
    result.pixels = image::resample(row, static_cast<std::size_t>(ink.height), 1, taps(mass.x, ink.width),
                                    taps(mass.y, ink.height));
    return result;
}

}  // namespace mllab::ink
