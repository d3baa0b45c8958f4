// Matches an exception whose message contains every one of the given parts. Catch2's own combined matchers only refer
// to their parts, so they cannot be returned from a function.
#pragma once

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <exception>
#include <string>
#include <vector>

namespace mllab::testing {

class MessageWith : public Catch::Matchers::MatcherBase<std::exception> {
 public:
    explicit MessageWith(std::vector<std::string> parts) : parts_(std::move(parts)) {}
    [[nodiscard]] bool match(const std::exception& error) const override {
        const std::string message = error.what();
        return std::ranges::all_of(parts_, [&](const std::string& part) { return message.contains(part); });
    }
    [[nodiscard]] std::string describe() const override {
        std::string text = "has a message with";
        for (const std::string& part : parts_) text += " “" + part + "”";
        return text;
    }

 private:
    std::vector<std::string> parts_;
};

}  // namespace mllab::testing
