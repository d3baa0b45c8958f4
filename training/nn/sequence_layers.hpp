// The layers of networks for sequences. Each is declared once and does everything that is done with it: computing,
// rounding its weights, writing itself into a graph, and a line on the model card. `write` puts the weights into the
// graph and gives what `forward` does as a function of the graph's values, to be called as often as `forward` is.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "training/nn/weights.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/onnx/read_weights.hpp"
#include "training/report/card.hpp"

namespace mllab::nn {

class SequenceLayer : public torch::nn::Module {
 public:
    // Replaces the weights by what the file will hold. To be called before `write`.
    virtual void round() = 0;
    [[nodiscard]] virtual std::string in_words() const = 0;      // "LSTM 512"
    [[nodiscard]] virtual std::int64_t output_size() const = 0;  // at each step
    [[nodiscard]] std::int64_t parameter_count() const;
};

// A network's layers in the order in which they compute, each with the steps that one sample takes through it; none
// where the network takes any number of them.
struct LayerAtSteps {
    std::shared_ptr<SequenceLayer> layer;
    std::vector<std::int64_t> steps{};
};
using SequenceLayers = std::vector<LayerAtSteps>;
void round(const SequenceLayers& layers);
[[nodiscard]] std::vector<report::Layer> described(const SequenceLayers& layers);

// A vector for each of so many tokens.
class Embedding final : public SequenceLayer {
 public:
    Embedding(std::int64_t tokens, std::int64_t size, onnx_writer::Storage storage);
    torch::Tensor forward(const torch::Tensor& tokens);  // [T, N], int64 -> [T, N, size]
    void round() override { round_to(weight_, storage_); }
    using InGraph = std::function<onnx_writer::Value(const onnx_writer::Value& tokens)>;  // [N, T] -> [T, N, size]
    [[nodiscard]] InGraph write(GraphWeights& weights, const std::string& name) const;
    std::string in_words() const override;
    std::int64_t output_size() const override { return weight_.size(1); }
    // Takes over the vectors of a file; `rows` says which of its tokens each of these is. Throws
    // onnx_writer::GraphError if they are of another size, std::invalid_argument if there are no such rows.
    void initialise_from(const onnx_writer::ReadWeights& learned, const std::string& name,
                         const std::vector<std::int64_t>& rows);
    [[nodiscard]] torch::TensorOptions options() const { return weight_.options(); }

 private:
    torch::Tensor weight_;
    onnx_writer::Storage storage_;
};

// What GRU and LSTM have in common: weights as torch has them, for one direction.
class Recurrent : public SequenceLayer {
 public:
    void round() override;
    std::string in_words() const override;
    std::int64_t output_size() const override { return units_; }

 protected:
    // `role`: what it does in the network, for the card: "reads"; may be empty.
    Recurrent(onnx_writer::Cell cell, std::int64_t input, std::int64_t units, onnx_writer::Storage storage,
              std::string role);
    [[nodiscard]] onnx_writer::GraphBuilder::RecurrentWeights write_weights(GraphWeights& weights,
                                                                            const std::string& name) const;

    std::int64_t units_;
    torch::Tensor weight_ih_, weight_hh_, bias_ih_, bias_hh_;

 private:
    onnx_writer::Cell cell_;
    onnx_writer::Storage storage_;  // of the matrices; biases are float32
    std::string role_;
};

// Gated recurrent units (Cho et al. 2014).
class Gru final : public Recurrent {
 public:
    Gru(std::int64_t input, std::int64_t units, onnx_writer::Storage storage, std::string role = "");
    struct Read {
        torch::Tensor sequence;  // [T, N, units]
        torch::Tensor hidden;    // [1, N, units]
    };
    Read forward(const torch::Tensor& x, const torch::Tensor& hidden);        // [T, N, input], [1, N, units]
    torch::Tensor step(const torch::Tensor& x, const torch::Tensor& hidden);  // [N, input], [N, units]
    using Result = onnx_writer::GraphBuilder::GruResult;
    using InGraph = std::function<Result(const onnx_writer::Value& x, const onnx_writer::Value& hidden)>;
    [[nodiscard]] InGraph write(GraphWeights& weights, const std::string& name) const;  // as `forward`
};

// Long short-term memory (Hochreiter, Schmidhuber 1997). In training it computes in bfloat16, and `weight_dropout` of
// the recurrent weights are dropped (Merity et al. 2018).
class Lstm final : public Recurrent {
 public:
    Lstm(std::int64_t input, std::int64_t units, onnx_writer::Storage storage, double weight_dropout = 0);
    struct Read {
        torch::Tensor sequence;      // [T, N, units]
        torch::Tensor hidden, cell;  // [1, N, units]
    };
    Read forward(const torch::Tensor& x, const torch::Tensor& hidden, const torch::Tensor& cell);
    using Result = onnx_writer::GraphBuilder::LstmResult;
    using InGraph = std::function<Result(const onnx_writer::Value& x, const onnx_writer::Value& hidden,
                                         const onnx_writer::Value& cell)>;
    [[nodiscard]] InGraph write(GraphWeights& weights, const std::string& name) const;
    // Takes over the weights of a file. Throws onnx_writer::GraphError if there are none of the same size.
    void initialise_from(const onnx_writer::ReadWeights& learned, const std::string& name);

 private:
    double weight_dropout_;
};

// Attention (Bahdanau et al. 2015, with the score that Luong et al. 2015 call general): how much a state looks at each
// of `places` that were read, and what it sees there.
class Attention final : public SequenceLayer {
 public:
    Attention(std::int64_t units, std::int64_t places, onnx_writer::Storage storage);
    struct Look {
        torch::Tensor shares;  // [N, places], adding up to 1
        torch::Tensor seen;    // [N, units]
    };
    Look forward(const torch::Tensor& state, const torch::Tensor& read);  // [N, units], [N, places, units]
    struct Result {
        onnx_writer::Value shares;  // [N, 1, places]
        onnx_writer::Value seen;    // [N, 1, units]
    };
    // state [1, N, units], read [N, places, units]
    using InGraph = std::function<Result(const onnx_writer::Value& state, const onnx_writer::Value& read)>;
    [[nodiscard]] InGraph write(GraphWeights& weights, const std::string& name) const;
    void round() override { round_to(query_, storage_); }
    std::string in_words() const override { return "attention"; }
    std::int64_t output_size() const override { return places_; }

 private:
    torch::Tensor query_;  // [units, units]
    std::int64_t places_;
    onnx_writer::Storage storage_;
};

// The last layer: linear, at each step from what the network has found to a number for each class. The file calls its
// weights "weight" and "bias".
class ToClasses final : public SequenceLayer {
 public:
    ToClasses(std::int64_t input, std::int64_t classes, double bound, onnx_writer::Storage storage);
    torch::Tensor forward(const torch::Tensor& x);  // […, input] -> […, classes]
    using InGraph = std::function<onnx_writer::Value(const onnx_writer::Value& x)>;
    [[nodiscard]] InGraph write(GraphWeights& weights) const;
    void round() override { round_to(weight_, storage_); }
    std::string in_words() const override;
    std::int64_t output_size() const override { return bias_.size(0); }
    // As of an embedding.
    void initialise_from(const onnx_writer::ReadWeights& learned, const std::vector<std::int64_t>& rows);

 private:
    torch::Tensor weight_, bias_;
    onnx_writer::Storage storage_;
};

}  // namespace mllab::nn
