// A page whose controller has begun, and what a visitor does with it.
#pragma once

#include <string>
#include <string_view>

#include "platform/twin.hpp"

namespace mllab::fake {

template <typename Controller>
struct Started {
    platform::Twin& twin;
    Controller controller;

    Started(platform::Twin& t, const platform::Launch& launch) : twin(t), controller(t, launch) {
        controller.start();
        twin.follow([this] { controller.update(); }, [this] { return controller.page(); });
    }
    ~Started() { twin.follow({}, {}); }
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;
    void press(std::string_view id) { controller.command(twin.command(id)); }
    void type(const std::string& field, const std::string& text) {
        controller.command(twin.command("field-" + field, text));
    }
};

}  // namespace mllab::fake
