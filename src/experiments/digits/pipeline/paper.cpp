#include "experiments/digits/pipeline/paper.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mllab::digits {

namespace {

// Ink differs from its paper by at least this much luma; less is noise or an empty sheet.
constexpr float least_contrast = 0.08F;
// The sheet's light is estimated on a grid of this many cells a side.
constexpr int light_cells = 8;

float percentile(std::vector<float> values, double part) {
    if (values.empty()) return 0;
    const auto n = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + n, values.end());
    return values[static_cast<std::size_t>(n)];
}

image::GrayImage shrunk(const image::GrayImage& picture, int longest_side) {
    const int longest = std::max(picture.width, picture.height);
    if (longest <= longest_side) return picture;
    const auto scaled = [&](int side) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(side) * longest_side / longest)));
    };
    return image::resized_by_area(picture, scaled(picture.width), scaled(picture.height));
}

// Paper is what most of the border shows; ink is what differs from it. True where ink is darker than paper.
bool ink_is_dark(const image::GrayImage& image) {
    std::vector<float> border;
    for (int x = 0; x < image.width; ++x) {
        border.push_back(image.at(x, 0));
        border.push_back(image.at(x, image.height - 1));
    }
    for (int y = 0; y < image.height; ++y) {
        border.push_back(image.at(0, y));
        border.push_back(image.at(image.width - 1, y));
    }
    const float paper = percentile(border, 0.5);
    double darker = 0;
    double brighter = 0;
    for (const float v : image.pixels) {
        const float d = v - paper;
        // Squared: a few strongly different pixels are ink, many slightly different ones are light.
        (d < 0 ? darker : brighter) += static_cast<double>(d * d);
    }
    return darker >= brighter;
}

// The paper's own brightness everywhere: a high percentile of each cell (ink is dark here), smoothed between cells.
image::GrayImage paper_light(const image::GrayImage& dark_ink) {
    const int columns = std::min(light_cells, dark_ink.width);
    const int rows = std::min(light_cells, dark_ink.height);
    image::GrayImage light(columns, rows);
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            std::vector<float> cell;
            for (int y = r * dark_ink.height / rows; y < (r + 1) * dark_ink.height / rows; ++y)
                for (int x = c * dark_ink.width / columns; x < (c + 1) * dark_ink.width / columns; ++x)
                    cell.push_back(dark_ink.at(x, y));
            light.at(c, r) = percentile(std::move(cell), 0.8);
        }
    }
    // A cell that a thick line fills shows no paper: take the brightest of its neighbourhood's medians.
    image::GrayImage filled = light;
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            std::vector<float> around;
            for (int y = std::max(0, r - 2); y <= std::min(rows - 1, r + 2); ++y)
                for (int x = std::max(0, c - 2); x <= std::min(columns - 1, c + 2); ++x)
                    around.push_back(light.at(x, y));
            filled.at(c, r) = std::max(light.at(c, r), percentile(std::move(around), 0.5));
        }
    }
    return image::resized_bilinear(filled, dark_ink.width, dark_ink.height);
}

// Threshold between two groups of values in 0..1 with the least variance inside them (Otsu 1979).
float otsu(const std::vector<float>& values) {
    constexpr int bins = 128;
    std::array<double, bins> count{};
    for (const float v : values) count[static_cast<std::size_t>(std::clamp(v, 0.0F, 1.0F) * (bins - 1))] += 1;
    double total = 0;
    double sum = 0;
    for (int i = 0; i < bins; ++i) {
        total += count[static_cast<std::size_t>(i)];
        sum += i * count[static_cast<std::size_t>(i)];
    }
    double below = 0;
    double sum_below = 0;
    double best = -1;
    int threshold = bins / 2;
    for (int i = 0; i < bins; ++i) {
        below += count[static_cast<std::size_t>(i)];
        sum_below += i * count[static_cast<std::size_t>(i)];
        if (below <= 0 || below >= total) continue;
        const double difference = sum_below / below - (sum - sum_below) / (total - below);
        const double between = below * (total - below) * difference * difference;
        if (between > best) {
            best = between;
            threshold = i;
        }
    }
    return (static_cast<float>(threshold) + 0.5F) / (bins - 1);
}

