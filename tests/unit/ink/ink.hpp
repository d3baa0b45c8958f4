// What several tests of drawing need: measures of a picture, drawings by chance, and pictures one can read in the test.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"
#include "ink/strokes.hpp"

namespace mllab::testing {

inline double total_ink(const image::GrayImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0);
}

inline std::pair<double, double> centre_of_mass(const image::GrayImage& image) {
    double x_sum = 0;
    double y_sum = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            x_sum += static_cast<double>(image.at(x, y)) * (x + 0.5);
            y_sum += static_cast<double>(image.at(x, y)) * (y + 0.5);
        }
    }
    return {x_sum / total_ink(image), y_sum / total_ink(image)};
}

inline double largest_difference(const image::GrayImage& a, const image::GrayImage& b) {
    double largest = a.pixels.size() == b.pixels.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.pixels.size() && i < b.pixels.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a.pixels[i]) - b.pixels[i]));
    return largest;
}

// Distance between the first and the last place where the values reach one half, interpolated between pixel centres.
inline double extent(const std::vector<double>& values) {
    const auto edge = [&](auto from, const auto& to) {
        double before = 0;
        for (double centre = 0.5; from != to; ++from, ++centre) {
            if (*from >= 0.5) return centre - (*from - 0.5) / (*from - before);
            before = *from;
        }
        return static_cast<double>(values.size()) / 2;
    };
    return static_cast<double>(values.size()) - edge(values.begin(), values.end()) -
           edge(values.rbegin(), values.rend());
}

// Width and height of the ink's box: each row and column counts with its darkest pixel.
inline std::pair<double, double> ink_size(const image::GrayImage& image) {
    std::vector<double> columns(static_cast<std::size_t>(image.width));
    std::vector<double> rows(static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            double& column = columns[static_cast<std::size_t>(x)];
            double& row = rows[static_cast<std::size_t>(y)];
            column = std::max(column, static_cast<double>(image.at(x, y)));
            row = std::max(row, static_cast<double>(image.at(x, y)));
        }
    }
    return {extent(columns), extent(rows)};
}

// One to three wavy strokes somewhere on a pad of about 300 units.
inline ink::Strokes drawing(core::Random& random) {
    ink::Strokes strokes(1 + random.below(3));
    for (ink::Stroke& stroke : strokes) {
        double x = random.uniform(50, 250);
        double y = random.uniform(50, 250);
        double heading = random.uniform(0, 6.28);
        const std::size_t points = 5 + random.below(30);
        for (std::size_t i = 0; i < points; ++i) {
            stroke.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(i) * 16});
            heading += random.normal(0, 0.4);
            x += 8 * std::cos(heading);
            y += 8 * std::sin(heading);
        }
    }
    return strokes;
}

// Coverage in tenths: '.' is none, '1' to '9', '#' is full.
inline std::string art(const image::GrayImage& image) {
    std::string text;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int tenths = static_cast<int>(std::lround(image.at(x, y) * 10));
            text += tenths <= 0 ? '.' : tenths >= 10 ? '#' : static_cast<char>('0' + tenths);
        }
        text += '\n';
    }
    return text;
}

}  // namespace mllab::testing
