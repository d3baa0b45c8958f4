// The viewfinder's picture: which parts of it are drawn, how bright, and that none is drawn twice.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/finder.hpp"
#include "paper.hpp"
#include "sight_fixture.hpp"

using namespace mllab;
using fake::grey;

namespace {

struct Finding : fake::Paper {
    viewfinder::Sources sources{twin, {}};
    viewfinder::Finder finder;
    const ui::Rect room{0, 0, 400, 300};

    void run_camera(int width, int height) {
        sources.command({.verb = "camera", .argument = {}, .text = {}});
        twin.cameras.at(0)->allow();
        twin.cameras.at(0)->give(grey(width, height, 100));
        sources.update();
    }
    // Draws, and gives the area in CSS pixels over which pictures were drawn in this colour; their clips do not overlap
    // where the sum over all colours is the picture's own area.
    float drawn(ui::Colour colour, const viewfinder::Look& look = {}) {
        list._ResetForNewFrame();
        list.PushTextureID(ImGui::GetIO().Fonts->TexID);
        list.PushClipRectFullScreen();
        auto to = painter();
        finder.draw(to, twin, sources, room, look);
        float area = 0;
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.ElemCount == 0 || command.GetTexID() == ImGui::GetIO().Fonts->TexID) continue;
            const ImDrawVert& vertex =
                list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(command.IdxOffset)])];
            if (vertex.col != colour) continue;
            area += (command.ClipRect.z - command.ClipRect.x) * (command.ClipRect.w - command.ClipRect.y);
        }
        return area;
    }
    static constexpr ui::Colour bright = ui::rgb(0xffffff);
    static constexpr ui::Colour dimmed = ui::rgb(0x6b6b6b);
};

}  // namespace

TEST_CASE_METHOD(Finding, "What the network sees is bright, what is around it dimmed, and nothing is drawn twice") {
    run_camera(64, 48);
    CHECK(drawn(bright) == Catch::Approx(300 * 300));
    CHECK(drawn(dimmed) == Catch::Approx(100 * 300));
    CHECK(drawn(bright, {.guide = false}) == Catch::Approx(400 * 300));
    CHECK(drawn(dimmed, {.guide = false}) == 0);
}

TEST_CASE_METHOD(Finding, "A picture that stands upright is dimmed above and below") {
    sources.picture(grey(48, 64, 9), "upright.png");
    CHECK(drawn(bright) == Catch::Approx(225 * 225));
    CHECK(drawn(dimmed) == Catch::Approx(225 * 75));
}

TEST_CASE_METHOD(Finding, "A paused camera is dimmed as a whole") {
    run_camera(64, 48);
    static_cast<void>(sources.take({.longer_px = 400}));
    twin.cameras.at(0)->hide_page();
    sources.update();
    CHECK(drawn(bright) == 0);
    CHECK(drawn(dimmed) == Catch::Approx(400 * 300));
}