// Lower envelope of parabolas: squared distances along one line (Felzenszwalb, Huttenlocher 2012).
void distance_transform(std::vector<float>& f, std::vector<float>& d, std::vector<int>& v, std::vector<float>& z) {
    const int n = static_cast<int>(f.size());
    const auto at = [](auto& list, int i) -> auto& { return list[static_cast<std::size_t>(i)]; };
    int k = 0;
    at(v, 0) = 0;
    at(z, 0) = -std::numeric_limits<float>::infinity();
    at(z, 1) = std::numeric_limits<float>::infinity();
    const auto crossing = [&](int q, int p) {
        const auto fq = static_cast<float>(q);
        const auto fp = static_cast<float>(p);
        return ((at(f, q) + fq * fq) - (at(f, p) + fp * fp)) / (2 * fq - 2 * fp);
    };
    for (int q = 1; q < n; ++q) {
        float s = crossing(q, at(v, k));
        while (s <= at(z, k)) s = crossing(q, at(v, --k));
        at(v, ++k) = q;
        at(z, k) = s;
        at(z, k + 1) = std::numeric_limits<float>::infinity();
    }
    k = 0;
    for (int q = 0; q < n; ++q) {
        while (at(z, k + 1) < static_cast<float>(q)) ++k;
        const auto offset = static_cast<float>(q - at(v, k));
        at(d, q) = offset * offset + at(f, at(v, k));
    }
}

}  // namespace

image::GrayImage ink_of(const image::GrayImage& picture, int longest_side) {
    if (picture.empty()) return picture;
    image::GrayImage image = shrunk(picture, longest_side);
    for (float& v : image.pixels) v = std::isfinite(v) ? std::clamp(v, 0.0F, 1.0F) : 0.0F;
    if (!ink_is_dark(image))
        for (float& v : image.pixels) v = 1 - v;
    const image::GrayImage light = paper_light(image);
    image::GrayImage ink = image;
    for (std::size_t i = 0; i < ink.pixels.size(); ++i)
        ink.pixels[i] = std::max(0.0F, light.pixels[i] - image.pixels[i]);
    const float threshold = otsu(ink.pixels);
    std::vector<float> dark;
    std::ranges::copy_if(ink.pixels, std::back_inserter(dark), [&](float v) { return v > threshold; });
    const float full = percentile(dark, 0.5);
    if (dark.empty() || full < least_contrast) return {ink.width, ink.height};
    // Soft edges: from above the paper's own noise, at most half the threshold, to the ink's darkness. A clean picture
    // keeps its faintest edge, which at 28 x 28 pixels is much of the line.
    std::vector<float> paper;
    std::ranges::copy_if(ink.pixels, std::back_inserter(paper), [&](float v) { return v <= threshold; });
    const float low = std::min(0.5F * threshold, 3 * percentile(std::move(paper), 0.5));
    for (float& v : ink.pixels) v = std::clamp((v - low) / std::max(1e-3F, full - low), 0.0F, 1.0F);
    return ink;
}

int gap(const Piece& a, const Piece& b) {
    const int dx = std::max({0, a.left - b.right, b.left - a.right});
    const int dy = std::max({0, a.top - b.bottom, b.top - a.bottom});
    return std::max(dx, dy);
}

