// A page of texts that has begun.
#pragma once

#include <string>

#include "experiments/common/started.hpp"
#include "experiments/text_generation/view/controller.hpp"
#include "text_fixture.hpp"

namespace mllab::fake {

struct StartedText : Started<text_generation::Controller> {
    using Started::Started;
    void pick(const std::string& character) { controller.command(twin.command("passage-character", character)); }
};

}  // namespace mllab::fake
