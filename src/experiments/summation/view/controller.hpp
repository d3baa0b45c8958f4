// Summation without its looks: what is typed or tapped, what the network answers, and what the page shows. Every change
// asks the network at once; at most one run is under way, then the newest expression.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "experiments/common/action_table.hpp"
#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::summation {

// What the network is asked.
struct Question {
    Expression expression;
    std::string read;  // the characters that it is given: those of `laid_out`, but for some tricks
};

// What came out of one run.
struct Result {
    Expression expression;
    std::string read;  // the seven characters that the network was given
    Answer answer;
    Inside inside;
    double run_ms = 0;
};

class Controller {
 public:
    // Throws inference::CardError, std::invalid_argument; see ModelSlot.
    Controller(platform::Host& host, const platform::Launch& launch);

    // Loads the model. To be called once.
    void start();
    void command(const platform::Command& command);
    // Takes up what has come: an answer, the model.
    void update();
    [[nodiscard]] platform::PageState page() const;

    [[nodiscard]] const experiments::ModelSlot& model() const { return model_; }
    [[nodiscard]] const Parsed& parsed() const { return parsed_; }
    // The last result while it belongs to what stands in the field, nullptr else.
    [[nodiscard]] const Result* result() const { return answered_ == revision_ ? last() : nullptr; }
    // The last result, also while the next one is on its way; nullptr before there is one.
    [[nodiscard]] const Result* last() const { return last_ ? &*last_ : nullptr; }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }

 private:
    static experiments::ActionTable<Controller> table();
    [[nodiscard]] std::vector<platform::Action> keypad() const;
    void type(std::string text);
    void press(const std::string& key);
    void draw_lots();
    void play_trick(std::size_t index);
    void ask();
    core::Task<Result> find(Question question);
    [[nodiscard]] platform::Result shown_result() const;
    // What brings the stage back to where it is, for a link and for the tab.
    [[nodiscard]] std::map<std::string, std::string> shared() const;
    [[nodiscard]] bool failed() const { return model_.failed() || failed_ == revision_; }

    platform::Host& host_;
    std::string text_;
    Parsed parsed_;
    std::string given_;  // to the network in place of what `laid_out` makes of the expression; empty: nothing is
    std::uint64_t revision_ = 0;
    std::optional<Result> last_;
    std::optional<std::uint64_t> answered_;  // the revision that `last_` belongs to
    std::optional<std::uint64_t> asked_;
    std::optional<std::uint64_t> failed_;  // the revision whose run failed, and why
    std::string message_;
    bool looking_inside_ = false;
    core::Random random_;
    experiments::ModelSlot model_;
    Parameters parameters_;
    experiments::LatestAnswer<Question, Result> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::summation
