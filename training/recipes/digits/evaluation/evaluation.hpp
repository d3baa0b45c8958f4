// What a model file says to a set of digits and no-digits, asked as the page asks it: the page's own encoding, then the
// file through Session. From these logits everything else is computed (decision.hpp, figures.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_evaluation {

// One set: an input's logits, or the doubt for which the page would not ask at all.
struct Answers {
    std::string data;                        // the set's name on the card
    std::vector<std::vector<float>> logits;  // empty where `doubts` is not Doubt::none
    std::vector<digits::Doubt> doubts;
    std::vector<std::size_t> labels;  // 0..9, 10 = no digit
    [[nodiscard]] std::size_t size() const { return labels.size(); }
};

// Every pen digit is drawn at so many places and sizes.
inline constexpr std::size_t draws_per_digit = 3;

struct Evaluation {
    Answers pictures;         // MNIST, laid in the frame as training pictures are
    Answers uploads;          // the same pictures as if a visitor had dropped them on the pad: paper removed first
    Answers strokes;          // pen digits at a free place and size, three draws each
    Answers negatives;        // sketches, letters, neighbours and scribbles of this split
    Answers fixed_negatives;  // the committed letters and scribbles (not_digits.ndjson); on test data only
    std::vector<Answers> unseen_digits;     // hands and ways of writing made in another way than what was learned …
    std::vector<Answers> unseen_no_digits;  // … and letters, signs, sketches, overlapping digits (unseen.hpp)
};

// `committed` is the folder of not_digits.ndjson and unseen_shapes.ndjson. Free placement is drawn with a fixed seed,
// so that every model answers the same inputs. Throws inference::ModelError, files::FileError.
[[nodiscard]] Evaluation evaluate(const inference::Session& session, const digits::Parameters& parameters,
                                  const digits_data::Folders& folders, digits_data::Split split,
                                  const std::filesystem::path& committed);

}  // namespace mllab::digits_evaluation
