#include "inference/card_values.hpp"

#include "core/text.hpp"

namespace mllab::inference {

namespace {

float within(double value, double low, double high, const std::string& key) {
    if (!(value >= low && value <= high))
        throw CardError(core::joined("the model card's ", key, " is ", core::decimals(value, 3), ", expected ",
                                     core::decimals(low, 3), " to ", core::decimals(high, 3)));
    return static_cast<float>(value);
}

}  // namespace

float preprocessing_within(const ModelCard& card, const std::string& key, double low, double high) {
    return within(card.preprocessing_value(key), low, high, key);
}

float decision_within(const ModelCard& card, const std::string& key, double low, double high) {
    return within(card.decision_value(key), low, high, key);
}

ink::InkFrame ink_frame_of(const ModelCard& card) {
    ink::InkFrame frame;
    frame.size_px = static_cast<int>(preprocessing_within(card, "size_px", 8, 512));
    frame.ink_box_px = preprocessing_within(card, "ink_box_px", 4, frame.size_px);
    frame.pen_width_px = preprocessing_within(card, "pen_width_px", 0.1, frame.ink_box_px);
    return frame;
}

}  // namespace mllab::inference
