// Who is in the group, and what its processes tell each other: two of them on the loopback address.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <thread>

#include "../process.hpp"
#include "support/temporary_folder.hpp"
#include "training/parallel/device.hpp"
#include "training/parallel/process_group.hpp"
#include "worker.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using testing::Process;

namespace {

parallel::Membership membership(const std::map<std::string, std::string>& variables) {
    return parallel::membership_of([&](const char* name) -> const char* {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

std::map<std::string, std::string> second_of_two() {
    return {{"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "127.0.0.1"}, {"MASTER_PORT", "29500"}};
}

// Two processes of the case; their output.
std::vector<testing::Finished> both(const std::string& test_case, std::vector<std::string> variables = {}) {
    const testing::TemporaryFolder folder;
    const std::uint16_t port = testing::free_port();
    Process first("/usr/bin/env", testing::arguments_of({test_case, 0, 2, port, variables}), folder.path(),
                  folder / "0");
    Process second("/usr/bin/env", testing::arguments_of({test_case, 1, 2, port, variables}), folder.path(),
                   folder / "1");
    return {first.wait(), second.wait()};
}

void all_well(const std::vector<testing::Finished>& finished) {
    for (const auto& one : finished) {
        INFO(one.output);
        CHECK(one.exit_code == 0);
    }
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("a process without any of the four variables is alone; with all of them it is a member") {
    CHECK(membership({}).size == 1);
    CHECK(membership({{"LOCAL_RANK", "3"}}).size == 1);
    const auto member = membership(second_of_two());
    CHECK(member.rank == 1);
    CHECK(member.size == 2);
    CHECK(member.address == "127.0.0.1");
    CHECK(member.port == 29500);
}

TEST_CASE("a variable that is missing or makes no sense is named") {
    for (const char* name : {"RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"}) {
        auto variables = second_of_two();
        variables.erase(name);
        CHECK_THROWS_WITH(membership(variables), ContainsSubstring(std::string(name) + " is not"));
        CHECK_THROWS_AS(membership(variables), std::invalid_argument);
    }
    const std::vector<std::pair<std::string, std::vector<std::string>>> senseless{
        {"RANK", {"", "2", "-1", "1x", " 1", "1.0", "one", "99999999999"}},
        {"WORLD_SIZE", {"", "0", "-2", "two", "1e3"}},
        {"MASTER_ADDR", {""}},
        {"MASTER_PORT", {"", "0", "65536", "-1", "http"}}};
    for (const auto& [name, values] : senseless)
        for (const std::string& value : values) {
            auto variables = second_of_two();
            variables[name] = value;
            INFO(name << "=" << value);
            CHECK_THROWS_WITH(membership(variables), ContainsSubstring(name + " is"));
            CHECK_THROWS_AS(membership(variables), std::invalid_argument);
        }
}

TEST_CASE("a device that is not there is refused in a sentence") {
    CHECK(parallel::device_named("cpu").is_cpu());
    CHECK_THROWS_WITH(parallel::device_named("gpu"), ContainsSubstring("choose cpu or cuda"));
    if (!torch::cuda::is_available())
        CHECK_THROWS_WITH(parallel::device_named("cuda"), ContainsSubstring("this libtorch has no CUDA"));
}

TEST_CASE("a group of one leaves everything as it is") {
    const parallel::ProcessGroup group;
    CHECK(group.first());
    CHECK(group.share_of(7).first == 0);
    CHECK(group.share_of(7).count == 7);
    CHECK(group.broadcast("bytes") == "bytes");
    CHECK(group.mean({1.5, 2.5}) == std::vector<double>{1.5, 2.5});
    const torch::Tensor states = torch::rand({2, 3});
    CHECK(torch::equal(group.whole(group.share_of(states, 1), 1), states));
    group.require_same("settings", "any");
    group.barrier();
    const parallel::CurrentGroup current(group);
    CHECK(parallel::CurrentGroup::get() == nullptr);
    CHECK_THROWS_AS(parallel::CurrentGroup(group), std::logic_error);
}

TEST_CASE("worker: tells and hears", "[.]") {
    const parallel::ProcessGroup group(parallel::membership_from_environment());
    REQUIRE(group.size() == 2);
    const bool first = group.first();
    CHECK(group.share_of(10).first == (first ? 0 : 5));
    CHECK(group.share_of(10).count == 5);
    CHECK_THROWS_WITH(group.share_of(7), ContainsSubstring("a batch of 7 cannot be divided among 2 processes"));

    CHECK(group.broadcast(first ? std::string("a\0b", 3) : "else") == std::string("a\0b", 3));
    CHECK(group.broadcast(first ? "" : "else").empty());
    // More than fits into one message of the system.
    const std::string much(5'000'000, 'x');
    CHECK(group.broadcast(first ? much : "") == much);

    const std::vector<torch::Tensor> tensors{torch::full({2, 3}, group.rank()).to(torch::kFloat32),
                                             torch::full({4}, group.rank(), torch::kInt64).slice(0, 0, 4, 2),
                                             torch::scalar_tensor(group.rank() + 5.0, torch::kFloat64)};
    group.broadcast(tensors);
    CHECK(tensors[0].abs().max().item<double>() == 0);
    CHECK(tensors[1].abs().max().item<double>() == 0);
    CHECK(tensors[2].item<double>() == 5);

    CHECK(group.mean({first ? 1.0 : 4.0, 7.0}) == std::vector<double>{2.5, 7.0});
    // A loss that is no number anywhere is none everywhere.
    CHECK(std::isnan(group.mean({first ? 1.0 : std::nan("")})[0]));

    const torch::Tensor states = torch::arange(24).view({2, 4, 3});
    CHECK(torch::equal(group.share_of(states, 1), states.slice(1, first ? 0 : 2, first ? 2 : 4)));
    CHECK(torch::equal(group.whole(group.share_of(states, 1), 1), states));
    CHECK(torch::equal(group.whole(group.share_of(states, 0), 0), states));

    std::vector<torch::Tensor> parameters{torch::zeros({3}, torch::requires_grad()),
                                          torch::zeros({2, 2}, torch::requires_grad()),
                                          torch::zeros({5}, torch::requires_grad())};
    parameters[0].mutable_grad() = torch::full({3}, first ? 1.0F : 2.0F);
    parameters[2].mutable_grad() = torch::full({5}, first ? -4.0F : 2.0F);
    group.average_gradients(parameters);
    CHECK(torch::equal(parameters[0].grad(), torch::full({3}, 1.5F)));
    CHECK_FALSE(parameters[1].grad().defined());
    CHECK(torch::equal(parameters[2].grad(), torch::full({5}, -1.0F)));

    group.require_same("settings", "batch 16");
    group.barrier();
}

TEST_CASE("two processes hand each other bytes, weights, states, gradients and figures") {
    all_well(both("worker: tells and hears"));
}

TEST_CASE("worker: has other settings", "[.]") {
    const parallel::ProcessGroup group(parallel::membership_from_environment());
    CHECK_THROWS_WITH(group.require_same("settings", group.first() ? "batch 16" : "batch 32"),
                      ContainsSubstring("rank 1 of 2 has other settings than rank 0") && ContainsSubstring("batch 16"));
}

TEST_CASE("processes that train something else are refused, all of them") {
    all_well(both("worker: has other settings"));
}

TEST_CASE("worker: averages without end", "[.]") {
    const parallel::ProcessGroup group(
        parallel::membership_from_environment(),
        {.answering = std::chrono::seconds(testing::variable("PATIENCE") == "little" ? 2 : 600)});
    std::ofstream(testing::variable("NOTE") + testing::variable("RANK")) << "met";
    if (testing::variable("PATIENCE") == "little" && !group.first())
        std::this_thread::sleep_for(std::chrono::seconds(20));
    while (true) static_cast<void>(group.mean({1.0}));
}

TEST_CASE("a process that is killed ends the other soon and with a sentence") {
    const int killed = GENERATE(0, 1);
    const testing::TemporaryFolder folder;
    const std::uint16_t port = testing::free_port();
    std::vector<std::unique_ptr<Process>> processes;
    for (int rank : {0, 1})
        processes.push_back(std::make_unique<Process>(
            "/usr/bin/env",
            testing::arguments_of(
                {"worker: averages without end", rank, 2, port, {"NOTE=" + (folder / "note").string()}}),
            folder.path(), folder / std::to_string(rank)));
    const auto started = std::chrono::steady_clock::now();
    while ((!exists(folder / "note0") || !exists(folder / "note1")) && seconds_since(started) < 60)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    processes[static_cast<std::size_t>(killed)]->kill_at_once();
    const auto at = std::chrono::steady_clock::now();
    const auto finished = processes[static_cast<std::size_t>(1 - killed)]->wait();
    CHECK(seconds_since(at) < 20);
    INFO(finished.output);
    CHECK(finished.exit_code != 0);
    CHECK_THAT(finished.output, ContainsSubstring("another process of this training has ended or does not answer"));
    CHECK_THAT(finished.output, ContainsSubstring("goes on from its last checkpoint"));
}

TEST_CASE("a process that does not answer in time is given up") {
    const testing::TemporaryFolder folder;
    const auto started = std::chrono::steady_clock::now();
    const std::uint16_t port = testing::free_port();
    const std::vector<std::string> variables{"NOTE=" + (folder / "note").string(), "PATIENCE=little"};
    Process second("/usr/bin/env", testing::arguments_of({"worker: averages without end", 1, 2, port, variables}),
                   folder.path(), folder / "1");
    Process first("/usr/bin/env", testing::arguments_of({"worker: averages without end", 0, 2, port, variables}),
                  folder.path(), folder / "0");
    const auto finished = first.wait();
    CHECK(seconds_since(started) < 15);
    INFO(finished.output);
    CHECK(finished.exit_code != 0);
    CHECK_THAT(finished.output, ContainsSubstring("does not answer"));
}

TEST_CASE("who waits for processes that do not come says where") {
    const std::uint16_t port = testing::free_port();
    for (const int rank : {0, 1}) {
        const auto started = std::chrono::steady_clock::now();
        const auto waits = [&] {
            const parallel::ProcessGroup group({.rank = rank, .size = 2, .address = "127.0.0.1", .port = port},
                                               {.meeting = std::chrono::seconds(1)});
        };
        CHECK_THROWS_WITH(waits(), ContainsSubstring("did not find each other at 127.0.0.1:" + std::to_string(port)));
        CHECK(seconds_since(started) < 20);
    }
}

TEST_CASE("two trainings at one port are told apart") {
    const testing::Listener other;
    const auto meets = [&] {
        const parallel::ProcessGroup group({.rank = 0, .size = 2, .address = "127.0.0.1", .port = other.port()},
                                           {.meeting = std::chrono::seconds(1)});
    };
    CHECK_THROWS_WITH(meets(), ContainsSubstring("is another training's MASTER_PORT the same?"));
}
