// Finds the ink in pictures for the page: loads the network that marks it when the first picture comes, and goes
// through a picture with it. Where the network does not arrive, brightness alone has to do, and the page says so.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "experiments/digits/pipeline/ink_search.hpp"
#include "experiments/sketchpad/subject.hpp"
#include "ui/drawing.hpp"

namespace mllab::digits {

inline constexpr const char* ink_model = "digits_ink";

// What the subject's pipeline is asked about a picture.
class FoundInk final : public sketchpad::Finding {
 public:
    explicit FoundInk(PictureInk found) : ink(std::move(found)) {}
    PictureInk ink;
};

class InkFinder {
 public:
    // Throws inference::CardError on a card that does not describe such a network; without a card there is none.
    InkFinder(platform::Host& host, const platform::Launch& launch);

    // What was found in this picture; null while it is looked for, which begins with this call.
    [[nodiscard]] std::shared_ptr<const FoundInk> find(const std::shared_ptr<const ui::Picture>& picture);
    // Takes up what has come; true if something has.
    bool update();
    // No picture is there any more.
    void forget() { wanted_ = nullptr; }

    // Of the picture that was asked about last: the network did not arrive, or did not answer. `retry` begins anew.
    [[nodiscard]] bool failed() const;
    void retry();
    // Progress, state, failure.
    void add_to(platform::PageState& page) const;
    [[nodiscard]] const experiments::ModelSlot* model() const { return model_ ? &*model_ : nullptr; }

 private:
    using Picture = std::shared_ptr<const ui::Picture>;
    using Found = std::shared_ptr<const FoundInk>;
    struct Known {
        Picture picture;
        Found found;
        std::string message;  // why the network was done without
    };

    core::Task<Found> look(Picture picture);
    void ask();
    bool take_up();
    [[nodiscard]] const Known* known(const Picture& picture) const;
    void do_without(const std::string& why);

    std::optional<experiments::ModelSlot> model_;
    InkParameters parameters_;
    Picture wanted_;           // the newest that was asked about
    Picture asked_;            // that the network is looking at
    std::deque<Known> known_;  // the last few: undo and redo find them again
    std::uint64_t turn_ = 0;
    experiments::LatestAnswer<Picture, Found> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::digits
