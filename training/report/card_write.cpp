#include "training/report/card.hpp"
#include "training/report/json_text.hpp"

namespace mllab::report {

namespace {

constexpr int card_format = 1;

Json numbers(const Numbers& values) {
    Json json = Json::object();
    for (const auto& [name, value] : values) json[name] = json_number(value);
    return json;
}

template <typename T, typename F>
Json list(const std::vector<T>& values, F&& make) {
    Json json = Json::array();
    for (const T& value : values) json.push_back(make(value));
    return json;
}

Json tensor(const TensorFacts& t) {
    return {{"name", t.name}, {"type", t.type}, {"shape", t.shape}, {"meaning", t.meaning}};
}

Json data_facts(const DataFacts& d) {
    Json samples = Json::object();
    for (const auto& [split, count] : d.samples) samples[split] = count;
    return {{"name", d.name},
            {"source", d.source},
            {"licence", d.licence},
            {"attribution", d.attribution},
            {"samples", samples}};
}

Json architecture_json(const Architecture& a) {
    return {{"summary", a.summary},
            {"layers", list(a.layers,
                            [](const Layer& l) {
                                return Json{{"name", l.name}, {"output", l.output}, {"parameters", l.parameters}};
                            })},
            {"parameters", a.parameters},
            {"weights_stored_as", a.weights_stored_as}};
}

Json origin_json(const Origin& o) {
    return {{"package", o.package}, {"version", o.version}, {"file", o.file},       {"sha256", o.sha256},
            {"licence", o.licence}, {"trained", o.trained}, {"changed", o.changed}, {"compared", o.compared}};
}

Json training_json(const TrainingFacts& t) {
    Json json{{"recipe", t.recipe}, {"command", t.command}, {"augmentation", t.augmentation},
              {"epochs", t.epochs}, {"batch", t.batch},     {"learning_rate", json_number(t.learning_rate)},
              {"seed", t.seed},     {"threads", t.threads}, {"seconds", json_number(t.seconds)}};
    if (t.processes != 1) json["processes"] = t.processes;
    if (!t.teacher.empty()) json["teacher"] = t.teacher;
    if (!t.kernels.empty()) json["kernels"] = t.kernels;
    return json;
}

Json metric(const Metric& m) {
    Json json{{"name", m.name},
              {"data", m.data},
              {"split", m.split},
              {"value", json_number(m.value)},
              {"samples", m.samples}};
    if (m.interval) json["interval"] = {json_number(m.interval->first), json_number(m.interval->second)};
    return json;
}

Json mistake(const Mistake& m) { return {{"input", m.input}, {"answer", m.answer}, {"truth", m.truth}}; }

Json curve_point(const CurvePoint& p) {
    return {{"epoch", p.epoch},
            {"train_loss", json_number(p.train_loss)},
            {"validation_loss", json_number(p.validation_loss)},
            {"validation_accuracy", json_number(p.validation_accuracy)}};
}

}  // namespace

std::string Card::to_json() const {
    check();
    Json json{{"format", card_format},
              {"id", id},
              {"name", name},
              {"file", {{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}}},
              {"architecture", architecture_json(architecture)},
              {"inputs", list(inputs, tensor)},
              {"outputs", list(outputs, tensor)},
              {"labels", labels},
              {"preprocessing", numbers(preprocessing)},
              {"decision", numbers(decision)},
              {"data", list(data, data_facts)}};
    if (origin) json["origin"] = origin_json(*origin);
    if (!training.recipe.empty()) json["training"] = training_json(training);
    json["metrics"] = list(metrics, metric);
    if (!limits.empty()) json["limits"] = limits;
    if (parity)
        json["parity"] = {{"probabilities", json_number(parity->probabilities)},
                          {"logits", json_number(parity->logits)},
                          {"inputs", parity->inputs}};
    if (rounding)
        json["rounding"] = {{"data", rounding->data},
                            {"split", rounding->split},
                            {"accuracy_change", json_number(rounding->accuracy_change)},
                            {"samples", rounding->samples}};
    if (confusion)
        json["confusion"] = {{"data", confusion->data},
                             {"split", confusion->split},
                             {"labels", confusion->labels},
                             {"counts", confusion->counts}};
    if (mistakes)
        json["mistakes"] = {{"data", mistakes->data},
                            {"split", mistakes->split},
                            {"samples", mistakes->samples},
                            {"wrong", mistakes->wrong},
                            {"listed", list(mistakes->listed, mistake)}};
    json["curve"] = list(curve, curve_point);
    try {
        return json_text(json);
    } catch (const std::invalid_argument& error) {
        throw CardError(std::string("model card: ") + error.what());
    }
}

}  // namespace mllab::report
