// An experiment with a sketchpad, without its looks: what is on the pad, who answers, which actions there are, what the
// page shows. Every change of the ink asks the network at once, inside the event, not in the next frame; its answers
// are taken up here, after every event and whenever the host was woken.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "experiments/common/action_table.hpp"
#include "experiments/sketchpad/asking/answering.hpp"
#include "experiments/sketchpad/replay/replaying.hpp"
#include "ui/drawing_pad.hpp"

namespace mllab::sketchpad {

class Controller {
 public:
    // Throws CardError, std::invalid_argument; see Answering.
    Controller(platform::Host& host, const platform::Launch& launch, Subject subject);
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    virtual ~Controller() = default;

    // Loads the model. To be called once, by whoever made the whole object.
    void start();

    // One sample of the pen on the pad; x and y in pad units. A second finger is ignored while the first is down; a pen
    // is not: it takes over from a palm that rests on the pad.
    virtual void pen(const platform::PointerSample& sample);
    virtual bool key(const platform::Key& key);
    void focus(bool on_pad, bool visible);
    void command(const platform::Command& command);
    // Takes up the answers that have come.
    void update() { settle(); }
    [[nodiscard]] platform::PageState page() const;
    void picture(image::RgbaImage picture, const std::string& name);
    // Goes on with what moves by itself, such as an example; true while something does. `reduced_motion`: examples are
    // there at once.
    virtual bool advance(double now_ms, bool reduced_motion);

    [[nodiscard]] const Subject& subject() const { return subject_; }
    [[nodiscard]] const ui::DrawingPad& pad() const { return pad_; }
    [[nodiscard]] const Answering& answering() const { return answering_; }
    [[nodiscard]] const Replaying& replaying() const { return replaying_; }
    [[nodiscard]] bool eraser() const { return eraser_; }
    [[nodiscard]] bool focus_visible() const { return focus_visible_; }
    // Of the pen that is seen, in pad units.
    [[nodiscard]] float pen_width() const;

 protected:
    // What an experiment with more to do than drawing and answering adds.
    virtual bool act(const platform::Command& command);  // true if the verb is known
    virtual void add_actions(std::vector<platform::Action>& actions) const;
    virtual void add_to(platform::Result& result) const;   // another text, a text that must not wait
    virtual void add_to(platform::PageState& page) const;  // what else is on its way, or failed
    // What the networks are asked about what is on the pad; nothing while that is not known yet.
    [[nodiscard]] virtual std::optional<Question> question();
    virtual bool found_out();  // takes up what has come of finding that out; true if something has
    // Something failed that can be tried again, and trying it.
    [[nodiscard]] virtual bool can_retry() const;
    virtual void retry();
    virtual void answered();        // there is an answer, or another one answers
    virtual void pen_comes_down();  // before the pen touches the pad
    [[nodiscard]] virtual bool examples_allowed() const;
    [[nodiscard]] virtual std::map<std::string, std::string> kept() const;  // PageState's

    [[nodiscard]] platform::Host& host() { return host_; }

    [[nodiscard]] double now_ms() const { return host_.now_ms(); }
    // In place of what is on the pad, as one step of its history.
    void show(image::RgbaImage picture, const std::string& name);
    // What is on the pad is to be asked about anew.
    void ask_again();
    // Asks about what has changed and takes up what has come; at the end of everything that may have done either.
    void settle();
    void clear();
    virtual void play_example(std::size_t index);
    virtual void play_trick(std::size_t index);

 private:
    // An example or a trick that draws itself or is on the pad, until something changes in it.
    struct Shown {
        std::string label;
        const Trick* trick = nullptr;
        std::optional<std::uint64_t> drawn{};  // the revision of the pad with all of it
    };

    static experiments::ActionTable<Controller> table();
    [[nodiscard]] platform::Result result() const;
    void play(const ink::Strokes& strokes, Shown shown);
    // Why the network was fooled, or that it was not; empty where no trick is on the pad.
    [[nodiscard]] std::string about_trick(const std::string& value) const;
    void follow_shown();
    void add_comparison(platform::Result& result) const;
    void take_pen(const std::string& name);
    // A text of ink/stroke_text.hpp, in place of what is there; one that cannot be read changes nothing.
    void put_drawing(const std::string& text);
    void take_up(const platform::Launch& launch);
    void keep();
    [[nodiscard]] std::map<std::string, std::string> shared() const;
    [[nodiscard]] bool can_replay() const;
    void begin_wanted_replay();
    bool take_pointer(const platform::PointerSample& down);
    void save_drawing();
    [[nodiscard]] std::string_view pen_name() const;
    void next_pen_width();

    platform::Host& host_;
    Subject subject_;
    ui::DrawingPad pad_;
    std::uint64_t asked_ = 0;  // the revision of the pad that the networks were given
    bool waits_for_ = false;   // what they are to be given of it is not known yet
    bool eraser_ = false;
    bool focus_visible_ = false;
    bool reduced_motion_ = false;
    std::size_t pen_ = 1;
    std::optional<platform::PointerSample> pointer_;  // that draws, as it came down
    double first_sample_ms_ = 0;
    std::string drawing_;           // as a text, for links and for what the tab keeps: of `drawing_of_`
    std::uint64_t drawing_of_ = 0;  // the revision of the pad
    std::optional<Shown> shown_;
    bool broken_link_ = false;           // until something is on the pad
    bool replay_wanted_ = false;         // a link's drawing is to be replayed as soon as a network is there
    std::uint64_t asked_to_replay_ = 0;  // the revision of the pad that is it
    Answering answering_;
    Replaying replaying_;
};

}  // namespace mllab::sketchpad
