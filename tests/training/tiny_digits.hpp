// One tiny data set of digits for all tests of a program, and a training that is over in seconds.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"
#include "training/datasets/tiny.hpp"

namespace mllab::testing {

// Made when the first test asks.
template <std::size_t training_images>
[[nodiscard]] const std::filesystem::path& tiny_digits() {
    static const TemporaryFolder folder;
    static const bool written = [] {
        datasets::write_tiny_data(folder.path(),
                                  {.training_images = training_images, .test_images = 200, .digits_per_writer = 6});
        return true;
    }();
    (void)written;
    return folder.path();
}

inline const std::vector<std::string> two_epochs{"--epochs", "2", "--batch", "16", "--lr", "0.002"};

}  // namespace mllab::testing
