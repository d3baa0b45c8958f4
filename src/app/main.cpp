// The page's program: opens the experiment that the page asks for and lets the platform drive it.
#include "app/app.hpp"
#include "app/registry.hpp"
#include "platform/platform.hpp"

int main() {
    using namespace mllab;
    platform::run([](platform::Host& host, const platform::Launch& launch) {
        return std::make_unique<app::App>(host, app::experiment_named(launch.experiment)(host, launch));
    });
}
