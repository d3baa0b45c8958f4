#include "training/parallel/device.hpp"

#include <charconv>
#include <cstdlib>
#include <format>
#include <stdexcept>
#include <string_view>

namespace mllab::parallel {

torch::Device device_named(const std::string& name) {
    if (name == "cpu") return torch::kCPU;
    if (name != "cuda") throw std::invalid_argument(std::format("there is no device “{}”: choose cpu or cuda", name));
    if (!torch::cuda::is_available())
        throw std::invalid_argument(
            "--device cuda: this libtorch has no CUDA, or finds no device for it; --device cpu always works");
    const char* local_rank = std::getenv("LOCAL_RANK");
    const std::string_view text = local_rank == nullptr ? "0" : local_rank;
    int index = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    const auto devices = static_cast<int>(torch::cuda::device_count());
    if (error != std::errc() || end != text.data() + text.size() || index < 0 || index >= devices)
        throw std::invalid_argument(
            std::format("LOCAL_RANK is “{}”, but this machine's CUDA devices are 0 to {}", text, devices - 1));
    return torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(index));
}

}  // namespace mllab::parallel
