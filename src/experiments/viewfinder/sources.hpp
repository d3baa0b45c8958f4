// What a network is shown: the camera, or a picture that the visitor opened, dropped, pasted or took from the examples.
// Says which of them is on, changes it at the visitor's wish, and hands out the newest frame to whoever is free.
// Pure logic over platform::Camera; what is seen of it is finder.hpp's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/common/action_table.hpp"
#include "experiments/viewfinder/frame_size.hpp"
#include "experiments/viewfinder/picture_trick.hpp"
#include "platform/platform.hpp"
#include "ui/figures.hpp"

namespace mllab::viewfinder {

// A picture of the site's own, for who has no camera.
struct Example {
    std::string label;  // "Rock"
    std::string file;   // below the site's folder of examples: "hands/rock.jpg"
};

struct Settings {
    platform::Facing facing = platform::Facing::front;
    std::string reason{};  // a sentence that says what the camera is for; told before the visitor is asked
    std::vector<Example> examples{};
    std::span<const PictureTrick> tricks{};
    std::string credit{};  // a sentence: whose the examples are, where their licence asks for it
};

enum class Source : std::uint8_t { none, camera, picture };

// A frame or a picture, as the world is: never mirrored.
struct Seen {
    std::shared_ptr<const image::RgbaImage> picture;
    std::uint64_t revision = 0;
    double taken_ms = 0;  // by Host::now_ms: when a frame was handed out, when a picture came
};

class Sources {
 public:
    // The camera stays off until a command asks for it, and goes out with this object.
    Sources(platform::Host& host, Settings settings);

    // "camera" (on and off), "switch-camera", "example", "trick", as far as they are offered. True if the command was
    // one of them. "open-picture" is the shell's: what it opens comes to `picture`.
    bool command(const platform::Command& command);
    // A picture was opened, dropped or pasted, or an example arrived: the camera goes out, the picture is on.
    // `mirrored`: it is shown the other way round, as the camera was that it comes from.
    void picture(image::RgbaImage picture, std::string name, bool mirrored = false);
    // The light goes out; what was on before the camera is on again.
    void stop_camera();
    // Follows the camera; true if something about it has changed. To be called whenever the host was woken.
    bool update();

    // The newest frame or picture, unless it was handed out already. For those who are free: what came since the last
    // call and was not the newest is never handed out, and costs nothing. A camera's frame is as large as it is needed,
    // a picture as it came.
    [[nodiscard]] std::optional<Seen> take(const FrameNeed& need);
    // The picture that is on is handed out once more. A camera has its next frame.
    void ask_again() { handed_out_ = false; }

    // The camera is on while it runs and until it went out; while it is being asked for, what was on before stays on.
    [[nodiscard]] Source on() const { return on_; }
    [[nodiscard]] const platform::CameraStatus& camera() const { return camera_->status(); }
    // What is on is shown the other way round; of a camera also while it is paused.
    [[nodiscard]] bool mirrored() const { return on_ == Source::camera ? mirrored_ : picture_mirrored_; }
    // Of the camera, straight on the graphics card; nullptr while there is none.
    [[nodiscard]] std::shared_ptr<platform::Texture> camera_picture() const { return camera_->picture(); }
    // The frame that was handed out last while the camera is on, nullptr else.
    [[nodiscard]] const std::shared_ptr<const image::RgbaImage>& last_frame() const { return last_frame_; }
    // What the camera shows at this moment, to be kept: as large as pictures are. Nothing unless it runs and a frame
    // came.
    [[nodiscard]] std::optional<image::RgbaImage> still() const;
    // The visitor's picture, which stays while the camera is on; nullptr before there is one.
    [[nodiscard]] const std::shared_ptr<const image::RgbaImage>& picture() const { return picture_; }
    // What is known of the picture that is on, by the name that its stored answer has: the file of an example, the
    // label of a trick; empty where it is anything else.
    [[nodiscard]] std::string_view known_as() const;
    // The trick that is on; nullptr where anything else is.
    [[nodiscard]] const PictureTrick* trick() const;
    [[nodiscard]] const std::string& picture_name() const { return picture_name_; }

    // +1 for every frame handed out, and whenever another source or another picture is on.
    [[nodiscard]] std::uint64_t revision() const { return revision_; }
    // Answers to older revisions are about something that is not on any more.
    [[nodiscard]] std::uint64_t since() const { return since_; }

    // What became of the camera, or what will: in words for the visitor.
    [[nodiscard]] std::string words() const;
    // Actions of the groups "source" and "example", and the note beside them.
    void add_to(platform::PageState& page) const;

 private:
    [[nodiscard]] bool camera_wanted() const;
    [[nodiscard]] static experiments::ActionTable<Sources> table();
    // An example or a trick, by its place among them.
    struct Own {
        bool trick = false;
        std::size_t number = 0;
    };
    void ask_for(Own own);
    [[nodiscard]] std::string label_of(const Own& own) const;
    void start_camera();
    void turn_to(Source source);

    platform::Host& host_;
    Settings settings_;
    std::unique_ptr<platform::Camera> camera_;
    platform::CameraStatus known_;
    Source on_ = Source::none;
    bool mirrored_ = false;
    bool handed_out_ = true;  // the picture that is on
    std::shared_ptr<const image::RgbaImage> last_frame_;
    std::shared_ptr<const image::RgbaImage> picture_;
    std::string picture_name_;
    std::optional<Own> asked_for_;  // last, until a picture comes
    std::optional<Own> shown_;      // that the picture is
    bool picture_mirrored_ = false;
    double picture_came_ms_ = 0;
    std::uint64_t revision_ = 0;
    std::uint64_t since_ = 0;
};

// How often a camera and who answers have something new; nothing while no camera is on.
[[nodiscard]] std::vector<ui::Figure> rates_of(const Sources& sources, double answers_per_second);

}  // namespace mllab::viewfinder
