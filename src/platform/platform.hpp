// The only place that knows the browser. A view tells the page what it shows through a `Host` and is driven through the
// `Stage` that it implements. The page's body is web_host.cpp with the .mjs files beside it; twin.hpp is a native body
// that records what a view says, so that views are driven in tests. Lengths are CSS pixels relative to the stage.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "image/image.hpp"

namespace mllab::platform {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    bool operator==(const Rect&) const = default;
};

// docs/stage-contract.md says what the page makes of these.
enum class State : std::uint8_t { loading, ready, busy, error };

struct Guess {
    std::string label;
    double p = 0;
};

struct Result {
    std::string text;   // the answer for people
    std::string value;  // the answer; empty where there is none
    std::vector<Guess> top;
    std::uint64_t revision = 0;  // the input revision that this answers
    bool settled = true;         // false while the input is being made: the visible text may wait
};

struct Action {
    std::string id, label, icon, group, shortcut;
    bool enabled = true;
    std::optional<bool> pressed;  // of a toggle
    bool operator==(const Action&) const = default;
};

// A named part of the stage. One that takes drags receives the finger (the page does not scroll under it) and the
// focus.
struct Area {
    std::string name;
    Rect rect;
    bool takes_drags = false;
    std::string label;  // for assistive technology; of an area that takes drags
    bool operator==(const Area&) const = default;
};

// Something that the visitor sets, drawn by the shell as a labelled HTML input: keyboards of phones, input methods,
// paste and screen readers work as everywhere. What is typed arrives as the action "field-<id>", its text as the
// argument.
struct Field {
    enum class Kind : std::uint8_t {
        line,
        lines,   // of several lines
        digits,  // a line of digits and signs: phones show the keyboard that has them
        number,
        range,
    };

    std::string id, label;
    Kind kind = Kind::line;
    std::string value;                   // as it was typed
    double low = 0, high = 0, step = 1;  // of a number or a range
    std::string hint;                    // in the empty field
    std::string note;                    // below it: what is wrong with the value, or what becomes of it
    bool operator==(const Field&) const = default;
};

// A piece of a text that the stage writes. The shell draws the text as HTML: it can be selected, searched and read.
struct PassagePart {
    static constexpr int given = -1;  // by the visitor: how it begins
    static constexpr int surest = 4;  // of the levels 0 to 4 in which the shell shades what was written

    std::string text;
    int sureness = given;
    bool operator==(const PassagePart&) const = default;
};

// A picture on the graphics card. Survives the loss of the graphics context; freed with its last owner.
class Texture {
 public:
    virtual ~Texture() = default;
    [[nodiscard]] virtual std::uintptr_t handle() const = 0;  // what ImGui draws with
    Texture() = default;
    Texture(const Texture&) = delete;
    Texture& operator=(const Texture&) = delete;
};
enum class Sampling : std::uint8_t { nearest, linear };

// What a view may ask of the page. Calls that repeat what the page already shows cost nothing.
class Host {
 public:
    virtual ~Host() = default;
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    virtual void show_state(State state) = 0;
    virtual void show_result(const Result& result) = 0;
    virtual void show_revision(std::uint64_t revision) = 0;
    virtual void show_model(const std::string& id) = 0;
    virtual void show_actions(const std::vector<Action>& actions) = 0;
    virtual void show_areas(const std::vector<Area>& areas) = 0;
    virtual void show_fields(const std::vector<Field>& fields) = 0;
    // The written text: nothing of it stays; it goes on; what is said about the character that the visitor picked. A
    // picked character arrives as the action "passage-character" with its number, counted in code points from 0.
    virtual void start_passage() = 0;
    virtual void extend_passage(const std::vector<PassagePart>& parts) = 0;
    virtual void show_passage_note(const std::string& note) = 0;
    virtual void report_progress(std::string_view part, std::int64_t received, std::int64_t total) = 0;
    virtual void report_error(const std::string& sentence) = 0;

    // Nothing is drawn unless somebody asks: at least `count` more frames.
    virtual void request_frames(int count) = 0;
    // Runs `work` when the page has nothing better to do; dropped when the stage closes first.
    virtual void when_idle(std::function<void()> work) = 0;
    [[nodiscard]] virtual double now_ms() const = 0;

    // Small things worth remembering across visits; empty where nothing is stored or storage is refused.
    [[nodiscard]] virtual std::string setting(const std::string& key) const = 0;
    virtual void store_setting(const std::string& key, const std::string& value) = 0;

    virtual void save_picture(const std::string& file_name, const image::RgbaImage& picture) = 0;
    virtual void save_link(const std::string& address, const std::string& file_name) = 0;
    virtual void copy_text(const std::string& text) = 0;
    // Puts a link into the address bar and the clipboard that opens this experiment with these values in its fields.
    virtual void share(const std::map<std::string, std::string>& fields) = 0;
    virtual std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) = 0;
};

// How the page is at this moment.
struct Frame {
    float width = 0;        // of the stage
    float pixel_ratio = 1;  // device pixels per CSS pixel
    float em = 16;          // the visitor's text size
    bool dark = false;
    bool reduced_motion = false;
    double now_ms = 0;
    double work_ms = 0;  // what one of the last frames took, typically
};

enum class Phase : std::uint8_t { down, move, up, cancel };
enum class PointerKind : std::uint8_t { mouse, touch, pen };

// One raw sample, coalesced ones included, in the order in which they happened.
struct PointerSample {
    Phase phase = Phase::move;
    PointerKind kind = PointerKind::mouse;
    int id = 0;
    float x = 0, y = 0;
    double t_ms = 0;
    bool eraser = false;    // the pen's other end
    std::string_view area;  // the area that took the press; empty outside of areas that take drags
};

// A key pressed while an area that takes drags has the focus. Names are the browser's: "ArrowLeft", "Escape", " ".
struct Key {
    std::string_view area;
    std::string_view name;
    bool shift = false;
    bool control = false;
};

// What the platform drives. Exceptions are welcome only in `open`; the app's error boundary keeps the others in.
class Stage {
 public:
    virtual ~Stage() = default;
    Stage() = default;
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    // Fills the font atlas of the current ImGui context for this text size and pixel ratio.
    virtual void build_fonts(const Frame& frame) = 0;
    // The height that the view wants at this width. Called before `draw`, fonts are built.
    [[nodiscard]] virtual float height(const Frame& frame) = 0;
    // Draws; between ImGui's NewFrame and Render.
    virtual void draw(const Frame& frame) = 0;
    virtual void pointer(const PointerSample& sample) = 0;
    // True if the key was used; then the page does nothing with it.
    virtual bool key(const Key& key) = 0;
    // The area that has the focus now, empty for none; `visible` if the focus should be seen (it came by keyboard).
    virtual void focus(std::string_view area, bool visible) = 0;
    virtual void action(const std::string& id, const std::string& argument) = 0;
    virtual void picture(image::RgbaImage picture, const std::string& name) = 0;
};

struct Launch {
    std::string experiment;
    std::string model;
    std::string models_url;                       // ends in a slash
    std::map<std::string, std::string> cards;     // id -> the model card's JSON text
    std::map<std::string, std::string> fields{};  // what a shared link says; may be anything
};

using OpenStage = std::function<std::unique_ptr<Stage>(Host&, const Launch&)>;

// Opens the stage in the page and returns; from then on the page's events drive it. Never throws: a failure is shown.
// Only in the page; tests drive a `Twin` instead.
void run(const OpenStage& open);

}  // namespace mllab::platform
