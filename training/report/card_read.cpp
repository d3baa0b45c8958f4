#include "training/report/card.hpp"
#include "training/report/json_fields.hpp"

namespace mllab::report {

void refuse(const std::string& place, std::string_view what) {
    throw CardError(std::format("model card: {}: {}", place, what));
}

std::string read_text(const Json& value, const std::string& place) {
    if (!value.is_string()) refuse(place, "should be a text");
    return value.get<std::string>();
}
double read_number(const Json& value, const std::string& place) {
    if (!value.is_number()) refuse(place, "should be a number");
    return value.get<double>();
}

namespace {

constexpr int card_format = 1;

TensorFacts read_tensor(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return TensorFacts{.name = f.text("name"),
                           .type = f.text("type"),
                           .shape = f.list("shape", read_whole<std::int64_t>),
                           .meaning = f.text("meaning")};
    });
}

Architecture read_architecture(const Json& value, const std::string& place) {
    const auto layer = [](const Json& json, const std::string& where) {
        return read_object(json, where, [](Fields& f) {
            return Layer{.name = f.text("name"),
                         .output = f.list("output", read_whole<std::int64_t>),
                         .parameters = f.whole<std::int64_t>("parameters")};
        });
    };
    return read_object(value, place, [&](Fields& f) {
        return Architecture{.summary = f.text("summary"),
                            .layers = f.list("layers", layer),
                            .parameters = f.whole<std::int64_t>("parameters"),
                            .weights_stored_as = f.text("weights_stored_as")};
    });
}

DataFacts read_data(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return DataFacts{.name = f.text("name"),
                         .source = f.text("source"),
                         .licence = f.text("licence"),
                         .attribution = f.text("attribution"),
                         .samples = f.named("samples", read_whole<std::int64_t>)};
    });
}

Origin read_origin(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return Origin{.package = f.text("package"),
                      .version = f.text("version"),
                      .file = f.text("file"),
                      .sha256 = f.text("sha256"),
                      .licence = f.text("licence"),
                      .trained = f.text("trained"),
                      .changed = f.text("changed"),
                      .compared = f.text("compared")};
    });
}

TrainingFacts read_training(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return TrainingFacts{.recipe = f.text("recipe"),
                             .command = f.text("command"),
                             .augmentation = f.text("augmentation"),
                             .epochs = f.whole<std::int64_t>("epochs"),
                             .batch = f.whole<std::int64_t>("batch"),
                             .learning_rate = f.number("learning_rate"),
                             .seed = f.whole<std::uint64_t>("seed"),
                             .threads = f.whole<int>("threads"),
                             .seconds = f.number("seconds"),
                             .processes = f.has("processes") ? f.whole<int>("processes") : 1,
                             .teacher = f.has("teacher") ? f.text("teacher") : "",
                             .kernels = f.has("kernels") ? f.text("kernels") : ""};
    });
}

Metric read_metric(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        Metric metric{.name = f.text("name"),
                      .data = f.text("data"),
                      .split = f.text("split"),
                      .value = f.number("value"),
                      .samples = f.whole<std::int64_t>("samples")};
        if (!f.has("interval")) return metric;
        const auto ends = f.list("interval", read_number);
        if (ends.size() != 2) refuse(f.where("interval"), "is not two numbers");
        metric.interval = {ends[0], ends[1]};
        return metric;
    });
}

Confusion read_confusion(const Json& value, const std::string& place) {
    const auto row = [](const Json& json, const std::string& where) {
        if (!json.is_array()) refuse(where, "should be a list");
        std::vector<std::uint64_t> counts;
        for (const Json& count : json) counts.push_back(read_whole<std::uint64_t>(count, where));
        return counts;
    };
    return read_object(value, place, [&](Fields& f) {
        return Confusion{.data = f.text("data"),
                         .split = f.text("split"),
                         .labels = f.list("labels", read_text),
                         .counts = f.list("counts", row)};
    });
}

Mistakes read_mistakes(const Json& value, const std::string& place) {
    const auto one = [](const Json& json, const std::string& where) {
        return read_object(json, where, [](Fields& f) {
            return Mistake{.input = f.text("input"), .answer = f.text("answer"), .truth = f.text("truth")};
        });
    };
    return read_object(value, place, [&](Fields& f) {
        return Mistakes{.data = f.text("data"),
                        .split = f.text("split"),
                        .samples = f.whole<std::int64_t>("samples"),
                        .wrong = f.whole<std::int64_t>("wrong"),
                        .listed = f.list("listed", one)};
    });
}

Parity read_parity(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return Parity{.probabilities = f.number("probabilities"),
                      .logits = f.number("logits"),
                      .inputs = f.whole<std::int64_t>("inputs")};
    });
}

Rounding read_rounding(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return Rounding{.data = f.text("data"),
                        .split = f.text("split"),
                        .accuracy_change = f.number("accuracy_change"),
                        .samples = f.whole<std::int64_t>("samples")};
    });
}

FileFacts read_file(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return FileFacts{.name = f.text("name"), .bytes = f.whole<std::int64_t>("bytes"), .sha256 = f.text("sha256")};
    });
}

CurvePoint read_curve_point(const Json& value, const std::string& place) {
    return read_object(value, place, [](Fields& f) {
        return CurvePoint{.epoch = f.whole<int>("epoch"),
                          .train_loss = f.number("train_loss"),
                          .validation_loss = f.number("validation_loss"),
                          .validation_accuracy = f.number("validation_accuracy")};
    });
}

}  // namespace

Card Card::from_json(std::string_view text) {
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::exception& error) {
        throw CardError(std::string("model card: is not JSON: ") + error.what());
    }
    Card card = read_object(json, "", [](Fields& f) {
        if (f.whole<int>("format") != card_format)
            refuse("format", std::format("this program knows format {} only", card_format));
        Card c;
        c.id = f.text("id");
        c.name = f.text("name");
        c.file = read_file(f.any("file"), "file");
        c.architecture = read_architecture(f.any("architecture"), "architecture");
        c.inputs = f.list("inputs", read_tensor);
        c.outputs = f.list("outputs", read_tensor);
        c.labels = f.list("labels", read_text);
        c.preprocessing = f.named("preprocessing", read_number);
        c.decision = f.named("decision", read_number);
        c.data = f.list("data", read_data);
        if (f.has("origin")) c.origin = read_origin(f.any("origin"), "origin");
        if (f.has("training")) c.training = read_training(f.any("training"), "training");
        c.metrics = f.list("metrics", read_metric);
        if (f.has("limits")) c.limits = f.list("limits", read_text);
        if (f.has("parity")) c.parity = read_parity(f.any("parity"), "parity");
        if (f.has("rounding")) c.rounding = read_rounding(f.any("rounding"), "rounding");
        if (f.has("confusion")) c.confusion = read_confusion(f.any("confusion"), "confusion");
        if (f.has("mistakes")) c.mistakes = read_mistakes(f.any("mistakes"), "mistakes");
        c.curve = f.list("curve", read_curve_point);
        return c;
    });
    card.check();
    return card;
}

}  // namespace mllab::report
