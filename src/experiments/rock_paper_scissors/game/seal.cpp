#include "experiments/rock_paper_scissors/game/seal.hpp"

#include <stdexcept>

#include "core/text.hpp"

namespace mllab::rock_paper_scissors {

std::size_t HashDice::next_byte() {
    if (at_ == bytes_.size()) {
        bytes_ = core::sha256(core::hex(bytes_));
        at_ = 0;
    }
    return bytes_[at_++];
}

std::size_t HashDice::below(std::size_t n) {
    constexpr std::size_t values = 256;
    if (n == 0 || n > values) throw std::invalid_argument("dice have between 1 and 256 sides");
    const std::size_t kept = values - values % n;
    std::size_t byte = next_byte();
    while (byte >= kept) byte = next_byte();
    return byte % n;
}

std::string Seal::lot() const { return core::joined(secret, "/", round); }
std::string Seal::opening() const { return core::joined(lot(), "/", name(hand)); }
std::string Seal::commitment() const { return core::hex(core::sha256(opening())); }

std::string how_to_check(const Seal& seal) {
    std::string text =
        core::joined("Round ", seal.round, ". Before it the page showed the seal ", seal.commitment(),
                     ". That is the SHA-256 of the text “", seal.opening(), "” (try: printf %s ", seal.opening(),
                     " | sha256sum), so the computer’s hand, ", name(seal.hand), ", stood before you showed yours.");
    if (!seal.by_lot) return text;
    return text + core::joined(" It was drawn by lot: take the SHA-256 of “", seal.lot(),
                               "”, read its first two digits as a hexadecimal number (if they are ff, the next two), "
                               "and divide by three. Remainder 0 is rock, 1 paper, 2 scissors.");
}

}  // namespace mllab::rock_paper_scissors
