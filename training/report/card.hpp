// The model card, whole: what the trainer writes beside every ONNX file and `evaluate` adds to (docs/model-card.md).
// inference::ModelCard reads a part of the same file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mllab::report {

class CardError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

using Numbers = std::vector<std::pair<std::string, double>>;  // named, in the order in which they are written

struct FileFacts {
    std::string name;
    std::int64_t bytes = 0;
    std::string sha256;  // 64 lower-case hexadecimal digits
};
struct Layer {
    std::string name;
    std::vector<std::int64_t> output;  // shape of one sample
    std::int64_t parameters = 0;
};
struct Architecture {
    std::string summary;
    std::vector<Layer> layers;
    std::int64_t parameters = 0;
    std::string weights_stored_as;
};
struct TensorFacts {
    std::string name;
    std::string type;
    std::vector<std::int64_t> shape;  // -1: any
    std::string meaning;
};
struct DataFacts {
    std::string name;
    std::string source;
    std::string licence;
    std::string attribution;
    std::vector<std::pair<std::string, std::int64_t>> samples;  // split -> count
};
struct Origin {           // of weights that somebody else trained
    std::string package;  // "npm @mediapipe/objectron"
    std::string version;
    std::string file;    // in the package
    std::string sha256;  // of that file
    std::string licence;
    std::string trained;   // by whom, on what, as far as it is known
    std::string changed;   // what the conversion changed
    std::string compared;  // how it was compared with the original, and how nearly they agree
};
struct TrainingFacts {
    std::string recipe;  // empty: somebody else trained it, and the card has an origin instead of this
    std::string command;
    std::string augmentation;
    std::int64_t epochs = 0;
    std::int64_t batch = 0;
    double learning_rate = 0;
    std::uint64_t seed = 0;
    int threads = 0;
    double seconds = 0;
    int processes = 1;         // that shared every batch; in the file where they were several
    std::string teacher = {};  // a published model that it learnt from, and which; in the file where there was one
    std::string kernels = {};  // what was wrong with libtorch's, in a sentence; in the file where something was
};
struct Metric {
    std::string name;
    std::string data;
    std::string split;  // "train", "validation", "test"
    double value = 0;
    std::int64_t samples = 0;
    std::optional<std::pair<double, double>> interval = std::nullopt;  // lowest and highest that it may well be
};
struct Parity {  // the largest differences between libtorch and ONNX Runtime
    double probabilities = 0;
    double logits = 0;
    std::int64_t inputs = 0;
};
struct Rounding {  // what storing the weights in fewer bits cost
    std::string data;
    std::string split;
    double accuracy_change = 0;
    std::int64_t samples = 0;
};
struct Confusion {
    std::string data;
    std::string split;
    std::vector<std::string> labels;
    std::vector<std::vector<std::uint64_t>> counts;  // [truth][answer]
};
struct Mistake {
    std::string input;
    std::string answer;
    std::string truth;
};
struct Mistakes {  // inputs that the published file answers wrongly
    std::string data;
    std::string split;
    std::int64_t samples = 0;     // asked
    std::int64_t wrong = 0;       // of them
    std::vector<Mistake> listed;  // all, or the first of them where they are many
};
struct CurvePoint {
    int epoch = 0;
    double train_loss = 0;
    double validation_loss = 0;
    double validation_accuracy = 0;
};

struct Card {
    std::string id;
    std::string name;
    FileFacts file;
    Architecture architecture;
    std::vector<TensorFacts> inputs;
    std::vector<TensorFacts> outputs;
    std::vector<std::string> labels;
    Numbers preprocessing;
    Numbers decision;
    std::vector<DataFacts> data;
    std::optional<Origin> origin;
    TrainingFacts training;
    std::vector<Metric> metrics;
    std::vector<std::string> limits;  // for whom and where it works less well, a sentence each; in the file where any
    std::optional<Parity> parity;
    std::optional<Rounding> rounding;
    std::optional<Confusion> confusion;
    std::optional<Mistakes> mistakes;
    std::vector<CurvePoint> curve;

    // Throws CardError naming what contradicts itself: an empty id, a hash that is none, a split of another name, a
    // figure without samples, a confusion matrix that is not square, a curve whose epochs do not rise …
    void check() const;
    // The card's text: the same card gives the same bytes. Throws CardError as `check` does, and on a number that is
    // not finite or a text that is not UTF-8.
    [[nodiscard]] std::string to_json() const;
    // Throws CardError naming the field that is missing, of another type, or unknown: a card that is read and written
    // again must not lose anything.
    [[nodiscard]] static Card from_json(std::string_view text);

    // Puts figures in: one of the same name, data and split is replaced where it stands, others are added at the end.
    void merge(const std::vector<Metric>& figures);
};

// Read and write as files; both name the file in their errors. Throw CardError or files::FileError.
[[nodiscard]] Card read_card(const std::filesystem::path& path);
void write_card(const std::filesystem::path& path, const Card& card);

}  // namespace mllab::report
