// Looking for ink in a picture with the network that marks it: first the whole picture, then closer at what was found,
// so that a small digit on a large sheet is seen as large as one that fills the picture. The network is asked by
// whoever searches:
//
//     InkSearch search(picture, parameters);
//     while (search.next()) search.take(… the network's answer to *search.next() …);
//     use(search.result());
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "experiments/digits/pipeline/ink_network.hpp"
#include "experiments/digits/pipeline/writing.hpp"

namespace mllab::digits {

// What was found in a picture.
struct PictureInk {
    std::shared_ptr<const image::GrayImage> picture;
    // What may be the digit, in the order in which it is to be believed: groups of what the network marked, the
    // largest first; large pieces of such groups; what brightness alone finds.
    std::vector<Writing> writings;
    image::GrayImage marked;  // the network's map of the whole picture; empty where it was not asked
    image::GrayImage dark;    // what brightness alone takes for ink
};

// The levels of writings: at the card's threshold, at a lower one, which joins a pale stroke that is broken, at a
// higher one, which parts a stroke from what it touches, and from afar where a closer look was taken.
inline constexpr std::size_t threshold_levels = 3;
inline constexpr std::size_t from_afar = 3;
inline constexpr std::size_t level_count = 4;

class InkSearch {
 public:
    // Luma 0..1 with at least one pixel; throws std::invalid_argument on a picture without.
    InkSearch(std::shared_ptr<const image::GrayImage> picture, const InkParameters& parameters);

    // What the network is to be asked next; nothing: all is known.
    [[nodiscard]] const std::optional<InkInput>& next() const { return next_; }
    // The network's answer to it. Throws std::invalid_argument on another count of numbers.
    void take(const std::vector<float>& probabilities);
    // Once there is nothing to ask.
    [[nodiscard]] PictureInk result();

 private:
    struct Closer {
        image::Part part;  // what to look at
        ink::Box place;    // where in the picture the group was seen
        Writing writing;   // as it was seen from afar
        bool worth_it;
    };

    void look_at_whole(const InkMap& map);
    void look_closer(const InkMap& map, const Closer& at);
    void go_on();
    void add(const InkMap& map, const std::vector<int>& label, const Group& group, std::size_t level);
    // Everything in the box, at every threshold; true if there is something at that of the card.
    bool add_all(const InkMap& map, const ink::Box& box);
    [[nodiscard]] float threshold(std::size_t level) const;
    [[nodiscard]] bool is_waited_for(const Writing& writing) const;
    [[nodiscard]] Closer closer_look(const InkMap& map, const Writing& writing) const;

    InkParameters parameters_;
    PictureInk found_;
    std::vector<Writing> pieces_;
    std::vector<Closer> waiting_;  // most ink first; those before `at_` are done
    std::size_t at_ = 0;
    bool whole_ = false;  // was looked at
    std::optional<InkInput> next_;
};

// The same without the network.
[[nodiscard]] PictureInk ink_by_thresholds(std::shared_ptr<const image::GrayImage> picture);

}  // namespace mllab::digits
