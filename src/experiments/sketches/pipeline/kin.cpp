#include "experiments/sketches/pipeline/kin.hpp"

#include <algorithm>

namespace mllab::sketches {

std::span<const std::vector<std::string_view>> all_kin() {
    static const std::vector<std::vector<std::string_view>> kin{
        {"arm", "elbow"},
        {"axe", "hammer"},
        {"bathtub", "hot tub"},
        {"beard", "goatee"},
        {"bear", "teddy-bear"},
        {"bicycle", "motorbike"},
        {"bird", "parrot"},
        {"book", "passport"},
        {"broom", "rake"},
        {"bucket", "paint can"},
        {"bus", "school bus"},
        {"cake", "birthday cake"},
        {"car", "van", "police car"},
        {"clock", "compass"},
        {"computer", "laptop"},
        {"cruise ship", "aircraft carrier"},
        {"cup", "mug", "coffee cup"},
        {"duck", "swan"},
        {"eyeglasses", "binoculars"},
        {"face", "smiley face"},
        {"fish", "whale", "shark"},
        {"foot", "toe"},
        {"hand", "finger"},
        {"hat", "helmet"},
        {"house", "barn"},
        {"leaf", "feather"},
        {"leg", "knee"},
        {"light bulb", "hot air balloon"},
        {"mouse", "squirrel"},
        {"pants", "shorts"},
        {"pencil", "crayon", "marker"},
        {"pool", "pond"},
        {"radio", "stereo"},
        {"spider", "ant"},
        {"stove", "oven"},
        {"sweater", "jacket"},
        {"telephone", "cell phone"},
        {"tornado", "hurricane"},
        {"tractor", "bulldozer"},
        {"tree", "bush"},
        {"truck", "pickup truck"},
        {"trumpet", "trombone"},
        {"violin", "cello"},
    };
    return kin;
}

std::vector<std::vector<std::size_t>> kin_among(const std::vector<std::string>& categories) {
    std::vector<std::vector<std::size_t>> among;
    for (const auto& names : all_kin()) {
        std::vector<std::size_t> here;
        for (const std::string_view name : names)
            if (const auto found = std::ranges::find(categories, name); found != categories.end())
                here.push_back(static_cast<std::size_t>(found - categories.begin()));
        // Without its everyday name nobody is to be preferred.
        if (here.size() > 1 && categories[here.front()] == names.front()) among.push_back(std::move(here));
    }
    return among;
}

void prefer_everyday(std::vector<float>& probabilities, const std::vector<std::vector<std::size_t>>& kin) {
    for (const std::vector<std::size_t>& members : kin) {
        float sum = 0;
        for (const std::size_t member : members) sum += probabilities.at(member);
        const float everyday = probabilities.at(members.front());
        const float weighed = sum + (everyday_odds - 1) * everyday;
        if (!(weighed > 0)) continue;
        for (const std::size_t member : members)
            probabilities[member] *= (member == members.front() ? everyday_odds : 1) * sum / weighed;
    }
}

}  // namespace mllab::sketches
