#include "training/recipes/odd_or_even/data/numbers.hpp"

#include <algorithm>
#include <limits>

#include "core/random.hpp"
#include "training/files/fingerprint.hpp"

namespace mllab::odd_or_even_data {

datasets::Split split_of(Number number) {
    const double place = core::Random(2).fork(number).uniform();
    if (place < 0.8) return datasets::Split::train;
    return place < 0.9 ? datasets::Split::validation : datasets::Split::test;
}

std::vector<Number> numbers_of(datasets::Split split) {
    std::vector<Number> numbers;
    for (std::uint32_t number = 0; number <= std::numeric_limits<Number>::max(); ++number)
        if (split_of(static_cast<Number>(number)) == split) numbers.push_back(static_cast<Number>(number));
    return numbers;
}

std::int64_t label_of(Number number) { return number % 2; }

std::int64_t Sampler::sample(std::uint64_t epoch, std::size_t index, std::span<float> input) const {
    const Number number = numbers_[core::Random(seed_).fork(epoch).fork(index).below(numbers_.size())];
    std::ranges::copy(odd_or_even::encode({&number, 1}).as<float>(), input.begin());
    return label_of(number);
}

std::string Sampler::fingerprint() const { return files::Fingerprint().add(std::span(numbers_)).text(); }

}  // namespace mllab::odd_or_even_data
