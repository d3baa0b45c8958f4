#include "experiments/image_classification/pipeline/kin.hpp"

#include <algorithm>

namespace mllab::image_classification {

namespace {

constexpr std::string_view size = "They differ in size, which a photo rarely shows.";
constexpr std::string_view same = "ImageNet has them as classes of their own, but their photos show the same things.";
constexpr std::string_view part = "One is often a part of the other in a photo.";

}  // namespace

std::span<const Kin> all_kin() {
    static const std::vector<Kin> kin{
        {.labels = {"laptop", "notebook computer"}, .why = same},
        {.labels = {"sunglass", "sunglasses"}, .why = same},
        {.labels = {"maillot (tights)", "maillot (one-piece swimsuit)"}, .why = same},
        {.labels = {"missile", "projectile"}, .why = same},
        {.labels = {"corn", "ear of corn"}, .why = same},
        {.labels = {"bathtub", "tub (vat)"}, .why = same},
        {.labels = {"breastplate", "cuirass"}, .why = "A cuirass is a breastplate with its back."},
        {.labels = {"cassette player", "tape player"}, .why = same},
        {.labels = {"cup", "coffee mug"}, .why = same},
        {.labels = {"rifle", "assault rifle"}, .why = "The one is a kind of the other."},
        {.labels = {"mushroom", "agaric"}, .why = "An agaric is a mushroom with gills."},
        {.labels = {"convertible", "sports car"}, .why = "Many sports cars are convertibles."},
        {.labels = {"mobile phone", "iPod", "hand-held computer"}, .why = "From outside they look nearly the same."},
        {.labels = {"tabby cat", "tiger cat", "Egyptian cat"},
         .why = "Striped cats: the photos of these classes were often mixed up by those who sorted them."},
        {.labels = {"tusker", "Indian elephant", "African elephant"},
         .why = "A tusker is an elephant of either kind with large tusks."},
        {.labels = {"husky (Eskimo dog)", "Siberian husky", "Alaskan malamute"},
         .why = "Sledge dogs that even people who know dogs mix up in photos."},
        {.labels = {"grey wolf", "white wolf"}, .why = "They are one species in different coats."},
        {.labels = {"weasel", "mink", "polecat", "black-footed ferret"},
         .why = "Close relatives that even people who know animals mix up in photos."},
        {.labels = {"toy poodle", "miniature poodle", "standard poodle"}, .why = size},
        {.labels = {"miniature schnauzer", "giant schnauzer", "standard schnauzer"}, .why = size},
        {.labels = {"Norfolk terrier", "Norwich terrier"},
         .why = "They differ in their ears: one's hang, the other's stand."},
        {.labels = {"Staffordshire bull terrier", "American Staffordshire terrier"}, .why = size},
        {.labels = {"Pembroke Welsh corgi", "Cardigan Welsh corgi"},
         .why = "They differ in their tails, which a photo rarely shows."},
        {.labels = {"Appenzeller", "Entlebucher", "Greater Swiss Mountain dog", "Bernese mountain dog"},
         .why = "Swiss mountain dogs of the same three colours."},
        {.labels = {"Dungeness crab", "rock crab"}, .why = "Close relatives that look alike."},
        {.labels = {"computer screen", "monitor", "desktop computer"}, .why = part},
        {.labels = {"computer keyboard", "typewriter keyboard", "space bar"}, .why = part},
        {.labels = {"academic gown", "mortarboard"}, .why = "They are worn together."},
        {.labels = {"wine bottle", "red wine"}, .why = part},
        {.labels = {"bookcase", "library", "bookshop"}, .why = part},
        {.labels = {"stage", "spotlight"}, .why = part},
        {.labels = {"seashore", "sandbar", "lakeside", "promontory"},
         .why = "All are land beside water; which one it is often lies outside of the photo."},
    };
    return kin;
}

const Kin* kin_of(std::string_view label) {
    const auto found =
        std::ranges::find_if(all_kin(), [&](const Kin& kin) { return std::ranges::contains(kin.labels, label); });
    return found == all_kin().end() ? nullptr : &*found;
}

std::vector<std::vector<std::size_t>> kin_among(const std::vector<std::string>& labels) {
    std::vector<std::vector<std::size_t>> among(labels.size());
    for (const Kin& kin : all_kin()) {
        std::vector<std::size_t> here;
        for (const std::string_view label : kin.labels)
            if (const auto found = std::ranges::find(labels, label); found != labels.end())
                here.push_back(static_cast<std::size_t>(found - labels.begin()));
        for (const std::size_t one : here)
            for (const std::size_t other : here)
                if (one != other) among[one].push_back(other);
    }
    return among;
}

}  // namespace mllab::image_classification
