// Summation without its looks: what is typed or tapped, what the network says about it, and what the page is told.
// Every change asks the network at once; at most one run is under way, then the newest expression.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "experiments/common/network.hpp"
#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::summation {

// What one run said.
struct Told {
    Expression expression;
    Answer answer;
    Inside inside;
};

class Controller {
 public:
    // Throws inference::CardError, std::invalid_argument; see network::Network.
    Controller(platform::Host& host, const platform::Launch& launch);
    // Coroutines under way know this object by its address.
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    ~Controller() = default;

    // Loads the model and tells the page what there is. To be called once.
    void start();
    void action(const std::string& id, const std::string& argument);

    [[nodiscard]] const network::Network& network() const { return network_; }
    [[nodiscard]] const Parsed& parsed() const { return parsed_; }
    // The last answer while it belongs to what stands in the field, nullptr else.
    [[nodiscard]] const Told* told() const;
    // The last answer, also while the next one is on its way; nullptr before there is one.
    [[nodiscard]] const Told* last() const { return last_ ? &*last_ : nullptr; }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }

 private:
    void type(std::string text);
    void press(const std::string& key);
    void draw_lots();
    [[nodiscard]] bool due() const;
    void pump();
    core::Task<> answer_until_done();
    [[nodiscard]] platform::Result result() const;
    [[nodiscard]] std::vector<platform::Action> actions() const;
    void publish();

    platform::Host& host_;
    std::string text_;
    Parsed parsed_;
    std::uint64_t revision_ = 0;
    std::optional<Told> last_;
    std::optional<std::uint64_t> answered_;  // the revision that `last_` belongs to
    bool looking_inside_ = false;
    bool running_ = false;
    core::Random random_;
    network::Network network_;
    Parameters parameters_;
    core::Task<> running_task_;  // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::summation
