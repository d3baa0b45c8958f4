// The only place that knows the browser. A stage shows itself as one value, `PageState`, asks the `Host` for the little
// else that it needs, and is driven through `Stage`. The page's body is web_host.cpp with the .mjs files beside it;
// twin.hpp is a native body that records what a stage shows, so that views are driven in tests.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "image/image.hpp"
#include "platform/camera.hpp"
#include "platform/page_state.hpp"
#include "platform/texture.hpp"

namespace mllab::platform {

// A piece of a text that the stage writes. The shell draws the text as HTML: it can be selected, searched and read.
struct PassagePart {
    static constexpr int given = -1;   // by the visitor: how it begins
    static constexpr int highest = 4;  // of the levels of confidence, 0 to 4, in which the shell shades the text

    std::string text{};
    int confidence = given;
    bool operator==(const PassagePart&) const = default;
};

// How the text goes on. A stream and no part of the page's state: it may be long, and grows with every frame.
struct Passage {
    bool begins = false;  // what was written before goes away
    std::vector<PassagePart> parts{};
};

// What the page does once for whoever asks.
struct SavePicture {
    std::string file_name;
    image::RgbaImage picture;
};
struct SaveLink {
    std::string address;
    std::string file_name;
};
struct CopyText {
    std::string text;
};
// Puts a link into the address bar and the clipboard that opens this experiment with these values in its fields.
struct ShareLink {
    std::map<std::string, std::string> fields;
};
// Something small worth remembering: Launch::settings of the next visit, if the browser allows it.
struct StoreSetting {
    std::string key;
    std::string value;
};
// An example picture of the site, `file` below its folder of examples ("hands/rock.jpg"): fetched when it is asked for,
// decoded as the visitor's own pictures are, and handed to `Stage::picture` under this name. A later picture, whoever
// brings it, replaces one that is still on its way. What does not arrive is said in the page.
struct OpenPicture {
    std::string file;
    std::string name;
};
// Of several pictures that the visitor chose at once (`Stage::pictures`), the one with this number: decoded, then
// handed to `Stage::numbered_picture`, or to `Stage::picture` where it is to be shown. What cannot be read comes as a
// sentence to `Stage::numbered_refusal`, or is said in the page.
struct TakePicture {
    std::size_t number = 0;
    bool show = false;
};
// They are not needed any more, nor what is still on its way.
struct ForgetPictures {};
struct SaveText {
    std::string text;
    std::string file_name;
};
// A short tone, where the browser has sound; nothing happens elsewhere.
struct PlayTone {
    double frequency_hz = 440;
    double ms = 120;
};
using Request = std::variant<SavePicture, SaveLink, SaveText, CopyText, ShareLink, StoreSetting, OpenPicture,
                             TakePicture, ForgetPictures, PlayTone>;

// What a stage may ask of the page.
class Host {
 public:
    virtual ~Host() = default;
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    // The page as it is from now on. What it shows already costs a comparison; the rest goes as one message.
    virtual void show(PageState page) = 0;
    virtual void write(const Passage& passage) = 0;
    virtual void perform(const Request& request) = 0;
    virtual std::shared_ptr<Texture> make_texture(const image::RgbaImage& picture, Sampling sampling) = 0;
    // A camera that is off. Every new frame and every change of its status wakes the host and asks for a frame of the
    // stage.
    [[nodiscard]] virtual std::unique_ptr<Camera> make_camera() = 0;
    // All of them are off from now on: whatever failed, no light stays on behind an error.
    virtual void stop_cameras() = 0;

    // Nothing is drawn unless somebody asks: at least `count` more frames.
    virtual void request_frames(int count) = 0;
    // Something happened outside of the page's events: an answer is there, a model has arrived. `Stage::update` follows
    // as soon as what runs now is over, also where no frames are drawn.
    virtual void wake() = 0;
    // Runs `work` when the page has nothing better to do; dropped when the stage closes first.
    virtual void when_idle(std::function<void()> work) = 0;
    [[nodiscard]] virtual double now_ms() const = 0;
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
    virtual void command(const Command& command) = 0;
    // After `Host::wake`.
    virtual void update() = 0;
    virtual void picture(image::RgbaImage picture, const std::string& name) = 0;
    // The visitor chose several at once, and `left_out` more than are taken. They are counted from 0, in place of those
    // before, and come one by one, by `TakePicture`.
    virtual void pictures(std::vector<std::string> /*names*/, std::size_t /*left_out*/) {}
    virtual void numbered_picture(std::size_t /*number*/, image::RgbaImage /*picture*/) {}
    virtual void numbered_refusal(std::size_t /*number*/, const std::string& /*sentence*/) {}
};

struct Launch {
    std::string experiment;
    std::string model;
    std::string models_url;                         // ends in a slash
    std::map<std::string, std::string> cards;       // id -> the model card's JSON text
    std::map<std::string, std::string> answers{};   // id -> inference/stored_answers.hpp's; may be anything
    std::map<std::string, std::string> fields{};    // what a shared link says, or what was kept; may be anything
    bool again = false;                             // the fields are what this tab kept (PageState::kept), no link
    std::map<std::string, std::string> settings{};  // what was stored at earlier visits; may be anything
};

using OpenStage = std::function<std::unique_ptr<Stage>(Host&, const Launch&)>;

// Says how the page opens its stages, and returns; from then on the page drives them. A failure to open is shown there.
// Only in the page; tests drive a `Twin` instead.
void run(const OpenStage& open);

}  // namespace mllab::platform
