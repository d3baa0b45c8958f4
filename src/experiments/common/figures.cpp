#include "experiments/common/figures.hpp"

namespace mllab::experiments {

float draw_model_figures(ui::Painter& painter, float x, float y, float width, const ModelSlot& model,
                         std::vector<ui::Figure> own) {
    std::vector<ui::Figure>& figures = own;
    if (!model.run_ms().empty()) figures.push_back({ui::milliseconds_text(model.run_ms().value()), "inference"});
    if (painter.frame().work_ms > 0) figures.push_back({ui::milliseconds_text(painter.frame().work_ms), "frame"});
    figures.push_back({ui::bytes_text(static_cast<double>(model.card().file_bytes)), "model"});
    figures.push_back({ui::count_text(model.card().parameters), "parameters"});
    float h = ui::draw_figures(painter, x, y, width, figures) + painter.px(0.5F);
    h += painter.text(x, y + h, inference::runtime_description(), ui::Type::small, painter.colours().muted, width).h;
    return h;
}

}  // namespace mllab::experiments
