#include "experiments/odd_or_even/view/view.hpp"

#include <array>
#include <utility>

#include "experiments/common/commands.hpp"
#include "experiments/common/figures.hpp"

namespace mllab::odd_or_even {

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch)
    : host_(host),
      model_(host, launch, launch.model),
      latest_([this](Number number) { return find(number); }, [&host] { host.wake(); }) {
    model_.load();
}

core::Task<std::string> View::find(Number number) {
    inference::RunRequest request;
    request.inputs.push_back({"image", encode({&number, 1})});
    const inference::Session session = model_.session();
    const inference::Outputs outputs = co_await session.run(std::move(request));
    model_.ran(outputs.run_ms());
    co_return message(number, decode(outputs.tensor("logits")).at(0));
}

experiments::ActionTable<View> View::table() {
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<View>>({
        {.action = {.verb = "field"},
         .in_list = false,
         .perform = [](View& view, const Command& command) { view.type(command.text); }},
        {.action = experiments::save_model_action(),
         .perform = [](View& view, const Command&) { view.host_.perform(view.model_.save()); }},
        {.action = experiments::retry_action(),
         .listed = [](const View& view) { return view.failed(); },
         .perform = [](View& view, const Command&) { view.model_.load(); }},
    });
    return rows;
}

void View::command(const platform::Command& command) {
    experiments::perform(table(), *this, command);
    update();
}

void View::type(const std::string& text) {
    typed_ = text;
    ++revision_;
    if (const auto number = number_in(typed_); number && model_.ready()) latest_.ask(*number, revision_);
}

void View::update() {
    auto outcome = latest_.take();
    if (!outcome) return;
    answered_ = outcome->revision;
    error_.clear();
    if (outcome->answer)
        said_ = *outcome->answer;
    else if (!model_.lost(outcome->error))
        error_ = model_.message_of(outcome->error);
}

platform::PageState View::page() const {
    platform::PageState page;
    model_.add_to(page, latest_.busy());
    if (!error_.empty()) {
        page.state = platform::State::error;
        page.error = error_;
    }
    page.revision = revision_;
    page.result = {.text = said_, .revision = answered_};
    page.fields = {{.id = "number", .label = "A number", .kind = platform::Field::Kind::digits, .value = typed_}};
    experiments::list(table(), *this, page.actions);
    return page;
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const float margin = painter.px(1);
    const float inner = painter.frame().width - 2 * margin;
    const float h =
        painter.text(margin, margin, said_, ui::Type::title, painter.colours().text, inner).h + painter.px(1);
    const ui::Rect answer{margin, margin, inner, h};
    const float figures = experiments::draw_model_figures(painter, margin, answer.bottom(), inner, model_);
    return {.height = answer.bottom() + figures + margin, .areas = {{.name = "answer", .rect = answer}}};
}

}  // namespace mllab::odd_or_even
