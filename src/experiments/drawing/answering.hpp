// Which network answers what, and when: loads the models one after the other, asks them while somebody draws (at most
// one run under way, then the newest input; what was drawn in between is never asked), and keeps what they said.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/recent_median.hpp"
#include "experiments/drawing/subject.hpp"
#include "inference/session.hpp"
#include "platform/platform.hpp"

namespace mllab::drawing {

// One of the experiment's models and its last answer.
struct Reader {
    enum class Condition : std::uint8_t { waiting, loading, ready, failed };

    std::string id;
    std::string name;  // short: "CNN"
    inference::ModelCard card;
    std::unique_ptr<const Pipeline> pipeline;
    Condition condition = Condition::waiting;
    inference::Session session;

    Answer answer;
    std::optional<std::uint64_t> answered;       // the input revision that `answer` and `input` belong to
    image::GrayImage input;                       // as the network saw it
    std::map<std::string, core::Tensor> inside;  // outputs other than the answer, by name
    std::optional<std::uint64_t> looked_inside;  // the input revision that `inside` belongs to
    core::RecentMedian run_ms;

    std::string trouble;                    // why it cannot answer, and what to do
    std::optional<std::uint64_t> stumbled;  // the input revision whose run failed
    bool reloaded = false;                  // after it was unloaded under way, until a run succeeds
    core::Task<> loading;
};

class Answering {
 public:
    // `question` is asked for the input at this moment; `changed` hears of every answer and change of condition.
    // Throws CardError on a card that does not describe the subject's kind of model, std::invalid_argument if there is
    // no card for the launch's model.
    Answering(platform::Host& host, const platform::Launch& launch, const Subject& subject,
              std::function<Question()> question, std::function<void()> changed);
    // Coroutines under way know this object by its address.
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;
    ~Answering() = default;

    // Starts loading the chosen model; the others follow when the page is idle.
    void start();
    // The input changed to this revision. `empty`: nothing is there, which needs no network.
    void ask(std::uint64_t revision, bool empty);
    void choose(const std::string& id);  // an unknown one changes nothing
    void compare(bool all_answer);
    void look_inside(bool on);
    // Tries again what failed: loading, or the last run.
    void retry();

    [[nodiscard]] const std::vector<Reader>& readers() const { return readers_; }
    [[nodiscard]] const Reader& chosen() const { return readers_[chosen_]; }
    [[nodiscard]] bool comparing() const { return comparing_; }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }
    [[nodiscard]] platform::State state() const;
    // The reader's answer belongs to the newest input.
    [[nodiscard]] bool current(const Reader& reader) const { return reader.answered == revision_; }
    // There will be no answer to the newest input unless somebody tries again.
    [[nodiscard]] bool given_up(const Reader& reader) const {
        return reader.condition == Reader::Condition::failed || reader.stumbled == revision_;
    }

 private:
    void load(std::size_t index);
    core::Task<> load_session(std::size_t index);
    void load_the_others();
    [[nodiscard]] bool due(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> next_due() const;
    void pump();
    core::Task<> answer_until_done();
    core::Task<> answer(std::size_t index);
    [[nodiscard]] inference::RunRequest request_for(const Reader& reader, image::GrayImage input) const;
    static void take(Reader& reader, std::uint64_t revision, image::GrayImage input, const inference::Outputs& outputs);

    platform::Host& host_;
    std::string models_url_;
    std::function<Question()> question_;
    std::function<void()> changed_;
    std::vector<Reader> readers_;
    std::size_t chosen_ = 0;
    std::size_t last_served_ = 0;
    std::uint64_t revision_ = 0;
    bool comparing_ = false;
    bool looking_inside_ = false;
    bool running_ = false;
    core::Task<> running_task_;  // last: destroyed first, while what it refers to is alive
};

// What stands beside a reader's bars: its answer's remark, or why there is none yet.
[[nodiscard]] std::string remark(const Reader& reader, const Answering& answering);

}  // namespace mllab::drawing
