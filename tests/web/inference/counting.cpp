// A program beside a model, as the tests use one: it counts with counter.onnx, from the number in its setup on.
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "inference/web/companion_host.hpp"

namespace {

using namespace mllab;
using namespace mllab::inference;

constexpr std::int32_t fail = -1;
constexpr std::int32_t trap = -2;
constexpr std::int32_t trap_later = -3;  // while an answer of the model is taken up

class Counting final : public Program {
 public:
    Counting(Session session, std::int64_t from)
        : session_(std::move(session)), state_(core::Tensor({1}, std::vector<std::int64_t>{from})) {}

    // So many steps; tells the count after each.
    core::Task<void> perform(Bytes command, Tell tell) override {
        std::int32_t steps = 0;
        if (command.size() != sizeof(steps)) throw std::invalid_argument("a command is one number");
        std::memcpy(&steps, command.data(), sizeof(steps));
        if (steps == fail) throw std::runtime_error("the test wanted it so");
        if (steps == trap) __builtin_trap();
        for (std::int32_t i = 0; i < steps || steps == trap_later; ++i) {
            RunRequest step{.inputs = {{"state", state_}, {"step", core::Tensor({1}, std::vector<std::int64_t>{1})}},
                            .fetch = {"next"},
                            .keep = {"next"}};
            const Outputs outputs = co_await session_.run(std::move(step));
            if (steps == trap_later) __builtin_trap();
            state_ = outputs.handle("next");
            const std::int64_t count = outputs.tensor("next").as<std::int64_t>().front();
            Bytes message(sizeof(count));
            std::memcpy(message.data(), &count, sizeof(count));
            tell(std::move(message));
        }
    }

 private:
    Session session_;
    Value state_;
};

}  // namespace

int main() {
    serve({.module = "counting", .make = [](Session session, const std::string& setup) -> std::unique_ptr<Program> {
               return std::make_unique<Counting>(std::move(session), std::stoll(setup));
           }});
}
