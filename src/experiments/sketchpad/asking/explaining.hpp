// Asks a network why: what each spot of the drawing did for its answer, and once what its first layer is made of. Only
// while somebody looks inside and the pen rests: a few dozen inputs a time, and after each batch it looks whether the
// answer is still wanted, so that the next stroke does not wait.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/common/latest_answer.hpp"
#include "experiments/sketchpad/asking/first_layer.hpp"
#include "experiments/sketchpad/asking/reader.hpp"

namespace mllab::sketchpad {

// Which spots of an input spoke for a class, and which against it.
struct Heat {
    std::string model;
    std::uint64_t revision = 0;
    std::size_t label = 0;
    std::vector<float> values;  // as many as the input has: above 0 for it; see spread()
};

class Explaining {
 public:
    Explaining(platform::Host& host, experiments::Turns& turns);

    // About the reader's answer to this revision, unless that was done or is under way.
    void ask(const Reader& reader, std::uint64_t revision);
    // What was asked is not wanted any more.
    void withdraw();
    // Takes up what has come; true if something did.
    bool update();

    // The newest; it may be about an older input or another network.
    [[nodiscard]] const std::optional<Heat>& heat() const { return heat_; }
    // nullptr where it is not known, or the network does not begin with a convolution that could be read.
    [[nodiscard]] const FirstLayer* first_layer(const std::string& model) const;

 private:
    struct Question {
        inference::Session session;
        image::GrayImage input;
        std::string model;
        std::uint64_t revision = 0;
        std::size_t label = 0;
        bool about_layer = false;
    };
    struct Found {
        std::optional<Heat> heat;  // none: not wanted any more
        std::string model;
        bool asked_layer = false;
        std::optional<FirstLayer> layer;
    };
    using Asked = std::pair<std::string, std::uint64_t>;  // a model, a revision

    core::Task<Found> find(Question question);

    std::map<std::string, std::optional<FirstLayer>> layers_;
    std::optional<Heat> heat_;
    std::optional<Asked> wanted_;
    experiments::LatestAnswer<Question, Found> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::sketchpad
