// Object detection without its looks: what the network finds, what of it is shown and said, and what the visitor can
// do.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "experiments/common/action_table.hpp"
#include "experiments/object_detection/view/inside_panel.hpp"
#include "experiments/object_detection/view/seeing.hpp"
#include "experiments/object_detection/view/settings.hpp"
#include "experiments/object_detection/view/things.hpp"
#include "experiments/viewfinder/lasting.hpp"

namespace mllab::object_detection {

class Controller {
 public:
    // Throws; see viewfinder::Watching.
    Controller(platform::Host& host, const platform::Launch& launch);
    // What the model is asked knows this object by its address.
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    ~Controller() = default;

    // Loads the model. To be called once.
    void start();
    void command(const platform::Command& command);
    void picture(image::RgbaImage picture, const std::string& name);
    // Takes up what has come: frames, answers, the model.
    void update();
    [[nodiscard]] platform::PageState page() const;

    [[nodiscard]] viewfinder::Watching<Seeing>& watching() { return watching_; }
    [[nodiscard]] const viewfinder::Watching<Seeing>& watching() const { return watching_; }
    [[nodiscard]] const viewfinder::Reading<Seeing>* reading() const { return watching_.reading(); }
    [[nodiscard]] const Things& things() const { return things_; }
    [[nodiscard]] const Parameters& model() const;
    [[nodiscard]] const std::vector<std::string>& labels() const { return model().labels; }
    // The thing that is looked at alone, by its id.
    [[nodiscard]] std::optional<std::uint64_t> alone() const { return alone_; }
    [[nodiscard]] bool looking_inside() const { return settings_.looking_inside; }
    // What a look inside is about: `thing`, else the one that is looked at alone, the kind that is shown alone, or the
    // best candidate; nothing where there is none of these.
    [[nodiscard]] std::optional<Focus> focus(const Thing* thing) const;
    // What another network found in the very same picture, while all are compared.
    struct Other {
        std::string name;
        std::string text;
        std::vector<Thing> things;
        const std::vector<std::string>* labels = nullptr;
    };
    [[nodiscard]] std::vector<Other> others() const;
    // Whether what is seen is turned round.
    [[nodiscard]] bool mirrored() const;
    // What is said of what was found.
    [[nodiscard]] std::string text() const;

 private:
    [[nodiscard]] static experiments::ActionTable<Controller> table();
    [[nodiscard]] bool live() const;
    [[nodiscard]] std::vector<platform::Action> thing_actions() const;
    [[nodiscard]] const Parameters& model_of(const std::string& id) const;
    // Why the network is wrong about the picture that is on; empty where nothing is known of it.
    [[nodiscard]] std::string_view about_trick() const;
    // Of all networks that are compared.
    [[nodiscard]] std::string words() const;
    void settle();
    void show_things();
    // What is on, to be kept: of a camera the frame that is seen, sharper than the one that the network was asked
    // about; that one where the camera shows none. `reading` is not null.
    [[nodiscard]] image::RgbaImage kept_picture() const;
    void save_picture();

    platform::Host& host_;
    Settings settings_;
    std::vector<std::pair<std::string, Parameters>> models_;  // by id
    Things things_;
    std::optional<std::uint64_t> alone_;
    std::shared_ptr<const image::RgbaImage> shown_;  // the input whose things these are: every answer has its own
    std::uint64_t scene_ = 0;                        // Sources::since of what is shown
    std::string scene_model_;
    bool again_ = false;  // the visitor wants to see something else of the same answer
    viewfinder::Lasting lasting_;

    viewfinder::Watching<Seeing> watching_;  // last: its coroutine uses the others
};

}  // namespace mllab::object_detection
