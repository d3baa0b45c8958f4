// Truncated and altered state dicts: each is refused in words or understood, and nothing else happens.

#include <catch_amalgamated.hpp>
#include <utility>

#include "core/random.hpp"
#include "training/importers/efficientnet_lite0_file.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/torch_state/made_up_state_dict.hpp"
#include "training/importers/torch_state/state_dict.hpp"

using namespace mllab;
using namespace mllab::testing;
using importers::ImportError;
using importers::torch_state::StateDict;

namespace {

// Whether a file is understood, to the last number. Whatever it throws must be an ImportError.
bool understood(const Bytes& file) {
    try {
        const StateDict weights(file);
        for (const std::string& name : weights.names())
            static_cast<void>(weights.numbers(name, weights.shape_of(name)));
        return true;
    } catch (const ImportError& error) {
        CHECK(std::string(error.what()).size() > 10);
        return false;
    }
}

void alter(Bytes& file, core::Random& random, std::size_t to) {
    const auto place = static_cast<std::size_t>(random.next()) % to;
    switch (random.next() % 4) {
        case 0:
            file[place] = static_cast<std::uint8_t>(file[place] ^ (1U << (random.next() % 8)));
            break;
        case 1:
            file[place] = static_cast<std::uint8_t>(random.next());
            break;
        case 2:
            file[place] = 0xff;
            break;
        default:
            file[place] = 0;
    }
}

}  // namespace

TEST_CASE("a state dict cut anywhere is refused") {
    const Bytes whole = small_file(GENERATE(true, false));
    REQUIRE(understood(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(understood({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
}

TEST_CASE("state dicts with altered bytes are refused in words or understood") {
    const bool stream = GENERATE(true, false);
    const Bytes whole = small_file(stream);
    core::Random random(2026);
    int accepted = 0;
    for (int i = 0; i < 10'000; ++i) {
        CAPTURE(i);
        Bytes altered = whole;
        const auto changes = 1 + random.next() % 3;
        for (std::uint64_t k = 0; k < changes; ++k) alter(altered, random, altered.size());
        accepted += understood(altered) ? 1 : 0;
    }
    // Some bytes are numbers, names and what the machine was like; most hold the file together.
    CHECK(accepted > 100);
    CHECK(accepted < 8'000);
}

TEST_CASE("EfficientNet-Lite0's state dict, cut or altered, is refused in words or understood") {
    const Bytes whole = efficientnet_lite0_file();
    core::Random random(2027);
    for (int i = 0; i < 40; ++i) {
        const auto length = static_cast<std::size_t>(random.next()) % whole.size();
        CAPTURE(length);
        CHECK_THROWS_AS(StateDict(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))),
                        ImportError);
    }
    // Its pickles come first.
    for (int i = 0; i < 100; ++i) {
        CAPTURE(i);
        Bytes altered = whole;
        for (int k = 0; k < 3; ++k) alter(altered, random, 47'000);
        try {
            const StateDict weights(altered);
            CHECK(weights.names().size() <= 296);
        } catch (const ImportError& error) {
            CHECK(std::string(error.what()).size() > 10);
        }
    }
}
