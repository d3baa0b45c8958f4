#include "experiments/digits/view/ink_finder.hpp"

#include <algorithm>
#include <utility>

namespace mllab::digits {

namespace {

using Condition = experiments::ModelSlot::Condition;

constexpr std::size_t most_known = 4;

std::shared_ptr<const image::GrayImage> grey(const ui::Picture& picture) {
    return std::make_shared<const image::GrayImage>(image::grayscale(picture.pixels));
}

}  // namespace

InkFinder::InkFinder(platform::Host& host, const platform::Launch& launch)
    : latest_([this](Picture picture) { return look(std::move(picture)); }, [&host] { host.wake(); }) {
    if (!launch.cards.contains(ink_model)) return;
    model_.emplace(host, launch, ink_model, "your picture stays");
    parameters_ = InkParameters::from(model_->card());
}

const InkFinder::Known* InkFinder::known(const Picture& picture) const {
    const auto found = std::ranges::find(known_, picture, &Known::picture);
    return found == known_.end() ? nullptr : &*found;
}

std::shared_ptr<const FoundInk> InkFinder::find(const Picture& picture) {
    wanted_ = picture;
    if (known(picture) == nullptr) {
        if (!model_ || picture->pixels.pixels.empty()) {
            do_without("");
        } else {
            model_->load();  // once more, where it failed for the picture before
            update();
        }
    }
    const Known* found = known(picture);
    return found == nullptr ? nullptr : found->found;
}

void InkFinder::do_without(const std::string& why) {
    const std::string message =
        why.empty() ? "" : why + " Until then this picture is read without the network that finds ink in photos.";
    known_.push_back({wanted_, std::make_shared<const FoundInk>(ink_by_thresholds(grey(*wanted_))), message});
    if (known_.size() > most_known) known_.pop_front();
}

void InkFinder::ask() {
    if (!model_->ready() || wanted_ == nullptr || wanted_ == asked_) return;
    asked_ = wanted_;
    latest_.ask(wanted_, ++turn_);
}

core::Task<std::shared_ptr<const FoundInk>> InkFinder::look(Picture picture) {
    InkSearch search(grey(*picture), parameters_);
    const inference::Session session = model_->session();
    while (search.next()) {
        const image::GrayImage& input = search.next()->pixels;
        inference::RunRequest request;
        request.inputs.push_back(
            {"picture", core::Tensor(core::Shape{1, 1, input.height, input.width}, std::vector<float>(input.pixels))});
        request.fetch.emplace_back("ink");
        const inference::Outputs outputs = co_await session.run(std::move(request));
        model_->ran(outputs.run_ms());
        search.take(outputs.tensor("ink").as<float>());
    }
    co_return std::make_shared<const FoundInk>(search.result());
}

bool InkFinder::update() {
    if (!model_) return false;
    bool news = take_up();
    if (wanted_ == nullptr || known(wanted_) != nullptr) return news;
    if (model_->failed()) {
        do_without(model_->message());
        return true;
    }
    ask();
    // What was answered at once is there already, and nobody is woken for it.
    return take_up() || news;
}

bool InkFinder::take_up() {
    auto outcome = latest_.take();
    if (!outcome || outcome->revision != turn_ || asked_ == nullptr) return false;
    const Picture picture = std::exchange(asked_, nullptr);
    if (outcome->answer) {
        known_.push_back({picture, std::move(*outcome->answer), ""});
        if (known_.size() > most_known) known_.pop_front();
        return true;
    }
    if (model_->lost(outcome->error) || picture != wanted_) return false;
    do_without(model_->message_of(outcome->error));
    return true;
}

bool InkFinder::failed() const {
    const Known* now = wanted_ == nullptr ? nullptr : known(wanted_);
    return now != nullptr && !now->message.empty();
}

void InkFinder::retry() {
    if (model_) model_->load();
    std::erase_if(known_, [&](const Known& one) { return one.picture == wanted_; });
}

void InkFinder::add_to(platform::PageState& page) const {
    using platform::State;
    if (!model_ || wanted_ == nullptr) return;
    for (platform::Progress progress : model_->progress())
        if (progress.part == "model") page.progress.push_back({"helper", progress.received, progress.total});
    if (page.state == State::error) return;
    if (failed()) {
        page.state = State::error;
        page.error = known(wanted_)->message;
    } else if (model_->condition() == Condition::loading && asked_ == nullptr) {
        page.state = State::loading;
    }
}

}  // namespace mllab::digits
