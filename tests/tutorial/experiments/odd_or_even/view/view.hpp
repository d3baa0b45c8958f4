// Odd or even as one sees it: a field, an answer, its figures.
#pragma once

#include <memory>
#include <string>

#include "experiments/common/action_table.hpp"
#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "experiments/odd_or_even/pipeline/pipeline.hpp"
#include "ui/experiment.hpp"

namespace mllab::odd_or_even {

// The registry's way in. Throws with a message for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] platform::PageState page() const override;
    void advance(const platform::Frame&) override {}
    void update() override;
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample&) override {}
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}
    void command(const platform::Command& command) override;
    void picture(image::RgbaImage, const std::string&) override {}

 private:
    static experiments::ActionTable<View> table();
    void type(const std::string& text);
    [[nodiscard]] bool failed() const { return model_.failed() || !error_.empty(); }
    core::Task<std::string> find(Number number);  // what there is to say about it

    platform::Host& host_;
    std::string typed_;
    std::uint64_t revision_ = 0;
    std::uint64_t answered_ = 0;
    std::string said_ = "Type a number from 0 to 65535.";
    std::string error_;
    experiments::ModelSlot model_;
    experiments::LatestAnswer<Number, std::string> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::odd_or_even
