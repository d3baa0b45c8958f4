// Which network answers what, and when: loads the models one after the other, hands every input to those that are
// wanted, and takes up what they say. Inputs come in, answers lie here: nothing calls back.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "experiments/sketchpad/asking/explaining.hpp"
#include "experiments/sketchpad/asking/reader.hpp"

namespace mllab::sketchpad {

class Answering {
 public:
    // Throws inference::CardError on a card that does not describe the subject's kind of model, std::invalid_argument
    // if there is no card for the launch's model.
    Answering(platform::Host& host, const platform::Launch& launch, const Subject& subject);

    // Starts loading the chosen model; the others follow when the page is idle.
    void start();
    // The input changed to this revision. `empty`: nothing is there, which needs no network.
    void ask(Question question, std::uint64_t revision, bool empty);
    // The input changed, and what the networks are to be asked about it is not known yet.
    void wait_for(std::uint64_t revision);
    // What is there is the subject's own drawing of this name, whole: networks that are not there yet answer with what
    // they said of it earlier. Empty: it is anything.
    void known_as(std::string drawing);
    // Takes up what has come since; true if something did.
    bool update();
    void choose(const std::string& id);  // an unknown one changes nothing
    void compare(bool all_answer);
    void look_inside(bool on);
    // Whether the pen rests: only then the chosen network is asked why, too.
    void rest(bool rests) { rests_ = rests; }
    // Tries again what failed: loading, or the last run.
    void retry();

    [[nodiscard]] const std::deque<Reader>& readers() const { return readers_; }
    [[nodiscard]] const Reader& chosen() const { return readers_[chosen_]; }
    [[nodiscard]] std::size_t chosen_index() const { return chosen_; }
    [[nodiscard]] const Explaining& explaining() const { return explaining_; }
    [[nodiscard]] bool comparing() const { return comparing_; }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }
    // Model, progress, state and error of the chosen one.
    void add_to(platform::PageState& page) const;
    // The reader's answer belongs to the newest input.
    [[nodiscard]] bool current(const Reader& reader) const { return reader.answered() == revision_; }
    // A sentence where an answer that is shown is a stored one: that it is, and where its network is.
    [[nodiscard]] std::string about_stored() const;
    // There will be no answer to the newest input unless somebody tries again.
    [[nodiscard]] bool given_up(const Reader& reader) const { return reader.given_up(revision_); }

 private:
    void load_the_others();
    void hand_on();
    void recall(Reader& reader);
    void forget_known();

    platform::Host& host_;
    experiments::Turns turns_;
    std::deque<Reader> readers_;
    std::size_t chosen_ = 0;
    std::shared_ptr<const Question> question_;  // the newest; null while it is waited for
    std::uint64_t revision_ = 0;
    std::string drawing_;  // that the question is about, where it is one of the subject's
    bool comparing_ = false;
    bool looking_inside_ = false;
    bool rests_ = true;
    bool others_follow_ = false;  // the chosen one is there, or failed: the others may load
    bool changed_ = false;        // who answers, or what is asked, or there is a stored answer
    Explaining explaining_;
};

// What stands beside a reader's bars: its answer's remark, or why there is none yet.
[[nodiscard]] std::string remark(const Reader& reader, const Answering& answering);

}  // namespace mllab::sketchpad