std::vector<Piece> pieces_of(const image::GrayImage& ink, float threshold, std::vector<int>& label) {
    const int w = ink.width;
    const int h = ink.height;
    label.assign(ink.pixels.size(), -1);
    std::vector<Piece> pieces;
    std::vector<int> stack;
    for (int start = 0; start < w * h; ++start) {
        if (label[static_cast<std::size_t>(start)] >= 0 || ink.pixels[static_cast<std::size_t>(start)] <= threshold)
            continue;
        const int id = static_cast<int>(pieces.size());
        Piece piece{w, h, -1, -1, 0, false};
        stack.assign(1, start);
        label[static_cast<std::size_t>(start)] = id;
        while (!stack.empty()) {
            const int i = stack.back();
            stack.pop_back();
            const int x = i % w;
            const int y = i / w;
            ++piece.pixels;
            piece.left = std::min(piece.left, x);
            piece.right = std::max(piece.right, x);
            piece.top = std::min(piece.top, y);
            piece.bottom = std::max(piece.bottom, y);
            for (int ny = std::max(0, y - 1); ny <= std::min(h - 1, y + 1); ++ny) {
                for (int nx = std::max(0, x - 1); nx <= std::min(w - 1, x + 1); ++nx) {
                    const std::size_t n = ink.index(nx, ny);
                    if (label[n] >= 0 || ink.pixels[n] <= threshold) continue;
                    label[n] = id;
                    stack.push_back(static_cast<int>(n));
                }
            }
        }
        piece.touches_border = piece.left == 0 || piece.top == 0 || piece.right == w - 1 || piece.bottom == h - 1;
        pieces.push_back(piece);
    }
    std::vector<int> order(pieces.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::ranges::stable_sort(order, [&](int a, int b) {
        return pieces[static_cast<std::size_t>(a)].pixels > pieces[static_cast<std::size_t>(b)].pixels;
    });
    std::vector<int> rank(pieces.size());
    std::vector<Piece> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
        sorted.push_back(pieces[static_cast<std::size_t>(order[i])]);
    }
    for (int& id : label)
        if (id >= 0) id = rank[static_cast<std::size_t>(id)];
    return sorted;
}

float line_width(const image::GrayImage& ink) {
    double area = 0;
    double border = 0;
    for (int y = 0; y < ink.height; ++y) {
        for (int x = 0; x < ink.width; ++x) {
            const float v = ink.at(x, y);
            area += static_cast<double>(v);
            const float right = x + 1 < ink.width ? ink.at(x + 1, y) : 0.0F;
            const float below = y + 1 < ink.height ? ink.at(x, y + 1) : 0.0F;
            // Length of the gradient: total variation is the border's length, for soft edges too.
            border += std::hypot(static_cast<double>(right - v), static_cast<double>(below - v));
        }
    }
    return border > 0 ? static_cast<float>(2 * area / border) : 0.0F;
}

image::GrayImage grown(const image::GrayImage& ink, float radius) {
    if (radius <= 0 || ink.empty()) return ink;
    const int w = ink.width;
    const int h = ink.height;
    // Distance to the ink's border, known inside a pixel by its coverage.
    constexpr float far = 1e9F;
    std::vector<float> distance(ink.pixels.size());
    for (std::size_t i = 0; i < distance.size(); ++i) {
        const float outside = 1 - ink.pixels[i];
        distance[i] = ink.pixels[i] > 0.5F ? 0 : (ink.pixels[i] > 0.05F ? outside * outside : far);
    }
    const auto longest = static_cast<std::size_t>(std::max(w, h));
    std::vector<float> z(longest + 1);
    std::vector<int> v(longest);
    for (int x = 0; x < w; ++x) {
        std::vector<float> f(static_cast<std::size_t>(h));
        std::vector<float> d(static_cast<std::size_t>(h));
        for (int y = 0; y < h; ++y) f[static_cast<std::size_t>(y)] = distance[ink.index(x, y)];
        distance_transform(f, d, v, z);
        for (int y = 0; y < h; ++y) distance[ink.index(x, y)] = d[static_cast<std::size_t>(y)];
    }
    image::GrayImage result(w, h);
    for (int y = 0; y < h; ++y) {
        const auto row = distance.begin() + static_cast<std::ptrdiff_t>(ink.index(0, y));
        std::vector<float> f(row, row + w);
        std::vector<float> d(static_cast<std::size_t>(w));
        distance_transform(f, d, v, z);
        for (int x = 0; x < w; ++x)
            // A pixel's centre lies half a pixel inside its ink; so does this one's.
            result.at(x, y) = std::clamp(radius + 1 - std::sqrt(d[static_cast<std::size_t>(x)]), 0.0F, 1.0F);
    }
    for (std::size_t i = 0; i < result.pixels.size(); ++i) result.pixels[i] = std::max(result.pixels[i], ink.pixels[i]);
    return result;
}

}  // namespace mllab::digits
