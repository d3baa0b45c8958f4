// Looking back at what is on the pad: the drawing is made again, stroke by stroke, while the network says what it sees;
// and beforehand it is asked about many moments, so that one sees how its answer came about.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "experiments/common/latest_answer.hpp"
#include "experiments/sketchpad/asking/answering.hpp"
#include "experiments/sketchpad/replay/course.hpp"
#include "experiments/sketchpad/replay/replay.hpp"
#include "ui/drawing_pad.hpp"

namespace mllab::sketchpad {

class Replaying {
 public:
    static constexpr const char* field_id = "replay";

    // All of them outlive it.
    Replaying(platform::Host& host, ui::DrawingPad& pad, const Answering& answering);

    // Looks back at the drawing from its beginning; `reduced_motion`: from its end, and nothing moves by itself.
    void begin(bool reduced_motion);
    // The drawing is back.
    void end();
    [[nodiscard]] bool on() const { return replay_ != nullptr && pad_.looking_back(); }
    void play_or_pause();
    // The visitor moved the slider; what is no place on it changes nothing.
    void seek(const std::string& text);
    // True while it plays.
    bool advance(double now_ms);
    // Asks the chosen network about the drawing's moments, takes up what it says, ends when the drawing was changed.
    void settle();

    // Not to be asked while it is off.
    [[nodiscard]] const Replay& replay() const { return *replay_; }
    [[nodiscard]] bool playing() const { return on() && replay_->playing(); }
    // None until the network has said all of it.
    [[nodiscard]] const std::optional<Course>& course() const { return course_; }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] platform::Field field() const;

 private:
    struct Asked {
        const Reader* reader;
        std::shared_ptr<const Replay> drawing;
        std::uint64_t number;
    };
    core::Task<Course> find(Asked asked);
    void forget();
    void show();
    [[nodiscard]] std::string said() const;

    platform::Host& host_;
    ui::DrawingPad& pad_;
    const Answering& answering_;
    std::shared_ptr<Replay> replay_;
    std::optional<Course> course_;
    std::string asked_;         // the id of the network that was asked about the drawing; empty: none
    std::uint64_t number_ = 0;  // of the newest question
    bool failed_ = false;
    experiments::LatestAnswer<Asked, Course> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::sketchpad
